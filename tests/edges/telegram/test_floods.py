"""One person who sends like a machine: the others are answered, and so is whoever only types fast (check 23)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.edges.telegram.floods import CALM, IN_LINE, MESSAGE, TAP, TOLD_EVERY, Floods, Verdict
from bot.edges.telegram.lanes import Lanes
from tests.edges.telegram.faketime import now, run
from tests.edges.telegram.raw import DATE, message, press

if TYPE_CHECKING:
    from tests.edges.telegram.edge import Edge, Sent

ANSWER_SECONDS = 0.005


class Person:
    """Somebody whose updates are followed as the handler does it, in fake time."""

    def __init__(self, floods: Floods) -> None:
        self.floods = floods
        self.lanes = Lanes()
        self.answered: list[float] = []
        self.told: list[float] = []

    async def sends(self, weight: float, sent: float | None = None) -> None:
        sent = now() if sent is None else sent
        verdict = self.floods.judge(1, sent)
        if verdict is Verdict.TELL:
            self.told.append(now())
        if verdict is not Verdict.FOLLOW:
            return
        async with self.floods.line(1, sent), self.lanes.lane(1):
            if await self.floods.turn(1, weight):
                await asyncio.sleep(ANSWER_SECONDS)
                self.answered.append(now())

    async def streams(self, a_second: float, seconds: float, weight: float) -> None:
        """Send without waiting for answers."""
        async with asyncio.TaskGroup() as group:
            for _ in range(int(a_second * seconds)):
                group.create_task(self.sends(weight))
                await asyncio.sleep(1 / a_second)


def test_23_a_hundred_messages_a_second_for_a_minute() -> None:
    async def main() -> Person:
        person = Person(Floods(now))
        await person.streams(100, 60, MESSAGE)
        return person

    person = run(main())
    assert len(person.answered) <= 15, "a burst, and then no more"
    assert len(person.told) == 3, "and three times a minute it is told why"
    assert len(person.lanes) == 0


def test_23_a_hundred_taps_a_second() -> None:
    async def main() -> Person:
        person = Person(Floods(now))
        await person.streams(100, 60, TAP)
        return person

    assert len(run(main()).answered) <= 60


def test_who_waits_for_each_answer_is_always_answered_however_fast() -> None:
    async def main() -> tuple[Person, float, float]:
        person = Person(Floods(now))
        for _ in range(100):
            await person.sends(TAP)
        tapped = now()
        for _ in range(100):
            await person.sends(MESSAGE)
        return person, tapped, now()

    person, tapped, typed = run(main())
    assert len(person.answered) == 200
    assert not person.told
    assert tapped < 6, "a hundred taps take no longer than ten a second"
    assert typed < 60


def test_a_hand_that_taps_and_types_fast_is_no_flood() -> None:
    async def main() -> Person:
        person = Person(Floods(now))
        await person.streams(6, 20, TAP)
        await asyncio.sleep(10)
        await person.streams(1.5, 60, MESSAGE)
        return person

    person = run(main())
    assert len(person.answered) == 120 + 90
    assert not person.told


def test_what_was_written_over_hours_is_no_flood_when_it_comes_at_once() -> None:
    async def main() -> Person:
        person = Person(Floods(now))
        written = [DATE + 600.0 * number for number in range(60)]
        await asyncio.gather(*(person.sends(MESSAGE, sent) for sent in written))
        return person

    person = run(main())
    assert len(person.answered) == 60
    assert not person.told


def test_a_flood_ends_when_it_is_calm() -> None:
    async def main() -> Person:
        person = Person(Floods(now))
        await person.streams(100, 3, MESSAGE)
        told = len(person.told)
        await asyncio.sleep(CALM)
        person.answered.clear()
        await person.sends(MESSAGE)
        assert (told, len(person.told)) == (1, 1)
        return person

    assert len(run(main()).answered) == 1


def test_streams_of_the_calm_are_forgotten() -> None:
    async def main() -> int:
        floods = Floods(now)
        for person in range(10_000):
            floods.judge(person, now())
            await asyncio.sleep(0.01)
        await asyncio.sleep(TOLD_EVERY)
        floods.judge(1, now())
        return len(floods)

    assert run(main()) == 1


FLOODER, OTHERS = 93_000, range(93_001, 93_021)


def told(calls: list[Sent], person: int) -> list[str]:
    return [call.words for call in calls if call.params.get("chat_id") == person]


async def test_23_the_others_are_answered_and_the_lanes_are_empty_afterwards(edge: Edge) -> None:
    flood = [message(FLOODER, text="/menu") for _ in range(600)]
    others = [press(person, "menu") for person in OTHERS]
    sent = await edge.takes_at_once(*flood[:300], *others, *flood[300:])
    assert all(told(sent, person) for person in OTHERS)
    flooded = told(sent, FLOODER)
    assert sum("faster than I can follow" in words for words in flooded) == 1
    assert len(flooded) <= 2 * IN_LINE
    assert len(edge.handler.lanes) == 0
    assert edge.handler.inside == 0


async def test_23_who_calls_for_help_without_end_holds_up_nobody_and_sees_help(edge: Edge) -> None:
    calls = [message(FLOODER, text="помогите") for _ in range(300)]
    tapped = press(FLOODER, "help/11")
    sent = await edge.takes_at_once(*calls, message(OTHERS[0], text="sos"), tapped)
    assert len(told(sent, OTHERS[0])) == 1
    assert len(told(sent, FLOODER)) <= 3
    last = [call for call in sent if call.params.get("chat_id") == FLOODER][-1]
    assert last.method == "editMessageText", "the newest call is the one that is answered"
    assert all("🆘" in words for words in told(sent, FLOODER))
    assert len(edge.handler.urgent) == 0


async def test_23_help_is_answered_in_the_middle_of_ones_own_flood(edge: Edge) -> None:
    flood = [message(FLOODER, text="/menu") for _ in range(200)]
    sent = await edge.takes_at_once(*flood, message(FLOODER, text="help"))
    assert any(words.startswith("🆘") for words in told(sent, FLOODER))

"""One person who sends like a machine: the others are answered, and so is whoever only types fast (check 23)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.edges.telegram.floods import CALM, FRESH, IN_A_MINUTE, IN_A_SECOND, Floods, Verdict
from bot.edges.telegram.lanes import Lanes
from tests.edges.telegram.faketime import now, run
from tests.edges.telegram.raw import message, press

if TYPE_CHECKING:
    from tests.edges.telegram.edge import Edge, Sent


class Person:
    """Somebody whose updates are followed as the handler does it, in fake time; an answer takes `seconds`."""

    def __init__(self, seconds: float = 0.03) -> None:
        self.floods = Floods(now)
        self.lanes = Lanes()
        self.seconds = seconds
        self.answered: list[float] = []
        self.told: list[float] = []

    async def sends(self, sent: float | None = None) -> None:
        verdict = self.floods.judge(1, now() if sent is None else sent, now())
        if verdict is Verdict.TELL:
            self.told.append(now())
        if verdict is not Verdict.FOLLOW:
            return
        async with self.lanes.lane(1):
            if not self.floods.of(1):
                await asyncio.sleep(self.seconds)
                self.answered.append(now())

    async def streams(self, a_second: float, seconds: float) -> Person:
        """Send without waiting for answers."""
        async with asyncio.TaskGroup() as group:
            for _ in range(int(a_second * seconds)):
                group.create_task(self.sends())
                await asyncio.sleep(1 / a_second)
        return self


def test_23_a_hundred_updates_a_second_for_a_minute() -> None:
    async def main() -> Person:
        return await Person().streams(100, 60)

    person = run(main())
    assert len(person.answered) <= 25, "what the first half second held at Telegram's pace, and then no more"
    assert len(person.told) == 3, "and three times a minute it is told why"
    assert len(person.lanes) == 0


def test_23_twenty_a_second_without_end_is_a_flood_too() -> None:
    async def main() -> Person:
        return await Person().streams(20, 120)

    person = run(main())
    assert len(person.answered) <= IN_A_MINUTE
    assert len(person.told) <= 6


def test_who_waits_for_each_answer_is_always_answered_however_fast() -> None:
    async def main() -> Person:
        person = Person(0.02)
        for _ in range(500):
            await person.sends()
        return person

    person = run(main())
    assert len(person.answered) == 500
    assert not person.told


def test_a_load_of_a_few_people_is_no_flood() -> None:
    async def main() -> Person:
        return await Person(0.01).streams(9, 300)

    person = run(main())
    assert len(person.answered) == 2700
    assert not person.told


def test_what_has_waited_for_us_is_no_flood_when_it_comes_at_once() -> None:
    async def main() -> Person:
        person = Person()
        await asyncio.sleep(1000)
        await asyncio.gather(*(person.sends(1000 - FRESH) for _ in range(500)))
        return person

    person = run(main())
    assert len(person.answered) == 500
    assert not person.told


def test_a_flood_ends_when_it_is_calm() -> None:
    async def main() -> Person:
        person = await Person().streams(100, 3)
        assert len(person.told) == 1
        await asyncio.sleep(CALM)
        person.answered.clear()
        await person.sends()
        return person

    person = run(main())
    assert len(person.answered) == 1
    assert len(person.told) == 1


def test_streams_of_the_calm_are_forgotten() -> None:
    async def main() -> int:
        floods = Floods(now)
        for person in range(5_000):
            floods.judge(person, now(), now())
            await asyncio.sleep(0.01)
        await asyncio.sleep(60)
        floods.judge(1, now(), now())
        return len(floods)

    assert run(main()) == 1


FLOODER, OTHERS = 93_000, range(93_001, 93_021)


def told(calls: list[Sent], person: int) -> list[str]:
    return [call.words for call in calls if call.params.get("chat_id") == person]


def fresh(edge: Edge, many: int) -> list[dict[str, object]]:
    """A flood that is being sent right now."""
    return [message(FLOODER, text="/menu", date=int(edge.house.clock.timestamp())) for _ in range(many)]


async def test_23_the_others_are_answered_and_the_lanes_are_empty_afterwards(edge: Edge) -> None:
    flood = fresh(edge, 600)
    others = [press(person, "menu") for person in OTHERS]
    sent = await edge.takes_at_once(*flood[:300], *others, *flood[300:])
    assert all(told(sent, person) for person in OTHERS)
    flooded = told(sent, FLOODER)
    assert sum("faster than I can follow" in words for words in flooded) == 1
    assert len(flooded) <= IN_A_SECOND
    assert len(edge.handler.lanes) == 0
    assert edge.handler.inside == 0


async def test_23_who_calls_for_help_without_end_holds_up_nobody_and_sees_help(edge: Edge) -> None:
    calls = [message(FLOODER, text="помогите") for _ in range(300)]
    sent = await edge.takes_at_once(*calls, message(OTHERS[0], text="sos"), press(FLOODER, "help/11"))
    assert len(told(sent, OTHERS[0])) == 1
    assert len(told(sent, FLOODER)) <= 3
    last = [call for call in sent if call.params.get("chat_id") == FLOODER][-1]
    assert last.method == "editMessageText", "the newest call is the one that is answered"
    assert all("🆘" in words for words in told(sent, FLOODER))
    assert len(edge.handler.urgent) == 0


async def test_23_help_is_answered_in_the_middle_of_ones_own_flood(edge: Edge) -> None:
    flood = fresh(edge, 200)
    sent = await edge.takes_at_once(*flood, message(FLOODER, text="help"))
    assert any(words.startswith("🆘") for words in told(sent, FLOODER))

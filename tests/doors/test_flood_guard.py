"""One person who sends like a machine: the others are answered, and so is whoever only types fast (check 23)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.doors.flood_guard import FRESH, IN_A_MINUTE, IN_A_SECOND, IN_HAND, FloodGuard, Verdict
from bot.doors.pace import CHAT_BURST
from bot.doors.person_locks import PersonLocks
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.faketime import now, run
from tests.doors.telegram.raw import message, press
from tests.doors.telegram.servers import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.doors.telegram.edge import Sent


class Person:
    """Somebody whose updates are followed as the handler does it, in fake time; an answer takes `seconds`."""

    def __init__(self, seconds: float = 0.03) -> None:
        self.guard = FloodGuard(now)
        self.locks = PersonLocks()
        self.seconds = seconds
        self.answered: list[float] = []
        self.told: list[float] = []

    async def sends(self, sent: float | None = None) -> None:
        verdict = self.guard.judge(1, now() if sent is None else sent, now())
        if verdict is Verdict.WARN:
            self.told.append(now())
        if verdict is not Verdict.HANDLE:
            return
        async with self.locks.hold(1):
            if not self.guard.is_flooding(1):
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
    assert len(person.answered) <= IN_A_SECOND, "what comes in the first moment, and then no more"
    assert len(person.told) == 1, "and it is told why, once"
    assert len(person.locks) == 0


def test_23_eight_a_second_without_end_is_a_flood_too() -> None:
    async def main() -> Person:
        return await Person().streams(8, 120)

    person = run(main())
    assert IN_A_MINUTE - 5 <= len(person.answered) <= IN_A_MINUTE
    assert len(person.told) <= 2


def test_a_hand_that_taps_as_fast_as_it_can_is_followed() -> None:
    """Twelve taps in a second, then two and a half a second for a minute."""

    async def main() -> Person:
        person = await Person(0.01).streams(12, 1)
        return await person.streams(2.5, 60)

    person = run(main())
    assert len(person.answered) == 12 + 150
    assert not person.told


def test_what_one_person_may_have_waiting_is_bounded() -> None:
    async def main() -> list[Verdict]:
        guard = FloodGuard(now)
        return [guard.judge(1, now(), now(), in_hand) for in_hand in (0, IN_HAND - 1, IN_HAND, IN_HAND)]

    assert run(main()) == [Verdict.HANDLE, Verdict.HANDLE, Verdict.WARN, Verdict.IGNORE]


def test_what_has_waited_for_us_is_no_flood_when_it_comes_at_once() -> None:
    async def main() -> Person:
        person = Person()
        await asyncio.sleep(1000)
        await asyncio.gather(*(person.sends(1000 - FRESH) for _ in range(500)))
        return person

    person = run(main())
    assert len(person.answered) == 500
    assert not person.told


@pytest.mark.parametrize("pause", [0.6, 2.0])
def test_a_flood_ends_when_they_slow_down(pause: float) -> None:
    """Whoever was told to wait and then goes on like anybody is followed again."""

    async def main() -> Person:
        person = await Person().streams(100, 3)
        assert len(person.told) == 1
        await asyncio.sleep(1.0)
        person.answered.clear()
        for _ in range(6):
            await person.sends()
            await asyncio.sleep(pause)
        return person

    person = run(main())
    assert len(person.answered) >= 4
    assert len(person.told) == 1


def test_streams_of_the_calm_are_forgotten() -> None:
    async def main() -> int:
        guard = FloodGuard(now)
        for person in range(5_000):
            guard.judge(person, now(), now())
            await asyncio.sleep(0.01)
        await asyncio.sleep(60)
        guard.judge(1, now(), now())
        return len(guard)

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
    assert len(edge.handler.locks) == 0
    assert edge.handler.inside == 0


async def test_23_who_calls_for_help_without_end_holds_up_nobody_and_sees_help(tmp_path: Path) -> None:
    edge = Edge(tmp_path, burst=CHAT_BURST)
    calls = [message(FLOODER, text="помогите") for _ in range(300)]
    sent = await edge.takes_at_once(*calls, message(OTHERS[0], text="sos"), press(FLOODER, "help/11"))
    assert len(told(sent, OTHERS[0])) == 1
    await until(lambda: len(edge.handler.outbox) == 0)
    shown = edge.wire.to(FLOODER)
    assert len(shown) <= CHAT_BURST + 2
    assert shown[-1].method == "editMessageText", "the newest call is the one that is answered"
    assert all("🆘" in call.words for call in shown)
    edge.close()


async def test_23_help_is_answered_in_the_middle_of_ones_own_flood(edge: Edge) -> None:
    flood = fresh(edge, 200)
    sent = await edge.takes_at_once(*flood, message(FLOODER, text="help"))
    assert any(words.startswith("🆘") for words in told(sent, FLOODER))

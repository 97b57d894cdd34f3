"""The pace: bulk never above its rate, a chat its burst and then one a second, and a total that is learned."""

from __future__ import annotations

import asyncio
import itertools
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.doors.pace import (
    BREATH,
    CHAT_BURST,
    NEARLY,
    QUIET,
    RESERVED_FOR_HELP,
    SEVERAL,
    WARY,
    Lane,
    Pace,
)
from bot.values.limits import WINDOW
from simulator.errors import ApiError
from simulator.flood import Flood, Rules
from tests.doors.telegram.faketime import now, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.clock import SimClock

FIRST = 1_000


async def sends(pace: Pace, lane: Lane, chats: Sequence[int], times: list[float]) -> None:
    """Ask for one message to each of these chats, all at once; note when each went."""

    async def send(chat: int) -> None:
        await pace.acquire(lane, chat)
        times.append(now())

    await asyncio.gather(*map(send, chats))


def most_in_a_second(times: Sequence[float]) -> int:
    return max((sum(first <= other < first + 1 for other in times) for first in times), default=0)


@settings(max_examples=60, derandomize=True)
@given(st.integers(2, 40), st.lists(st.floats(0, 3), max_size=90), st.lists(st.floats(0, 3), max_size=20))
def test_8_bulk_is_never_above_its_rate_whatever_is_answered(
    rate: int, bulk: list[float], answers: list[float]
) -> None:
    async def main() -> tuple[list[float], list[float]]:
        pace = Pace(rate, now)
        went: list[float] = []
        waited: list[float] = []

        async def ask(at: float, lane: Lane, chat: int) -> None:
            await asyncio.sleep(at)
            began = now()
            await pace.acquire(lane, chat)
            (went if lane is Lane.BULK else waited).append(now() if lane is Lane.BULK else now() - began)

        async with asyncio.TaskGroup() as group:
            for number, at in enumerate(bulk):
                group.create_task(ask(at, Lane.BULK, FIRST + number))
            for number, at in enumerate(answers):
                group.create_task(ask(at, Lane.REPLY, 2 * FIRST + number))
        return went, waited

    went, waited = run(main())
    assert len(went) == len(bulk), "everybody gets a turn"
    assert most_in_a_second(went) <= rate
    assert not any(waited), "and answers go at once"


def test_8_a_broadcast_takes_096_of_all_that_is_allowed() -> None:
    """A minute, 40 ms of jitter on the way, and a strict window of a second at the other end: no refusal."""

    async def main() -> list[float]:
        times: list[float] = []
        await sends(Pace(30, now), Lane.BULK, range(FIRST, FIRST + 1_740), times)
        return times

    chance = random.Random(8)  # noqa: S311 - a seed for a test
    minute = [at for at in run(main()) if at < 60]
    assert len(minute) / 60 / 30 >= 0.96
    arrived = sorted(at + chance.uniform(0, 0.04) for at in minute)
    assert all(later - sooner >= 1 for sooner, later in zip(arrived, arrived[30:], strict=False))


def test_three_hundred_people_are_answered_at_once() -> None:
    async def main() -> list[float]:
        times: list[float] = []
        await sends(Pace(30, now), Lane.REPLY, range(FIRST, FIRST + 300), times)
        return times

    assert run(main()) == [0.0] * 300


def test_a_chat_takes_a_burst_and_then_one_a_second_and_help_has_one_kept() -> None:
    async def main() -> tuple[list[float], float, float]:
        pace = Pace(30, now)
        times: list[float] = []
        replies = asyncio.create_task(sends(pace, Lane.REPLY, [FIRST] * 8, times))
        await asyncio.sleep(0.1)
        await pace.acquire(Lane.HELP, FIRST)
        helped = now()
        await pace.acquire(Lane.REPLY, FIRST + 1)
        other = now()
        await replies
        return times, helped, other

    times, helped, other = run(main())
    at_once = CHAT_BURST - RESERVED_FOR_HELP
    assert times[:at_once] == [0.0] * at_once
    assert helped == other == 0.1, "help has its own, and nobody waits behind a chat that rests"
    later = times[at_once:]
    assert all(b - a >= WINDOW - 1e-6 for a, b in itertools.pairwise(later))
    assert later[-1] <= 5 * WINDOW + 0.01


def test_8_bulk_lets_a_chat_rest_and_holds_up_nobody_behind_it() -> None:
    async def main() -> dict[str, float]:
        pace = Pace(30, now)
        went: dict[str, float] = {}

        async def ask(name: str, lane: Lane, chat: int) -> None:
            await pace.acquire(lane, chat)
            went[name] = now()

        await ask("answer", Lane.REPLY, 7)
        async with asyncio.TaskGroup() as group:
            group.create_task(ask("tip", Lane.BULK, 7))
            group.create_task(ask("tip of another", Lane.BULK, 8))
            group.create_task(ask("second answer", Lane.REPLY, 7))
        return went

    went = run(main())
    assert went["tip of another"] == went["second answer"] == 0.0
    assert 1.0 < went["tip"] < 1.1, "Telegram's FAQ: a message a second for one chat"


def test_a_refusal_holds_the_chat_it_was_for_and_nobody_else() -> None:
    async def main() -> dict[int, float]:
        pace = Pace(30, now)
        went: dict[int, float] = {}
        await pace.refused(FIRST, 30)

        async def ask(lane: Lane, chat: int) -> None:
            await pace.acquire(lane, chat)
            went[chat] = now()

        await asyncio.gather(
            ask(Lane.REPLY, FIRST), ask(Lane.REPLY, 2), ask(Lane.BULK, 3), ask(Lane.HELP, 4), ask(Lane.BULK, 5)
        )
        return went

    went = run(main())
    assert went.pop(FIRST) >= 30
    assert max(went.values()) < 0.1


async def refuses(pace: Pace, many: int, first: int = FIRST) -> None:
    """Let Telegram refuse so many chats, each once, after a second of a hundred answers."""
    await sends(pace, Lane.REPLY, range(9 * FIRST, 9 * FIRST + 100), [])
    for chat in range(first, first + many):
        await pace.refused(chat, 1)


def test_refusals_for_several_chats_lower_the_total_and_quiet_raises_it() -> None:
    async def main() -> list[float]:
        pace = Pace(30, now)
        await refuses(pace, SEVERAL - 1)
        rates = [pace.total.rate(now())]
        await pace.refused(FIRST + 77, 1)
        for seconds in (0, 1, 1.5, 30, QUIET):
            await asyncio.sleep(seconds)
            rates.append(pace.total.rate(now()))
        return rates

    one_few, half, climbing, nearly, more, quiet = run(main())
    assert one_few == quiet == float("inf")
    taken = 100 - SEVERAL
    assert half == taken / 2
    assert half < climbing < nearly < taken < more < 1.1 * taken


def test_a_refusal_while_a_total_is_known_brings_it_back_to_nearly_and_leaves_help_room() -> None:
    async def main() -> tuple[list[float], list[float]]:
        pace = Pace(30, now)
        await refuses(pace, SEVERAL)
        await asyncio.sleep(QUIET - 5)
        rates = [pace.total.rate(now())]
        for chat in (1, 2, 2):
            await pace.refused(FIRST + chat, 1)
            rates.append(pace.total.rate(now()))
            await asyncio.sleep(WARY + 0.1)
        await pace.refused(FIRST + 1, 1)
        return rates, [pace.total.wait(lane, now()) for lane in (Lane.HELP, Lane.REPLY)]

    (risen, one, two, same), (help_waits, reply_waits) = run(main())
    knee = 100 - SEVERAL
    assert one < risen
    assert one == pytest.approx(NEARLY * NEARLY * knee)
    assert two == pytest.approx(NEARLY * one)
    assert same > two, "one chat alone holds up nobody"
    assert help_waits == 0
    assert reply_waits == pytest.approx(BREATH)


def test_refusals_for_one_chat_or_for_groups_tell_nothing_of_the_total() -> None:
    async def main() -> float:
        pace = Pace(30, now)
        for _ in range(20):
            await pace.refused(FIRST, 1)
        await refuses(pace, 20, -5_000)
        return pace.total.rate(now())

    assert run(main()) == float("inf")


def test_while_a_total_is_known_help_goes_first_and_bulk_last() -> None:
    async def main() -> tuple[list[Lane], list[float]]:
        pace = Pace(1000, now)
        await refuses(pace, SEVERAL)
        order: list[Lane] = []
        helped: list[float] = []

        async def ask(lane: Lane, chat: int) -> None:
            began = now()
            await pace.acquire(lane, chat)
            order.append(lane)
            if lane is Lane.HELP:
                helped.append(now() - began)

        async with asyncio.TaskGroup() as group:
            for number in range(60):
                group.create_task(ask(Lane.BULK, 2 * FIRST + number))
                group.create_task(ask(Lane.REPLY, 3 * FIRST + number))
            await asyncio.sleep(0.5)
            for number in range(5):
                group.create_task(ask(Lane.HELP, 4 * FIRST + number))
        return order, helped

    order, helped = run(main())
    assert max(helped) <= 0.2
    assert order.index(Lane.BULK, 1) > 20, "bulk stands back as long as answers wait"


class Clock:
    """The local Telegram's clock in fake time."""

    def pulse(self) -> float:
        return now()


@settings(max_examples=6, derandomize=True)
@given(st.integers(0, 10_000))
def test_where_telegram_takes_thirty_in_all_most_of_it_is_used_and_little_refused(seed: int) -> None:
    """Two minutes of sixty people a second who want an answer, and a call for help a second."""
    chance = random.Random(seed)  # noqa: S311 - a seed for a test
    clock: SimClock = Clock()  # type: ignore[assignment]

    async def main() -> tuple[int, int, list[float]]:
        pace, flood, room = Pace(30, now), Flood(Rules(), clock), asyncio.Semaphore(32)
        taken = refused = 0
        helps: list[float] = []

        async def answer(lane: Lane, chat: int) -> None:
            nonlocal taken, refused
            began = now()
            while now() < 120:
                await pace.acquire(lane, chat, room=room if lane is Lane.REPLY else None)
                await asyncio.sleep(chance.uniform(0.02, 0.08))
                try:
                    flood.spend(chat)
                except ApiError as error:
                    refused += 1
                    await pace.refused(chat, error.parameters["retry_after"])
                else:
                    taken += 1
                    if lane is Lane.HELP:
                        helps.append(now() - began)
                    return
                finally:
                    if lane is Lane.REPLY:
                        room.release()

        async with asyncio.TaskGroup() as group:
            for number in range(60 * 110):
                group.create_task(answer(Lane.REPLY, FIRST + number))
                if number % 60 == 0:
                    group.create_task(answer(Lane.HELP, 90 * FIRST + number))
                await asyncio.sleep(1 / 60)
        return taken, refused, helps

    taken, refused, helps = run(main())
    assert taken >= 0.85 * 30 * 120
    assert refused <= 0.05 * (taken + refused)
    assert sorted(helps)[int(len(helps) * 0.99)] <= 1.2, "one refusal and a second's wait at the most"
    assert sorted(helps)[int(len(helps) * 0.9)] <= 0.2


def test_chats_that_have_rested_are_forgotten() -> None:
    async def main() -> int:
        pace = Pace(30, now)
        await sends(pace, Lane.REPLY, range(FIRST, FIRST + 500), [])
        await pace.refused(FIRST, 3)
        await asyncio.sleep(10)
        await pace.acquire(Lane.REPLY, 7)
        return len(pace.chats)

    assert run(main()) == 1

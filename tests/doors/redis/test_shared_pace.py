"""The pace of several processes: bulk, chats and the total are one for all; without Redis a careful share."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.doors.pace import BREATH, CHAT_BURST, RESERVED_FOR_HELP, SEVERAL, Lane
from bot.doors.redis.pace import PROCESSES, SharedPace
from tests.doors.telegram.servers import own_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.doors.redis.connection import Connection
    from tests.doors.redis.server import RedisServer

pytestmark = pytest.mark.slow

RATE = 30


def pace(connection: Connection, rate: int = RATE) -> SharedPace:
    return SharedPace(connection, rate, time.monotonic, lambda chat: f"c{chat}")


async def settle(*paces: SharedPace) -> None:
    """Let the first window pass, in which a Redis without memory lets no bulk out."""
    for one in paces:
        await one.acquire(Lane.HELP)
    await asyncio.sleep(1.1)


async def sends(pace: SharedPace, lane: Lane, count: int, times: list[float], first_chat: int = 0) -> None:
    async def send(chat: int) -> None:
        await pace.acquire(lane, chat)
        times.append(time.monotonic())

    await asyncio.gather(*(send(first_chat + number if first_chat else 0) for number in range(count)))


def most_in_a_second(times: list[float]) -> int:
    return max(sum(first <= other < first + 1 for other in times) for first in times)


async def test_8_two_processes_never_send_more_bulk_than_one_may(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one, two = pace(connect_to(one_redis)), pace(connect_to(one_redis))
    await settle(one, two)
    times: list[float] = []
    async with own_seconds() as passed:
        await asyncio.gather(sends(one, Lane.BULK, 50, times, 1), sends(two, Lane.BULK, 50, times, 1000))
        took = passed()
    assert most_in_a_second(times) <= RATE
    assert len(times) == 100
    assert took < 100 / RATE * 1.3, "and what may go out goes out"


async def test_answers_and_help_go_at_once_while_another_process_sends_all_it_may(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one, two = pace(connect_to(one_redis)), pace(connect_to(one_redis))
    await settle(one, two)
    times: list[float] = []
    bulk = asyncio.create_task(sends(one, Lane.BULK, 60, times, 1))
    await asyncio.sleep(0.3)
    async with own_seconds() as passed:
        await sends(two, Lane.REPLY, 100, [], 1000)
        await two.acquire(Lane.HELP, 5)
        assert passed() < 0.7
    await bulk


async def test_a_chat_has_one_burst_whichever_process_answers(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one, two = pace(connect_to(one_redis)), pace(connect_to(one_redis))
    began = time.monotonic()
    times: list[float] = []

    async def answer(through: SharedPace) -> None:
        await through.acquire(Lane.REPLY, 7)
        times.append(time.monotonic() - began)

    await asyncio.gather(*(answer(each) for each in (one, two, one, two, one, two)))
    at_once = CHAT_BURST - RESERVED_FOR_HELP
    assert sorted(times)[at_once] >= 0.9
    assert sorted(times)[at_once + 1] >= 1.9
    async with own_seconds() as passed:
        await two.acquire(Lane.HELP, 7)
        assert passed() < 0.5, "help has its own"


async def test_the_total_that_one_process_learns_all_heed(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one, two = pace(connect_to(one_redis)), pace(connect_to(one_redis))
    await settle(one, two)
    await sends(one, Lane.REPLY, 30, [], 1000)
    for chat in range(SEVERAL):
        await one.refused(1000 + chat, 1)
    times: list[float] = []
    began = time.monotonic()
    await sends(two, Lane.REPLY, 20, times, 2000)
    assert times[-1] - began > 0.6, "half of thirty, then climbing"
    await one.refused(1000, 1)
    times.clear()
    async with own_seconds() as passed:
        await two.acquire(Lane.REPLY, 3001)
        assert passed() > BREATH / 2, "after a refusal only Help sends for a moment"
    await one.refused(1001, 1)
    async with own_seconds() as passed:
        await one.acquire(Lane.HELP, 3000)
        assert passed() < 0.3


async def test_an_answer_of_one_process_goes_before_the_bulk_of_another(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    """As long as a total is known: else there is room for both."""
    one, two = pace(connect_to(one_redis), 1000), pace(connect_to(one_redis), 1000)
    await settle(one, two)
    await sends(one, Lane.REPLY, 40, [], 1000)
    for chat in range(SEVERAL):
        await one.refused(1000 + chat, 1)
    bulk: list[float] = []
    answers: list[float] = []
    sending = asyncio.create_task(sends(one, Lane.BULK, 40, bulk, 1))
    await asyncio.sleep(0.2)
    await sends(two, Lane.REPLY, 27, answers, 5000)
    between = [at for at in bulk if answers[0] < at < answers[-1]]
    assert len(between) < len(answers) / 3, "bulk stands back as long as answers wait"
    await sending


async def test_a_chat_rests_whichever_process_writes(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one, two = pace(connect_to(one_redis)), pace(connect_to(one_redis))
    await settle(one, two)
    await one.acquire(Lane.REPLY, 7)
    began = time.monotonic()
    async with own_seconds() as passed:
        rested = asyncio.create_task(two.acquire(Lane.BULK, 7))
        await two.acquire(Lane.BULK, 8)
        assert passed() < 0.3, "nobody waits behind a chat that rests"
        await rested
        assert time.monotonic() - began > 0.95
        assert passed() < 1.6


async def test_a_refusal_that_one_process_sees_holds_that_chat_in_all_and_no_other(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one, two = pace(connect_to(one_redis)), pace(connect_to(one_redis))
    await settle(one, two)
    held = time.monotonic()
    await one.refused(7, 1.0)
    async with own_seconds() as passed:
        await two.acquire(Lane.REPLY, 8)
        assert passed() < 0.5
        await two.acquire(Lane.HELP, 7)
        assert time.monotonic() - held > 0.95
        assert passed() < 1.6


async def test_16_without_redis_help_goes_at_once_and_everybody_goes_on(
    own_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one = pace(connect_to(own_redis))
    await settle(one)
    own_redis.pause()
    async with own_seconds() as passed:
        await one.acquire(Lane.HELP)
        assert passed() < 0.9, "who meets the failure waits for it"
    async with own_seconds() as passed:
        await one.acquire(Lane.HELP)
        await sends(one, Lane.REPLY, 20, [], 1)
        assert passed() < 0.3, "nobody after it"
    asked = time.monotonic()
    times: list[float] = []
    await sends(one, Lane.BULK, 8, times)
    assert times[0] - asked > 0.6, "what other processes have sent in this window is waited for"
    assert most_in_a_second(times) <= RATE // PROCESSES, "a share, no more"
    own_redis.go_on()


async def test_16_redis_dies_and_comes_back_without_memory(
    own_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    connection, other = connect_to(own_redis), connect_to(own_redis)
    one, two = pace(connection), pace(other)
    await settle(one, two)
    times: list[float] = []
    sending = [asyncio.create_task(sends(each, Lane.BULK, 40, times)) for each in (one, two)]
    await asyncio.sleep(0.5)
    own_redis.kill()
    await asyncio.sleep(0.5)
    own_redis.start()
    await asyncio.gather(*sending)
    assert len(times) == 80, "everybody gets a turn"
    assert most_in_a_second(times) <= RATE
    await asyncio.sleep(1.2)
    assert not connection.away
    await one.acquire(Lane.REPLY)

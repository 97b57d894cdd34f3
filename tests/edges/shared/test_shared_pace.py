"""The pace of several processes: one limit for all, Help first in each, and a careful share without Redis."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.edges.shared.pace import PROCESSES, SharedPace
from bot.edges.telegram.pace import SOON, Lane
from tests.edges.conftest import own_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.edges.shared.link import Link
    from tests.edges.shared.server import RedisServer

pytestmark = pytest.mark.slow

RATE = 30


def pace(link: Link, rate: int = RATE) -> SharedPace:
    return SharedPace(link, rate, time.monotonic, lambda chat: f"c{chat}")


async def settle(*paces: SharedPace) -> None:
    """Let the first window pass, in which a Redis without memory lets only Help out."""
    for one in paces:
        await one.turn(Lane.HELP)
    await asyncio.sleep(1.1)


async def sends(pace: SharedPace, lane: Lane, count: int, times: list[float], first_chat: int = 0) -> None:
    async def send(chat: int) -> None:
        await pace.turn(lane, chat)
        times.append(time.monotonic())

    await asyncio.gather(*(send(first_chat + number if first_chat else 0) for number in range(count)))


def most_in_a_second(times: list[float]) -> int:
    return max(sum(first <= other < first + 1 for other in times) for first in times)


async def test_8_two_processes_never_send_more_than_one_may(
    one_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    one, two = pace(link_to(one_redis)), pace(link_to(one_redis))
    await settle(one, two)
    times: list[float] = []
    async with own_seconds() as passed:
        await asyncio.gather(sends(one, Lane.BULK, 50, times, 1), sends(two, Lane.REPLY, 50, times, 1000))
        took = passed()
    assert most_in_a_second(times) <= RATE
    assert len(times) == 100
    assert took < 100 / RATE * 1.3, "and what may go out goes out"


async def test_help_goes_out_at_once_while_another_process_sends_all_it_may(
    one_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    one, two = pace(link_to(one_redis)), pace(link_to(one_redis))
    await settle(one, two)
    times: list[float] = []
    bulk = asyncio.create_task(sends(one, Lane.BULK, 60, times, 1))
    await asyncio.sleep(0.3)
    async with own_seconds() as passed:
        await two.turn(Lane.HELP)
        assert passed() < 0.4
    await bulk


async def test_bulk_goes_evenly_so_that_an_answer_finds_room(
    one_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    one, two = pace(link_to(one_redis)), pace(link_to(one_redis))
    await settle(one, two)
    times: list[float] = []
    bulk = [asyncio.create_task(sends(each, Lane.BULK, 45, times, 1)) for each in (one, two)]
    waited = []
    for _ in range(6):
        await asyncio.sleep(0.25)
        async with own_seconds() as passed:
            await two.turn(Lane.REPLY)
            waited.append(passed())
    await asyncio.gather(*bulk)
    assert sorted(waited)[3] < SOON + 0.1, "not for the rest of a second"


async def test_an_answer_of_one_process_goes_before_the_bulk_of_another(
    one_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    one, two = pace(link_to(one_redis)), pace(link_to(one_redis))
    await settle(one, two)
    bulk: list[float] = []
    answers: list[float] = []
    sending = asyncio.create_task(sends(one, Lane.BULK, 80, bulk, 1))
    await asyncio.sleep(0.2)
    await sends(two, Lane.REPLY, 27, answers)
    between = [at for at in bulk if answers[0] < at < answers[-1]]
    assert len(between) < len(answers) / 3, "bulk stands back as long as answers wait"
    await sending


async def test_an_answer_that_has_gone_keeps_nobody_waiting(
    one_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    link = link_to(one_redis)
    one = pace(link)
    await settle(one)
    await sends(one, Lane.REPLY, RATE + 3, [])
    assert not await link.run("return redis.call('EXISTS', KEYS[1])", ["pace:sent:wanted:1"], [])


async def test_a_chat_rests_whichever_process_writes(
    one_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    one, two = pace(link_to(one_redis)), pace(link_to(one_redis))
    await settle(one, two)
    await one.turn(Lane.REPLY, 7)
    began = time.monotonic()
    async with own_seconds() as passed:
        rested = asyncio.create_task(two.turn(Lane.BULK, 7))
        await two.turn(Lane.BULK, 8)
        assert passed() < 0.3, "nobody waits behind a chat that rests"
        await rested
        assert time.monotonic() - began > 0.95
        assert passed() < 1.6


async def test_what_telegram_tells_one_process_all_heed(
    one_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    one, two = pace(link_to(one_redis)), pace(link_to(one_redis))
    await settle(one, two)
    held = time.monotonic()
    one.hold(1.0)
    await asyncio.sleep(0.1)
    async with own_seconds() as passed:
        await two.turn(Lane.HELP)
        assert time.monotonic() - held > 0.8
        assert passed() < 1.3


async def test_16_without_redis_help_goes_at_once_and_everybody_goes_on(
    own_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    one = pace(link_to(own_redis))
    await settle(one)
    own_redis.pause()
    async with own_seconds() as passed:
        await one.turn(Lane.HELP)
        assert passed() < 0.9, "who meets the failure waits for it"
    asked = time.monotonic()
    async with own_seconds() as passed:
        await one.turn(Lane.HELP)
        assert passed() < 0.2, "nobody after it"
    times: list[float] = []
    await sends(one, Lane.REPLY, 8, times)
    assert times[0] - asked > 0.9, "the others of the window before are waited for"
    assert most_in_a_second(times) <= RATE // PROCESSES, "a share, no more"
    own_redis.go_on()


async def test_16_redis_dies_and_comes_back_without_memory(
    own_redis: RedisServer, link_to: Callable[[RedisServer], Link]
) -> None:
    link, other = link_to(own_redis), link_to(own_redis)
    one, two = pace(link), pace(other)
    await settle(one, two)
    times: list[float] = []
    sending = [asyncio.create_task(sends(each, Lane.REPLY, 40, times)) for each in (one, two)]
    await asyncio.sleep(0.5)
    own_redis.kill()
    await asyncio.sleep(0.5)
    own_redis.start()
    await asyncio.gather(*sending)
    assert len(times) == 80, "everybody gets a turn"
    assert most_in_a_second(times) <= RATE
    await asyncio.sleep(1.2)
    assert not link.away
    await one.turn(Lane.REPLY)

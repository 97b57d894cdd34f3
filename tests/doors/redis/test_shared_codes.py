"""Tries at codes of classes are counted over all processes of a bot, and go from Redis by themselves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from redis import Redis

from bot.chat.code_attempts import CodeAttempts
from bot.doors.redis.codes import SharedTries
from tests.talk import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.doors.redis.connection import Connection
    from tests.doors.redis.server import RedisServer

BOT = 77_019


def process(server: RedisServer, connection: Connection) -> CodeAttempts:
    tries = CodeAttempts()
    tries.shared = SharedTries(server.url, connection, BOT, lambda sender: f"n{sender}")
    return tries


async def test_five_an_hour_hold_over_two_processes(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    one, two = (process(one_redis, connect_to(one_redis)) for _ in range(2))
    told = [await asyncio.to_thread((one, two)[number % 2].may_try, 5, NOW) for number in range(8)]
    assert told == [True] * 5 + [False] * 3
    assert await asyncio.to_thread(one.may_try, 6, NOW), "somebody else has their own five"
    redis = Redis.from_url(one_redis.url)
    left = await asyncio.to_thread(lambda: str(redis.ttl(f"mayak:{BOT}:codes:n5")))
    assert 0 < int(left) <= 3600, "Redis forgets it within the hour"


async def test_without_redis_each_process_counts_alone(
    own_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    tries = process(own_redis, connect_to(own_redis))
    assert await asyncio.to_thread(tries.may_try, 5, NOW)
    own_redis.stop()
    told = [await asyncio.to_thread(tries.may_try, 5, NOW) for _ in range(5)]
    assert told == [True] * 4 + [False]

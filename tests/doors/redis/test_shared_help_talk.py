"""What Help is about is known in each process of a bot, as a number that goes from Redis by itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from redis import Redis

from bot.chat.aftercare import Aftercare, HelpTalk
from bot.doors.redis.help_talk import SharedHelpTalk
from tests.talk import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.doors.redis.connection import Connection
    from tests.doors.redis.server import RedisServer


def process(connection: Connection) -> tuple[Aftercare, SharedHelpTalk]:
    aftercare = Aftercare()
    return aftercare, SharedHelpTalk(connection, aftercare, lambda sender: f"n{sender}")


async def test_another_process_reads_on_within_the_same_page(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    (mine, one), (its, two) = (process(connect_to(one_redis)) for _ in range(2))
    mine.talks(5, 14, NOW)
    await one.share(5, NOW)
    await two.recall(5, NOW)
    assert its.talk(5, NOW) == HelpTalk(14)
    assert its.talk(5, NOW + timedelta(minutes=10)) is None
    its.step_out(5)
    await two.share(5, NOW)
    await one.recall(5, NOW)
    assert mine.talk(5, NOW) == HelpTalk(14, inside=False)
    redis = Redis.from_url(one_redis.url)
    keys = [key for key in await asyncio.to_thread(lambda: [*redis.scan_iter()]) if key.endswith(b":help:n5")]
    assert len(keys) == 1
    assert await asyncio.to_thread(redis.get, keys[0]) == b"14o", "a number and no word"
    assert 0 < await asyncio.to_thread(lambda: int(str(redis.ttl(keys[0])))) <= 600


async def test_what_is_let_go_in_one_process_is_gone_in_all(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    (mine, one), (its, two) = (process(connect_to(one_redis)) for _ in range(2))
    mine.talks(6, 13, NOW)
    await one.share(6, NOW)
    await two.recall(6, NOW)
    its.let_go(6)
    await two.share(6, NOW)
    await one.recall(6, NOW)
    assert mine.talk(6, NOW) is None
    redis = Redis.from_url(one_redis.url)
    assert not [key for key in await asyncio.to_thread(lambda: [*redis.scan_iter()]) if key.endswith(b":help:n6")]


async def test_without_redis_each_process_remembers_alone(
    own_redis: RedisServer, connect_to: Callable[[RedisServer], Connection]
) -> None:
    mine, one = process(connect_to(own_redis))
    mine.talks(7, 16, NOW)
    own_redis.stop()
    await one.share(7, NOW)
    await one.recall(7, NOW)
    assert mine.talk(7, NOW) == HelpTalk(16)

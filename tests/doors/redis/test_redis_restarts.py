"""Redis and a worker are restarted again and again beside a broadcast, which does not stand and loses nobody."""

from __future__ import annotations

import asyncio
import random
import time
from signal import SIGKILL, SIGTERM
from typing import TYPE_CHECKING

import pytest

from bot.db.engine import open_store
from tests.doors.redis import broadcast
from tests.doors.redis.crew import Crew
from tests.doors.telegram.servers import own_seconds, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.doors.redis.server import RedisServer

STANDS = 6.0
"""Seconds of this process in which nothing came: Redis is found away within half a second, and bulk rests for a
window whenever it goes or comes."""


@pytest.mark.parametrize(
    "times", [pytest.param(2, marks=pytest.mark.slow), pytest.param(50, marks=pytest.mark.soak)]
)
async def test_a_broadcast_goes_on_while_redis_and_a_worker_are_restarted(
    tmp_path: Path,
    postgres_url: str,
    own_redis: RedisServer,
    capsys: pytest.CaptureFixture[str],
    times: int,
) -> None:
    came: list[tuple[int, float]] = []
    longest, chance = 0.0, random.Random(times)  # noqa: S311 - a seed for a test
    store = open_store(postgres_url)
    async with broadcast.telegram(came) as server:
        crew = Crew(tmp_path, server, postgres_url, own_redis)
        _, restarted = (crew.member("work", SEND_RATE="60") for _ in range(2))

        async def watch() -> None:
            nonlocal longest
            while True:
                before = len(came)
                async with own_seconds() as passed:
                    await until(lambda before=before: len(came) > before, 300)  # type: ignore[misc]
                    longest = max(longest, passed())

        try:
            await crew.start()
            await until(lambda: crew.logged().count('"working"') == 2, 120)
            broadcast.owe(store, tmp_path / "bot.key", 600 * times)
            await until(lambda: len(came) > 20)
            watching = asyncio.create_task(watch())
            for _ in range(times):
                working = restarted.log.read_text().count('"working"')
                await restarted.end(chance.choice((SIGKILL, SIGTERM)))
                await restarted.start()
                if chance.random() < 0.5:
                    await until(lambda was=working: restarted.log.read_text().count('"working"') > was, 60)  # type: ignore[misc]
                await asyncio.sleep(chance.uniform(0, 2))
                if chance.random() < 0.5:
                    own_redis.pause()
                    await asyncio.sleep(chance.uniform(0, 2))
                own_redis.kill()
                await asyncio.sleep(chance.uniform(0, 2))
                await asyncio.to_thread(own_redis.start)
                before, began = len(came), time.monotonic()
                await until(lambda before=before: len(came) > before + 30)  # type: ignore[misc]
                assert restarted.running is not None
                assert restarted.running.returncode is None, time.monotonic() - began
            watching.cancel()
        finally:
            await crew.kill()
            store.close()
    with capsys.disabled():
        print(f"\nRedis and a worker restarted × {times}: the broadcast stood for {longest:.1f} s at most")  # noqa: T201 - read for it
    assert longest < STANDS

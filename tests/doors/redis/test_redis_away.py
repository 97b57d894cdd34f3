"""Two whole replicas while Redis is frozen: Help at once, everybody goes on, readiness tells (check 16)."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

from bot.app import App
from bot.db import keys
from bot.doors.redis.connection import ANSWER_SECONDS, Connection
from tests.doors.redis.crew import Proxy, replica_settings
from tests.doors.telegram.load import replies
from tests.doors.telegram.servers import own_seconds, running, sees, settled, until
from tests.kit.readiness import ready

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from simulator import Simulator
    from tests.doors.redis.server import RedisServer

pytestmark = pytest.mark.slow


@pytest.fixture
async def replicas(
    telegram: Simulator, tmp_path: Path, postgres_url: str, own_redis: RedisServer
) -> AsyncIterator[list[App]]:
    """Two replicas in this process, behind a proxy."""
    keys.load(tmp_path / "bot.key", make=True)
    proxy, apps = Proxy(), []
    async with AsyncExitStack() as stack:
        stack.push_async_callback(proxy.stop)
        await proxy.start()
        for _ in range(2):
            settings = replica_settings(tmp_path, telegram.url, own_redis, proxy, postgres_url)
            apps.append(await stack.enter_async_context(running(App(settings, telegram.clock.now))))
            proxy.replicas.append(settings.listen_on()[1])
        await until(lambda: telegram.world.webhook.url == proxy.url)
        await asyncio.sleep(0.3)  # the second one sets it, too
        yield apps


async def test_16_redis_freezes_and_nobody_waits_for_it(
    replicas: list[App], telegram: Simulator, own_redis: RedisServer
) -> None:
    people = [telegram.new_person(f"n{number}") for number in range(8)]
    settled(replicas[0], *people)
    # Not the first: Telegram brings what one person does in order, and this Help shall wait for Redis alone.
    await asyncio.gather(*(person.send("/menu") for person in people[1:]))
    assert [await ready(app) for app in replicas] == [(200, "ready\n")] * 2

    own_redis.pause()
    async with own_seconds() as passed:
        await people[0].send("/help")
        await sees(people[0], "112")
        assert passed() < 1.5, "Help goes at once, whoever meets the failure first"
    assert all(status == 503 and "redis" in told for status, told in [await ready(app) for app in replicas])
    await asyncio.gather(*(person.send("qwrtzk") for person in people))
    await asyncio.gather(*(until(lambda person=person: replies(person) > 0) for person in people))  # type: ignore[misc]
    async with own_seconds() as passed:
        await people[1].send("/help")
        await sees(people[1], "112")
        assert passed() < 1.0

    own_redis.go_on()
    await until(lambda: not any(app.redis is None or app.redis.away for app in replicas))
    assert [await ready(app) for app in replicas] == [(200, "ready\n")] * 2
    await people[2].send("/menu")
    assert not telegram.journal.red


async def test_a_process_that_was_busy_itself_does_not_take_redis_for_gone(own_redis: RedisServer) -> None:
    connection = Connection(own_redis.url, 1)
    try:
        asking = [asyncio.create_task(connection.look()) for _ in range(100)]
        await asyncio.sleep(0)
        time.sleep(3 * ANSWER_SECONDS)  # noqa: ASYNC251 - the loop is held up on purpose
        await asyncio.gather(*asking)
        assert not connection.away
    finally:
        await connection.close()

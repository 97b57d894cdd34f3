"""Two whole replicas while Redis is frozen: Help at once, everybody goes on, readiness tells (check 16)."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.app import App
from bot.db import keys
from tests.telegram.redis.crew import Proxy, replica_settings
from tests.telegram.servers import own_seconds, running, sees, settled, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.simulator import Simulator
    from tests.telegram.redis.server import RedisServer

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


async def ready(app: App) -> tuple[int, str]:
    address = f"http://127.0.0.1:{app.settings.listen_on()[1]}/readyz"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.text()


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
    await asyncio.gather(*(sees(person, "Этого я не знаю") for person in people))
    async with own_seconds() as passed:
        await people[1].send("/help")
        await sees(people[1], "112")
        assert passed() < 1.0

    own_redis.go_on()
    await until(lambda: not any(app.redis is None or app.redis.away for app in replicas))
    assert [await ready(app) for app in replicas] == [(200, "ready\n")] * 2
    await people[2].send("/menu")
    assert not telegram.journal.red

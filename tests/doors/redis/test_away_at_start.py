"""A replica starts while PostgreSQL and Redis are away: Help answers at once, and the rest comes by itself."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url

from bot.app import App
from bot.db import keys
from tests.doors.redis.crew import Proxy, replica_settings
from tests.doors.telegram.servers import free_port, running, sees, until
from tests.kit.readiness import finds_help, ready

if TYPE_CHECKING:
    from pathlib import Path

    from simulator import Simulator
    from tests.doors.redis.server import RedisServer

pytestmark = pytest.mark.slow


async def door(url: str, port: int) -> asyncio.Server:
    """Pass on what comes to a port of loopback to the server of an address."""
    there = make_url(url)

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while part := await reader.read(65536):
                writer.write(part)
                await writer.drain()
        except ConnectionError:
            pass
        writer.close()

    async def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward, back = await asyncio.open_connection(there.host, there.port or 5432)
        await asyncio.gather(copy(reader, back), copy(onward, writer))

    return await asyncio.start_server(come, "127.0.0.1", port)


async def test_02_a_replica_whose_servers_are_away_at_its_start_helps_and_recovers(
    telegram: Simulator, tmp_path: Path, postgres_url: str, own_redis: RedisServer
) -> None:
    keys.load(tmp_path / "bot.key", make=True)
    own_redis.kill()
    database, proxy = free_port(), Proxy()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(proxy.stop)
        await proxy.start()
        away = make_url(postgres_url).set(host="127.0.0.1", port=database).render_as_string(hide_password=False)
        settings = replica_settings(tmp_path, telegram.url, own_redis, proxy, away)
        proxy.replicas.append(settings.listen_on()[1])
        app = await stack.enter_async_context(running(App(settings, telegram.clock.now), away=True))
        await until(lambda: telegram.world.webhook.url == proxy.url)
        await finds_help(telegram, "child")
        status, told = await ready(app)
        assert status == 503
        assert "database" in told
        assert "redis" in told
        waits = telegram.new_person("waits")
        await waits.send("/start")

        own_redis.start()
        async with await door(postgres_url, database):
            await sees(waits, "Маяк")
            await until(lambda: app.redis is not None and not app.redis.away)
            assert await ready(app) == (200, "ready\n")
            assert not telegram.journal.red
            await stack.aclose()

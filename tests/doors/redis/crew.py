"""The scaled bot of the tests: webhook replicas behind a proxy and workers, each a process of its own."""

from __future__ import annotations

import asyncio
import itertools
import signal
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web
from pydantic import SecretStr

from bot.db import keys
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import free_port, settings_for, until

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from tests.doors.redis.server import RedisServer

SECRET = "a-secret-of-the-tests_0123456789"


def replica_settings(folder: Path, server: str, redis: RedisServer, proxy: Proxy, database: str) -> Settings:
    """Settings of a replica in the test's own process, on a port of its own, to which `proxy` is to pass on."""
    settings = settings_for(
        folder,
        server,
        redis_url=SecretStr(redis.url),
        webhook_url=proxy.url,
        webhook_secret=SecretStr(SECRET),
        listen=f"127.0.0.1:{free_port()}",
    )
    settings.database_url = SecretStr(database)
    return settings


class Proxy:
    """What stands before the replicas: each call goes to the next one that listens; 502 when none does."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/hook"
        self.replicas: list[int] = []
        self._turn = itertools.count()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._pass_on)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, first = await request.read(), next(self._turn)
        async with aiohttp.ClientSession() as session:
            for place in range(len(self.replicas)):
                port = self.replicas[(first + place) % len(self.replicas)]
                address = f"http://127.0.0.1:{port}/hook"
                try:
                    async with session.post(address, data=body, headers=request.headers) as response:
                        return web.Response(status=response.status)
                except aiohttp.ClientConnectorError:
                    continue
                except aiohttp.ClientError:  # it died with this update in hand: Telegram sends it again
                    return web.Response(status=502)
        return web.Response(status=502)


class Crew:
    """Replicas and workers of one bot."""

    def __init__(self, folder: Path, telegram: str, database: str, redis: RedisServer) -> None:
        self.proxy = Proxy()
        self.folder = folder
        self.telegram = telegram
        keys.load(folder / "bot.key", make=True)
        self.shared = {
            "DATABASE_URL": database,
            "REDIS_URL": redis.url,
            "WEBHOOK_URL": self.proxy.url,
            "WEBHOOK_SECRET": SECRET,
        }
        self.members: list[Process] = []

    def member(self, command: str, **variables: str) -> Process:
        """Make a replica (`run`) or a worker (`work`); it is not started yet."""
        port = free_port()
        name = f"{command}{len(self.members)}"
        listen = f"127.0.0.1:{port}"
        member = Process(
            self.folder, self.telegram, command=command, name=name, **self.shared, LISTEN=listen, **variables
        )
        self.members.append(member)
        if command == "run":
            self.proxy.replicas.append(port)
        return member

    async def start(self) -> None:
        await self.proxy.start()
        await asyncio.gather(*(member.start() for member in self.members))
        replicas = [member for member in self.members if member.command == "run"]
        # Each sets the webhook, and Telegram gives anew what it was just giving.
        await until(lambda: all("listening for the webhook" in member.log.read_text() for member in replicas), 300)

    async def stop(self) -> list[int]:
        """Stop everybody kindly; return the exit codes."""
        return await asyncio.gather(*(member.end() for member in self.members))

    async def kill(self) -> None:
        """End whoever still runs, and the proxy: what a test leaves behind."""
        for member in self.members:
            if member.running is not None and member.running.returncode is None:
                await member.end(signal.SIGKILL)
        await self.proxy.stop()

    def logged(self) -> str:
        return "\n".join(member.log.read_text() for member in self.members if member.log.exists())

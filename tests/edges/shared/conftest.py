"""A Redis for each test, and links to it as each process has one."""

from __future__ import annotations

import secrets
import signal
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

from bot.edges.shared.link import Link
from tests.edges.shared.crew import Crew
from tests.edges.shared.postgres import PostgresServer
from tests.edges.shared.server import RedisServer
from tests.store.conftest import postgres_url, scratch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from bot.simulator import Simulator


@pytest.fixture(scope="session")
def one_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis that nobody breaks."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def own_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis to be broken."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL to be broken."""
    server = PostgresServer()
    yield server
    server.remove()


@pytest.fixture
async def link_to() -> AsyncIterator[Callable[[RedisServer], Link]]:
    """`link_to(server)` is one process's link; those of one test belong to one bot."""
    bot_id = secrets.randbelow(1_000_000)
    async with AsyncExitStack() as links:

        def open_link(server: RedisServer) -> Link:
            link = Link(server.url, bot_id)
            links.push_async_callback(link.close)
            return link

        yield open_link


@pytest.fixture
async def crew(
    telegram: Simulator, tmp_path: Path, postgres_url: str, own_redis: RedisServer
) -> AsyncIterator[Crew]:
    """The scaled bot, nobody started yet; whoever still runs afterwards is ended."""
    crew = Crew(tmp_path, telegram.url, postgres_url, own_redis)
    yield crew
    for member in crew.members:
        if member.running is not None and member.running.returncode is None:
            await member.end(signal.SIGKILL)
    await crew.proxy.stop()


__all__ = ["postgres_url", "scratch"]

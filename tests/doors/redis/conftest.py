"""A Redis for each test, and connections to it as each process has one."""

from __future__ import annotations

import secrets
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

from bot.doors.redis.connection import Connection
from tests.doors.redis.crew import Crew
from tests.doors.redis.postgres import PostgresServer
from tests.doors.redis.server import RedisServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from simulator import Simulator


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
async def connect_to() -> AsyncIterator[Callable[[RedisServer], Connection]]:
    """`connect_to(server)` is one process's connection; those of one test belong to one bot."""
    bot_id = secrets.randbelow(1_000_000)
    async with AsyncExitStack() as connections:

        def open_connection(server: RedisServer) -> Connection:
            connection = Connection(server.url, bot_id)
            connections.push_async_callback(connection.close)
            return connection

        yield open_connection


@pytest.fixture
async def crew(
    telegram: Simulator, tmp_path: Path, postgres_url: str, own_redis: RedisServer
) -> AsyncIterator[Crew]:
    """The scaled bot, nobody started yet; whoever still runs afterwards is ended."""
    crew = Crew(tmp_path, telegram.url, postgres_url, own_redis)
    yield crew
    await crew.kill()

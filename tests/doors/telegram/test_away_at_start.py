"""The bot starts while something that it needs is away: Help answers at once, and the rest comes by itself."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import App
from bot.db import guard
from bot.packs import loader
from bot.scheduler.clock import real_clock
from tests.doors.telegram.servers import free_port, running, sees, settings_for, until
from tests.kit.readiness import finds_help

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from simulator import Simulator


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program holds the database's write lock."""
    with contextlib.closing(sqlite3.connect(folder / "bot.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextlib.contextmanager
def no_database(folder: Path) -> Iterator[None]:
    """The file is no database."""
    (folder / "bot.sqlite").write_bytes(b"what a broken disk has left of it " * 200)
    yield
    (folder / "bot.sqlite").unlink()


@contextlib.contextmanager
def unreadable(folder: Path) -> Iterator[None]:
    """The file cannot be opened."""
    (folder / "bot.sqlite").mkdir()
    yield
    (folder / "bot.sqlite").rmdir()


@contextlib.contextmanager
def no_folder(folder: Path) -> Iterator[None]:
    """The folder of the data is not there and cannot be made: something else lies in its place."""
    folder.rmdir()
    folder.write_text("not mounted")
    yield
    folder.unlink()


FAULTS = (locked, no_database, unreadable, no_folder)


async def ready(port: int) -> tuple[int, str]:
    """Ask a bot whether it is ready."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/readyz") as response,
    ):
        return response.status, await response.text()


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
async def test_02_a_bot_whose_database_is_away_at_its_start_helps_and_recovers(
    fault: Callable[[Path], AbstractContextManager[None]], telegram: Simulator, tmp_path: Path
) -> None:
    data, port = tmp_path / "data", free_port()
    data.mkdir()
    settings = settings_for(data, telegram.url, listen=f"127.0.0.1:{port}")
    with fault(data):
        app = App(settings, telegram.clock.now)
        async with contextlib.AsyncExitStack() as bot:
            await bot.enter_async_context(running(app, away=True))
            await finds_help(telegram, "child")
            assert await ready(port) == (503, "away: database\n")
            waits = telegram.new_person("waits")
            await waits.send("/start")
            lasting = bot.pop_all()
    async with lasting:
        await sees(waits, "Маяк")
        assert await ready(port) == (200, "ready\n")
        assert (data / "bot.key").is_file()
    assert not telegram.journal.red


@pytest.mark.parametrize("hook", ["", "http://127.0.0.1:{port}/hook"], ids=["polling", "webhook"])
async def test_a_bot_that_waits_for_telegram_stops_when_it_is_told_to(tmp_path: Path, hook: str) -> None:
    more = {"webhook_url": hook.format(port=free_port()), "webhook_secret": SecretStr("quiet"), "listen": ""}
    app = App(settings_for(tmp_path, f"http://127.0.0.1:{free_port()}", **more), real_clock)
    stop = asyncio.Event()
    serving = asyncio.create_task(app.run(stop))
    await asyncio.sleep(0.2)
    assert not serving.done()
    stop.set()
    await asyncio.wait_for(serving, 5)
    await app.close()


async def test_a_second_bot_that_took_the_database_meanwhile_ends_the_first(
    telegram: Simulator, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.write_text("not mounted")
    settings = settings_for(data, telegram.url)
    url = settings.database_url.get_secret_value()
    app = App(settings, telegram.clock.now, partial(guard.hold, url))
    try:
        running_on = asyncio.create_task(app.run(asyncio.Event()))
        await asyncio.sleep(0)
        data.unlink()
        with guard.hold(url), pytest.raises(guard.AlreadyRunning):
            await running_on
    finally:
        await app.close()


@pytest.mark.slow
async def test_02_packs_that_cannot_be_read_at_the_start_come_later(
    telegram: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr(loader, "find_packs", refused)
        app = App(settings_for(tmp_path, telegram.url), telegram.clock.now)
        assert len(app.loader.library) == 0
        bot = contextlib.AsyncExitStack()
        await bot.enter_async_context(running(app, away=True))
        await finds_help(telegram, "child")
    async with bot:
        await until(lambda: len(app.services.library) > 0)

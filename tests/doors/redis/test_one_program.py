"""17: after PostgreSQL was restarted exactly one bot goes on, and nobody turns its key or its data under it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.db import backup
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import sees, until
from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from simulator import Simulator
    from tests.doors.redis.postgres import PostgresServer

pytestmark = pytest.mark.slow


async def restarted(server: PostgresServer) -> None:
    await asyncio.to_thread(server.end, signal.SIGINT)
    await asyncio.to_thread(server.start)


async def asked(bot: Process, *words: str) -> tuple[int, str]:
    """Run a command with the bot's settings."""
    ran = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=bot.variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


async def test_17_after_a_restart_of_postgresql_the_first_bot_still_holds_the_database(
    telegram: Simulator, tmp_path: Path, own_postgres: PostgresServer
) -> None:
    first = Process(tmp_path, telegram.url, name="first", DATABASE_URL=own_postgres.url)
    second = Process(tmp_path, telegram.url, name="second", DATABASE_URL=own_postgres.url)
    await first.start()
    child = telegram.new_person("child")
    await child.send("/start")
    await sees(child, "Маяк", 300)
    await asyncio.to_thread(backup.backup, own_postgres.url, tmp_path / "kept")
    key = (tmp_path / "bot.key").read_bytes()
    await restarted(own_postgres)
    await asyncio.sleep(2)  # nobody writes: only the watch can have noticed
    await second.start()
    assert second.running is not None
    assert await asyncio.wait_for(second.running.wait(), 300) == 2
    assert "another Mayak is already using the database" in second.log.read_text()
    for words in (("rotate-key",), ("rotate-key", "--drop-old"), ("restore", str(tmp_path / "kept"), "--force")):
        code, told = await asked(first, *words)
        assert (code, "another Mayak is already using" in told) == (2, True), told
    assert (tmp_path / "bot.key").read_bytes() == key
    await child.send("/help")
    await sees(child, "🆘", 60)
    assert first.running is not None
    assert first.running.returncode is None
    assert await first.end() == 0


async def test_17_of_two_bots_that_wait_for_postgresql_exactly_one_goes_on(
    telegram: Simulator, tmp_path: Path, own_postgres: PostgresServer
) -> None:
    bots = [
        Process(tmp_path, telegram.url, name=name, DATABASE_URL=own_postgres.url) for name in ("first", "second")
    ]
    await bots[0].start()
    child = telegram.new_person("child")
    await child.send("/start")
    await sees(child, "Маяк", 300)
    await asyncio.to_thread(own_postgres.end, signal.SIGINT)
    await bots[1].start()
    await until(lambda: "the database cannot be opened" in bots[1].log.read_text(), 300)
    await asyncio.to_thread(own_postgres.start)

    def running() -> list[Process]:
        return [bot for bot in bots if bot.running is not None and bot.running.returncode is None]

    await until(lambda: len(running()) == 1, 300)
    (ended,) = [bot for bot in bots if bot not in running()]
    assert ended.running is not None
    assert ended.running.returncode == 2
    assert "another Mayak is already using the database" in ended.log.read_text()
    await asyncio.sleep(3)
    (stays,) = running()
    await child.send("/menu")
    await until(lambda: child.see()[-1]["from"]["is_bot"], 60)
    assert await stays.end() == 0

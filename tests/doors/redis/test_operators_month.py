"""A month of an operator, both modes: what goes wrong, and where it is seen (the table in docs/operating.md)."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from signal import SIGKILL
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.db import clockmark
from bot.db.engine import open_store
from bot.db.migrate import migrate
from tests import forked
from tests.doors.redis.crew import Crew
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import free_port, sees, settles_in, until

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from simulator import PersonHandle, Simulator
    from tests.doors.redis.postgres import PostgresServer
    from tests.doors.redis.server import RedisServer

pytestmark = pytest.mark.soak

METRICS = "mayak_"


class Watch:
    """What an operator sees of one process: its readiness, its metrics, its log."""

    def __init__(self, member: Process) -> None:
        self.member = member
        self._read = 0

    async def _get(self, page: str) -> str:
        with suppress(aiohttp.ClientError):
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://{self.member.variables['LISTEN']}/{page}") as response,
            ):
                return f"{response.status} {await response.text()}"
        return ""

    async def ready(self) -> str:
        return (await self._get("readyz")).partition("\n")[0]

    async def metric(self, line: str) -> float:
        """The value of a metric with its labels, as Prometheus would read it; -1 if it is not there."""
        for told in (await self._get("metrics")).splitlines():
            if told.startswith(f"{METRICS}{line} "):
                return float(told.rpartition(" ")[2])
        return -1.0

    async def becomes(self, ready: str, seconds: float = 120.0) -> str:
        async with asyncio.timeout(seconds):
            while ready not in (told := await self.ready()):  # noqa: ASYNC110 - a page has no event
                await asyncio.sleep(0.1)
        return told

    async def reaches(self, line: str, least: float, seconds: float = 120.0) -> float:
        async with asyncio.timeout(seconds):
            while (value := await self.metric(line)) < least:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.2)
        return value

    async def logs(self, words: str, seconds: float = 60.0) -> None:
        """Wait until the log says this, after what it said for the last one."""
        await until(lambda: words in self.member.log.read_text()[self._read :], seconds)
        self._read = self.member.log.read_text().index(words, self._read) + len(words)


class Line:
    """The line to Telegram, which can be cut."""

    def __init__(self, telegram: Simulator) -> None:
        self._to = int(telegram.url.rpartition(":")[2])
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._come, "127.0.0.1", self._port)

    def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward, back = await asyncio.open_connection("127.0.0.1", self._to)
        self._open |= {writer, back}
        await asyncio.gather(self._copy(reader, back), self._copy(onward, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while part := await reader.read(65536):
                writer.write(part)
                await writer.drain()
        writer.close()


def fill(folder: Path) -> Path:
    """Take all the room that is left in a small disk; return the file to erase."""
    file = folder / "filler"
    with suppress(OSError), file.open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass
    return file


@pytest.fixture
def disks(tmp_path: Path) -> Iterator[dict[str, Path]]:
    """Three small disks: for the data, the backups and the log."""
    made = {name: tmp_path / name for name in ("data", "backups", "log")}
    try:
        for folder in made.values():
            folder.mkdir(mode=0o700)
            words = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(folder)]
            if subprocess.run(words, capture_output=True, check=False).returncode:
                pytest.skip("this machine lets nobody mount a small disk")
        yield made
    finally:
        for folder in made.values():
            subprocess.run(["umount", str(folder)], capture_output=True, check=False)


class SmallLog(Process):
    """A bot whose log lies on another disk."""

    logs: Path

    @property
    def log(self) -> Path:
        return self.logs / f"{self.name}.log"


async def answered(person: PersonHandle) -> None:
    await person.send("/menu")
    await sees(person, "Меню")


async def test_a_month_in_the_embedded_mode(telegram: Simulator, disks: dict[str, Path], tmp_path: Path) -> None:  # noqa: PLR0915 - a month has many days
    line, data, backups = Line(telegram), disks["data"], disks["backups"]
    await line.mend()
    listen = f"127.0.0.1:{free_port()}"
    bot = SmallLog(data, line.url, LISTEN=listen, BACKUPS=str(backups), LOG_LEVEL="INFO")
    bot.logs = disks["log"]
    seen = Watch(bot)

    def command(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return forked.run(*words, env={**bot.variables, **more})

    # An older database is upgraded, people come.
    with closing(open_store(bot.variables["DATABASE_URL"], migrate=False)) as store, store.transaction() as db:
        migrate(db, "0034")
    assert "brought from revision 0034 to" in command("migrate").stdout
    await bot.start()
    await seen.logs('"polling"')
    people = [telegram.new_person(f"n{number}") for number in range(3)]
    await asyncio.gather(*map(settles_in, people))
    assert await seen.becomes("200") == "200 ready"
    assert "another Mayak is already using" in command("rotate-key").stderr

    # Kills.
    for person in people:
        await bot.end(SIGKILL)
        await person.send("/menu")
        await bot.start()
        await sees(person, "Меню")
    await seen.becomes("200")

    # A full disk at the backups.
    assert command("backup", str(backups / "one.sqlite")).returncode == 0
    filler = fill(backups)
    failed = command("backup", str(backups / "two.sqlite"))
    assert failed.returncode == 2
    assert "no space is left there; the database is unharmed" in failed.stderr
    assert await seen.reaches('backup_age_seconds{place="backups"}', 0) < 600
    async with asyncio.timeout(90):
        while await seen.metric('disk_free_bytes{place="backups"}') > 100_000:  # noqa: ASYNC110 - a page has no event
            await asyncio.sleep(1)
    filler.unlink()

    # A full disk at the data: Help is answered, the rest waits.
    filler = fill(data)
    await people[0].send("/settings")
    await people[1].send("/help")
    await sees(people[1], "112")
    data_told = [await seen.ready(), await seen.metric('away_total{what="database"}')]
    filler.unlink()
    await seen.becomes("200")
    await answered(people[2])

    # A full disk at the log: who wants to say something goes on, and how often it failed is told afterwards.
    filler = fill(disks["log"])
    with suppress(OSError), bot.log.open("ab", buffering=0) as rest:
        while rest.write(b" "):
            pass
    size = bot.log.stat().st_size
    line.cut()
    await asyncio.sleep(4)
    await line.mend()
    await answered(people[0])
    assert bot.log.stat().st_size == size, "no line fits"
    filler.unlink()
    line.cut()
    await seen.logs("the log could not be written")
    await line.mend()
    await answered(people[0])

    # The token is revoked.
    token, telegram.world.token = telegram.world.token, "424242:another-one"
    await people[0].send("/menu")
    revoked = await seen.becomes("503")
    assert "telegram (401" in revoked
    assert await seen.reaches("telegram_revoked", 1) == 1
    await seen.logs("does not know this bot any more")
    telegram.world.token = token
    await seen.becomes("200")
    await answered(people[0])

    # Telegram is dead, for as long as a soak has patience.
    line.cut()
    assert await seen.reaches("telegram_away_seconds", 70, 200) >= 70
    gone = await seen.ready()
    assert bot.log.read_text()[seen._read :].count('"polling failed"') <= 3
    await seen.logs("polling failed")
    await line.mend()
    await people[1].send("/menu")
    await sees(people[1], "Меню")
    assert await seen.metric("telegram_away_seconds") == 0

    # The machine's clock is two days behind what the bot remembers.
    await bot.end()
    with closing(open_store(bot.variables["DATABASE_URL"])) as store, store.transaction() as db:
        clockmark.keep(db, datetime.now(UTC) + timedelta(days=2))  # noqa: TID251 - the machine's own time
    await bot.start()
    assert await seen.reaches("clock_doubted", 1) == 1
    clock = await seen.ready()
    await seen.logs("clock")
    await answered(people[2])
    settled = await seen.metric("clock_doubted")

    # Restored elsewhere, with the copy of the key.
    assert command("backup", str(backups / "three.sqlite")).returncode == 0
    assert "opens, people in it: 3; the key" in command("drill", str(backups)).stdout
    await bot.end()
    there = tmp_path / "elsewhere"
    there.mkdir(mode=0o700)
    shutil.copy(data / "bot.key", there / "bot.key")
    other = Process(there, line.url, LISTEN=listen)
    restored = forked.run("restore", str(backups / "three.sqlite"), env=other.variables)
    assert restored.stdout.startswith("Restored.")

    # A new key, and everybody is known.
    rotated = forked.run("rotate-key", env=other.variables)
    assert "Generation 2 is in use" in rotated.stdout
    await knows_everybody(other, people)
    line.cut()
    print("\nembedded", data_told, revoked, "|", gone, "|", clock, settled)  # noqa: T201 - read for it


async def knows_everybody(bot: Process, people: Sequence[PersonHandle]) -> None:
    """Whether a restored bot knows each person, and is ready; it is started for that, and ended."""
    await bot.start()
    for person in people:
        await person.send("/settings")
        await sees(person, "Настройки")
    assert await Watch(bot).becomes("200") == "200 ready"
    await bot.end()


async def test_a_month_in_the_scaled_mode(  # noqa: PLR0915 - as above
    telegram: Simulator, tmp_path: Path, own_postgres: PostgresServer, own_redis: RedisServer
) -> None:
    line = Line(telegram)
    await line.mend()
    crew = Crew(tmp_path, line.url, own_postgres.url, own_redis)
    replica, _, worker, _ = [crew.member(command) for command in ("run", "run", "work", "work")]
    watches = [Watch(member) for member in crew.members]
    first, of_worker = watches[0], watches[2]
    try:
        await crew.start()
        for one in watches:
            await one.becomes("200")
        people = [telegram.new_person(f"n{number}") for number in range(3)]
        await asyncio.gather(*map(settles_in, people))

        # Kills: a replica, a worker, Redis, PostgreSQL.
        await replica.end(SIGKILL)
        await worker.end(SIGKILL)
        await answered(people[0])
        await replica.start()
        await worker.start()
        for one in watches:
            await one.becomes("200")
        own_redis.kill()
        redis = await first.becomes("503")
        assert "redis" in redis
        await first.logs("Redis is away")
        await answered(people[1])
        own_redis.start()
        await first.becomes("200")
        await first.logs("Redis is back")
        own_postgres.end(SIGKILL)
        postgres = await first.becomes("503")
        assert "database" in postgres
        await people[2].send("/help")
        await sees(people[2], "112")
        own_postgres.start()
        for one in watches:
            await one.becomes("200")
        await answered(people[2])

        # The token is revoked.
        token, telegram.world.token = telegram.world.token, "424242:another-one"
        revoked = [await one.becomes("503", 180) for one in (first, of_worker)]
        assert all("401" in told for told in revoked)
        telegram.world.token = token
        for one in watches:
            await one.becomes("200", 180)

        # Telegram is dead.
        line.cut()
        assert await first.reaches("telegram_away_seconds", 30, 200) >= 30
        gone = await first.ready()
        await line.mend()
        await answered(people[0])

        # A copy, restored elsewhere: one process, SQLite.
        kept = tmp_path / "kept.sqlite"
        assert forked.run("backup", str(kept), env=replica.variables).returncode == 0
        assert "another Mayak is already using" in forked.run("rotate-key", env=replica.variables).stderr
        assert await crew.stop() == [0, 0, 0, 0]
        assert "Generation 2 is in use" in forked.run("rotate-key", env=replica.variables).stdout
        there = tmp_path / "elsewhere"
        there.mkdir(mode=0o700)
        shutil.copy(tmp_path / "bot.key", there / "bot.key")
        other = Process(there, line.url, LISTEN=f"127.0.0.1:{free_port()}")
        assert forked.run("restore", str(kept), env=other.variables).stdout.startswith("Restored.")
        await knows_everybody(other, people)
    finally:
        await crew.kill()
        line.cut()
    print("\nscaled", redis, "|", postgres, "|", revoked, "|", gone)  # noqa: T201 - read for it

"""Who says /forget while somebody reads the database holds up nobody; the bytes go when the reader has gone."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.app import App
from bot.db import mydata
from bot.db import people as people_store
from bot.scheduler import retention_sweep
from bot.scheduler.retention_sweep import RetentionSweep
from tests.doors.telegram.servers import own_seconds, running, sees, settings_for, settled, shown, until

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

    from simulator import PersonHandle, Simulator

WAITS = 1.0
"""Seconds that anybody may wait beside the one who leaves; a waiting checkpoint made it five."""


@contextmanager
def somebody_reads(folder: Path) -> Iterator[None]:
    """A backup, a report or a shell has the database open and has not finished reading."""
    reader = sqlite3.connect(folder / "bot.sqlite", isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        yield
    finally:
        reader.close()


def on_disk(folder: Path, secret: bytes) -> bool:
    return any(secret in file.read_bytes() for file in folder.glob("bot.sqlite*"))


def secret_of(app: App, person: PersonHandle) -> bytes:
    """The bytes by which a person is known."""
    with app.stores.durable.transaction() as db:
        found = people_store.find(db, app.services.lookups(person.id), app.clock().date())
    assert found is not None
    return found.key


async def leaves(person: PersonHandle) -> None:
    await person.send("/forget")
    await sees(person, "Забыть тебя?")
    await person.press("Да, забыть меня")
    await until(lambda: "ничего не осталось" in shown(person))


def is_answered(person: PersonHandle, message: int) -> bool:
    return bool(person.see()[-1]["message_id"] > message)


@pytest.mark.parametrize("seconds", [3, pytest.param(30, marks=pytest.mark.soak)])
async def test_nobody_waits_for_one_who_leaves_while_the_database_is_read(
    bot: App, telegram: Simulator, tmp_path: Path, seconds: int
) -> None:
    leaver, *others = [telegram.new_person(f"person{number}") for number in range(13)]
    settled(bot, leaver, *others)
    secret = secret_of(bot, leaver)
    waited: list[float] = []
    with somebody_reads(tmp_path):
        async with own_seconds() as passed:
            leaving = asyncio.create_task(leaves(leaver))
            while passed() < seconds:
                for other in others:
                    before = passed()
                    sent = (await other.send("/menu"))["message_id"]
                    await until(partial(is_answered, other, sent))
                    waited.append(passed() - before)
                    await asyncio.sleep(0.1)  # so that each writes about once a second, as Telegram allows
            assert leaving.done(), "who leaves is answered, too"
            await leaving
        assert on_disk(tmp_path, secret), "while somebody reads the old state, it has to be there"
    assert max(waited) < WAITS, sorted(waited)[-5:]
    await until(lambda: not on_disk(tmp_path, secret))


async def test_what_a_stopped_bot_could_not_wipe_goes_after_the_next_start(
    telegram: Simulator, tmp_path: Path
) -> None:
    leaver = telegram.new_person("leaver")
    settings = settings_for(tmp_path, telegram.url)
    async with running(App(settings, telegram.clock.now)) as app:
        settled(app, leaver)
        secret = secret_of(app, leaver)
        reading = ExitStack()
        reading.enter_context(somebody_reads(tmp_path))
        await leaves(leaver)
    with reading:
        async with running(App(settings, telegram.clock.now)) as app:
            await RetentionSweep(app.conversation, app.clock).scrub()
            assert app.stores.durable.scrub_owed
            assert on_disk(tmp_path, secret)
            reading.close()
            await until(lambda: not on_disk(tmp_path, secret))


async def test_a_reader_who_stays_long_is_told_to_the_operator_once(
    bot: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO
) -> None:
    monkeypatch.setattr(retention_sweep, "LONG", 0.0)
    sweeps = RetentionSweep(bot.conversation, bot.clock)
    with somebody_reads(tmp_path):
        with bot.stores.durable.transaction() as db:
            people_store.add(db, b"x" * 33, people_store.Person(people_store.new_key()), bot.clock().date())
        assert not mydata.scrub(bot.stores.durable)
        for _ in range(3):
            await sweeps.scrub()
        assert logs.getvalue().count("somebody reads the database for long") == 1
    await sweeps.scrub()
    assert "are gone from the database's files now" in logs.getvalue()

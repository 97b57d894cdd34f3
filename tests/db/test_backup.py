"""15 and 17: backups while it runs, restores that hold, and one program a database."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

import bot
from bot.db import backup, copying, guard, mydata, people
from bot.db.backup import BackupError
from bot.db.engine import open_store
from bot.db.migrate import NewerDatabaseError
from bot.db.schema import metadata
from bot.features.quiz.store import attempts
from bot.features.quiz.store.attempts import Asked
from tests.kit.full_disk import bot_with_small_disk

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.db.engine import Store

    Life = Callable[..., bytes]

TODAY = date(2026, 11, 25)
HOME = {**os.environ, "PYTHONPATH": str(Path(bot.__file__).parent.parent)}


def lived(url: str, life: Life, people: int) -> dict[str, list[tuple[object, ...]]]:
    """Let so many people live in a database; return what is in it then."""
    store = open_store(url)
    with store.transaction() as db:
        for seed in range(people):
            life(db, seed)
    store.close()
    return contents(url)


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    store = open_store(url)
    with store.transaction() as db:
        found = {
            table.name: sorted((tuple(row) for row in db.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }
    store.close()
    return found


class Writer(threading.Thread):
    """Begins attempts and answers all their questions, a turn each, until it is told to stop."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.enough = threading.Event()
        self.turns = 0

    def run(self) -> None:
        while not self.enough.is_set():
            with self.store.transaction() as db:
                key = people.new_key()
                people.add(db, b"\1" + key + key, people.Person(key), TODAY)
                asked = [Asked("quiz:p/q", f"c{place}", "m") for place in range(5)]
                attempts.begin(db, key, "quiz:p/q", 1, asked, 1, TODAY)
                for place in range(1, 6):
                    attempts.answer(db, key, 1, place, "a", True, "m", TODAY)  # noqa: FBT003 - a stored value
            self.turns += 1
            time.sleep(0.005)


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.soak)])
def test_15_a_backup_while_writing_is_one_moment(url: str, tmp_path: Path, times: int) -> None:
    store = open_store(url)
    times = times if store.is_sqlite else max(5, times // 5)
    writer = Writer(store)
    writer.start()
    found = []
    try:
        for number in range(times):
            backup.backup(url, tmp_path / "kept.backup")
            restored = f"sqlite:///{tmp_path}/restored-{number}.sqlite"
            backup.restore(tmp_path / "kept.backup", restored)
            again = open_store(restored)
            with again.transaction() as db:
                sizes = [
                    db.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.sorted_tables
                ]
            counts = dict(zip([table.name for table in metadata.sorted_tables], sizes, strict=True))
            assert counts["people"] == counts["attempts"]
            assert counts["asked"] == counts["answers"] == counts["people"] * 5
            found.append(counts["people"])
            again.close()
    finally:
        writer.enough.set()
        writer.join()
        store.close()
    assert found == sorted(found)
    assert found[-1] > found[0], "it was written meanwhile"
    assert writer.turns >= found[-1]


@pytest.mark.slow
def test_a_backup_goes_back_where_it_came_from_and_to_the_other_kind(
    url: str, tmp_path: Path, postgres_url: str, life: Life
) -> None:
    wanted = lived(url, life, 30)
    file = tmp_path / "kept.backup"
    backup.backup(url, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if "kept" in path.name) == ["kept.backup"]
    with pytest.raises(BackupError, match="force"):
        backup.restore(file, url)
    store = open_store(url)
    with store.transaction() as db:
        life(db, 77)
    store.close()
    assert "before_restore_1" in backup.restore(file, url, force=True).replace("-", "_")
    assert contents(url) == wanted
    for other in (f"sqlite:///{tmp_path}/other.sqlite", postgres_url):
        backup.restore(file, other, force=other == url)
        assert contents(other) == wanted
        again = open_store(other)
        with again.transaction() as db:
            life(db, 99)
            life(db, 100)
        again.close()


def as_stored(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of a backup as SQLite has them, each value beside its kind."""
    with closing(sqlite3.connect(file)) as kept:
        return {
            table.name: sorted(
                kept.execute(
                    f"SELECT {', '.join(f'{column.name}, typeof({column.name})' for column in table.c)} "  # noqa: S608 - our own names
                    f"FROM {table.name}"
                ),
                key=repr,
            )
            for table in metadata.sorted_tables
        }


def test_a_backup_of_postgresql_stores_each_value_as_one_of_sqlite_does(
    sqlite_url: str, postgres_url: str, tmp_path: Path, life: Life
) -> None:
    german = f"{postgres_url}%20-c%20datestyle=German"
    lived(sqlite_url, life, 12)
    backup.backup(sqlite_url, tmp_path / "sqlite")
    backup.restore(tmp_path / "sqlite", german)
    backup.backup(german, tmp_path / "postgresql")
    assert as_stored(tmp_path / "postgresql") == as_stored(tmp_path / "sqlite")
    with closing(sqlite3.connect(tmp_path / "postgresql")) as copy:
        names = "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"
        with closing(sqlite3.connect(tmp_path / "sqlite")) as own:
            assert copy.execute(names).fetchall() == own.execute(names).fetchall()
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_every_kind_of_column_can_be_copied() -> None:
    odd = [column for table in metadata.sorted_tables for column in table.c if not copying.kind_of(column)]
    assert odd == []


def test_a_value_too_long_for_postgresql_names_its_table_and_not_itself(
    sqlite_url: str, postgres_url: str, tmp_path: Path, life: Life
) -> None:
    lived(sqlite_url, life, 2)
    backup.backup(sqlite_url, tmp_path / "kept")
    with closing(sqlite3.connect(tmp_path / "kept")) as kept:
        kept.execute("UPDATE people SET zone = ?", ("Asia/Omsk" * 20,))
        kept.commit()
    with pytest.raises(BackupError, match="people") as told:
        backup.restore(tmp_path / "kept", postgres_url)
    assert "Omsk" not in str(told.value)


@pytest.mark.slow
def test_a_full_disk_is_blamed_and_not_the_database(url: str, tmp_path: Path, life: Life) -> None:
    lived(url, life, 3)
    disk = tmp_path / "disk"
    told = bot_with_small_disk(disk, 200, "backup", str(disk / "kept"), DATABASE_URL=url)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == f"{disk / 'kept'}: no space is left there; the database is unharmed\n"
    assert bot_with_small_disk(disk, 20_000, "backup", str(disk / "kept"), DATABASE_URL=url).returncode == 0


@pytest.mark.slow
def test_a_restore_that_has_no_room_blames_the_folder_of_the_new_file(
    url: str, tmp_path: Path, life: Life
) -> None:
    lived(f"sqlite:///{tmp_path}/source.sqlite", life, 3)
    backup.backup(f"sqlite:///{tmp_path}/source.sqlite", tmp_path / "kept")
    disk, sqlite = tmp_path / "disk", url.startswith("sqlite")
    there = f"sqlite:///{disk}/bot.sqlite" if sqlite else url
    told = bot_with_small_disk(
        disk, 200, "restore", str(tmp_path / "kept"), DATABASE_URL=there, TMPDIR=str(tmp_path if sqlite else disk)
    )
    assert (told.returncode, told.stdout) == (2, "")
    line = told.stderr.splitlines()[-1]
    assert line.startswith(str(disk))
    assert line.endswith(": no space is left there; the database is unharmed")


def test_a_fault_of_the_database_is_not_blamed_on_the_backup(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_bytes(b"what a broken disk has left of it " * 200)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        backup.backup(f"sqlite:///{tmp_path}/bot.sqlite", tmp_path / "kept")


def test_a_forgotten_person_is_not_in_the_next_backup(sqlite_url: str, tmp_path: Path, life: Life) -> None:
    store = open_store(sqlite_url)
    with store.transaction() as db:
        key = life(db, 1)
        life(db, 2)
    backup.backup(sqlite_url, tmp_path / "before")
    with store.transaction() as db:
        mydata.forget(db, key)
    mydata.scrub(store)
    backup.backup(sqlite_url, tmp_path / "after")
    store.close()
    assert key in (tmp_path / "before").read_bytes()
    assert key not in (tmp_path / "after").read_bytes()


def test_a_damaged_or_foreign_file_is_refused_and_nothing_changes(
    sqlite_url: str, tmp_path: Path, life: Life
) -> None:
    wanted = lived(sqlite_url, life, 200)
    good = tmp_path / "good"
    backup.backup(sqlite_url, good)
    torn = bytearray(good.read_bytes())
    torn[len(torn) // 2 : len(torn) // 2 + 4096] = os.urandom(4096)
    for name, content in (
        ("torn", bytes(torn)),
        ("cut", good.read_bytes()[:-5000]),
        ("words", b"hello"),
        ("empty", b""),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BackupError):
            backup.restore(tmp_path / name, sqlite_url, force=True)
    with pytest.raises(BackupError, match="no backup"):
        backup.restore(tmp_path / "nowhere", sqlite_url, force=True)
    with pytest.raises(BackupError, match="no database"):
        backup.backup(f"sqlite:///{tmp_path}/nowhere.sqlite", tmp_path / "x")
    with closing(sqlite3.connect(good)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    with pytest.raises(NewerDatabaseError):
        backup.restore(good, sqlite_url, force=True)
    assert contents(sqlite_url) == wanted


def test_17_a_second_program_refuses_to_start(url: str) -> None:
    with guard.hold(url), pytest.raises(guard.AlreadyRunning, match="already using"), guard.hold(url):
        pytest.fail("two at once")
    with guard.hold(url):
        pass


@pytest.mark.slow
def test_17_a_killed_program_holds_nothing(url: str) -> None:
    program = (
        "import sys, time; from bot.db.guard import hold\n"
        "with hold(sys.argv[1]): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE, env=HOME) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(guard.AlreadyRunning), guard.hold(url):
            pytest.fail("two at once")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    for _ in range(100):
        try:
            with guard.hold(url):
                return
        except guard.AlreadyRunning:
            time.sleep(0.02)
    pytest.fail("the lock outlived its program")


def test_replicas_share_and_a_rotation_does_not(postgres_url: str) -> None:
    with (
        guard.hold(postgres_url, shared=True),
        guard.hold(postgres_url, shared=True),
        pytest.raises(guard.AlreadyRunning),
        guard.hold(postgres_url),
    ):
        pytest.fail("alone beside replicas")
    with guard.hold(postgres_url):
        pass

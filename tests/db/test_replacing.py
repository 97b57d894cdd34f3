"""`restore --force` replaces whatever is there and moves it aside; people's data is for its owner alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, func, select, table, text

from bot.db import backup, keys, people
from bot.db.backup import BackupError
from bot.db.databases import full_url
from bot.db.engine import open_store
from bot.db.keys import KeyFileError
from bot.db.migrate import NewerDatabaseError
from bot.db.private import keep_private
from bot.db.schema import people as people_table
from bot.packs.extracted_packs import ExtractedPacks

if TYPE_CHECKING:
    from collections.abc import Callable

    Life = Callable[..., bytes]

TODAY = date(2026, 11, 25)


def filled(url: str, life: Life, *seeds: int) -> None:
    store = open_store(url)
    with store.transaction() as db:
        for seed in seeds:
            life(db, seed)
    store.close()


def people_in(url: str) -> int:
    store = open_store(url)
    with store.transaction() as db:
        found = db.scalar(select(func.count()).select_from(people_table)) or 0
    store.close()
    return found


@pytest.fixture
def kept(tmp_path: Path, life: Life) -> Path:
    """A backup with three people in it."""
    filled(f"sqlite:///{tmp_path}/source.sqlite", life, 1, 2, 3)
    backup.backup(f"sqlite:///{tmp_path}/source.sqlite", tmp_path / "kept.backup")
    return tmp_path / "kept.backup"


def garbage(file: Path) -> None:
    file.write_bytes(b"what a broken disk has left of it " * 500)
    file.with_name(file.name + "-wal").write_bytes(b"and of its log " * 500)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9000])


def torn(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.execute("CREATE TABLE of_a_newer_one (a)")
        db.commit()


def a_folder(file: Path) -> None:
    file.unlink()
    (file / "within").mkdir(parents=True)


def half_a_header(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:50])


@pytest.mark.parametrize("damage", [garbage, cut, torn, newer, a_folder, half_a_header])
def test_force_replaces_a_database_in_any_state_and_keeps_the_old_one(
    tmp_path: Path, kept: Path, life: Life, damage: Callable[[Path], None]
) -> None:
    data = tmp_path / "data"
    file = data / "bot.sqlite"
    url = f"sqlite:///{file}"
    filled(url, life, 8, 9)
    damage(file)
    was = file.read_bytes() if file.is_file() else None
    with pytest.raises(BackupError, match="force"):
        backup.restore(kept, url)
    assert (file.read_bytes() if file.is_file() else None) == was, "without the word nothing changes"
    aside = Path(backup.restore(kept, url, force=True))
    assert people_in(url) == 3
    assert aside.parent == data
    assert aside.name == "bot.sqlite.before-restore-1"
    if was is not None and damage is not newer:
        assert aside.read_bytes() == was
    if aside.is_file():
        assert aside.stat().st_mode & 0o777 == 0o600
    assert file.stat().st_mode & 0o777 == 0o600
    assert backup.restore(kept, url, force=True).endswith("-2"), "the first one is not overwritten"


def test_what_was_moved_aside_is_whole(tmp_path: Path, kept: Path, life: Life) -> None:
    """With what was still in the WAL when the machine died."""
    file = tmp_path / "data" / "bot.sqlite"
    url = f"sqlite:///{file}"
    filled(url, life, 8)
    store = open_store(url)
    with store.transaction() as db:
        life(db, 9)
    dead = tmp_path / "dead"
    shutil.copytree(file.parent, dead)
    store.close()
    aside = backup.restore(kept, f"sqlite:///{dead / 'bot.sqlite'}", force=True)
    assert people_in(f"sqlite:///{aside}") == 2
    assert people_in(f"sqlite:///{dead / 'bot.sqlite'}") == 3


def test_nothing_is_put_under_somebody_who_has_the_database_open(tmp_path: Path, kept: Path, life: Life) -> None:
    url = f"sqlite:///{tmp_path}/data/bot.sqlite"
    filled(url, life, 8)
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite", isolation_level=None)) as shell:
        shell.execute("BEGIN")
        shell.execute("SELECT * FROM people").fetchall()
        with pytest.raises(BackupError, match="has the database open"):
            backup.restore(kept, url, force=True)
        shell.execute("COMMIT")
    assert people_in(url) == 1
    assert [*(tmp_path / "data").glob("bot.sqlite.*")] == []


class KilledHere(BaseException):
    """Stands for kill -9: nothing may catch it."""


@pytest.mark.parametrize("step", ["replace", "hardlink_to"])
def test_a_kill_leaves_the_old_one_whole(
    tmp_path: Path, kept: Path, life: Life, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    url = f"sqlite:///{tmp_path}/data/bot.sqlite"
    filled(url, life, 8)

    def die(*_: object) -> None:
        raise KilledHere

    with monkeypatch.context() as killing:
        killing.setattr(Path, step, die)
        with pytest.raises(KilledHere):
            backup.restore(kept, url, force=True)
    assert people_in(url) == 1
    backup.restore(kept, url, force=True)
    assert people_in(url) == 3


def test_a_restore_into_nothing_makes_private_files(tmp_path: Path, kept: Path) -> None:
    file = tmp_path / "deep" / "data" / "bot.sqlite"
    assert not backup.restore(kept, f"sqlite:///{file}")
    assert people_in(f"sqlite:///{file}") == 3
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_backup_of_another_key_replaces_nothing(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/data/bot.sqlite", tmp_path / "bot.key"
    known = keys.load(file, make=True)
    store = open_store(url)
    with store.transaction() as db:
        people.add(db, known.lookup(1, 2), people.Person(people.new_key()), TODAY)
    store.close()
    backup.backup(url, tmp_path / "kept")
    backup.restore(tmp_path / "kept", url, force=True, key_file=file)
    file.unlink()
    file.touch(0o600)
    file.write_text(f"9 {'ab' * 32}\n")
    with pytest.raises(KeyFileError, match="not the key of this database"):
        backup.restore(tmp_path / "kept", url, force=True, key_file=file)
    assert len([*(tmp_path / "data").glob("*before-restore*")]) == 1
    backup.restore(tmp_path / "kept", url, force=True, key_file=tmp_path / "comes.later")
    assert people_in(url) == 1


def test_postgresql_of_a_newer_program_is_moved_to_a_schema_of_its_own(
    postgres_url: str, kept: Path, life: Life
) -> None:
    filled(postgres_url, life, 8, 9)
    with pytest.raises(BackupError, match="force"):
        backup.restore(kept, postgres_url)
    server = create_engine(full_url(postgres_url), isolation_level="AUTOCOMMIT")
    with server.connect() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.execute(text("ALTER TABLE dispatches DROP COLUMN outcome"))
    with pytest.raises(NewerDatabaseError):
        open_store(postgres_url)
    aside = backup.restore(kept, postgres_url, force=True).removeprefix("the schema ")
    assert people_in(postgres_url) == 3
    with server.connect() as db:
        assert db.scalar(select(func.count()).select_from(table("people", schema=aside))) == 2
        db.execute(text(f'DROP SCHEMA "{aside}" CASCADE'))
    server.dispose()
    filled(postgres_url, life, 10)
    assert people_in(postgres_url) == 4, "numbers go on after the restored ones"


def test_what_holds_peoples_data_is_for_its_owner_alone(tmp_path: Path, life: Life) -> None:
    """Also when the process would let others read, as most do, and when an older Mayak has let them."""
    before = os.umask(0o022)
    try:
        file = tmp_path / "data" / "bot.sqlite"
        url = f"sqlite:///{file}"
        store = open_store(url)
        with store.transaction() as db:
            life(db, 1)
        beside = sorted(file.parent.iterdir())
        assert [one.name for one in beside] == ["bot.sqlite", "bot.sqlite-shm", "bot.sqlite-wal"]
        assert {one.stat().st_mode & 0o777 for one in beside} == {0o600}
        assert file.parent.stat().st_mode & 0o777 == 0o700
        store.close()
        file.chmod(0o644)
        store = open_store(url)
        with store.transaction() as db:
            life(db, 2)
        assert {one.stat().st_mode & 0o777 for one in file.parent.iterdir()} == {0o600}
        store.close()
        backup.backup(url, tmp_path / "backups" / "kept")
        assert (tmp_path / "backups" / "kept").stat().st_mode & 0o777 == 0o600
        with pytest.raises(ValueError, match="zip"):
            ExtractedPacks(file.parent / "editions").extract(b"no zip")
    finally:
        os.umask(before)


def test_looking_at_the_mode_drops_no_lock_of_this_process(tmp_path: Path, life: Life) -> None:
    url = f"sqlite:///{tmp_path}/bot.sqlite"
    store = open_store(url)
    asks = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with store.transaction() as db:
        life(db, 1)
        (tmp_path / "bot.sqlite").chmod(0o644)
        keep_private(tmp_path / "bot.sqlite")
        other = subprocess.run(
            [sys.executable, "-c", asks, str(tmp_path / "bot.sqlite")], capture_output=True, text=True, check=False
        )
    assert "database is locked" in other.stderr
    store.close()

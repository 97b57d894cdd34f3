"""A restore drill says that the newest backup would work, or clearly why it would not."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.db import backup, guard, keycheck, keys, mydata, people, rotate
from bot.db.backup import BackupError
from bot.db.drill import drill
from bot.db.engine import open_store
from bot.db.keys import KeyFileError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)


def live(db: Connection, own: keys.Keys, seed: int) -> bytes:
    """Add a person who is known by the key; return their code."""
    key = people.new_key()
    people.add(db, own.lookup(1234, seed), people.Person(key), NOW.date())
    return key


def kept(url: str, folder: Path, name: str, age: timedelta, there: int) -> None:
    """Write a backup of so many people, so old; known by a key of their own."""
    own = keys.load(folder / "bot.key", make=True)
    store = open_store(url)
    with store.transaction() as db:
        for seed in range(there):
            live(db, own, seed)
        keycheck.check(db, own, folder / "bot.key")
    store.close()
    again(url, folder, name, age)


def again(url: str, folder: Path, name: str, age: timedelta) -> None:
    file = folder / "backups" / name
    backup.backup(url, file)
    at = (NOW - age).timestamp()
    os.utime(file, (at, at))


def test_the_newest_of_a_folder_is_tried_and_nothing_is_left_or_changed(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(url, tmp_path, "2026-12-01.sqlite", timedelta(days=1), 3)
    store = open_store(url)
    with store.transaction() as db:
        mydata.forget(db, live(db, keys.load(tmp_path / "bot.key", make=False), 7))
    store.close()
    again(url, tmp_path, "2026-12-02.sqlite", timedelta(hours=5))
    (tmp_path / "backups" / "2026-12-03.sqlite.half").write_bytes(b"half")
    before = (tmp_path / "backups" / "2026-12-02.sqlite").read_bytes()
    (tmp_path / "room").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "room"))
    with guard.hold(url):
        done = drill(tmp_path / "backups", tmp_path / "bot.key", NOW)
    assert (done.file.name, done.people, done.strangers) == ("2026-12-02.sqlite", 3, 0)
    assert done.written == NOW - timedelta(hours=5)
    assert (tmp_path / "backups" / "2026-12-02.sqlite").read_bytes() == before
    assert list((tmp_path / "room").iterdir()) == []


def test_what_would_fail_on_the_day_fails_in_the_drill(sqlite_url: str, tmp_path: Path) -> None:
    backups, key = tmp_path / "backups", tmp_path / "bot.key"
    backups.mkdir()
    with pytest.raises(BackupError, match=r"no backup in .*backups"):
        drill(backups, key, NOW)
    kept(sqlite_url, tmp_path, "old.sqlite", timedelta(days=9), 2)
    with pytest.raises(BackupError, match=r"old\.sqlite, is 9 days old"):
        drill(backups, key, NOW)
    assert drill(backups / "old.sqlite", key, NOW).people == 2, "an old one may be asked for by its name"
    with pytest.raises(KeyFileError, match="there is no KEY_FILE"):
        drill(backups / "old.sqlite", tmp_path / "nowhere.key", NOW)
    keys.load(tmp_path / "other.key", make=True)
    with pytest.raises(KeyFileError, match="is not the key"):
        drill(backups / "old.sqlite", tmp_path / "other.key", NOW)
    (backups / "new.sqlite").write_bytes((backups / "old.sqlite").read_bytes()[:-5000])
    with pytest.raises(BackupError, match=r"new\.sqlite is"):
        drill(backups / "new.sqlite", key, NOW)
    with pytest.raises(BackupError, match="no backup"):
        drill(backups / "nowhere.sqlite", key, NOW)


def test_people_known_only_by_a_lost_generation_are_counted(sqlite_url: str, tmp_path: Path) -> None:
    kept(sqlite_url, tmp_path, "first.sqlite", timedelta(days=1), 2)
    store = open_store(sqlite_url)
    rotate.rotate(store, tmp_path / "bot.key")
    store.close()
    again(sqlite_url, tmp_path, "second.sqlite", timedelta(hours=1))
    newest = [line for line in (tmp_path / "bot.key").read_text().splitlines() if line.startswith("2 ")]
    (tmp_path / "cut.key").write_text("\n".join(newest) + "\n")
    (tmp_path / "cut.key").chmod(0o600)
    assert drill(tmp_path / "backups", tmp_path / "bot.key", NOW).strangers == 0
    assert drill(tmp_path / "backups", tmp_path / "cut.key", NOW).strangers == 2


def test_the_lock_beside_a_database_is_for_its_owner_alone(sqlite_url: str, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with guard.hold(sqlite_url):
            assert (tmp_path / "bot.sqlite.lock").stat().st_mode & 0o777 == 0o600
        (tmp_path / "bot.sqlite.lock").chmod(0o644)
        with guard.hold(sqlite_url):
            assert (tmp_path / "bot.sqlite.lock").stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)

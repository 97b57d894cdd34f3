"""Drill: restores the newest backup elsewhere and forgets it again, so that its operator knows that it works."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db import keycheck, keys
from bot.db.backup import BackupError, restore
from bot.db.engine import open_store
from bot.db.schema import people

if TYPE_CHECKING:
    from pathlib import Path

NEWEST = timedelta(days=2)
"""How old the newest backup of a folder may be: there is one a night, and one night may have failed."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """What a drill found: the backup, when it was written (UTC), the people in it, and how many of them the key
    file does not know any more, because it lacks an older generation.
    """

    file: Path
    written: datetime
    people: int
    strangers: int


def drill(place: Path, key_file: Path, now: datetime) -> Drilled:
    """Restore a backup, or the newest `.sqlite` of a folder, into a temporary database, and look whether the key
    belongs to it. The database in use and the backup are not touched. It needs as much room as the backup where
    temporary files are kept.

    Errors: BackupError if there is no backup, it is damaged, or the newest of a folder is older than `NEWEST`;
    KeyFileError; NewerDatabaseError; OSError.
    """
    file = _newest(place) if place.is_dir() else place
    if not file.is_file():
        raise BackupError(f"there is no backup {file}")
    written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if place.is_dir() and now - written > NEWEST:
        raise BackupError(
            f"the newest backup in {place}, {file.name}, is {(now - written).days} days old: look why none was "
            "written since"
        )
    loaded = keys.load(key_file, make=False)  # first of all: without a key a backup names nobody
    with tempfile.TemporaryDirectory(prefix="mayak-drill-") as folder:
        url = f"sqlite:///{folder}/drill.sqlite"
        restore(file, url, key_file=key_file)
        store = open_store(url)
        try:
            with store.transaction() as db:
                strangers = keycheck.check(db, loaded, key_file)
                there = db.scalar(select(func.count()).select_from(people)) or 0
        finally:
            store.close()
    return Drilled(file, written, there, strangers)


def _newest(folder: Path) -> Path:
    found = [file for file in folder.glob("*.sqlite") if file.is_file()]
    if not found:
        raise BackupError(f"there is no backup in {folder}: their names end with .sqlite")
    return max(found, key=lambda file: file.stat().st_mtime)

"""Backup and restore: one file, always SQLite of our own schema, whichever database it came from or goes to.

So a backup needs no `pg_dump` of the right version, can be opened and checked anywhere, and moves a bot from the
embedded to the scaled mode and back. The key file is not in it: keep a copy of that apart.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, text

from bot.store.databases import full_url
from bot.store.engine import open_store
from bot.store.migrate import revision_of
from bot.store.schema import REVISION, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

ROWS = 2000
"""Rows copied at a time between two kinds of database."""


class BackupError(Exception):
    """A backup or restore that must not go on; the message says why and what to do."""


def backup(url: str, file: Path) -> None:
    """Write the database of `url` into `file` (0600) while the bot runs, as it is at one moment; an older backup
    of that name is replaced only when the new one has passed its check.

    SQLite: the backup API in one step, a reader that holds up no writer. PostgreSQL: one read-only snapshot
    (REPEATABLE READ), table by table. Errors: BackupError, StoreAway, OSError.
    """
    parsed = full_url(url)
    with _beside(file) as new:
        if parsed.get_backend_name() == "sqlite":
            source = Path(parsed.database or "")
            if not source.exists():
                raise BackupError(f"there is no database {source.name}: check DATABASE_URL")
            with closing(sqlite3.connect(source)) as running, closing(sqlite3.connect(new)) as copy:
                running.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
        else:
            _from_postgresql(url, new)
        check(new)
        new.chmod(0o600)
        new.replace(file)


def restore(file: Path, url: str, *, force: bool = False) -> None:
    """Put a backup into the database of `url`, in one transaction: a kill leaves what was there.

    A backup of an older Mayak is brought up to date on the way. Hold the database alone meanwhile (`guard.hold`).
    Errors: BackupError when the file is damaged, or the database holds rows and `force` is not said;
    NewerDatabaseError; StoreAway.
    """
    if not file.is_file():
        raise BackupError(f"there is no backup {file.name}")
    with tempfile.TemporaryDirectory(prefix="mayak-") as folder:
        ready = Path(folder) / "restore.sqlite"
        check(file)
        with (
            closing(sqlite3.connect(_reading(file), uri=True)) as kept,
            closing(sqlite3.connect(ready)) as copy,
        ):
            kept.backup(copy)
        open_store(f"sqlite:///{ready}").close()
        with closing(sqlite3.connect(ready)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
        target = open_store(url)
        try:
            with target.turn() as db:
                if not force and _holds_rows(db):
                    raise BackupError("the database holds people already: use another one, or force to replace it")
                if not target.is_sqlite:
                    _into_postgresql(ready, db)
            if target.is_sqlite:
                with closing(sqlite3.connect(ready)) as copy, target.outside() as place:
                    copy.backup(place)
        finally:
            target.close()


def check(file: Path) -> None:
    """Check that a backup is whole and ours. Errors: BackupError."""
    try:
        with closing(sqlite3.connect(_reading(file), uri=True)) as copy:
            damage = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
            damage += [f"a row of {row[0]} belongs to nothing" for row in copy.execute("PRAGMA foreign_key_check")]
            version = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file.name} is not a backup of Mayak, or damaged ({error})") from error
    if damage or version is None:
        raise BackupError(f"{file.name} is damaged: {'; '.join(damage[:3]) or 'it has no revision'}")


def _reading(file: Path) -> str:
    return f"{file.resolve().as_uri()}?mode=ro"


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Give the path of a new file in the same folder, erased if it is still there at the end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(name + end).unlink(missing_ok=True)


def _holds_rows(db: Connection) -> bool:
    return any(db.execute(select(table).limit(1)).first() for table in metadata.sorted_tables)


def _from_postgresql(url: str, file: Path) -> None:
    source = open_store(url, migrate=False)
    copy = open_store(f"sqlite:///{file}")
    try:
        with source.turn() as db, copy.turn() as out:
            db.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            if revision_of(db) != REVISION:
                raise BackupError("the database is not at this program's revision: run migrate first")
            _copy_rows(db, out)
    finally:
        source.close()
        copy.close()
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode = DELETE")


def _into_postgresql(file: Path, db: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        db.execute(delete(table))
    copy = open_store(f"sqlite:///{file}")
    try:
        with copy.turn() as kept:
            _copy_rows(kept, db)
    finally:
        copy.close()
    for table in metadata.sorted_tables:
        number = table.autoincrement_column
        if number is not None:
            sequence = func.pg_get_serial_sequence(table.name, number.name)
            db.execute(select(func.setval(sequence, func.coalesce(func.max(number), 0) + 1, False)))  # noqa: FBT003 - PostgreSQL's own: "not taken yet"


def _copy_rows(from_db: Connection, to_db: Connection) -> None:
    """Copy every row of every table, parents first."""
    for table in metadata.sorted_tables:
        rows = from_db.execute(select(table), execution_options={"yield_per": ROWS}).mappings()
        for some in rows.partitions():
            to_db.execute(insert(table), [dict(row) for row in some])

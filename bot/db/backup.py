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

from sqlalchemy import delete, func, insert, select

from bot.db import keycheck, keys, replacing
from bot.db.databases import full_url
from bot.db.engine import open_store
from bot.db.migrate import lock_migrations, migrate, revision_of
from bot.db.private import make_folder
from bot.db.schema import REVISION, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def restore(
    file: Path,
    url: str,
    *,
    force: bool = False,
    key_file: Path | None = None,
    prove: Callable[[], None] = lambda: None,
) -> str:
    """Put a backup in the place of the database of `url`, in one step: a kill leaves what was there. With `force`
    also where people are, or where nothing can be read; that is moved aside, and where it lies now is returned
    (empty when there was nothing to keep).

    A backup of an older Mayak is brought up to date on the way. Hold the database alone meanwhile (`guard.hold`);
    `prove` sees that it still is.
    Errors: BackupError when the file is damaged, the database is in use, or `force` is needed and not said;
    KeyFileError when there is a `key_file` to which the backup does not belong; NewerDatabaseError; StoreAway;
    OSError.
    """
    if not file.is_file():
        raise BackupError(f"there is no backup {file.name}")
    check(file)
    parsed = full_url(url)
    target = Path(parsed.database or "").resolve() if parsed.get_backend_name() == "sqlite" else None
    # SQLite's new file is made beside its place, so that it only has to be renamed.
    with tempfile.TemporaryDirectory(prefix="mayak-") as folder, _beside(target or Path(folder) / "new") as ready:
        _make_ready(file, ready, key_file)
        prove()  # all that takes long is done
        try:
            if target is not None:
                state = replacing.sqlite_state(target)
                _may_replace(state, force=force)
                aside = replacing.replace_sqlite(ready, target, keep=state != "empty")
                return str(aside or "")
            return _into_postgresql(ready, url, prove, force=force)
        except replacing.InUseError as error:
            raise BackupError("something else has the database open: end it first") from error
        except replacing.NoRoomError as error:
            raise BackupError(
                "the database's user may not make the schema for the old tables: GRANT CREATE ON DATABASE to it"
            ) from error


def _make_ready(file: Path, ready: Path, key_file: Path | None) -> None:
    """Copy a backup, bring the copy up to date and see whether it belongs to the key."""
    with closing(sqlite3.connect(_reading(file), uri=True)) as kept, closing(sqlite3.connect(ready)) as copy:
        kept.backup(copy)
    store = open_store(f"sqlite:///{ready}")
    try:
        if key_file is not None and key_file.exists():
            with store.transaction() as db:
                keycheck.check(db, keys.load(key_file, make=False), key_file)
    finally:
        store.close()
    with closing(sqlite3.connect(ready)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")


def _may_replace(state: str, *, force: bool) -> None:
    if force or state == "empty":
        return
    what = "holds people already" if state == "rows" else "cannot be read"
    raise BackupError(f"the database {what}: use another one, or force to move it aside and replace it")


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
    make_folder(file.parent)
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(name + end).unlink(missing_ok=True)


def _from_postgresql(url: str, file: Path) -> None:
    source = open_store(url, migrate=False)
    copy = open_store(f"sqlite:///{file}")
    try:
        with source.snapshot() as db, copy.transaction() as out:
            if revision_of(db) != REVISION:
                raise BackupError("the database is not at this program's revision: run migrate first")
            _copy_rows(db, out)
    finally:
        source.close()
        copy.close()
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode = DELETE")


def _into_postgresql(file: Path, url: str, prove: Callable[[], None], *, force: bool) -> str:
    target = open_store(url, migrate=False)
    target.prove = prove
    copy = open_store(f"sqlite:///{file}")
    try:
        state = replacing.postgresql_state(target)
        _may_replace(state, force=force)
        with target.transaction() as db, copy.transaction() as kept:
            lock_migrations(db)
            move = force and (state != "empty" or revision_of(db) not in {"", REVISION})
            aside = replacing.clear_postgresql(db) if move else ""
            migrate(db)
            for table in reversed(metadata.sorted_tables):
                db.execute(delete(table))
            _copy_rows(kept, db)
            for table in metadata.sorted_tables:
                number = table.autoincrement_column
                if number is not None:
                    sequence = func.pg_get_serial_sequence(table.name, number.name)
                    db.execute(select(func.setval(sequence, func.coalesce(func.max(number), 0) + 1, False)))  # noqa: FBT003 - PostgreSQL's own: "not taken yet"
    finally:
        target.close()
        copy.close()
    return f"the schema {aside}" if aside else ""


def _copy_rows(from_db: Connection, to_db: Connection) -> None:
    """Copy every row of every table, parents first."""
    for table in metadata.sorted_tables:
        rows = from_db.execute(select(table), execution_options={"yield_per": ROWS}).mappings()
        for some in rows.partitions():
            to_db.execute(insert(table), [dict(row) for row in some])

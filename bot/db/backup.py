"""Backup and restore: one file, always SQLite of our own schema, for any database as source or target.

So a backup needs no matching version of `pg_dump`, can be opened and checked anywhere, and moves a bot between the
embedded and the scaled mode. The key file is not in it: keep a separate copy of that.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from bot.db import copying, keycheck, keys, replacing
from bot.db.away import StoreAway, is_away
from bot.db.databases import full_url
from bot.db.engine import open_store
from bot.db.migrate import lock_migrations, migrate, revision_of
from bot.db.private import make_folder
from bot.db.schema import REVISION, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class BackupError(Exception):
    """A backup or restore that must not continue; the message says why and what to do."""


def backup(url: str, file: Path) -> None:
    """Write the database of `url` into `file` (0600) while the bot runs, as a snapshot of one moment. An older
    backup of that name is replaced only after the new one has passed its check.

    SQLite: the backup API in one step, which blocks no writer. PostgreSQL: one read-only snapshot (REPEATABLE
    READ), by COPY. Errors: BackupError, StoreAway, OSError.
    """
    parsed = full_url(url)
    with _beside(file) as new:
        if parsed.get_backend_name() == "sqlite":
            source = Path(parsed.database or "")
            if not source.exists():
                raise BackupError(f"there is no database {source.name}: check DATABASE_URL")
            with closing(sqlite3.connect(source)) as running:
                running.execute("SELECT count(*) FROM sqlite_master").close()  # its own faults show here
                with _writes(file), closing(sqlite3.connect(new)) as copy:
                    running.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")
        else:
            with _writes(file):
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
    """Replace the database of `url` by a backup in one step; after a kill the old database is still there. Without
    `force` only an empty database is replaced; with it, also one with people or one that cannot be read. The
    replaced database is moved aside; returns its new place (empty if there was nothing to keep).

    A backup of an older Mayak is migrated on the way. Hold the database exclusively meanwhile (`guard.hold`);
    `prove` checks that it still is held.
    Errors: BackupError if the file is damaged, the database is in use, or `force` is needed and missing;
    KeyFileError if the backup does not belong to the given `key_file`; WrongDatabaseError; StoreAway; OSError.
    """
    if not file.is_file():
        raise BackupError(f"there is no backup {file.name}")
    check(file)
    parsed = full_url(url)
    target = Path(parsed.database or "").resolve() if parsed.get_backend_name() == "sqlite" else None
    # SQLite's new file is made in the same folder, so that a rename is enough.
    with tempfile.TemporaryDirectory(prefix="mayak-") as folder, _beside(target or Path(folder) / "new") as ready:
        with _writes(ready.parent):
            _make_ready(file, ready, key_file)
        prove()  # everything slow is done
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
    """Copy a backup, migrate the copy and check whether it belongs to the key."""
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
    """Check that a backup is complete and ours. Errors: BackupError."""
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
def _writes(place: Path) -> Iterator[None]:
    """Blame this place if SQLite cannot write there. Without it the database in use would be blamed.

    Errors: BackupError.
    """
    try:
        yield
    except (sqlite3.Error, StoreAway) as error:
        found: BaseException | None = error.__cause__ if isinstance(error, StoreAway) else error
        found = found.orig if isinstance(found, DBAPIError) else found
        if not isinstance(found, sqlite3.Error) or not is_away(found):
            raise
        full = found.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
        why = "no space is left there" if full else f"it cannot be written ({found})"
        raise BackupError(f"{place}: {why}; the database is unharmed") from error


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Yield the path for a new file in the same folder; a leftover is erased at the end."""
    make_folder(file.parent)
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(name + end).unlink(missing_ok=True)


def _from_postgresql(url: str, file: Path) -> None:
    open_store(f"sqlite:///{file}").close()  # makes the tables
    source = open_store(url, migrate=False)
    try:
        with source.snapshot() as db:
            if revision_of(db) != REVISION:
                raise BackupError("the database is not at this program's revision: run migrate first")
            copying.out_of_postgresql(db, file)
    finally:
        source.close()


def _into_postgresql(file: Path, url: str, prove: Callable[[], None], *, force: bool) -> str:
    target = open_store(url, migrate=False)
    target.prove = prove
    try:
        state = replacing.postgresql_state(target)
        _may_replace(state, force=force)
        with target.transaction() as db:
            lock_migrations(db)
            move = force and (state != "empty" or revision_of(db) not in {"", REVISION})
            aside = replacing.clear_postgresql(db) if move else ""
            migrate(db)
            for table in reversed(metadata.sorted_tables):
                db.execute(delete(table))
            copying.into_postgresql(file, db)
    except copying.UnfitError as error:
        raise BackupError(str(error)) from error
    finally:
        target.close()
    return f"the schema {aside}" if aside else ""

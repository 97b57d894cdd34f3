"""Replacing: puts a restored database in the place of another one, whatever its state, and moves the old one
aside.

SQLite: files are renamed in their folder, and the new one comes in one step. PostgreSQL: the tables move to a
separate schema, in the same transaction that brings the new ones. The old content is not read.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select, table, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from bot.db.away import is_away
from bot.db.private import SIDES

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.db.engine import Store

OWN = frozenset({"alembic_version", "installation"})
"""Tables without data about anybody: a database with rows only in these counts as empty."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class InUseError(Exception):
    """Another program has the database open and would write into the new one."""


class NoRoomError(Exception):
    """The database's user may not create the schema for the old tables."""


def sqlite_state(file: Path) -> str:
    """Return "empty" (missing, or without people), "rows", or "damaged" if it cannot be read as a database."""
    if not file.exists() or (file.is_file() and not file.stat().st_size):
        return "empty"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=1)) as db:
            names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            for (name,) in names.fetchall():
                if name not in OWN and db.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone():  # noqa: S608 - its own names
                    return "rows"
    except sqlite3.Error as error:
        if _is_busy(error):
            raise InUseError(str(error)) from error
        return "damaged"
    return "empty"


def replace_sqlite(new: Path, file: Path, *, keep: bool) -> Path | None:
    """Move a new database (one file) to `file`; return the new place of the old one, None if there was none, or
    none to `keep`. After a kill there is either the old or the new one, complete.

    Errors: InUseError; OSError.
    """
    file = file.resolve()
    _fold(file)
    aside = _free_name(file) if keep and file.exists() else None
    # Beside the new database these files would be replayed into it. A readable database has none by now.
    for end in SIDES:
        beside = file.with_name(file.name + end)
        if beside.exists():
            if aside is None:
                beside.unlink()
            else:
                beside.rename(aside.with_name(aside.name + end))
    _give_to_owner(new, file)
    if aside is not None:
        if file.is_file():
            aside.hardlink_to(file)
            aside.chmod(0o600)
        else:
            file.rename(aside)
    new.replace(file)
    return aside


def _fold(file: Path) -> None:
    """Merge the WAL into the file if the database can be read. That needs exclusive access for a moment, so it
    also detects other users. Errors: InUseError.
    """
    if not file.is_file() or not file.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=1)) as db:
            (mode,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        if _is_busy(error):
            raise InUseError(str(error)) from error
        return
    if mode == "wal":
        raise InUseError("the WAL is in use")


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY


def _free_name(file: Path) -> Path:
    number = 1
    while (found := file.with_name(f"{file.name}.before-restore-{number}")).exists():
        number += 1
    return found


def _give_to_owner(new: Path, file: Path) -> None:
    """Give the new file the owner of the old file, or of its folder: root may restore for the bot's user."""
    if os.geteuid() == 0:
        owner = (file if file.exists() else file.parent).stat()
        os.chown(new, owner.st_uid, owner.st_gid)


def postgresql_state(store: Store) -> str:
    """Return "empty", "rows", or "damaged" if the tables cannot be read. Errors: StoreAway."""
    with store.transaction() as db:
        names = [name for name in inspect(db).get_table_names() if name not in OWN]
    try:
        with store.transaction() as db:
            there = any(db.execute(select(text("1")).select_from(table(name)).limit(1)).first() for name in names)
    except DBAPIError as error:
        if is_away(error):
            raise
        return "damaged"
    return "rows" if there else "empty"


def clear_postgresql(db: Connection) -> str:
    """Move all tables of the bot's schema to a new schema; return its name. Errors: NoRoomError."""
    here = db.scalar(text("SELECT current_schema()"))
    there = inspect(db)
    names, taken = there.get_table_names(), set(there.get_schema_names())
    number = 1
    while (aside := f"{here}_before_restore_{number}") in taken:
        number += 1
    quote = db.dialect.identifier_preparer.quote
    try:
        db.execute(text(f"CREATE SCHEMA {quote(aside)}"))
    except ProgrammingError as error:
        raise NoRoomError(str(here)) from error
    for name in names:
        db.execute(text(f"ALTER TABLE {quote(str(here))}.{quote(name)} SET SCHEMA {quote(aside)}"))
    return aside

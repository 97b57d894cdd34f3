"""A person's own data: exports all of it, erases all of it, and wipes the erased bytes from the file."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select

from bot.db import planning
from bot.db.base import WORDS
from bot.db.schema import of_a_person, people
from bot.db.statement import Hot
from bot.values.hook import Hook

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Column, Connection

    from bot.db.engine import Store

on_forget: Hook[[Connection, bytes], None] = Hook()
"""Called before a person's rows are erased, to remove them from numbers about few people."""


def export(
    db: Connection, key: bytes, opened: Callable[[bytes], bytes] | None = None
) -> dict[str, list[dict[str, object]]]:
    """Return every row of the person by table (tables without rows are left out), with values ready for JSON:
    bytes as hexadecimal digits, days and moments in ISO form. Complete by construction: it walks the schema.
    `opened` opens the person's sealed words; without it they stay digits, as chat numbers always do.
    Errors: SealedError.
    """
    found = {}
    for table, column in of_a_person():
        rows = db.execute(select(table).where(column == key).order_by(*table.primary_key.columns))
        names = table.c.keys()
        readable = [
            {name: _readable(_open(table.c[name], value, opened)) for name, value in zip(names, row, strict=True)}
            for row in rows
        ]
        if readable:
            found[table.name] = readable
    return found


def _open(column: Column[Any], value: object, opened: Callable[[bytes], bytes] | None) -> object:
    """Return a value; opens the person's own words."""
    if opened is not None and WORDS in column.info and isinstance(value, bytes):
        return opened(value).decode()
    return value


def _readable(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date | datetime) else value


def forget(db: Connection, key: bytes) -> None:
    """Erase every row of the person, including their agreement, and everything that tells about them within a
    small group. Call `scrub` right after the commit.
    """
    zone = db.scalar(select(people.c.zone).where(people.c.key == key))
    on_forget.call(db, key)
    for erase in _erasing():
        erase.changed(db, person=key)
    if zone is not None:
        planning.forget_zone(db, zone)


@cache
def _erasing() -> tuple[Hot, ...]:
    """Return the statements that erase a person, one per table, children first."""
    return tuple(
        Hot(delete(table).where(column == bindparam("person"))) for table, column in reversed(of_a_person())
    )


def scrub(store: Store) -> bool:
    """Remove all erased bytes from SQLite's files: `secure_delete` has overwritten them with zeros in the pages;
    this moves the pages into the file and empties the WAL. Returns whether that is done. Returns False while
    somebody reads the database (a backup, a report, a shell): then it stays owed (`Store.scrub_owed`); call it
    again. It waits for no reader, because a waiting checkpoint holds SQLite's write lock and so everybody's turn.

    Call it outside a transaction. On PostgreSQL the rows are gone for every query, but their bytes only with
    VACUUM and the end of the WAL's segments: there the operator's disk encryption protects them.
    Errors: StoreAway.
    """
    if not store.is_sqlite or store.is_memory:
        return True
    store.scrub_owed = True
    with store.outside() as connection:
        connection.execute("PRAGMA busy_timeout = 0")
        # First the part that runs beside writers, so that little is left to do under the write lock.
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    store.scrub_owed = bool(busy)
    return not busy

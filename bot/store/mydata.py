"""A person's own data: all of it, none of it, and not a byte of it left in the file."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from bot.store.away import StoreAway
from bot.store.schema import of_a_person
from bot.store.statement import Hot

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.engine import Store


def export(db: Connection, key: bytes) -> dict[str, list[dict[str, object]]]:
    """Return every row of the person by table (tables without one are left out), its values ready for JSON: bytes
    as hexadecimal digits, days and moments in ISO form. Complete by construction: it walks the schema.
    """
    found = {}
    for table, column in of_a_person():
        rows = db.execute(select(table).where(column == key).order_by(*table.primary_key.columns))
        readable = [{name: _readable(value) for name, value in row._mapping.items()} for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
        if readable:
            found[table.name] = readable
    return found


def _readable(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date | datetime) else value


def forget(db: Connection, key: bytes) -> None:
    """Erase every row of the person, their agreement included. `scrub` right after the commit."""
    for erase in _erasing():
        erase.changed(db, person=key)


@cache
def _erasing() -> tuple[Hot, ...]:
    """Return what erases a person, a statement a table, children first."""
    return tuple(
        Hot(delete(table).where(column == bindparam("person"))) for table, column in reversed(of_a_person())
    )


def scrub(store: Store) -> None:
    """Leave no byte of what was erased in SQLite's files: `secure_delete` has put zeros over it in the pages, this
    moves them into the file and empties the WAL. Call it outside a turn.

    On PostgreSQL the rows are gone for every query, their bytes only with VACUUM and the end of the WAL's
    segments: the operator's disk encryption stands in.
    Errors: StoreAway when a reader (a backup) holds the WAL for longer than SQLite waits; call it again later.
    """
    if not store.is_sqlite or store.is_memory:
        return
    with store.outside() as connection:
        busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreAway("the WAL is being read: scrub later")

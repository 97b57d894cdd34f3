"""Visitor transfer: moves a visitor, as sealed bytes, from one process's memory to another's."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, LargeBinary, insert, select

from bot.db import mydata, people
from bot.db.keys import SealedError
from bot.db.schema import Moment, deliveries, of_a_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Column, Connection, Table

    from bot.db.keys import Keys


def give(db: Connection, keys: Keys, lookups: Sequence[bytes], today: date) -> bytes:
    """Return everything that memory holds about a visitor, sealed; b"" if it knows nobody.

    Owed replies stay here: the process that owes them shows them.
    """
    person = people.find(db, lookups, today)
    if person is None:
        return b""
    rows = {table.name: _rows(db, table, column, person.key) for table, column in _handed()}
    return keys.wrap(json.dumps(rows, default=_plain).encode(), lookups[0])


def take(db: Connection, keys: Keys, lookups: Sequence[bytes], today: date, given: bytes) -> None:
    """Replace what memory holds about a visitor; b"" forgets them. Bytes that cannot be opened, or come from
    another version of the tables, count as b"".
    """
    known = people.find(db, lookups, today)
    owed = [] if known is None else _rows(db, deliveries, deliveries.c.person, known.key)
    if known is not None:
        mydata.forget(db, known.key)
    rows = _opened(keys, lookups[0], given)
    for table, _ in _handed():
        if rows.get(table.name):
            db.execute(insert(table), rows[table.name])
    if owed and known is not None and people.get(db, known.key) is not None:
        db.execute(insert(deliveries), owed)


def _handed() -> list[tuple[Table, Column[bytes]]]:
    return [(table, column) for table, column in of_a_person() if table is not deliveries]


def _rows(db: Connection, table: Table, column: Column[bytes], key: bytes) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(select(table).where(column == key)).mappings()]


def _opened(keys: Keys, lookup: bytes, given: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return rows by table; empty if they cannot be opened or were written for other tables."""
    try:
        told = json.loads(keys.unwrap(given, lookup)) if given else {}
        return {table.name: [_read(table, row) for row in told.get(table.name, ())] for table, _ in _handed()}
    except (SealedError, KeyError):
        return {}


def _read(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return bytes.fromhex(value)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _plain(value: object) -> str:
    """Return a value unknown to JSON as words: bytes as hexadecimal digits, days
    and moments in ISO form.
    """
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date):  # true for a moment as well
        return value.isoformat()
    raise TypeError(type(value).__name__)

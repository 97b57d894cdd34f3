"""Databases of released versions: what they hold, and where they are kept (`tools/dump_release.py`)."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, insert

from bot.db.base import Moment
from bot.db.schema import metadata, of_a_person

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Table

FOLDER = Path(__file__).parent.parent / "fixtures" / "releases"
PEOPLE = 3
BEGAN = datetime(2026, 11, 25, 12, tzinfo=UTC)


def fill(db: Connection) -> list[bytes]:
    """Put rows of made-up values into every table, one for each person; return the people's keys."""
    chance = random.Random(1)  # noqa: S311 - made-up people, not a secret
    keys = [chance.randbytes(16) for _ in range(PEOPLE)]
    owners = {table.name: column.name for table, column in of_a_person()}
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        rows[table.name] = [_row(table, number, keys, owners, rows) for number in range(PEOPLE)]
        db.execute(insert(table), rows[table.name])
    return keys


def _row(
    table: Table, number: int, keys: list[bytes], owners: dict[str, str], rows: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    row = {column.name: _value(column, number) for column in table.c}
    for column in table.c:
        for foreign in column.foreign_keys:
            row[column.name] = rows[foreign.column.table.name][number][foreign.column.name]
    if table.name in owners:
        row[owners[table.name]] = keys[number]
    return row


def _value(column: Column[Any], number: int) -> object:
    kind = column.type
    if isinstance(kind, Boolean):
        return bool(number % 2)
    if isinstance(kind, Moment):
        return BEGAN + timedelta(hours=number)
    if isinstance(kind, Integer):
        return number + 1
    if isinstance(kind, Date):
        return date(2026, 11, 20) + timedelta(days=number)
    if isinstance(kind, LargeBinary):
        return bytes([number + 1]) * (kind.length or 20)
    assert isinstance(kind, String), f"{column}: a kind of value that is not made up yet"
    words = f"{number}-{column.name}"
    return words[: kind.length] if kind.length else words

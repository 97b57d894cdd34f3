"""A row in every table, made from what each table declares, so that a new one is filled without a list."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, LargeBinary, SmallInteger, String, insert, select

from bot.db.base import Moment
from bot.db.schema import metadata, of_a_person, visits

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Table

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)

NOBODYS = 900_000_007
"""The number of what is nobody's: no class of a life has it."""


def fill(db: Connection, person: bytes, mark: str) -> None:
    """Give a person a row in each table of people that has none of theirs yet, and make what those rows point at.
    Their texts carry the mark. Without a person only what is nobody's is made.
    """
    of_people = {table.name: column for table, column in of_a_person() if table is not visits}
    number = int.from_bytes(person[:3], "big")
    made: dict[str, Any] = {"people.key": person}
    for table in metadata.sorted_tables:
        own = of_people.get(table.name)
        if (own is None and not _is_pointed_at(table)) or (own is not None and not person):
            continue
        words, drawn = ("nobody's", NOBODYS) if own is None else (mark, number)
        new = {column.name: _value(column, made, words, drawn) for column in table.c}
        # What is nobody's has a key of its own: another row may be somebody's.
        mine = [key == new[key.name] for key in table.primary_key] if own is None else [own == person]
        found = db.execute(select(table).where(*mine)).mappings().first()
        row = dict(found) if found else new
        if not found:
            db.execute(insert(table).values(row))
        made |= {f"{table.name}.{name}": value for name, value in row.items()}


def _is_pointed_at(table: Table) -> bool:
    """Whether rows of other tables point at this one."""
    return any(key.column.table is table for other in metadata.tables.values() for key in other.foreign_keys)


def _value(column: Column[Any], made: dict[str, Any], mark: str, number: int) -> object:  # noqa: PLR0911 - one a type
    for key in column.foreign_keys:
        return made[key.target_fullname]
    kind = column.type
    if isinstance(kind, Moment):
        return NOW
    if isinstance(kind, Date):
        return TODAY
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, LargeBinary):
        return b"\1" + mark.encode() * 4 + number.to_bytes(4, "big")
    if isinstance(kind, String):
        return f"{mark}{column.name}"[: kind.length]
    return 1 if isinstance(kind, SmallInteger) else number

"""Aggregates: answers wait as rows of their persons and become sums without persons, one whole block at a time.

/forget erases a person's waiting row and leaves the sums as they are. So nothing about groups smaller than a block
outlives its people, and two reads of the sums never differ by less than a block (decision 0011).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sqlalchemy import Integer, bindparam, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Row, Table
    from sqlalchemy.dialects.postgresql import Insert


class BlockCounter:
    """Counts waiting rows of `table`, one per person and group. `group`: the columns that define what is counted
    together; `size`: rows per block. A counted row is erased, or gets the values `settled`. `since`: the
    column with the day on which a row began to wait, if waiting ends after some time.
    """

    def __init__(
        self,
        table: Table,
        group: Sequence[str],
        size: int,
        *,
        settled: Mapping[str, None] | None = None,
        since: str = "",
    ) -> None:
        self._table, self._group, self._since = table, group, since
        columns = [table.c[name] for name in group]
        same = [column == bindparam(f"of_{column.name}", type_=column.type) for column in columns]
        self._gone = delete(table) if settled is None else update(table).values(settled)
        self._new = upsert(table).on_conflict_do_nothing().returning(table.c.person)
        self._number = select(func.count()).select_from(table).where(*same)
        these = tuple_(*columns).in_(bindparam("groups", expanding=True))
        whole = select(*columns).where(these).group_by(*columns).having(func.count() >= size)
        self._whole = whole.order_by(*columns)
        self._block = select(table).where(*same).order_by(table.c.person).limit(size)
        self._taken = self._gone.where(*same, table.c.person.in_(bindparam("people", expanding=True)))

    def add(self, db: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
        """Add waiting rows; return how many are new. A person's second row in a group changes nothing. Other
        transactions that add to these groups wait until this one ends.
        """
        if not rows:
            return 0
        self.lock(db, rows)
        return len(db.execute(self._new, rows).all())

    def take(self, db: Connection, rows: Sequence[Mapping[str, Any]]) -> list[Sequence[Row[Any]]]:
        """Remove every complete block from the groups of these rows, in the order of the people's random keys, and
        return it. Call it after `add` in the same transaction, and store the result as sums.
        """
        blocks: list[Sequence[Row[Any]]] = []
        groups = {"groups": [*{tuple(row[name] for name in self._group) for row in rows}]}
        while groups["groups"] and (whole := db.execute(self._whole, groups).all()):
            for group in whole:
                same = {f"of_{name}": value for name, value in zip(self._group, group, strict=True)}
                block = db.execute(self._block, same).all()
                db.execute(self._taken, same | {"people": [row.person for row in block]})
                blocks.append(block)
        return blocks

    def waiting(self, db: Connection, **group: object) -> int:
        """Return how many rows of a group are waiting."""
        return db.scalar(self._number, {f"of_{name}": value for name, value in group.items()}) or 0

    def drop_late(self, db: Connection, before: date, limit: int) -> int:
        """End the wait of up to `limit` rows that began to wait before this day; return how many."""
        return db.execute(self._gone.where(_old(self._table, self._since, before, limit))).rowcount

    def lock(self, db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Make other transactions that count in these groups wait until this one ends (SQLite has only one writer
        anyway). Locks are taken in a fixed order, so that two transactions never wait for each other.
        """
        if db.dialect.name == "postgresql":
            names = {" ".join([self._table.name, *(str(row[name]) for name in self._group)]) for row in rows}
            for number in sorted({crc32(name.encode()) for name in names}):
                db.execute(select(func.pg_advisory_xact_lock(number)))


def add_up(db: Connection, sums: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows to the rows of `sums` with the same keys: numbers are added, days and words replaced."""
    if not rows:
        return
    db.execute(_adding_up(sums), rows)


@cache
def _adding_up(sums: Table) -> Insert:
    new = upsert(sums)
    more = {
        column.name: column + new.excluded[column.name]
        if isinstance(column.type, Integer)
        else new.excluded[column.name]
        for column in sums.c
        if not column.primary_key
    }
    return new.on_conflict_do_update(index_elements=[*sums.primary_key.columns.keys()], set_=more)


def drop_old(db: Connection, sums: Table, before: date, limit: int) -> int:
    """Erase up to `limit` sums whose last addition (`last_on`) is before this day; return how many."""
    return db.execute(delete(sums).where(_old(sums, "last_on", before, limit))).rowcount


def _old(table: Table, since: str, before: date, limit: int) -> ColumnElement[bool]:
    keys = [*table.primary_key.columns]
    return tuple_(*keys).in_(select(*keys).where(table.c[since] < before).limit(limit))

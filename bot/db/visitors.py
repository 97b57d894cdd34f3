"""Visitors: people who only look round. They live in a store in memory and are forgotten after an idle hour."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import mydata, retention
from bot.db.ledger import AN_HOUR
from bot.db.schema import of_a_person, visits
from bot.db.statement import Hot

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Table

_VISIT = upsert(visits).values(
    person=bindparam("person"), touched_at=bindparam("now", type_=visits.c.touched_at.type)
)
_TOUCH = Hot(
    _VISIT.on_conflict_do_update(
        index_elements=["person"],
        set_={"touched_at": _VISIT.excluded.touched_at},
        where=visits.c.touched_at < _VISIT.excluded.touched_at,
    )
)


def touch(db: Connection, key: bytes, now: datetime) -> None:
    """Note that a visitor is still looking round (`db` of the store in memory)."""
    _TOUCH.changed(db, person=key, now=now)


def keep_link(db: Connection, key: bytes, path: str) -> None:
    """Store the path that a visitor must agree for (a code, the people on the phone) until they agree; it never
    moves to the durable store.
    """
    db.execute(update(visits).where(visits.c.person == key).values(link=path))


def link_of(db: Connection, key: bytes) -> str:
    """Return the path that `keep_link` stored; empty if there is none."""
    return db.scalar(select(visits.c.link).where(visits.c.person == key)) or ""


def sweep(db: Connection, now: datetime) -> int:
    """Forget visitors who were idle for an hour, and other expired rows in memory; return how many."""
    idle = db.scalars(select(visits.c.person).where(visits.c.touched_at <= now - AN_HOUR.period)).all()
    for key in idle:
        mydata.forget(db, key)
    retention.sweep(db, now)
    return len(idle)


def move(from_db: Connection, to_db: Connection, key: bytes) -> None:
    """Move a visitor who has agreed, with every row, into the durable store. Commit `to_db` first.

    Errors: IntegrityError if the person exists there already.
    """
    for table, names, kept in _moved():
        rows = [dict(zip(names, row, strict=True)) for row in kept.all(from_db, person=key)]
        if rows:
            to_db.execute(insert(table), rows)
    mydata.forget(from_db, key)


@cache
def _moved() -> tuple[tuple[Table, tuple[str, ...], Hot], ...]:
    """Return every table whose rows move with a visitor, the columns that move (numbers are assigned anew), and
    the statement that finds the rows.
    """
    found = []
    for table, column in of_a_person():
        if table is visits:
            continue
        along = [each for each in table.columns if each is not table.autoincrement_column]
        rows = Hot(select(*along).where(column == bindparam("person")))
        found.append((table, tuple(each.name for each in along), rows))
    return tuple(found)

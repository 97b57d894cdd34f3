"""Backlog: how many deliveries wait, are late or have failed; for the operator's alarms, with no person in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db.deliveries import FAILED, WAITING
from bot.db.schema import deliveries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

LATE = timedelta(minutes=1)
"""Overdue for longer than this is late: a tick is a second, a lease a minute."""

COUNTED = 10_000
"""Counting ends here: a million rows every half minute would cost more than they tell."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How deliveries stand: numbers up to `COUNTED`, and since when the longest due one is due (None: none is)."""

    waiting: int
    late: int
    failed: int
    oldest_due: datetime | None


def backlog(db: Connection, now: datetime) -> Backlog:
    """Return how deliveries stand at this moment."""
    waits = deliveries.c.state == WAITING
    oldest: datetime | None = db.scalar(
        select(deliveries.c.next_at)
        .where(waits, deliveries.c.next_at <= now)
        .order_by(deliveries.c.next_at)
        .limit(1)
    )
    return Backlog(
        _count(db, waits),
        _count(db, waits, deliveries.c.next_at <= now - LATE),
        _count(db, deliveries.c.state == FAILED),
        oldest,
    )


def answers(db: Connection) -> None:
    """Have the database answer; a transaction that asks for nothing does not even reach PostgreSQL."""
    db.execute(select(1))


def _count(db: Connection, *which: ColumnElement[bool]) -> int:
    some = select(deliveries.c.id).where(*which).limit(COUNTED).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0

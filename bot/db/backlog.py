"""Backlog: how many deliveries wait, are late or have failed, and why; no person is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db.deliveries import FAILED, WAITING
from bot.db.schema import deliveries, dispatches
from bot.values.why import PLANNED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

LATE = timedelta(minutes=1)
"""Overdue for longer than this is late: a tick is a second, a lease a minute."""

COUNTED = 10_000
"""Counting ends here: a million rows every half minute would cost more than they tell."""


LATELY = timedelta(days=1)
"""How far back it is told what became of messages."""


@dataclass(frozen=True, slots=True)
class Tally:
    """So many messages alike. `outcome`: what became of them or what they wait for; empty for those that only wait
    for their hour, or (`due`) for their turn.
    """

    why: str
    campaign: str
    outcome: str
    number: int
    due: bool = False


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


def waiting(db: Connection, now: datetime) -> list[Tally]:
    """Return what is planned and waits, replies left out; of each kind the next `COUNTED` messages are counted."""
    found = []
    for why in PLANNED:
        due = (deliveries.c.next_at <= now).label("due")
        some = (
            select(deliveries.c.campaign, deliveries.c.reason, due)
            .where(deliveries.c.state == WAITING, deliveries.c.why == why.value)
            .order_by(deliveries.c.next_at)
            .limit(COUNTED)
            .subquery()
        )
        alike = (some.c.campaign, some.c.reason, some.c.due)
        rows = db.execute(select(*alike, func.count()).group_by(*alike).order_by(*alike))
        found += [Tally(why, campaign, reason, number, bool(due)) for campaign, reason, due, number in rows]
    return found


def handled(db: Connection, now: datetime) -> list[Tally]:
    """Return what became of messages within the last day; the latest `COUNTED` are counted."""
    some = (
        select(dispatches.c.why, dispatches.c.campaign, dispatches.c.outcome)
        .where(dispatches.c.at > now - LATELY)
        .order_by(dispatches.c.at.desc())
        .limit(COUNTED)
        .subquery()
    )
    alike = (some.c.why, some.c.campaign, some.c.outcome)
    rows = db.execute(select(*alike, func.count()).group_by(*alike).order_by(*alike))
    return [Tally(why, campaign, outcome, number) for why, campaign, outcome, number in rows]


def answers(db: Connection) -> None:
    """Have the database answer; a transaction that asks for nothing does not even reach PostgreSQL."""
    db.execute(select(1))


def _count(db: Connection, *which: ColumnElement[bool]) -> int:
    some = select(deliveries.c.id).where(*which).limit(COUNTED).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0

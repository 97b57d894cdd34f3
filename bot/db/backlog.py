"""Backlog: how many deliveries wait, are late or have failed, and why, without any person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from bot.db.deliveries import FAILED, LEASE, WAITING
from bot.db.schema import deliveries, dispatches
from bot.values.why import PLANNED, Why

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

LATE = timedelta(minutes=1)
"""A delivery is late when it is overdue for longer than this: a tick is a second, a lease a minute."""

TRIED = "late"
"""Why a delivery waits that the messenger did not take in time."""

COUNTED = 10_000
"""The highest count: counting a million rows every quarter of a minute would cost too much."""


LATELY = timedelta(days=1)
"""How far back the outcomes of messages are counted."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of similar messages. `outcome`: their result, or why they wait; empty if they only wait for their
    hour or (`due`) for their turn.
    """

    why: str
    campaign: str
    outcome: str
    number: int
    due: bool = False


@dataclass(frozen=True, slots=True)
class Backlog:
    """The state of deliveries: counts up to `COUNTED`, and since when the oldest one is overdue (None: none)."""

    waiting: int
    late: int
    failed: int
    oldest_due: datetime | None


def backlog(db: Connection, now: datetime) -> Backlog:
    """Return the state of deliveries at this moment.

    A delivery is overdue since its due moment, whatever was tried: `next_at` moves into the future with each try.
    One that waits on purpose (quiet hours, the week's budget) is overdue when that wait is over. Of each kind the
    `COUNTED` whose turn is next are looked at.
    """
    since = case((deliveries.c.reason.in_(("", TRIED)), deliveries.c.due_at), else_=deliveries.c.next_at)
    late, oldest = 0, []
    for why in Why:
        turn_comes = deliveries.c.next_at <= now + LEASE  # also of one that is being tried, or just was
        some = (
            select(since.label("since"))
            .where(deliveries.c.state == WAITING, deliveries.c.why == why.value, turn_comes)
            .order_by(deliveries.c.next_at)
            .limit(COUNTED)
            .subquery()
        )
        of_late = func.count().filter(some.c.since <= now - LATE)
        number, first = db.execute(select(of_late, func.min(some.c.since)).where(some.c.since <= now)).one()
        late += number
        oldest += [first] if first is not None else []
    return Backlog(
        _count(db, deliveries.c.state == WAITING),
        min(late, COUNTED),
        _count(db, deliveries.c.state == FAILED),
        min(oldest, default=None),
    )


def length(db: Connection) -> int:
    """Return how many deliveries wait, beyond `COUNTED` too. It takes 0.1 s for a million: ask seldom."""
    return db.scalar(select(func.count()).where(deliveries.c.state == WAITING)) or 0


def waiting(db: Connection, now: datetime) -> list[Tally]:
    """Return the planned messages that wait, without replies; at most the next `COUNTED` of each kind."""
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
    """Return the outcomes of messages of the last day; at most the latest `COUNTED`."""
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
    """Run a trivial query: a transaction without one does not even reach PostgreSQL."""
    db.execute(select(1))


def _count(db: Connection, *which: ColumnElement[bool]) -> int:
    some = select(deliveries.c.id).where(*which).limit(COUNTED).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0

"""Retention: erases rows after their time in the ledger, a bounded number at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select, update

from bot.db import help_totals, mydata, updates
from bot.db.ledger import A_MONTH, A_WEEK, HALF_A_YEAR, TWO_DAYS, UNTIL_STOPPED, WITH_YOU
from bot.db.schema import deliveries, dispatches, people, planned
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from bot.db.ledger import Kept

    Erase = Callable[[Connection, datetime, int], int]

BATCH = 500
"""Rows erased in one transaction: some milliseconds, so that nobody waits."""

ADULTS = tuple(audience for audience in Audience if not audience.is_child)

RULES: dict[Kept, list[Erase]] = {}
"""The functions that enforce each retention period, registered when the stores of features are imported. Visitors
(AN_HOUR) have their own sweep in `visitors`.
"""


def erases(kept: Kept) -> Callable[[Erase], Erase]:
    """Register a function that enforces a retention period: it erases expired rows up to
    a limit, and counts them.
    """

    def register(erase: Erase) -> Erase:
        RULES.setdefault(kept, []).append(erase)
        return erase

    return register


def sweep(db: Connection, now: datetime, limit: int = BATCH) -> int:
    """Erase expired rows, up to `limit` of each sort; return how many. Call again until it is 0.

    Call it hourly, each time in a new transaction; afterwards `mydata.scrub` wipes the bytes too.
    """
    return sum(erase(db, now, limit) for rules in RULES.values() for erase in rules)


erases(HALF_A_YEAR)(help_totals.sweep)


@erases(TWO_DAYS)
def _handled_updates(db: Connection, now: datetime, _limit: int) -> int:
    # A day's ids are erased when the day after the next begins: kept for 24 to 48 hours; Telegram repeats for 24.
    return updates.prune(db, (now - TWO_DAYS.period + timedelta(days=1)).date())


@erases(A_WEEK)
def _stale_deliveries(db: Connection, now: datetime, limit: int) -> int:
    """Erase deliveries that have waited too long; those still valid (such as a class's task) stay."""
    before = now - A_WEEK.period
    over = func.coalesce(deliveries.c.good_until, deliveries.c.due_at) < before
    old = select(deliveries.c.id).where(deliveries.c.due_at < before, over).limit(limit)
    db.execute(delete(planned).where(planned.c.due_at < before))
    return db.execute(delete(deliveries).where(deliveries.c.id.in_(old.scalar_subquery()))).rowcount


@erases(A_MONTH)
def _old_dispatches(db: Connection, now: datetime, limit: int) -> int:
    last = select(dispatches.c.at).where(dispatches.c.at < now - A_MONTH.period).order_by(dispatches.c.at)
    ends = db.scalar(last.offset(limit - 1).limit(1)) or now - A_MONTH.period - timedelta(seconds=1)
    return db.execute(delete(dispatches).where(dispatches.c.at <= ends)).rowcount


@erases(UNTIL_STOPPED)
def _rests(db: Connection, now: datetime, limit: int) -> int:
    rested = select(people.c.key).where(people.c.not_before < now).limit(limit)
    return db.execute(
        update(people).where(people.c.key.in_(rested.scalar_subquery())).values(not_before=None)
    ).rowcount


def long_blocked(now: datetime) -> Select[tuple[bytes]]:
    """Select people who blocked the bot so long ago that their wishes are forgotten."""
    return select(people.c.key).where(people.c.blocked_on < (now - UNTIL_STOPPED.period).date())


def leaving(db: Connection, now: datetime) -> int:
    """Count the people whom the next sweeps would forget if this were the present moment."""
    return db.scalar(select(func.count()).select_from(people).where(_long_gone(now))) or 0


def _long_gone(now: datetime) -> ColumnElement[bool]:
    grown = and_(people.c.audience.is_not(None), people.c.audience.in_(ADULTS))
    gone = (now - WITH_YOU.period).date()
    long_gone = (now - (WITH_YOU.adults or WITH_YOU.period)).date()
    return and_(people.c.seen_on < gone, or_(~grown, people.c.seen_on < long_gone))


@erases(WITH_YOU)
def _people_who_left(db: Connection, now: datetime, limit: int) -> int:
    """Forget children, and people who have not said their age, after a year without a visit; adults after two."""
    left = db.scalars(select(people.c.key).where(_long_gone(now)).limit(limit)).all()
    for key in left:
        mydata.forget(db, key)
    return len(left)

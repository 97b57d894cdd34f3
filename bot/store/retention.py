"""Retention: erases what the ledger says is over, a bounded number of rows at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select, update

from bot.store import classrooms, editions, findings, flags, groups, lives, memberships, mydata, outcomes, updates
from bot.store.ledger import A_MONTH, A_WEEK, A_YEAR, HALF_A_YEAR, TWO_DAYS, UNTIL_STOPPED, WITH_YOU
from bot.store.schema import asked, attempts, deliveries, dispatches, joined, people, planned, tip_wishes
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.store.ledger import Kept

BATCH = 500
"""Things erased in one turn: some milliseconds, so that nobody waits."""

ADULTS = tuple(audience for audience in Audience if not audience.is_child)


def sweep(db: Connection, now: datetime, limit: int = BATCH) -> int:
    """Erase what is over, up to `limit` things of each sort; return how many. Call again while it is not 0.

    Call it hourly, in a turn of its own; `mydata.scrub` afterwards wipes the bytes too.
    """
    return sum(erase(db, now, limit) for erase in RULES.values())


def _handled_updates(db: Connection, now: datetime, _limit: int) -> int:
    # A day's ids go when the day after the next begins: kept for 24 to 48 hours, Telegram repeats for 24.
    return updates.prune(db, (now - TWO_DAYS.period + timedelta(days=1)).date())


def _old_answers(db: Connection, now: datetime, limit: int) -> int:
    """Erase old drafts of packs, old flags and numbers of campaigns, and what was asked and answered; the attempt
    stays as a count, ended, without its first day.
    """
    before = (now - HALF_A_YEAR.period).date()
    old = db.execute(
        select(attempts.c.person, attempts.c.attempt).where(attempts.c.begun_on < before).limit(limit)
    ).all()
    for person, attempt in old:
        # The answers go with their questions (the foreign key cascades).
        db.execute(delete(asked).where(asked.c.person == person, asked.c.attempt == attempt))
        db.execute(
            update(attempts)
            .where(attempts.c.person == person, attempts.c.attempt == attempt)
            .values(begun_on=None, closed_on=func.coalesce(attempts.c.closed_on, now.date()))
        )
    return (
        len(old)
        + editions.drop_old(db, before, limit)
        + flags.drop_old(db, before, limit)
        + findings.drop_old(db, before, limit)
        + outcomes.drop_old(db, before, limit)
    )


def _stale_deliveries(db: Connection, now: datetime, limit: int) -> int:
    """Erase what has waited in vain; what is still good (a class's task) stays."""
    before = now - A_WEEK.period
    over = func.coalesce(deliveries.c.good_until, deliveries.c.due_at) < before
    old = select(deliveries.c.id).where(deliveries.c.due_at < before, over).limit(limit)
    db.execute(delete(planned).where(planned.c.due_at < before))
    return db.execute(delete(deliveries).where(deliveries.c.id.in_(old.scalar_subquery()))).rowcount


def _old_dispatches(db: Connection, now: datetime, limit: int) -> int:
    last = select(dispatches.c.at).where(dispatches.c.at < now - A_MONTH.period).order_by(dispatches.c.at)
    ends = db.scalar(last.offset(limit - 1).limit(1)) or now - A_MONTH.period - timedelta(seconds=1)
    return db.execute(delete(dispatches).where(dispatches.c.at <= ends)).rowcount


def _rests_and_wishes(db: Connection, now: datetime, limit: int) -> int:
    """Forget a rest as soon as it is over, and the wishes of those who blocked the bot a month ago."""
    rested = select(people.c.key).where(people.c.not_before < now).limit(limit)
    over = db.execute(
        update(people).where(people.c.key.in_(rested.scalar_subquery())).values(not_before=None)
    ).rowcount
    away = select(people.c.key).where(people.c.blocked_on < (now - UNTIL_STOPPED.period).date())
    for wished in (tip_wishes, joined):
        some = select(wished.c.person).where(wished.c.person.in_(away.scalar_subquery())).limit(limit)
        over += db.execute(delete(wished).where(wished.c.person.in_(some.scalar_subquery()))).rowcount
    return over


def _people_who_left(db: Connection, now: datetime, limit: int) -> int:
    """Forget children, and who has not said what they are, after a year without a visit, adults after two."""
    grown = and_(people.c.audience.is_not(None), people.c.audience.in_(ADULTS))
    gone = (now - WITH_YOU.period).date()
    long_gone = (now - (WITH_YOU.adults or WITH_YOU.period)).date()
    left = db.scalars(
        select(people.c.key).where(people.c.seen_on < gone, or_(~grown, people.c.seen_on < long_gone)).limit(limit)
    ).all()
    for key in left:
        mydata.forget(db, key)
    return len(left)


def _classes_over(db: Connection, now: datetime, limit: int) -> int:
    """Erase classes on their day, live quizzes and tries at codes after their hours."""
    over = lives.sweep(db, now, limit) + groups.sweep(db, now, limit) + classrooms.sweep(db, now.date(), limit)
    return over + memberships.forget_tries(db, now, limit)


RULES: dict[Kept, Callable[[Connection, datetime, int], int]] = {
    TWO_DAYS: _handled_updates,
    HALF_A_YEAR: _old_answers,
    A_YEAR: _classes_over,
    A_WEEK: _stale_deliveries,
    A_MONTH: _old_dispatches,
    UNTIL_STOPPED: _rests_and_wishes,
    WITH_YOU: _people_who_left,
}
"""What puts each sort of keeping into effect; visitors (AN_HOUR) have their own sweep in `visitors`."""

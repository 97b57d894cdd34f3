"""Browser teachers: who teaches without Telegram, and the scrambled PIN by which they change things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from bot.db import mydata, retention
from bot.db.ledger import A_YEAR
from bot.features.classes.tables import browser_teachers

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection


def note(db: Connection, key: bytes, pin: bytes) -> None:
    """Note that a person teaches from a browser, with their sealed PIN."""
    db.execute(insert(browser_teachers).values(person=key, pin=pin))


def is_one(db: Connection, key: bytes) -> bool:
    """Whether the person teaches from a browser."""
    return pin_of(db, key) is not None


def pin_of(db: Connection, key: bytes) -> bytes | None:
    """Return the sealed PIN; None for everybody else."""
    pin: bytes | None = db.scalar(select(browser_teachers.c.pin).where(browser_teachers.c.person == key))
    return pin


def lose(db: Connection, key: bytes, day: date | None) -> date | None:
    """Set the day on which a teacher without their PIN is forgotten, or no day; return the day that holds: a day
    that was set stays. Idempotent.
    """
    mine = browser_teachers.c.person == key
    if day is not None:
        mine &= browser_teachers.c.lost_on.is_(None)
    db.execute(update(browser_teachers).where(mine).values(lost_on=day))
    kept: date | None = db.scalar(select(browser_teachers.c.lost_on).where(browser_teachers.c.person == key))
    return kept


@retention.erases(A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Forget those who said that they have lost their PIN, a week later; return how many."""
    over = select(browser_teachers.c.person).where(browser_teachers.c.lost_on <= now.date()).limit(limit)
    lost = db.scalars(over).all()
    for key in lost:
        mydata.forget(db, key)
    return len(lost)

"""Browser pupils: who learns in a class without Telegram. There is nothing of them once they are in no class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.db import mydata, retention
from bot.db.ledger import A_YEAR
from bot.features.classes.store import memberships
from bot.features.classes.tables import browser_pupils
from bot.features.classes.tables import memberships as membership_table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def note(db: Connection, key: bytes) -> None:
    """Note that a person came by a browser; they have to be in a class before the transaction ends."""
    db.execute(insert(browser_pupils).values(person=key))


def is_one(db: Connection, key: bytes) -> bool:
    """Whether the person came by a browser, and is still in a class."""
    return db.execute(select(browser_pupils).where(browser_pupils.c.person == key)).first() is not None


@memberships.on_leave
@memberships.on_close
def forget_who_left(db: Connection, _room: int) -> None:
    """Forget those who have just left their last class, or were taken out of it."""
    _forget(db, retention.BATCH)


@retention.erases(A_YEAR)
def sweep(db: Connection, _now: datetime, limit: int) -> int:
    """Forget those whose class has come to its end; return how many."""
    return _forget(db, limit)


def _forget(db: Connection, limit: int) -> int:
    learns = select(membership_table.c.person).where(membership_table.c.person == browser_pupils.c.person).exists()
    left = db.scalars(select(browser_pupils.c.person).where(~learns).limit(limit)).all()
    for key in left:
        db.execute(delete(browser_pupils).where(browser_pupils.c.person == key))
        mydata.forget(db, key)
    return len(left)

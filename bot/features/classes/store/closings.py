"""Closings: when a class ends, its pupils are to be told once, and keep what they have begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import A_YEAR
from bot.db.statement import Hot
from bot.features.classes.store.assignments import TASK
from bot.features.classes.tables import assignments, closed_classes, memberships
from bot.features.quiz.store import attempts
from bot.packs.model import Ref
from bot.packs.recipe import is_own

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy import Connection

_CLOSED_ON = Hot(select(closed_classes.c.closed_on).where(closed_classes.c.person == bindparam("person")))


def note(db: Connection, rooms: Collection[int], day: date) -> None:
    """Note for everybody who learns in these classes that a class of theirs ends on this day, and let what they
    have begun for it go on as their own. Call it while they are in.
    """
    learns = memberships.c.room.in_(rooms)
    told = upsert(closed_classes).from_select(
        ["person", "closed_on"], select(memberships.c.person, literal(day)).where(learns).distinct()
    )
    db.execute(told.on_conflict_do_update(index_elements=["person"], set_={"closed_on": told.excluded.closed_on}))
    for task in db.scalars(select(assignments.c.task).where(assignments.c.room.in_(rooms))).all():
        give_back(db, task)


def give_back(db: Connection, task: int) -> None:
    """Let the question set of an assignment that ends go on as an own one of each pupil who is in the middle of
    it. A set that a teacher picked stands in no pack, so it cannot.
    """
    given = db.execute(select(assignments.c.room, assignments.c.ref).where(assignments.c.task == task)).first()
    ref = Ref.parse(given.ref) if given else None
    if given is None or ref is None or is_own(ref):
        return
    pupils = db.scalars(select(memberships.c.person).where(memberships.c.room == given.room)).all()
    attempts.make_own(db, pupils, f"{TASK}{task}", given.ref)


def tell(db: Connection, key: bytes) -> date | None:
    """Return on which day a class of the person was closed, if they have not been told; None afterwards."""
    row = _CLOSED_ON.one(db, person=key)
    if row is None:
        return None
    db.execute(delete(closed_classes).where(closed_classes.c.person == key))
    day: date = row[0]
    return day


@retention.erases(A_YEAR)
def erase_old(db: Connection, now: datetime, limit: int) -> int:
    """Erase what nobody has come to be told for a year; return how many they were."""
    before = (now - A_YEAR.period).date()
    old = select(closed_classes.c.person).where(closed_classes.c.closed_on < before).limit(limit)
    return db.execute(delete(closed_classes).where(closed_classes.c.person.in_(old.scalar_subquery()))).rowcount

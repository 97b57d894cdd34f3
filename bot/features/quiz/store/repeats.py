"""Repeats: the questions a person missed and when each may come back inside a quiz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.db.statement import Hot
from bot.features.quiz.repetition import Recall
from bot.features.quiz.tables import repeats

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection

    from bot.features.quiz.repetition import Leitner


@dataclass(frozen=True, slots=True)
class Due:
    """A missed question whose day has come: its quiz (`quiz:pack/item`), card, the meaning that was missed."""

    ref: str
    card: str
    meaning: str
    due_on: date


_ONE = (
    repeats.c.person == bindparam("person"),
    repeats.c.quiz == bindparam("quiz"),
    repeats.c.card == bindparam("card"),
)
_GET = Hot(select(repeats.c.meaning, repeats.c.state, repeats.c.due_on).where(*_ONE))
_DROP = Hot(delete(repeats).where(*_ONE))
_VALUES = insert(repeats).values({name: bindparam(name, type_=column.type) for name, column in repeats.c.items()})
_MISS = Hot(_VALUES.on_conflict_do_nothing())
_PUT = Hot(
    _VALUES.on_conflict_do_update(
        index_elements=["person", "quiz", "card"],
        set_={name: _VALUES.excluded[name] for name in ("meaning", "state", "due_on")},
    )
)
_DUE = Hot(
    select(repeats.c.quiz, repeats.c.card, repeats.c.meaning, repeats.c.due_on)
    .where(
        repeats.c.person == bindparam("person"),
        repeats.c.due_on <= bindparam("today", type_=repeats.c.due_on.type),
    )
    .order_by(repeats.c.due_on, repeats.c.quiz, repeats.c.card)
)


def comes_back(db: Connection, key: bytes) -> bool:
    """Whether a question that the person missed comes back some day."""
    return db.execute(select(repeats.c.quiz).where(repeats.c.person == key).limit(1)).first() is not None


def record(  # noqa: PLR0913, PLR0917 - an answer is all of these
    db: Connection,
    key: bytes,
    quiz_ref: str,
    card: str,
    meaning: str,
    right: bool,  # noqa: FBT001 - a value, not a switch
    today: date,
    rule: Leitner,
    others: Collection[str] = (),
) -> None:
    """Take in the first answer to a question: a missed one will come back, one that came back moves on.

    A question that changed since it was missed is a new one: right, it is forgotten; wrong, it begins anew.
    `rule` says when; `others`: the question's meanings in other languages, in which it may have been missed.
    """
    this = {"person": key, "quiz": quiz_ref, "card": card}
    if not right:
        first = rule.missed(today)
        # Most missed questions are missed for the first time: then this is all.
        if _MISS.changed(db, **this, meaning=meaning, state=first.state, due_on=first.due_on):
            return
    row = _GET.one(db, **this)
    if row is None:
        return
    before = Recall(row[1], row[2]) if row[0] == meaning or row[0] in others else None
    after = None if right else rule.missed(today)
    if before:
        after = rule.answered(before, today, right=right)
    if after is None:
        _DROP.changed(db, **this)
    elif after != before:
        _PUT.changed(
            db,
            **this,
            meaning=meaning,
            state=after.state,
            due_on=after.due_on,
        )


def due(db: Connection, key: bytes, today: date, limit: int) -> list[Due]:
    """Return up to `limit` of the person's missed questions whose day has come, longest due first."""
    return [Due(*row) for row in _DUE.all(db, person=key, today=today)[:limit]]

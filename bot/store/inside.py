"""Inside: how many people are in the middle of a pack, and how many answers its questions have. Counts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from bot.store.schema import answers, asked, progress

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection

_KINDS = ("lesson", "story", "quiz")


def readers(db: Connection, pack: str) -> dict[tuple[str, str], int]:
    """Return how many people stand on which card, by (ref, card), of lessons and stories not finished yet."""
    rows = db.execute(
        select(progress.c.ref, progress.c.card, func.count())
        .where(_of(progress.c.ref, pack), progress.c.card != "")
        .group_by(progress.c.ref, progress.c.card)
    )
    return {(ref, card): int(number) for ref, card, number in rows}


def answered(db: Connection, pack: str) -> dict[tuple[str, str, str], int]:
    """Return how many answers each question has, by (ref, card, meaning)."""
    same = and_(
        answers.c.person == asked.c.person,
        answers.c.attempt == asked.c.attempt,
        answers.c.number == asked.c.number,
    )
    rows = db.execute(
        select(asked.c.ref, asked.c.card, answers.c.meaning, func.count())
        .join_from(asked, answers, same)
        .where(_of(asked.c.ref, pack))
        .group_by(asked.c.ref, asked.c.card, answers.c.meaning)
    )
    return {(ref, card, meaning): int(number) for ref, card, meaning, number in rows}


def _of(ref: Column[str], pack: str) -> ColumnElement[bool]:
    """Whether a ref is of this pack. Ids hold no sign that LIKE knows."""
    return or_(*(ref.like(f"{kind}:{pack}/%") for kind in _KINDS))

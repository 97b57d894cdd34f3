"""Active readers: how many people are in the middle of a pack, and how many answers its questions have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, true

from bot.db.schema import people, progress
from bot.features.quiz.tables import answers, asked

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Column, ColumnElement, Connection

LOOKED_AT = 20_000
"""The most people who are looked at. All the rows of one person lie together, so that counting costs the same
with more people: with 100,000 people it took 1.6 s to look at all of them, which is a turn that everybody waits
for.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """The people who are looked at: those whose key is below `before` (None = everybody), a `share` of all. Keys
    are drawn by chance, so that these are people like all others.
    """

    before: bytes | None
    share: float

    @property
    def whole(self) -> bool:
        """Whether everybody is looked at."""
        return self.before is None

    def holds(self, person: Column[bytes]) -> ColumnElement[bool]:
        """Return the condition that a row is of one of them."""
        return true() if self.before is None else person < self.before

    def scaled(self, number: int) -> int:
        """Return the number that is to be expected among all, two digits of it, when these are only some."""
        if self.whole:
            return number
        expected = round(number / self.share)
        return int(float(f"{expected:.1e}"))


def sample(db: Connection, at_most: int = LOOKED_AT) -> Sample:
    """Return whom to look at."""
    before = db.scalar(select(people.c.key).order_by(people.c.key).offset(at_most).limit(1))
    if before is None:
        return Sample(None, 1)
    return Sample(bytes(before), int.from_bytes(before[:8], "big") / 2**64)


def readers(db: Connection, refs: Collection[str], among: Sample) -> dict[tuple[str, str, str], int]:
    """Return how many of these people stand on which card in which language, by (ref, card, locale), of lessons
    and stories, not finished yet.
    """
    rows = db.execute(
        select(progress.c.ref, progress.c.card, people.c.locale, func.count())
        .join_from(progress, people, progress.c.person == people.c.key)
        .where(among.holds(progress.c.person), progress.c.ref.in_(refs), progress.c.card != "")
        .group_by(progress.c.ref, progress.c.card, people.c.locale)
    )
    return {(ref, card, locale): number for ref, card, locale, number in rows}


def reach(db: Connection, refs: Collection[str], among: Sample) -> dict[str, tuple[int, int]]:
    """Return how many of these people have begun each item, and how many of them finished it at least once."""
    rows = db.execute(
        select(progress.c.ref, func.count(), func.count(progress.c.done_on))
        .where(among.holds(progress.c.person), progress.c.ref.in_(refs))
        .group_by(progress.c.ref)
    )
    return {ref: (begun, finished) for ref, begun, finished in rows}


def answered(db: Connection, refs: Collection[str], among: Sample) -> dict[tuple[str, str, str], int]:
    """Return how many answers of these people each question of these quizzes has, by (ref, card, meaning)."""
    same = and_(
        answers.c.person == asked.c.person,
        answers.c.attempt == asked.c.attempt,
        answers.c.number == asked.c.number,
    )
    rows = db.execute(
        select(asked.c.ref, asked.c.card, answers.c.meaning, func.count())
        .join_from(asked, answers, same)
        .where(among.holds(asked.c.person), asked.c.ref.in_(refs))
        .group_by(asked.c.ref, asked.c.card, answers.c.meaning)
    )
    return {(ref, card, meaning): number for ref, card, meaning, number in rows}

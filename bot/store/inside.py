"""Inside: how many people are in the middle of a pack, and how many answers its questions have. Counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, true

from bot.store.schema import answers, asked, people, progress

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Column, ColumnElement, Connection

LOOKED_AT = 20_000
"""People who are looked at. All the rows of one person lie together, so that counting costs no more however many
there are: with 100,000 people it took 1.6 s to look at all of them, which is a turn that everybody waits for."""


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


def readers(db: Connection, refs: Collection[str], among: Sample) -> dict[tuple[str, str], int]:
    """Return how many people stand on which card, by (ref, card), of lessons and stories, not finished yet."""
    rows = db.execute(
        select(progress.c.ref, progress.c.card, func.count())
        .where(among.holds(progress.c.person), progress.c.ref.in_(refs), progress.c.card != "")
        .group_by(progress.c.ref, progress.c.card)
    )
    return {(ref, card): among.scaled(number) for ref, card, number in rows}


def answered(db: Connection, refs: Collection[str], among: Sample) -> dict[tuple[str, str, str], int]:
    """Return how many answers each question of these quizzes has, by (ref, card, meaning)."""
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
    return {(ref, card, meaning): among.scaled(number) for ref, card, meaning, number in rows}

"""Delayed tests: whose is to come in the trial of repetition, and results in sums over tens of people.

A result waits as a row of its person, whose /forget erases it; ten of one arm and audience become sums without
persons, so that no sum, and no difference of two looks, is about fewer (decisions 0011, 0041).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.db import retention
from bot.db.aggregates import BlockCounter, add_up, drop_old
from bot.db.ledger import HALF_A_YEAR
from bot.db.statement import Hot
from bot.features.quiz.tables import delayed_sums, delayed_tests, waiting_delayed
from bot.values.few import FEW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import Connection

DELAYED = "delayed"
"""The `quiz_ref` of the attempt that is a delayed test: a person makes one."""

WHOLE = 10_000
"""All answers right: shares are kept in whole numbers, so that sums are exact."""


@dataclass(frozen=True, slots=True)
class ToCome:
    """A delayed test that is to come: of which quiz (`quiz:pack/item`), and when that was first finished."""

    quiz_ref: str
    finished_on: date


@dataclass(frozen=True, slots=True)
class Sums:
    """Over so many people: their shares of right answers (in parts of `WHOLE`), and the squares of these."""

    people: int = 0
    shares: int = 0
    squares: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Return the sums over both."""
        return Sums(self.people + other.people, self.shares + other.shares, self.squares + other.squares)


_TO_COME = Hot(
    select(delayed_tests.c.quiz, delayed_tests.c.finished_on).where(delayed_tests.c.person == bindparam("person"))
)
_COUNTER = BlockCounter(waiting_delayed, ("arm", "audience"), FEW, since="answered_on")


def plan(db: Connection, key: bytes, quiz_ref: str, today: date) -> None:
    """Note that a person has first finished a quiz, of which they are to be asked later; the first quiz stays."""
    row = insert(delayed_tests).values(person=key, quiz=quiz_ref, finished_on=today)
    db.execute(row.on_conflict_do_nothing())


def to_come(db: Connection, key: bytes) -> ToCome | None:
    """Return the person's delayed test that is to come; None when there is none."""
    row = _TO_COME.one(db, person=key)
    return ToCome(*row) if row else None


def drop(db: Connection, key: bytes) -> None:
    """Note that a person's delayed test is over, made or not."""
    db.execute(delete(delayed_tests).where(delayed_tests.c.person == key))


def count(db: Connection, key: bytes, group: tuple[str, str], share: int, today: date) -> None:
    """Let a person's result (in parts of `WHOLE`) wait in their group of arm and audience; ten make sums."""
    arm, audience = group
    row = {"person": key, "arm": arm, "audience": audience, "share": share, "answered_on": today}
    _COUNTER.add(db, [row])
    for ten in _COUNTER.take(db, [row]):
        sums = sums_of(one.share for one in ten)
        kept = {"people": sums.people, "shares": sums.shares, "squares": sums.squares}
        add_up(db, delayed_sums, [{"arm": arm, "audience": audience, **kept, "last_on": today}])


def sums_of(shares: Iterable[int]) -> Sums:
    """Return what is kept of shares of right answers, in parts of `WHOLE`."""
    return sum((Sums(1, share, share * share) for share in shares), Sums())


def sums(db: Connection) -> dict[tuple[str, str], Sums]:
    """Return the sums by arm and audience; a group of fewer than ten has none."""
    kept = (delayed_sums.c[name] for name in Sums.__slots__)
    rows = db.execute(select(delayed_sums.c.arm, delayed_sums.c.audience, *kept))
    return {(arm, audience): Sums(*row) for arm, audience, *row in rows}


@retention.erases(HALF_A_YEAR)
def erase_old(db: Connection, now: datetime, limit: int) -> int:
    """Erase tests that nobody came for, waiting results, and sums that did not grow, all after half a year;
    return how many.
    """
    before = (now - HALF_A_YEAR.period).date()
    late = select(delayed_tests.c.person).where(delayed_tests.c.finished_on < before).limit(limit)
    gone = db.execute(delete(delayed_tests).where(delayed_tests.c.person.in_(late.scalar_subquery()))).rowcount
    return gone + _COUNTER.drop_late(db, before, limit) + drop_old(db, delayed_sums, before, limit)

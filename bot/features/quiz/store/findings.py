"""Findings: how each question of the bank works for everybody who reads it, by its wording, without persons.

An answer waits as a row of its person, whose /forget erases it; when ten wait, they become sums without persons:
just what may be shown of two blocks of five (decision 0011).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.db import retention
from bot.db.aggregates import BlockCounter, add_up, drop_old
from bot.db.ledger import HALF_A_YEAR
from bot.features.quiz.tables import findings, waiting_findings
from bot.values.few import FEW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Sums:
    """What is kept of whole tens, five by five. `least` and `most` of the `answers` were right; `misled` names the
    wrong options (letters) that two or more of some five chose. Of the `pairs` of an answer and the percent right
    of the attempt's other questions: how many answers were right, the sum of the percents, of their squares, and
    of the percents beside right answers.
    """

    answers: int = 0
    least: int = 0
    most: int = 0
    misled: str = ""
    pairs: int = 0
    rights: int = 0
    rests: int = 0
    squares: int = 0
    both: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Return the sums of both; `misled` has each letter once, in order."""
        mine = {name: getattr(self, name) + getattr(other, name) for name in Sums.__slots__}
        return Sums(**mine | {"misled": "".join(sorted({*self.misled, *other.misled}))})


_COUNTER = BlockCounter(waiting_findings, ("meaning",), FEW, since="answered_on")


def add(db: Connection, key: bytes, answers: Mapping[str, str], today: date) -> list[tuple[str, list[str]]]:
    """Let one answer of a person to each of these wordings wait. Returns the wordings for which ten waited,
    with those ten, which wait no more: the turn with the tenth answer settles them (`settle`).
    """
    rows = [
        {"person": key, "meaning": meaning, "answer": answer, "answered_on": today}
        for meaning, answer in sorted(answers.items())
    ]
    _COUNTER.add(db, rows)
    return [(ten[0].meaning, [row.answer for row in ten]) for ten in _COUNTER.take(db, rows)]


def settle(db: Connection, meaning: str, ten: Sums, today: date) -> None:
    """Add the sums of ten answers to those of a wording."""
    misled = (of(db, meaning) + ten).misled
    add_up(db, findings, [{"meaning": meaning, "last_on": today, **asdict(ten), "misled": misled}])


def of(db: Connection, meaning: str) -> Sums:
    """Return what is kept of a question's wording."""
    sums = (findings.c[name] for name in Sums.__slots__)
    row = db.execute(select(*sums).where(findings.c.meaning == meaning)).first()
    return Sums(*row) if row else Sums()


def known(db: Connection, least: int) -> dict[str, Sums]:
    """Return what is kept of every wording with at least so many answers."""
    sums = (findings.c[name] for name in Sums.__slots__)
    rows = db.execute(select(findings.c.meaning, *sums).where(findings.c.answers >= least))
    return {meaning: Sums(*kept) for meaning, *kept in rows}


@retention.erases(HALF_A_YEAR)
def erase_old(db: Connection, now: datetime, limit: int) -> int:
    """Erase sums that did not grow for half a year, mostly of wordings that no longer exist, and answers that
    have waited since then; return how many.
    """
    before = (now - HALF_A_YEAR.period).date()
    return drop_old(db, findings, before, limit) + _COUNTER.drop_late(db, before, limit)

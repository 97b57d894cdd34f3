"""Findings: how each question of the bank works for everybody who reads it, by its wording, without persons.

Answers wait in fives, as those of a class do (decision 0011); what is kept of five is only what may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.schema import findings
from bot.store.statement import Hot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True)
class Sums:
    """What is kept of whole fives. `least` and `most` of the `answers` were right; `misled` names the wrong
    options (letters) that two or more of some five chose. Of the `pairs` of an answer and the percent right
    of the attempt's other questions: how many answers were right, the sum of the percents, of their squares,
    and of the percents beside right answers.
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


_SUMS = tuple(findings.c[name] for name in Sums.__slots__)
_NOTHING = Sums()
_ROW = upsert(findings).values({name: bindparam(name, type_=column.type) for name, column in findings.c.items()})
_SPACE: ColumnElement[str] = literal_column("' '")
_APPEND = Hot(
    _ROW.on_conflict_do_update(
        index_elements=["meaning"],
        set_={"fresh": findings.c.fresh + _SPACE + _ROW.excluded.fresh, "last_on": _ROW.excluded.last_on},
    )
)
# Each answer has one colon.
_RIPE = select(findings.c.meaning, findings.c.fresh, *_SUMS).where(
    findings.c.fresh.like("%:%:%:%:%:%"), findings.c.meaning.in_(bindparam("meanings", expanding=True))
)
_SETTLE = Hot(
    update(findings)
    .where(findings.c.meaning == bindparam("wording"))
    .values(
        fresh=literal_column("''"), **{column.name: bindparam(column.name, type_=column.type) for column in _SUMS}
    )
)
_OF = Hot(select(*_SUMS).where(findings.c.meaning == bindparam("meaning")))


def add(db: Connection, answers: Mapping[str, str], today: date) -> list[tuple[str, list[str], Sums]]:
    """Let one answer to each of these wordings wait; return the wordings for which five wait now, with those and
    what is kept so far. The rows are locked until the turn ends: whoever brings the fifth settles it.
    """
    # In one order for everybody, so that no two turns wait for each other.
    rows = [
        {"meaning": meaning, "fresh": answer, "last_on": today, **_named(_NOTHING)}
        for meaning, answer in sorted(answers.items())
    ]
    _APPEND.many(db, rows)
    ripe = db.execute(_RIPE, {"meanings": list(answers)})
    return [(row[0], row[1].split(), Sums(*row[2:])) for row in ripe]


def settle(db: Connection, meaning: str, sums: Sums) -> None:
    """Keep these sums in place of the answers that waited."""
    _SETTLE.changed(db, wording=meaning, **_named(sums))


def of(db: Connection, meaning: str) -> Sums:
    """Return what is kept of a question's wording."""
    row = _OF.one(db, meaning=meaning)
    return Sums(*row) if row else _NOTHING


def drop_old(db: Connection, before: date, limit: int) -> int:
    """Erase what nobody has added to since a day, mostly wordings that are no more; return how many."""
    old = select(findings.c.meaning).where(findings.c.last_on < before).limit(limit)
    return db.execute(delete(findings).where(findings.c.meaning.in_(old.scalar_subquery()))).rowcount


def _named(sums: Sums) -> dict[str, int | str]:
    return {name: getattr(sums, name) for name in Sums.__slots__}

"""Store of the duel of two, begun by the child. Answers are erased as soon as both are done, the rest the day
after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import WHILE_LINKED
from bot.features.duel.tables import duel_sides, duels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

WAITS = timedelta(days=7)
"""How long a duel waits for both; then it is erased with its answers."""

SHOWN = timedelta(days=2)
"""Its result can be looked at until midnight (UTC) of the second day: that day tells nobody at what time the other
one was there.
"""

OPEN = "-"
"""Stands for a question that is not answered yet."""


@dataclass(frozen=True, slots=True)
class Duel:
    """A duel on a family link. `questions` are ids of the bank (`pack/item:card`), `meaning` what they meant
    when it began; `differs` (empty until both are done) has a 1 for each question they answered differently,
    else 0.
    """

    link: int
    duel: int
    questions: tuple[str, ...]
    meaning: str
    differs: str
    until: datetime

    @property
    def is_done(self) -> bool:
        """Whether both have answered."""
        return bool(self.differs)


_COLUMNS = (
    duels.c.link,
    duels.c.duel,
    duels.c.questions,
    duels.c.meaning,
    duels.c.differs,
    duels.c.until,
)


def begin(  # noqa: PLR0913, PLR0917 - a duel is all of these
    db: Connection, key: bytes, link: int, duel: int, questions: Sequence[str], meaning: str, now: datetime
) -> None:
    """Begin a duel in place of the link's former one; the same one (a second tap) goes on as it is."""
    db.execute(delete(duels).where(duels.c.link == link, duels.c.duel != duel))
    row = {"link": link, "person": key, "duel": duel, "questions": " ".join(questions), "meaning": meaning}
    db.execute(upsert(duels).values(**row, until=now + WAITS).on_conflict_do_nothing())


def find(db: Connection, link: int, now: datetime) -> Duel | None:
    """Return the duel of a link; None if there is none, or it is over."""
    row = db.execute(select(*_COLUMNS).where(duels.c.link == link, duels.c.until > now)).first()
    return _duel(row) if row else None


def marks(db: Connection, key: bytes, duel: Duel) -> str:
    """Return what a person has answered, a letter a question, `OPEN` for those that wait."""
    mine = (duel_sides.c.person == key, duel_sides.c.link == duel.link)
    return db.scalar(select(duel_sides.c.marks).where(*mine)) or OPEN * len(duel.questions)


def answer(  # noqa: PLR0913, PLR0917 - an answer is all of these
    db: Connection, key: bytes, duel: Duel, number: int, mark: str, now: datetime
) -> None:
    """Keep the first answer to question `number` (from 1). The last answer of the two erases all answers, and
    leaves only where they differ.
    """
    # If both finish at once, the second one waits here and then sees the first one's answers. An answer to a
    # duel that is done or was replaced meanwhile would stay behind.
    mine = (duels.c.link == duel.link, duels.c.duel == duel.duel, duels.c.differs.is_(None))
    if db.scalar(select(duels.c.link).where(*mine).with_for_update()) is None:
        return
    before = marks(db, key, duel)
    if before[number - 1] != OPEN:
        return
    after = before[: number - 1] + mark + before[number:]
    row = {"person": key, "link": duel.link, "marks": after}
    new = upsert(duel_sides).values(row)
    db.execute(new.on_conflict_do_update(index_elements=["person", "link"], set_={"marks": new.excluded.marks}))
    sides = db.scalars(select(duel_sides.c.marks).where(duel_sides.c.link == duel.link)).all()
    if len(sides) == 2 and not any(OPEN in side for side in sides):  # noqa: PLR2004 - a duel of two
        differs = "".join("0" if one == other else "1" for one, other in zip(*sides, strict=True))
        until = now.replace(hour=0, minute=0, second=0, microsecond=0) + SHOWN
        db.execute(update(duels).where(*mine).values(differs=differs, until=until))
        db.execute(delete(duel_sides).where(duel_sides.c.link == duel.link))


def stop(db: Connection, link: int) -> None:
    """Erase the duel of a link, with its answers."""
    db.execute(delete(duels).where(duels.c.link == link))


@retention.erases(WHILE_LINKED)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase duels that are over."""
    over = select(duels.c.link).where(duels.c.until <= now).limit(limit)
    return db.execute(delete(duels).where(duels.c.link.in_(over.scalar_subquery()))).rowcount


def _duel(row: Sequence[Any]) -> Duel:
    link, duel, questions, meaning, differs, until = row
    return Duel(link, duel, tuple(questions.split()), meaning, differs or "", until)

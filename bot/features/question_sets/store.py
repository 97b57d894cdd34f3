"""Own sets: the question sets that an educator picked, each a list of question ids (a recipe)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db.codes import new_code
from bot.features.question_sets.tables import ownsets

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_SETS = 50
"""Own sets of one educator."""


@dataclass(frozen=True, slots=True)
class OwnSet:
    """An educator's own set. `number` is drawn at random; `revision` counts its changes, from 1: a changed set is
    another set for those who were given it; `recipe` is what it consists of.
    """

    number: int
    revision: int
    recipe: str

    @property
    def name(self) -> str:
        """How its ref names it: `12-3` of `quiz:own/12-3`."""
        return f"{self.number}-{self.revision}"


_COLUMNS = (ownsets.c.number, ownsets.c.revision, ownsets.c.recipe)


def make(db: Connection, key: bytes, number: int, recipe: str) -> None:
    """Make a set; one that is there stays as it is (a second tap)."""
    row = {"person": key, "number": number, "revision": 1, "recipe": recipe}
    db.execute(upsert(ownsets).values(row).on_conflict_do_nothing())


def of_person(db: Connection, key: bytes) -> list[OwnSet]:
    """Return an educator's sets, by number."""
    rows = db.execute(select(*_COLUMNS).where(ownsets.c.person == key).order_by(ownsets.c.number))
    return [OwnSet(*row) for row in rows]


def get(db: Connection, key: bytes, number: int) -> OwnSet | None:
    """Return the educator's own set of this number, else None."""
    row = db.execute(select(*_COLUMNS).where(ownsets.c.person == key, ownsets.c.number == number)).first()
    return OwnSet(*row) if row else None


def change(db: Connection, key: bytes, own: OwnSet, recipe: str) -> None:
    """Let a set consist of something else. What classes were given is not touched: they have its recipe."""
    if recipe != own.recipe:
        db.execute(
            update(ownsets)
            .where(ownsets.c.person == key, ownsets.c.number == own.number, ownsets.c.revision == own.revision)
            .values(revision=own.revision + 1, recipe=recipe)
        )


def share(db: Connection, key: bytes, number: int) -> str:
    """Return the code by which a colleague gets a copy of a set; it stays until the set is erased. Empty for a set
    that is not there.
    """
    this = (ownsets.c.person == key, ownsets.c.number == number)
    db.execute(update(ownsets).where(*this, ownsets.c.code.is_(None)).values(code=new_code()))
    return db.scalar(select(ownsets.c.code).where(*this)) or ""


def shared(db: Connection, code: str) -> str | None:
    """Return the present content of the set with this code, without its owner; None for a wrong code."""
    return db.scalar(select(ownsets.c.recipe).where(ownsets.c.code == code))


def drop(db: Connection, key: bytes, number: int) -> None:
    """Erase a set; what classes were given of it stays with them."""
    db.execute(delete(ownsets).where(ownsets.c.person == key, ownsets.c.number == number))

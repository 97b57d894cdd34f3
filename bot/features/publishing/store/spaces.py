"""Spaces: the organisations that have editors, reviewers and packs of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.features.publishing.tables import spaces

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Space:
    """A partner's space: its number and the organisation's name."""

    space: int
    name: str


def make(db: Connection, name: str) -> int:
    """Return the number of the space of this name, a new one where there is none."""
    db.execute(upsert(spaces).values(name=name).on_conflict_do_nothing())
    return int(db.scalar(select(spaces.c.space).where(spaces.c.name == name)) or 0)


def get(db: Connection, space: int) -> Space | None:
    """Return a space; None when there is none of this number."""
    row = db.execute(select(spaces.c.space, spaces.c.name).where(spaces.c.space == space)).first()
    return Space(*row) if row else None


def every(db: Connection) -> list[Space]:
    """Return all spaces by name."""
    return [Space(*row) for row in db.execute(select(spaces.c.space, spaces.c.name).order_by(spaces.c.name))]

"""Asked reviewers: whom an organiser, or who leads a partner's space, has asked to review an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.features.publishing.tables import asked_reviewers, editors

if TYPE_CHECKING:
    from sqlalchemy import Connection


def ask(db: Connection, edition: int, number: int) -> bool:
    """Ask the editor of this number to review an edition; False when they were asked already or there is none."""
    key = db.scalar(select(editors.c.person).where(editors.c.number == number))
    if key is None:
        return False
    row = upsert(asked_reviewers).values(person=key, edition=edition)
    return db.execute(row.on_conflict_do_nothing()).rowcount == 1


def let_off(db: Connection, edition: int, number: int) -> None:
    """Ask them no more."""
    who = select(editors.c.person).where(editors.c.number == number).scalar_subquery()
    db.execute(
        delete(asked_reviewers).where(asked_reviewers.c.edition == edition, asked_reviewers.c.person == who)
    )


def of_edition(db: Connection, edition: int) -> list[int]:
    """Return the numbers of the editors who were asked, in order."""
    asked = select(editors.c.number).join_from(
        asked_reviewers, editors, asked_reviewers.c.person == editors.c.person
    )
    return [*db.scalars(asked.where(asked_reviewers.c.edition == edition).order_by(editors.c.number))]


def of_person(db: Connection, key: bytes) -> set[int]:
    """Return the editions that a person was asked to review."""
    return {*db.scalars(select(asked_reviewers.c.edition).where(asked_reviewers.c.person == key))}


def drop(db: Connection, edition: int) -> None:
    """Forget who was asked, of an edition that is decided on."""
    db.execute(delete(asked_reviewers).where(asked_reviewers.c.edition == edition))

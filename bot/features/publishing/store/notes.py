"""Notes: what reviewers write to the editor of an edition, on a card or all of it, until it is decided on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import HALF_A_YEAR
from bot.features.publishing.store.editors import NUMBERS
from bot.features.publishing.tables import editions, notes

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

WHOLE = ""
"""The card of a note on the whole version."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a card (`lesson:item#card`; `WHOLE`: on the version), with the number of the reviewer."""

    card: str
    words: str
    number: int


def write(db: Connection, key: bytes, edition: int, card: str, words: str) -> None:
    """Keep a reviewer's note on a card, in place of an earlier one of theirs."""
    row = upsert(notes).values(person=key, edition=edition, card=card, words=words)
    db.execute(row.on_conflict_do_update(index_elements=["person", "edition", "card"], set_={"words": words}))


def take_back(db: Connection, key: bytes, edition: int, card: str) -> None:
    """Erase a reviewer's own note on a card."""
    mine = notes.c.person == key, notes.c.edition == edition, notes.c.card == card
    db.execute(delete(notes).where(*mine))


def of_edition(db: Connection, edition: int) -> list[Note]:
    """Return the notes on an edition: those on the whole version first, then card by card."""
    rows = db.execute(
        select(notes.c.card, notes.c.words, NUMBERS.c.number)
        .join_from(notes, NUMBERS, notes.c.person == NUMBERS.c.person)
        .where(notes.c.edition == edition)
        .order_by(notes.c.card, NUMBERS.c.number)
    )
    return [Note(*row) for row in rows]


def drop(db: Connection, edition: int) -> None:
    """Erase the notes on an edition that is decided on."""
    db.execute(delete(notes).where(notes.c.edition == edition))


@retention.erases(HALF_A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase the notes on editions that nobody has touched for half a year, up to `limit` editions; return how many
    notes there were.
    """
    before = (now - HALF_A_YEAR.period).date()
    old = (
        select(editions.c.edition)
        .where(editions.c.changed_on < before, editions.c.edition.in_(select(notes.c.edition)))
        .limit(limit)
    )
    return db.execute(delete(notes).where(notes.c.edition.in_(old.scalar_subquery()))).rowcount

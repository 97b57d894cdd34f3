"""Seen pages: which pages of an edition's changes a reviewer has seen; without all they cannot approve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.features.publishing.tables import seen_pages

if TYPE_CHECKING:
    from sqlalchemy import Connection


def note(db: Connection, key: bytes, edition: int, page: str) -> None:
    """Note that a person has seen a page; `page` is the mark of its content. Idempotent."""
    db.execute(upsert(seen_pages).values(person=key, edition=edition, page=page).on_conflict_do_nothing())


def seen(db: Connection, key: bytes, edition: int) -> set[str]:
    """Return the marks of the pages that a person has seen of an edition."""
    mine = (seen_pages.c.person == key, seen_pages.c.edition == edition)
    return {*db.scalars(select(seen_pages.c.page).where(*mine))}


def drop(db: Connection, edition: int) -> None:
    """Forget who has seen what of an edition that is decided on."""
    db.execute(delete(seen_pages).where(seen_pages.c.edition == edition))

"""Saved translations: texts of a pack in another language, saved before all of a file is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.ledger import HALF_A_YEAR
from bot.features.publishing.tables import saved_translations
from bot.packs.digest import digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.packs.translate.translation import Entry

LETTERS = 4000
"""Longest text that is saved; no unit of a pack is nearly as long."""

PLACE_LETTERS = 160


@dataclass(frozen=True, slots=True)
class Saved:
    """The saved translations of a pack into a language, by place: hash of the source's words, hash of the
    translation that they stand in for, and the words.
    """

    found: dict[str, tuple[str, str, str]]

    def over(self, entry: Entry) -> Entry:
        """Return an entry with its saved words; as it is where none were saved, or its source or its translation
        has changed meanwhile.
        """
        source, former, words = self.found.get(entry.context, ("", "", ""))
        if source != digest([entry.words]) or former != digest([entry.said]):
            return entry
        return replace(entry, said=words, fuzzy=False, before="")


def of_pack(db: Connection, pack: str, locale: str) -> Saved:
    """Return what was saved of a pack in a language."""
    these = saved_translations.c.pack == pack, saved_translations.c.locale == locale
    rows = db.execute(select(saved_translations).where(*these))
    return Saved({row.place: (row.source, row.former, row.words) for row in rows})


def save(  # noqa: PLR0913, PLR0917 - what is kept of a text
    db: Connection, pack: str, locale: str, told: Sequence[tuple[Entry, str]], gone: Sequence[str], today: date
) -> None:
    """Keep words for these entries (as the pack has them) in place of earlier ones; erase those `gone`."""
    for entry, words in told:
        row = {
            "source": digest([entry.words]),
            "former": digest([entry.said]),
            "words": words[:LETTERS].replace("\x00", ""),
            "changed_on": today,
        }
        key = {"pack": pack, "locale": locale, "place": entry.context[:PLACE_LETTERS]}
        kept = upsert(saved_translations).values(key | row)
        db.execute(kept.on_conflict_do_update(index_elements=["pack", "locale", "place"], set_=row))
    if gone:
        these = saved_translations.c.pack == pack, saved_translations.c.locale == locale
        db.execute(delete(saved_translations).where(*these, saved_translations.c.place.in_(gone)))


@retention.erases(HALF_A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase texts that nobody has touched for half a year; return how many."""
    before = (now - HALF_A_YEAR.period).date()
    key = (saved_translations.c.pack, saved_translations.c.locale, saved_translations.c.place)
    old = select(*key).where(saved_translations.c.changed_on < before).limit(limit)
    return db.execute(delete(saved_translations).where(tuple_(*key).in_(old))).rowcount

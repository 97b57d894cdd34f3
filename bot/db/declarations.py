"""What the tables declare about their columns: the line of the ledger of each, and its name in /export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.db.base import EXPORT, LINE, metadata
from bot.db.ledger import LINES, PRIVACY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column

    from bot.db.ledger import Line


def columns() -> Iterator[tuple[Column[object], Line]]:
    """Return every column of the store with its line. Its tables have to be imported (`bot.db.schema`)."""
    return ((column, column.info[LINE]) for table in metadata.sorted_tables for column in table.c)


def name_of(table: str, column: str = "") -> tuple[str, str]:
    """Return the name in /export of a table of a person, or of its column: its context in the catalogues and the
    English.

    Errors: KeyError for what no person's export holds.
    """
    here = metadata.tables[table]
    found: tuple[str, str] = (here.c[column] if column else here).info[EXPORT]
    return found


def phrases() -> set[tuple[str, str]]:
    """Return all that /privacy and /export say of the tables, to be translated: contexts and English sentences."""
    told = {words for line in LINES for words in (line.what, line.why, line.kept.words)}
    named = (one.info.get(EXPORT) for table in metadata.sorted_tables for one in (table, *table.c))
    return {(PRIVACY, words) for words in told} | {name for name in named if name}

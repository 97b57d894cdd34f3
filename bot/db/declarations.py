"""Declarations: the columns of all tables, each with its line of the ledger and its name in /export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.db.base import EXPORT, LINE, metadata
from bot.db.ledger import LINES, PRIVACY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column

    from bot.db.ledger import Line


def columns() -> Iterator[tuple[Column[object], Line]]:
    """Yield every column of the store with its line. All tables must be imported (`bot.db.schema`)."""
    return ((column, column.info[LINE]) for table in metadata.sorted_tables for column in table.c)


def name_of(table: str, column: str = "") -> tuple[str, str]:
    """Return the name in /export of a person's table, or of its column: its context in the catalogues and the
    English name.

    Errors: KeyError if no export contains it.
    """
    here = metadata.tables[table]
    found: tuple[str, str] = (here.c[column] if column else here).info[EXPORT]
    return found


def phrases() -> set[tuple[str, str]]:
    """Return the translatable sentences and names of /privacy and /export: contexts and English."""
    told = {words for line in LINES for words in (line.what, line.why, line.kept.words)}
    named = (one.info.get(EXPORT) for table in metadata.sorted_tables for one in (table, *table.c))
    return {(PRIVACY, words) for words in told} | {name for name in named if name}

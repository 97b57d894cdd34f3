"""Sheet: rows under headings, which an organiser reads in the chat, as CSV, and perhaps as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.csv_files import csv_file
from bot.values.table import Cell as TableCell
from bot.values.table import Table
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.chat.turn import Reader
    from bot.values.cells import Cell
    from bot.values.page import Page
    from bot.values.text import Text

ROWS = 12
"""Rows of a sheet on one screen."""

NOTHING = "–"
"""Stands where nothing is told: nobody, few people, or not known."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, the headings of its columns, rows of as many cells, the first of which names the row.
    None in a cell: not told. `note` says how to read it; `empty`, what is said where there is no row; `pages`:
    where each row leads, empty where none does; `picture` draws it as a PNG.
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""
    empty: str = ""
    pages: Sequence[Page] = ()
    picture: Callable[[], bytes] | None = None


def rows_in_words(sheet: Sheet, places: Iterable[int]) -> Text:
    """Return rows as the chat says them, two lines each: the name, then each column's heading with its cell."""
    lines: list[Text | str] = []
    for at in places:
        name, *cells = map(shown, sheet.rows[at])
        told = (f"{head}: {cell}" for head, cell in zip(sheet.columns[1:], cells, strict=True))
        lines += [bold(name), " · ".join(told)]
    return join(lines, "\n")


def table_of(sheet: Sheet, heading: str, places: Iterable[int]) -> Table:
    """Return rows as a browser shows them; the name of a row leads where the row does."""
    rows = []
    for at in places:
        name, *others = map(shown, sheet.rows[at])
        head = TableCell(name, page=sheet.pages[at] if sheet.pages else None)
        rows.append((head, *map(TableCell, others)))
    return Table(heading, sheet.columns, tuple(rows))


def shown(cell: Cell) -> str:
    """Return a cell in words, in one line."""
    return NOTHING if cell is None else " ".join(str(cell).split())


def as_csv(reader: Reader, sheet: Sheet) -> bytes:
    """Return a sheet as CSV. What is not told is an empty cell."""
    return csv_file(reader, (sheet.columns, *sheet.rows))

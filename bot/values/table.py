"""Table: rows under headings, which a web page shows as a table; the text has the same content in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.values.text import Span, Text

if TYPE_CHECKING:
    from bot.values.page import Page


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `bounds`: least and greatest share in percent, which a web page draws as a bar beside the words;
    `page`: where the cell leads; `marked`: the same words, with removed ones struck out and new ones in bold.
    """

    words: str
    bounds: tuple[int, int] | None = None
    page: Page | None = None
    marked: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading, the headings of its columns, and rows of as many cells; the first cell of a row is
    the heading of the row. `texts`: the cells are whole texts to be read side by side; a narrow page shows those
    of a row below each other, each under the heading of its column.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: bool = False

    def __post_init__(self) -> None:
        """Check the shape. Errors: ValueError for a row with too many or too few cells."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of “{self.heading}” has not {len(self.columns)} cells")


def in_words(words: Text) -> Text:
    """Return the chat's words for a screen's next table: one paragraph, which a web page replaces by the table.

    Errors: ValueError for more than one paragraph.
    """
    if "\n\n" in words.plain:
        raise ValueError("a table's words are one paragraph")
    return Text(words.plain, (Span(0, len(words), "table"), *words.spans)) if words else words

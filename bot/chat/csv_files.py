"""CSV files as spreadsheets in the reader's language read them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from babel.numbers import get_decimal_symbol

from bot.values.cells import as_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.chat.turn import Reader
    from bot.values.cells import Cell


def csv_file(reader: Reader, rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, which spreadsheets need to read Russian; no cell is a
    formula. The separator is a semicolon in languages that write numbers with commas.
    """
    written = io.StringIO()
    separator = ";" if get_decimal_symbol(reader.phrases.babel) == "," else ","
    csv.writer(written, delimiter=separator).writerows([as_words(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")

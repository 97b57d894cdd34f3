"""Cells: protects spreadsheet cells, so that a spreadsheet never reads their text as a formula."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"((?:^|[;,])[\s\"]*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet that reads CSV may see the beginning of a formula: at the beginning of a cell, and after a
sign that it may read as the end of the previous cell (CWE-1236).
"""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")

Cell = str | int | float | bool | None


def as_words(value: Cell) -> Cell:
    """Return a cell that no spreadsheet reads as a formula: line breaks go, and an apostrophe stands before a sign
    that could begin a formula. Numbers stay as they are, also as text.
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    return _FORMULA.sub(r"\1'", " ".join(value.split()))

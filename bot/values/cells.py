"""Cells: words that stand in a spreadsheet as words, never as a formula, whatever they begin with."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"((?:^|[;,])[\s\"]*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet that reads CSV could see the beginning of a formula: at the cell's own, and behind a sign
that it may take for the end of the cell before (CWE-1236)."""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")

Cell = str | int | float | bool | None


def as_words(value: Cell) -> Cell:
    """Return a cell so that no spreadsheet takes it for a formula: an apostrophe stands before what could begin
    one, and it is one line. Numbers, also written out, stay what they are.
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    return _FORMULA.sub(r"\1'", " ".join(value.split()))

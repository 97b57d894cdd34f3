"""Cells of a spreadsheet: words that begin like a formula stay words; numbers stay numbers."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.values.cells import as_words

SIGNS = tuple("=+-@＝＋－＠")
EVIL = [
    "=1+1",
    '=HYPERLINK("https://evil.example")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
]


@pytest.mark.parametrize("words", EVIL)
def test_what_begins_like_a_formula_gets_an_apostrophe(words: str) -> None:
    assert as_words(words) == f"'{words.strip()}"


@pytest.mark.parametrize("value", ["Words", "-3", "+0.25", "", "a-b", "e=mc", 7, -0.5, None, True])
def test_all_else_stays_as_it_is(value: str | float | None) -> None:
    assert as_words(value) == value


@settings(max_examples=2000)
@given(st.lists(st.text("=+-@;,\t\r\n\"'a1 ", max_size=12), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_no_cell_is_a_formula_whatever_parts_the_columns(row: list[str], read_by: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerow(map(as_words, row))
    for line in csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=read_by):
        for cell in (cell.lstrip() for cell in line):
            # A number stays one; read by another sign, what follows on it in the line hangs on to it.
            number = re.match(r"[+-]?\d+(?:\.\d+)?(?:,|$)", cell)
            assert number or not cell.startswith(SIGNS), cell

"""Sheet head: which row of a table of questions names its columns, and what they are called, in any language.

Sheets of Kahoot and Quizizz are read as they are: https://kahoot.com/library/quiz-template has its columns in the
eighth row, "Answer 1 - max 75 characters" beside "Correct answer(s) - choose at least one"; Quizizz writes
"Question Text", "Option 1", "Correct Answer" and, in the second row, what is written in each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from bot.packs.question import OPTIONS
from bot.values.locales import SOURCE_LOCALE, languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LETTERS = ascii_lowercase[: OPTIONS[1]]
COLUMNS = (
    "question",
    "title",
    "right",
    *(name for at in LETTERS for name in (at, f"feedback {at}")),
    "note",
    "hint",
)
"""The template: `right` holds letters (`b`, `a c`) or the word of a kind, such as `order` or `open`."""

ANSWER_COLUMNS = ("question", "right", "note")
"""The template of a table without options: people think of an answer first, and read it then."""

LEFT_BEHIND = ("time", "picture")
"""Columns of other programs that are known and have no use here; what stands in them is told."""

KIND = "kind"
"""A column of other programs that names the kind of a question."""

HEAD_ROWS = 15
"""Rows in which the names of the columns are looked for: Kahoot writes its own name and advice above them."""

_ADVICE = re.compile(r"\s*(?:\(| [-–—] |\n|\*|:).*", re.DOTALL)
_NUMBERED = re.compile(r"(?P<word>.*?)\s*(?P<number>[1-9])")
_REQUIRED = re.compile(r"\((?:required|optional)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The names of the columns (empty for columns without one) and the first row below them, from 0. `numbered`:
    the options are called by numbers, so that a number under `right` is a place.
    """

    names: tuple[str, ...]
    said: tuple[str, ...]
    """The names as they stand there."""
    line: int
    """The line of the names, from 1."""
    first: int
    numbered: bool

    @property
    def options(self) -> bool:
        """Whether it has columns for options."""
        return any(name in LETTERS for name in self.names if name)


def head_of(rows: Sequence[Sequence[str]]) -> SheetHead | None:
    """Return the head of a sheet; None if none of its first rows has a column `question`."""
    for place, row in enumerate(rows[:HEAD_ROWS]):
        names = [plain(called) for called in row]
        if "question" in names:
            numbered = any(_option(called) for called in row)
            first = place + 1
            if first < len(rows) and any(map(_REQUIRED.search, rows[first])):
                first += 1  # Quizizz tells below each name what is written there
            return SheetHead(tuple(names), tuple(row), place + 1, first, numbered)
    return None


def plain(called: str) -> str:
    """Return the English name of a column or mark, given its name in any language."""
    name = " ".join(called.strip().lower().split())
    known = words()
    if name in known or name in COLUMNS:
        return known.get(name, name)
    bare = _ADVICE.sub("", called.strip().lower())
    return _option(bare) or known.get(bare, bare if bare in COLUMNS else name)


def called(name: str, locale: str) -> str:
    """Return how a language calls a column or mark; its English name if it has none of its own."""
    known = None if locale == SOURCE_LOCALE else languages().get(locale)
    return next((own for own, english in known.columns.items() if english == name), name) if known else name


@cache
def words() -> Mapping[str, str]:
    """Return the English name of each column and mark by its names in all languages."""
    return {own: name for one in languages().values() for own, name in one.columns.items()}


def _option(called: str) -> str:
    """Return the letter of an option, or its feedback, that is called by a number; else an empty string."""
    found = _NUMBERED.fullmatch(_ADVICE.sub("", called.strip().lower()))
    if found is None or int(found["number"]) > len(LETTERS):
        return ""
    letter = LETTERS[int(found["number"]) - 1]
    return {"option": letter, "right": letter, "feedback": f"feedback {letter}"}.get(
        words().get(found["word"], found["word"]), ""
    )

"""A file as its author wrote it (Source), and the problems found in it (Report), each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from bot.packs.problem import Problem, Severity
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE_BYTES = 64 * 1024
"""Largest text file (docs/design.md §3)."""

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors: they choose how the sign before them is drawn."""

_SYMBOLS = "#*0-9\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
"""Signs with a coloured and a plain drawing: emoji, and the signs from which they are made."""

_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JOINERS = "\u200c-\u200f"
"""Joiners and direction marks: legitimate within letters and emoji, but several in a row mean nothing."""

HIDDEN = re.compile(
    # Control characters, soft hyphen, zero-width space, marks that turn the direction of writing, fillers.
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    rf"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff{_SELECTORS}"
    # Tags spell flags only after a black flag. All characters are in one set: fifteen times faster to search.
    r"\U000e0000-\U000e007f](?<![\U0001f3f4\U000e0020-\U000e007f][\U000e0000-\U000e007f])"
    rf"(?<![{_SYMBOLS}][\ufe0e\ufe0f])(?<![{_IDEOGRAPHS}][{_SELECTORS}])"
    rf"(?<![^{_JOINERS}][{_JOINERS}])(?<!\A[{_JOINERS}])"
)
"""Characters invisible to a reader."""

BREAKS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
"""Characters that end a line in some programs (and for YAML) but not in others, each with a blank instead."""


@dataclass(frozen=True)
class Source:
    """A file's text with line ends LF. `path`: its name for its author."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 is at index 0."""
        return self.text.split("\n")

    def find(self, words: str, first: int, last: int = 0) -> tuple[int, int]:
        """Return (line, column), from 1, of `words` between two lines (`last` 0 = to the end). If the place is
        unclear (they run over styles or lines): the first of the lines, column 1.
        """
        if words:
            for number, line in enumerate(self.lines[first - 1 : last or None], start=first):
                column = line.find(words)
                if column >= 0:
                    return number, column + 1
        return first, 1


@dataclass(slots=True)
class Report:
    """The problems of one file, all collected."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int, what: str, fix: str, column: int = 1) -> None:
        """Note a problem. Codes with E exclude the item, those with W are warnings."""
        severity = Severity.ERROR if code[0] == "E" else Severity.WARNING
        self.problems.append(Problem(self.path, line, column, code, what, fix, severity))

    @property
    def failed(self) -> bool:
        """Whether an error is among the problems."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def hidden_in(words: str) -> tuple[str, str]:
    """Return what is wrong with the first hidden character of words and how to fix it; empty if there is none."""
    found = HIDDEN.search(words)
    return _hidden(found.group()) if found else ("", "")


def report_hidden(source: Source, report: Report) -> None:
    """Report each hidden character of a file; of several in a row, the first."""
    end = -1
    for found in HIDDEN.finditer(source.text):
        row, end = found.start() == end, found.end()
        if row:
            continue
        before = source.text[: found.start()]
        column = found.start() - before.rfind("\n")
        report.add("E622", before.count("\n") + 1, *_hidden(found.group()), column)


def _hidden(sign: str) -> tuple[str, str]:
    code = f"{ord(sign):04X}"
    if ord(sign) in BREAKS:
        what = phrase("a hidden line break (U+{word})", word=code)
        return what, phrase("delete it, and press Enter where a new line should begin")
    return phrase("a hidden character (U+{word})", word=code), phrase("delete it; type the word anew")


def closest(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return the most similar known word, ignoring case; empty if none is similar (`likeness` 1: equal)."""
    plain = {other.lower(): other for other in known}
    found = get_close_matches(word.lower()[:40], plain, n=1, cutoff=likeness)
    return plain[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return "did you mean …?" for the closest known word, empty when there is none."""
    found = closest(word, known, likeness)
    return phrase("did you mean '{found}'?", found=found) if found else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a fix: the most similar known word, else all of them."""
    listed = [*known]
    return did_you_mean(word, listed) or phrase("write one of {names}", names=", ".join(listed))

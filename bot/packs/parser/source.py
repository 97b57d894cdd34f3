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
"""Largest file of words (docs/design.md §3)."""

HIDDEN = re.compile(
    # Control characters, soft hyphen, zero-width space, marks that turn the direction of writing, fillers; joiners
    # (U+200C, U+200D) and direction marks (U+200E, U+200F) are letters' and emoji's own.
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    # Tags spell flags behind a black flag only; all signs stand in one set, which is found fifteen times faster.
    r"\U000e0000-\U000e007f](?<![\U0001f3f4\U000e0020-\U000e007f][\U000e0000-\U000e007f])"
)
"""Characters that a reader does not see."""

BREAKS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
"""Those that end a line in some programs (and for YAML) and not in others, each with a blank to replace it."""


@dataclass(frozen=True)
class Source:
    """A file's text with line ends LF. `path` is how it is named to its author."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 stands at index 0."""
        return self.text.split("\n")

    def find(self, words: str, first: int, last: int = 0) -> tuple[int, int]:
        """Return (line, column), from 1, of `words` between two lines (`last` 0 = to the end); where they begin
        cannot be told (they run over styles or lines): the first of the lines, column 1.
        """
        if words:
            for number, line in enumerate(self.lines[first - 1 : last or None], start=first):
                column = line.find(words)
                if column >= 0:
                    return number, column + 1
        return first, 1


@dataclass(slots=True)
class Report:
    """The problems of one file, collected all at once."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int, what: str, fix: str, column: int = 1) -> None:
        """Note a problem. A code that begins with E keeps the item out, W is a warning."""
        severity = Severity.ERROR if code[0] == "E" else Severity.WARNING
        self.problems.append(Problem(self.path, line, column, code, what, fix, severity))

    @property
    def failed(self) -> bool:
        """Whether an error is among the problems."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def hidden_in(words: str) -> tuple[str, str]:
    """Return what is wrong with the first hidden character of words and how to mend it; empty for none."""
    found = HIDDEN.search(words)
    return _hidden(found.group()) if found else ("", "")


def report_hidden(source: Source, report: Report) -> None:
    """Report each hidden character of a file."""
    for found in HIDDEN.finditer(source.text):
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
    """Return the known word most similar to this one, ignoring case; empty when none is (`likeness` 1: equal)."""
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

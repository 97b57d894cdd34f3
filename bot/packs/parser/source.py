"""A file as its author wrote it (Source), and the problems found in it (Report), each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from bot.packs.model import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE_BYTES = 64 * 1024
"""Largest file of words (docs/design.md §3)."""


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


def closest(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return the known word most similar to this one, ignoring case; empty when none is (`likeness` 1: equal)."""
    plain = {other.lower(): other for other in known}
    found = get_close_matches(word.lower()[:40], plain, n=1, cutoff=likeness)
    return plain[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return "did you mean …?" for the closest known word, empty when there is none."""
    found = closest(word, known, likeness)
    return f"did you mean '{found}'?" if found else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a fix: the most similar known word, else all of them."""
    listed = [*known]
    return did_you_mean(word, listed) or "write one of " + ", ".join(listed)

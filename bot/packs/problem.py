"""Problem: an author's mistake as a value: where it is, what is wrong, and how to correct it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error excludes an item; a warning leaves the decision to its author."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake of an author: where (line and column from 1), its code, what is wrong and how to correct it."""

    path: str
    line: int
    column: int
    code: str
    what: str
    fix: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.severity} {self.code} {self.what} — {self.fix}"

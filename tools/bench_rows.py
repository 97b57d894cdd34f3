"""Rows: what a benchmark found, beside its goal, and whether it is met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Verdict(StrEnum):
    """How a row fares."""

    MET = "met"
    FLOOR = "floor"
    """Worse than the goal, not worse than the floor."""
    MISSED = "MISSED"
    NONE = ""
    """Nothing was promised: the figure is for information."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `goal` and `floor` are the largest allowed, or with `at_least` the smallest; None = no promise.

    `told`: the absolute figures behind it.
    """

    name: str
    figure: float
    told: str
    goal: float | None = None
    floor: float | None = None
    at_least: bool = False
    unit: str = "×"

    @property
    def verdict(self) -> Verdict:
        """Whether the goal is met, only the floor, or neither."""
        if self.goal is None:
            return Verdict.NONE
        if self._within(self.goal):
            return Verdict.MET
        return Verdict.FLOOR if self.floor is not None and self._within(self.floor) else Verdict.MISSED

    def _within(self, limit: float) -> bool:
        return self.figure >= limit if self.at_least else self.figure <= limit

    def cells(self) -> tuple[str, ...]:
        """Return name, figure, goal, floor, verdict, absolute figures as words."""
        sign = "≥" if self.at_least else "≤"
        limits = (f"{sign} {_number(limit)}" if limit is not None else "" for limit in (self.goal, self.floor))
        return self.name, f"{_number(self.figure)} {self.unit}".strip(), *limits, self.verdict.value, self.told


HEAD = ("what", "figure", "goal", "floor", "", "behind it")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table, padded so that it reads well in a terminal too."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    padded = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    padded.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in padded)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three figures are enough

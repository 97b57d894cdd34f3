"""Frames: what a line of the phrase lists means, and whether the words of a message say it.

A message is a row of words; a *place* is a set of words that may stand at one spot of a phrase (one word, some
alternatives, or a whole word class). A *run* is a row of places with gaps; a phrase is one run, or several in any
order. docs/distress-lexicon.md tells how people write them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""First word and the one after the last."""

NEAR = 7
"""Most words between two runs that stand in any order in one sentence (`+`)."""

FAR = 60
"""Most words between the first and the last of runs that are anywhere in a message (`&`)."""

_MOST = 24
"""Most spots of one place that are looked at, so that no text can make matching slow; half from each end."""

_LEAN = 3
"""How many weak words ("going to", "бы") may stand between a negation and what it denies."""


@dataclass(frozen=True, slots=True)
class Step:
    """One spot of a run: its place, most words skipped before it, whether it may be left out."""

    place: int
    gap: int = 0
    optional: bool = False


Run = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of the lists. `groups` are joined by `&`, the runs inside one by `+`.

    `unless`: runs that must not be in the message. `sure`: no setting (lesson, film, question) silences it.
    `whole`: it must be all that the message says. `other`: it tells of somebody else, not of who writes.
    """

    groups: tuple[tuple[Run, ...], ...]
    unless: tuple[Run, ...] = ()
    sure: bool = False
    whole: bool = False
    other: bool = False

    @property
    def needs(self) -> frozenset[int]:
        """The places without which it cannot be in a message."""
        return frozenset(step.place for group in self.groups for run in group for step in run if not step.optional)


@dataclass(slots=True)
class Row:
    """A message as matching sees it: where each place was found, which words deny, where sentences end."""

    size: int
    found: dict[int, list[Span]]
    sentence: list[int]
    denials: list[int]
    """How many denying words stand before each word (one longer than the message)."""
    lean: list[bool]

    def spots(self, place: int) -> Sequence[Span]:
        """Return where a place was found, at most a bounded number of spots."""
        spans = self.found.get(place, ())
        return spans if len(spans) <= _MOST else [*spans[: _MOST // 2], *spans[-_MOST // 2 :]]

    def denied(self, start: int) -> bool:
        """Whether a negation stands right before a word, weak words between them not counted."""
        for at in range(start - 1, max(-1, start - 2 - _LEAN), -1):
            if self.sentence[at] != self.sentence[start]:
                return False
            if self.denials[at + 1] > self.denials[at]:
                return True
            if not self.lean[at]:
                return False
        return False


def says(row: Row, phrase: Phrase) -> Span | None:
    """Return the first stretch of the message that says the phrase, None if none does.

    A negation that the phrase does not hold itself, in a gap or right before it, means that it is not said.
    """
    if phrase.whole:
        return (0, row.size) if any(span == (0, row.size) for span in spans(row, phrase.groups[0][0])) else None
    if any(spans(row, run) for run in phrase.unless):
        return None
    hulls = [_near(row, group) for group in phrase.groups]
    if any(hull is None for hull in hulls):
        return None
    start = min(hull[0] for hull in hulls if hull)
    end = max(hull[1] for hull in hulls if hull)
    return (start, end) if len(hulls) == 1 or end - start <= FAR else None


def spans(row: Row, run: Run) -> list[Span]:
    """Return every stretch that a run covers, in order; for one end only the shortest."""
    live: list[Span] = []
    begun = False
    for step in run:
        spots = row.spots(step.place)
        onward: dict[int, int] = {}
        for start, end in live:
            if step.optional:
                onward[end] = max(start, onward.get(end, -1))
            first = bisect_left(spots, (end, 0))
            for begin, stop in spots[first : first + step.gap + 2]:
                if begin - end > step.gap or row.sentence[begin] != row.sentence[end - 1]:
                    break
                if row.denials[begin] == row.denials[end]:
                    onward[stop] = max(start, onward.get(stop, -1))
        if not begun:
            onward |= {stop: max(begin, onward.get(stop, -1)) for begin, stop in spots}
            begun = not step.optional
        live = [(start, end) for end, start in onward.items()]
        if begun and not live:
            break
    return live


def _near(row: Row, runs: Iterable[Run]) -> Span | None:
    """Return the stretch that holds all runs in any order near each other in one sentence, denied nowhere."""
    hulls: list[tuple[Span, int]] | None = None
    for run in runs:
        here = spans(row, run)
        if not here:
            return None
        counted = [(span, row.denials[span[1]] - row.denials[span[0]]) for span in here]
        hulls = counted if hulls is None else _joined(row, hulls, counted)
        if not hulls:
            return None
    for (start, end), own in hulls or ():
        if row.denials[end] - row.denials[start] == own and not row.denied(start):
            return start, end
    return None


def _joined(row: Row, hulls: list[tuple[Span, int]], more: list[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Return the stretches that cover one of each, of one sentence, not overlapping in whole, near each other."""
    joined = [
        ((min(start, begin), max(end, stop)), own + owned)
        for (start, end), own in hulls
        for (begin, stop), owned in more
        if (stop <= start or begin >= end)
        and max(begin - end, start - stop) <= NEAR
        and row.sentence[start] == row.sentence[begin]
    ]
    joined.sort(key=lambda hull: hull[0][1] - hull[0][0])
    return joined[:_MOST]

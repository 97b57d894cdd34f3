"""Frames: what a line of the phrase lists means, and whether the words of a message say it.

A message is a row of words; a *place* is a set of words that may stand at one spot of a phrase (one word, some
alternatives, or a whole word class). A *run* is a row of places with gaps; a phrase is one run, or several in any
order. docs/distress-lexicon.md tells how people write them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Item = TypeVar("Item")

Span = tuple[int, int]
"""First word and the one after the last."""

NEAR = 7
"""Most words between two runs that stand in any order in one sentence (`+`)."""

FAR = 60
"""Most words between the first and the last of runs that are anywhere in a message (`&`)."""

_NOWHERE: dict[int, list[int]] = {}

_SHORT = 16
"""Words up to which a look at each of them is cheaper than a list of where every place is filled."""

_MOST = 24
"""Most spots of one place that are looked at, so that no text can make matching slow; half from each end."""

_LEAN = 3
"""How many weak words ("going to", "бы") may stand between a negation and what it denies."""


class Step(NamedTuple):
    """One spot of a run: its place, most words skipped before it, whether it may be left out."""

    place: int
    gap: int = 0
    optional: bool = False


Run = tuple[Step, ...]


class Phrase(NamedTuple):
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
    def needs(self) -> set[int]:
        """The places without which it cannot be in a message."""
        return needed(run for group in self.groups for run in group)


def needed(runs: Iterable[Run]) -> set[int]:
    """Return the places without which runs cannot be found."""
    return {step.place for run in runs for step in run if not step.optional}


class Shelf(Generic[Item]):
    """Items that can only be found where all places they need are filled, kept under the two rarest of these."""

    __slots__ = ("_items",)

    def __init__(self) -> None:
        self._items: dict[int, dict[int, list[tuple[tuple[int, ...], Item]]]] = {}

    def put(self, needs: Sequence[int], item: Item) -> None:
        """Keep an item that needs places, the rarest first."""
        first, second, *others = *needs, *needs[-1:]
        self._items.setdefault(first, {}).setdefault(second, []).append((tuple(others), item))

    def likely(self, found: set[int]) -> list[Item]:
        """Return the items all of whose places are filled."""
        items = self._items
        return [
            item
            for first in items.keys() & found
            for second, kept in items[first].items()
            if second in found
            for others, item in kept
            if not others or found.issuperset(others)
        ]


@dataclass(slots=True)
class Row:
    """A message as matching sees it: which places each word fills, which words deny, where sentences end."""

    words: list[frozenset[int]]
    sentence: list[int]
    denials: list[int]
    """How many denying words stand before each word (one longer than the message)."""
    lean: list[bool]
    found: set[int] = field(default_factory=set)
    """Every place that is filled somewhere."""
    _several: dict[int, set[Span]] = field(default_factory=dict)
    _spots: dict[int, list[Span]] = field(default_factory=dict)
    _begins: dict[int, dict[int, list[int]]] = field(default_factory=dict)

    _at: dict[int, list[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.found = set().union(*self.words)
        if len(self.words) > _SHORT:
            for at, places in enumerate(self.words):
                span = (at, at + 1)
                for place in places:
                    self._at.setdefault(place, []).append(span)

    def fill(self, places: Iterable[int], stretches: Iterable[Span]) -> None:
        """Note that stretches of several words fill places."""
        for place in places:
            if place in self.found:
                self._spots.pop(place, None)
                self._begins.pop(place, None)
            else:
                self.found.add(place)
            if place in self._several:
                self._several[place].update(stretches)
            else:
                self._several[place] = set(stretches)

    def spots(self, place: int) -> list[Span]:
        """Return where a place is filled, in order, at most a bounded number of spots."""
        spots = self._spots.get(place)
        if spots is None:
            if place not in self.found:
                return []
            if self._at:
                spots = self._at.get(place, [])
            else:
                spots = [(at, at + 1) for at, places in enumerate(self.words) if place in places]
            if place in self._several:
                spots = sorted({*spots, *self._several[place]})
            if len(spots) > _MOST:
                spots = [*spots[: _MOST // 2], *spots[-_MOST // 2 :]]
            self._spots[place] = spots
        return spots

    def begins(self, place: int) -> dict[int, list[int]]:
        """Return by first word where the spots of a place end."""
        begins = self._begins.get(place)
        if begins is None:
            if place not in self.found:
                return _NOWHERE
            begins = self._begins[place] = {}
            for begin, stop in self.spots(place):
                begins.setdefault(begin, []).append(stop)
        return begins

    def denied(self, start: int) -> bool:
        """Whether a negation stands right before a word, weak words between them not counted."""
        if not self.denials[-1]:
            return False
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

    A negation that a run does not hold itself, in a gap or right before it, means that it is not said.
    """
    if phrase.whole:
        whole = (0, len(row.words))
        return whole if whole in spans(row, phrase.groups[0][0]) else None
    if any(spans(row, run) for run in phrase.unless):
        return None
    if len(phrase.groups) == 1:
        return _near(row, phrase.groups[0])
    hulls = [_near(row, group) for group in phrase.groups]
    if any(hull is None for hull in hulls):
        return None
    start = min(hull[0] for hull in hulls if hull)
    end = max(hull[1] for hull in hulls if hull)
    return (start, end) if end - start <= FAR else None


def spans(row: Row, run: Run) -> list[Span]:
    """Return every stretch that a run covers; for one end only the shortest."""
    live = row.spots(run[0].place)
    begun = not run[0].optional
    sentence, denials = row.sentence, row.denials
    for place, gap, optional in run[1:]:
        begins = row.begins(place)
        onward = {end: start for start, end in live} if optional else {}
        for start, end in live if begins else ():
            last = sentence[end - 1]
            for begin in range(end, end + gap + 1) if gap else (end,):
                if begin in begins and sentence[begin] == last and denials[begin] == denials[end]:
                    for stop in begins[begin]:
                        if onward.get(stop, -1) < start:
                            onward[stop] = start
        if not begun:
            onward |= {stop: begin for begin, stop in row.spots(place) if stop not in onward}
            begun = not optional
        live = [(start, end) for end, start in onward.items()]
        if begun and not live:
            break
    return live


def _near(row: Row, runs: Sequence[Run]) -> Span | None:
    """Return the stretch that holds all runs in any order near each other in one sentence, none of them denied."""
    if len(runs) == 1:
        return next((span for span in spans(row, runs[0]) if not row.denied(span[0])), None)
    hulls: list[tuple[Span, ...]] | None = None
    for run in runs:
        here = [span for span in spans(row, run) if not row.denied(span[0])]
        hulls = [(span,) for span in here] if hulls is None else _joined(row, hulls, here)
        if not hulls:
            return None
    return _hull(hulls[0]) if hulls else None


def _joined(row: Row, hulls: list[tuple[Span, ...]], more: list[Span]) -> list[tuple[Span, ...]]:
    """Return the runs with one more, of one sentence, near each other, no word twice; the nearest first."""
    joined = []
    for parts in hulls:
        start, end = _hull(parts)
        joined += [
            (*parts, (begin, stop))
            for begin, stop in more
            if max(begin - end, start - stop) <= NEAR
            and row.sentence[start] == row.sentence[begin]
            and all(stop <= one or begin >= other for one, other in parts)
        ]
    joined.sort(key=lambda parts: _hull(parts)[1] - _hull(parts)[0])
    return joined[:_MOST]


def _hull(parts: tuple[Span, ...]) -> Span:
    return min(start for start, _ in parts), max(end for _, end in parts)

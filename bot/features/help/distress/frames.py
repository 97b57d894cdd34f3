"""Frames: what a line of the phrase lists means, and whether the words of a message say it.

A message is a row of words; a *place* is a set of words that may stand at one spot of a phrase (one word, some
alternatives, or a whole word class). A *run* is a row of places with gaps; a phrase is one run, or several in any
order. docs/distress-lexicon.md tells how people write them.
"""

from __future__ import annotations

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

_NOWHERE: list[Span] = []

_MOST = 24
"""Most spots of one place that are looked at, so that no text can make matching slow; half from each end."""

_LEAN = 3
"""How many weak words ("going to") may stand between a negation and what it denies."""


class Step(NamedTuple):
    """One spot of a run: its place, most words skipped before it, whether it may be left out."""

    place: int
    gap: int = 0
    optional: bool = False


Run = tuple[Step, ...]


class Phrase(NamedTuple):
    """A line of the lists. `groups` are joined by `&`, the runs inside one by `+`. `unless`: runs that must not
    be in the message. `sure`: no setting (lesson, film, question) silences it. `whole`: it must be the whole
    message. `other`: it is about somebody else, not the writer.
    """

    groups: tuple[tuple[Run, ...], ...]
    unless: tuple[Run, ...] = ()
    sure: bool = False
    whole: bool = False
    other: bool = False

    @property
    def needs(self) -> set[int]:
        """The places that a message must have filled to match it."""
        return needed(run for group in self.groups for run in group)


def needed(runs: Iterable[Run]) -> set[int]:
    """Return the places without which runs cannot be found."""
    return {step.place for run in runs for step in run if not step.optional}


class Shelf(Generic[Item]):
    """Items that can only be found where all places they need are filled, kept under the two rarest of these."""

    __slots__ = ("_items",)

    def __init__(self) -> None:
        self._items: dict[int, dict[int, list[tuple[int, tuple[int, ...], Item]]]] = {}

    def put(self, needs: Sequence[int], item: Item) -> None:
        """Keep an item that needs places, the rarest first."""
        first, second, third, *others = *needs, *needs[-1:], *needs[-1:]
        self._items.setdefault(first, {}).setdefault(second, []).append((third, tuple(others[:-2]), item))

    def keys(self) -> Iterable[int]:
        """Return the places under which items are kept."""
        return self._items.keys()

    def likely(self, row: Row) -> list[Item]:
        """Return the items whose places are all filled in a row; the row knows the keys of this shelf."""
        items, filled = self._items, row.filled
        return [
            item
            for first in items.keys() & row.keys
            for second, kept in items[first].items()
            if second in filled
            for third, others, item in kept
            if third in filled and (not others or all(place in filled for place in others))
        ]


class Row:
    """A message as matching sees it: where each place is filled, which words deny, where sentences end."""

    __slots__ = ("_begins", "_more", "_spots", "denials", "filled", "keys", "lean", "sentence")

    def __init__(
        self,
        words: Iterable[tuple[int, ...]],
        keys: Iterable[frozenset[int]],
        sentence: list[int],
        denials: list[int],
        lean: list[bool],
    ) -> None:
        """`words`: the places of each; `keys`: those of them under which anything is kept that is looked for;
        `denials`: how many denying words stand before each, and one more; `lean`: empty where nothing denies.
        """
        self.sentence, self.denials, self.lean = sentence, denials, lean
        filled: dict[int, Span] = {}
        more: dict[int, list[Span]] = {}
        for number, places in enumerate(words):
            span = (number, number + 1)
            for place in places:
                if place not in filled:
                    filled[place] = span
                elif place in more:
                    more[place].append(span)
                else:
                    more[place] = [span]
        self.filled = filled
        """Every place that is filled, and one spot where it is: most have no other, so that few lists are made."""
        self._more = more
        """Where else places are filled."""
        self.keys: set[int] = set().union(*keys)
        """The keys among the places that are filled."""
        self._spots: dict[int, list[Span]] = {}
        self._begins: dict[int, dict[int, list[int]]] = {}

    def fill(self, places: Iterable[int], stretches: Sequence[Span]) -> None:
        """Note that stretches of several words fill places."""
        self.keys.update(places)
        for place in places:
            self._spots.pop(place, None)
            self._begins.pop(place, None)
            self.filled.setdefault(place, stretches[0])
            self._more.setdefault(place, []).extend(stretches)

    def spots(self, place: int) -> list[Span]:
        """Return where a place is filled, in order, at most a bounded number of spots."""
        spots = self._spots.get(place)
        if spots is None:
            if place not in self.filled:
                return _NOWHERE
            spots = [self.filled[place]]
            if place in self._more:
                spots = sorted({*spots, *self._more[place]})
                if len(spots) > _MOST:
                    spots = [*spots[: _MOST // 2], *spots[-_MOST // 2 :]]
            self._spots[place] = spots
        return spots

    def begins(self, place: int) -> dict[int, list[int]]:
        """Return by first word where the spots of a place end."""
        begins = self._begins.get(place)
        if begins is None:
            begins = self._begins[place] = {}
            for begin, stop in self.spots(place):
                if begin in begins:
                    begins[begin].append(stop)
                else:
                    begins[begin] = [stop]
        return begins

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

    A negation that a run does not hold itself, in a gap or right before it, means that it is not said.
    """
    if phrase.whole:
        whole = (0, len(row.sentence))
        return whole if whole in spans(row, phrase.groups[0][0]) else None
    first, *others = phrase.groups
    said = _near(row, first)
    if said is None:
        return None
    for group in others:
        hull = _near(row, group)
        if hull is None:
            return None
        said = min(said[0], hull[0]), max(said[1], hull[1])
    if said[1] - said[0] > FAR and others:
        return None
    return None if any(spans(row, run) for run in phrase.unless) else said


def spans(row: Row, run: Run) -> list[Span]:
    """Return every stretch that a run covers; for one end only the shortest."""
    live = row.spots(run[0].place)
    begun = not run[0].optional
    sentence, denials = row.sentence, row.denials
    for place, gap, optional in run[1:]:
        if begun and not live:
            break
        begins = row.begins(place) if live else {}
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
    return live


def _near(row: Row, runs: Sequence[Run]) -> Span | None:
    """Return the stretch that holds all runs in any order near each other in one sentence, none of them denied."""
    first = _undenied(row, runs[0])
    if len(runs) == 1 or not first:
        return first[0] if first else None
    hulls: list[_Hull] = [(start, end, ((start, end),)) for start, end in first]
    for run in runs[1:]:
        if not hulls:
            return None
        hulls = _joined(row, hulls, _undenied(row, run))
    return hulls[0][:2] if hulls else None


def _undenied(row: Row, run: Run) -> list[Span]:
    """Return every stretch that a run covers and nothing right before it denies."""
    found = spans(row, run)
    return [span for span in found if not row.denied(span[0])] if row.denials[-1] else found


def _joined(row: Row, hulls: list[_Hull], more: list[Span]) -> list[_Hull]:
    """Return the runs with one more, of one sentence, near each other, no word twice; the nearest first."""
    joined = []
    for start, end, parts in hulls:
        for part in more:
            begin, stop = part
            if (
                begin - end <= NEAR
                and start - stop <= NEAR
                and row.sentence[start] == row.sentence[begin]
                and (begin >= end or stop <= start or all(stop <= one or begin >= other for one, other in parts))
            ):
                joined.append((min(start, begin), max(end, stop), (*parts, part)))
    if len(joined) > 1:
        joined.sort(key=_width)
    return joined[:_MOST]


_Hull = tuple[int, int, tuple[Span, ...]]
"""The first word of some runs and the one after the last, and the stretch of each run."""


def _width(hull: _Hull) -> int:
    return hull[1] - hull[0]

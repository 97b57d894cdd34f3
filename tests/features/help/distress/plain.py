"""The plain way to hear: every phrase and every entry is tried on every word. Slow, and easy to believe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.help.distress.frames import FAR, NEAR
from bot.features.help.distress.urgency import LEVELS, NOTHING, SOFTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.features.help.distress.frames import Item, Phrase, Run, Shelf, Span
    from bot.features.help.distress.normalise import Words
    from bot.features.help.distress.phrasebook import Line, PhraseBook
    from bot.features.help.distress.vocabulary import Places

GAMES = {"danger", "suicide", "self-harm", "abuse", "fear", "sight", "mood"}


class Plain:
    """A phrase book as flat lists."""

    def __init__(self, book: PhraseBook) -> None:
        self.book = book
        self.lines = [(line, line.phrase.needs) for line in _all(book.lines)]
        self.entries: dict[int, list[tuple[tuple[int, ...], Places]]] = {}
        for row, fills in book.neighbours.rows():
            self.entries.setdefault(row[0], []).append((row, fills))
        self.classes = [list(_all(shelf)) for shelf in book.classes]

    def judged(self, said: Words, places: Callable[[str], Places]) -> int:
        """Return how urgent the most urgent thing is that a message of 48 words at most tells."""
        row = _Row(self, said, places)
        for start, end in [span for line, span in self._said(row) if line.kind == "idiom"]:
            said.words[start:end] = [""] * (end - start)
        row = _Row(self, said, places)
        hits = self._said(row)
        guards = {line.kind for line, _ in hits}
        mine = not self.book.vocabulary.selves.isdisjoint(said.words)
        setting = bool(guards & {"story", "lesson", "question"})
        told = [NOTHING]
        for line, (start, end) in hits:
            if line.kind not in LEVELS:
                continue
            steps = 2 if line.kind == "crisis" else 1
            if setting or ("game" in guards and line.topic in GAMES):
                steps -= 1 if line.phrase.sure and mine else 2
            if all(said.quoted[start:end]) or ("joke" in guards and "serious" not in guards):
                steps -= 1
            if steps > 0:
                told.append(line.urgency + SOFTER if line.kind == "crisis" and steps == 1 else line.urgency)
        signs = {(line.urgency, line.group) for line, _ in hits if line.kind == "signs"}
        for urgency in {urgency for urgency, _ in signs} if not setting else ():
            groups = sum(each == urgency for each, _ in signs)
            told += [urgency] if groups >= 3 else [urgency + SOFTER] if groups == 2 else []
        return min(told)

    def _said(self, row: _Row) -> list[tuple[Line, Span]]:
        """Return every line that a message says, and where."""
        likely = [line for line, needs in self.lines if needs <= row.filled.keys()]
        return [(line, span) for line in likely if (span := row.says(line.phrase))]


def _all(shelf: Shelf[Item]) -> Iterator[Item]:
    """Yield everything on a shelf."""
    for kept in shelf._items.values():
        for items in kept.values():
            for *_, item in items:
                yield item


class _Row:
    """A message, and which stretches fill which places."""

    def __init__(self, plain: Plain, said: Words, places: Callable[[str], Places]) -> None:
        vocabulary = plain.book.vocabulary
        self.sentence = said.sentence
        self.denies = [word in vocabulary.denials for word in said.words]
        self.lean = [word in vocabulary.lean for word in said.words]
        words = [set(places(word)) for word in said.words]
        self.filled: dict[int, set[Span]] = {}
        for at, filled in enumerate(words):
            self._fill(filled, {(at, at + 1)})
        beside = [
            (fills, (at, at + len(row)))
            for at, filled in enumerate(words)
            for first in filled
            for row, fills in plain.entries.get(first, ())
            if at + len(row) <= len(words)
            and all(place in here for place, here in zip(row, words[at:], strict=False))
            and len(set(self.sentence[at : at + len(row)])) == 1
        ]
        ranks = [[(one.fills, self.spans(one.run)) for one in plain.classes[0]]] if plain.classes else []
        for fills, span in beside:
            self._fill(fills, {span})
        for fills, spans in ranks[0] if ranks else ():
            self._fill(fills, spans)
        for rank in plain.classes[1:]:
            for fills, spans in [(one.fills, self.spans(one.run)) for one in rank]:
                self._fill(fills, spans)

    def _fill(self, places: Iterable[int], spans: Iterable[Span]) -> None:
        for place in places if spans else ():
            self.filled.setdefault(place, set()).update(spans)

    def _joins(self, end: int, begin: int, gap: int) -> bool:
        """Whether a step may begin at a word when the one before it ends at another."""
        return (
            end <= begin <= end + gap
            and self.sentence[begin] == self.sentence[end - 1]
            and not any(self.denies[end:begin])
        )

    def spans(self, run: Run) -> list[Span]:
        """Return the stretches that say a run: of several steps for each end the shortest, a first word that may
        miss is kept.
        """
        if any(step.place not in self.filled for step in run if not step.optional):
            return []
        if len(run) == 1:
            return sorted(self.filled.get(run[0].place, ()))
        starts = {end: begin for begin, end in sorted(self.filled.get(run[0].place, ()))}
        begun = not run[0].optional
        for place, gap, optional in run[1:]:
            onward = dict(starts) if optional else {}
            for begin, stop in self.filled.get(place, ()):
                for end, start in starts.items():
                    if self._joins(end, begin, gap):
                        onward[stop] = max(start, onward.get(stop, -1))
            if not begun:
                for begin, stop in sorted(self.filled.get(place, ())):
                    onward.setdefault(stop, begin)
                begun = not optional
            starts = onward
        return [(start, end) for end, start in starts.items()]

    def _denied(self, start: int) -> bool:
        """Whether a negation stands before a word, three weak words at most between them."""
        for at in range(start - 1, max(-1, start - 5), -1):
            if self.sentence[at] != self.sentence[start]:
                return False
            if self.denies[at] or not self.lean[at]:
                return self.denies[at]
        return False

    def _hull(self, runs: Sequence[Run]) -> Span | None:
        """Return the nearest stretch in which all runs are said, none of them denied."""
        hulls: list[tuple[Span, ...]] = [()]
        for run in runs:
            here = [span for span in self.spans(run) if not self._denied(span[0])]
            hulls = [(*parts, span) for parts in hulls for span in here if self._fits(parts, span)]
            hulls.sort(key=lambda parts: max(end for _, end in parts) - min(start for start, _ in parts))
        return (min(start for start, _ in hulls[0]), max(end for _, end in hulls[0])) if hulls else None

    def _fits(self, parts: tuple[Span, ...], span: Span) -> bool:
        """Whether a run may stand beside others: near, in one sentence, no word twice."""
        if not parts:
            return True
        start, end = min(part[0] for part in parts), max(part[1] for part in parts)
        return (
            max(span[0] - end, start - span[1]) <= NEAR
            and self.sentence[start] == self.sentence[span[0]]
            and all(span[1] <= one or span[0] >= other for one, other in parts)
        )

    def says(self, phrase: Phrase) -> Span | None:
        """Return where a phrase is said."""
        if phrase.whole:
            whole = (0, len(self.sentence))
            return whole if whole in self.spans(phrase.groups[0][0]) else None
        hulls = [self._hull(group) for group in phrase.groups]
        if None in hulls or any(self.spans(run) for run in phrase.unless):
            return None
        start, end = min(hull[0] for hull in hulls if hull), max(hull[1] for hull in hulls if hull)
        return (start, end) if len(hulls) == 1 or end - start <= FAR else None

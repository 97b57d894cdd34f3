"""Judging: the urgency of the most urgent thing that the words of a message tell, with guards applied."""

from __future__ import annotations

from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.features.help.distress.frames import Row, says, spans
from bot.features.help.distress.urgency import NOTHING, SOFTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.features.help.distress.frames import Span
    from bot.features.help.distress.normalise import Words
    from bot.features.help.distress.phrasebook import Line, PhraseBook
    from bot.features.help.distress.vocabulary import Places

_SIGNS_FOR_DISTRESS = 2
_SIGNS_FOR_CRISIS = 3
"""How many different signs of one topic say as much as a phrase of that level."""

_VIOLENT = frozenset({"danger", "suicide", "self-harm", "abuse", "fear", "sight", "mood"})
"""Topics whose words games are full of; a stranger who asks for pictures in a game is always taken seriously."""

_SETTINGS = ("story", "lesson", "question")
_SELF = "self"
"""Somebody speaks of themselves: a film or a lesson that they tell of does not silence a sure phrase."""

_BY_URGENCY = attrgetter("urgency")


class Stretch:
    """Words that are heard together: what each fills, the keys among that, and the entries that begin with it."""

    __slots__ = ("beside", "filled", "keys", "said")

    def __init__(self, book: PhraseBook, said: Words, places: Callable[[str], Places]) -> None:
        """`places`: what a word fills."""
        self.said = said
        self.filled = [places(word) for word in said.words]
        self.keys = [book.keys.intersection(filled) for filled in self.filled]
        self.beside = book.neighbours.found(self.keys, said.sentence)

    def blank(self, start: int, end: int) -> None:
        """Take words out, and leave their place empty."""
        for at in range(start, end):
            self.said.words[at], self.filled[at], self.keys[at] = "", (), frozenset()
        for at, begun in enumerate(self.beside[:end]):
            if begun:
                self.beside[at] = [(size, fills) for size, fills in begun if at + size <= start]

    def row(self, book: PhraseBook) -> Row:
        """Return the words as matching sees them: every place that a word or a run of words fills."""
        said, vocabulary = self.said, book.vocabulary
        denials, lean = [0] * (len(said.words) + 1), []
        if not vocabulary.denials.isdisjoint(said.words):
            denials = list(accumulate((word in vocabulary.denials for word in said.words), initial=0))
            lean = [word in vocabulary.lean for word in said.words]
        row = Row(self.filled, self.keys, said.sentence, denials, lean)
        for at, begun in enumerate(self.beside):
            for size, fills in begun:
                if at + size <= len(said.words):
                    row.fill(fills, [(at, at + size)])
        for shelf in book.classes:
            runs = [(one.fills, stretches) for one in shelf.likely(row) if (stretches := spans(row, one.run))]
            for fills, stretches in runs:
                row.fill(fills, stretches)
        return row


def judged(book: PhraseBook, heard: Stretch) -> int:
    """Return the urgency of the most urgent thing that words tell by the phrase lists, with guards applied.
    Sayings are blanked out. The most urgent phrases are looked for first, the others only as long as they could
    tell more.
    """
    row, most = heard.row(book), NOTHING
    likely = book.lines.likely(row)
    telling = [line for line in likely if line.urgency < most]
    if telling and (idioms := _idioms(row, likely)):
        for start, end in idioms:
            heard.blank(start, end)
        row = heard.row(book)
        likely = book.lines.likely(row)
        telling = [line for line in likely if line.urgency < most]
    guards: set[str] | None = None
    signs: dict[int, set[str]] = {}
    for line in sorted(telling, key=_BY_URGENCY):
        if line.urgency >= most:
            break
        span = says(row, line.phrase)
        if span and line.kind == "signs":
            signs.setdefault(line.urgency, set()).add(line.group)
        elif span:
            guards = _guards(book, heard, row, likely) if guards is None else guards
            most = min(most, _urgency(line, guards, quoted=False not in heard.said.quoted[span[0] : span[1]]))
    told = [
        urgency if len(groups) >= _SIGNS_FOR_CRISIS else urgency + SOFTER
        for urgency, groups in signs.items()
        if len(groups) >= _SIGNS_FOR_DISTRESS
    ]
    return min([most, *told]) if told and _guards(book, heard, row, likely).isdisjoint(_SETTINGS) else most


def guarded(book: PhraseBook, heard: Stretch) -> bool:
    """Whether words joke or quote, hold a saying, or are about a film, a lesson, a question in general or a game.
    Call it after `judged`, which leaves sayings blank.
    """
    row = heard.row(book)
    likely = book.lines.likely(row)
    guards = _guards(book, heard, row, likely)
    saying = "" in heard.said.words or "idiom" in guards
    return _joking(guards) or saying or any(heard.said.quoted) or not guards.isdisjoint((*_SETTINGS, "game"))


def pages(book: PhraseBook, heard: Stretch) -> set[str]:
    """Return the help pages that words fit, whatever else they tell."""
    row = heard.row(book)
    return {line.group for line in book.lines.likely(row) if line.kind == "page" and says(row, line.phrase)}


def _idioms(row: Row, likely: list[Line]) -> list[Span]:
    return [span for line in likely if line.kind == "idiom" and (span := says(row, line.phrase))]


def _guards(book: PhraseBook, heard: Stretch, row: Row, likely: list[Line]) -> set[str]:
    """Return the guards that words say, and whether somebody speaks of themselves."""
    kinds = {line.kind for line in likely if line.urgency == NOTHING and says(row, line.phrase)}
    return kinds if book.vocabulary.selves.isdisjoint(heard.said.words) else {*kinds, _SELF}


def _joking(guards: set[str]) -> bool:
    """Whether a message laughs, and does not deny that it is a joke."""
    return "joke" in guards and "serious" not in guards


def _urgency(line: Line, guards: set[str], *, quoted: bool) -> int:
    """Return the urgency of a phrase beside the guards of its message: joking or quoted speech gets at most the
    soft offer (requirement 6); talk about lessons, films or games gets nothing, unless the phrase is marked as
    sure.
    """
    steps = 2 if line.kind == "crisis" else 1
    if not guards.isdisjoint(_SETTINGS) or ("game" in guards and line.topic in _VIOLENT):
        steps -= 1 if line.phrase.sure and _SELF in guards else 2
    if quoted or _joking(guards):
        steps -= 1
    if steps <= 0:
        return NOTHING
    return line.urgency + SOFTER if steps == 1 and line.kind == "crisis" else line.urgency

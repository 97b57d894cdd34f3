"""The detector: hears in typed words whether somebody may need help, how urgently, and which help page fits.

Pure and bounded: nothing is read after loading, nothing is kept of what was typed. A second net below the help
button that is always there (docs/help-protocol.md); an error inside leads to the soft offer, never to silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.chat.distress.cache import phrase_book
from bot.chat.distress.frames import Row, says, spans
from bot.chat.distress.normalise import Words, clean, read
from bot.chat.distress.phrasebook import TOPICS
from bot.chat.distress.proofs import PACKAGE_LISTS
from bot.chat.distress.slips import OTHER_LAYOUT
from bot.help.situations import Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.chat.distress.phrasebook import Line, Mistake, PhraseBook
    from bot.chat.distress.vocabulary import Places, Vocabulary

_SIGNS_FOR_DISTRESS = 2
_SIGNS_FOR_CRISIS = 3
"""How many different signs of one topic say as much as a phrase of that level."""

_VIOLENT = frozenset({"danger", "suicide", "self-harm", "abuse", "fear", "sight", "mood"})
"""Topics whose words games are full of; a stranger's wish for pictures in a game is no game."""

_WINDOW = 48
"""Words that are heard together; a quarter of them again in the next window."""

_SETTINGS = ("story", "lesson", "question")
_SELF = "self"
"""Somebody speaks of themselves: a film or a lesson that they tell of does not silence a sure phrase."""


class Level(StrEnum):
    """How urgent: `distress` gets a soft offer, `crisis` the help card first."""

    DISTRESS = "distress"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: the level, the topic (empty when only an error spoke), whether it is about somebody else."""

    level: Level
    topic: str = ""
    other: bool = False

    @property
    def situation(self) -> Situation | None:
        """The help page that fits; None: the front page of Help."""
        if self.other and self.topic in _WORRYING:
            return Situation.WORRY
        return _SITUATIONS.get(self.topic)


_SITUATIONS = {
    "danger": Situation.DANGER,
    "suicide": Situation.NO_WISH_TO_LIVE,
    "self-harm": Situation.NO_WISH_TO_LIVE,
    "abuse": Situation.HURT,
    "sextortion": Situation.BLACKMAIL,
    "grooming": Situation.STRANGER,
    "bullying": Situation.BULLIED,
    "overuse": Situation.CANNOT_STOP,
    "account": Situation.ACCOUNT,
    "sight": Situation.AWFUL_SIGHT,
    "regret": Situation.REGRET,
}
_WORRYING = frozenset({"suicide", "self-harm", "abuse", "mood", "eating"})
"""Topics for which a worried friend, parent or teacher has a page; other pages help both."""

_SOFT = Heard(Level.DISTRESS)


class Detector:
    """Hears distress. Make one with `load`; safe to share between threads: it changes nothing after that."""

    def __init__(self, book: PhraseBook | None) -> None:
        self._book = book

    @classmethod
    def load(cls, folder: Path, kept: Path | None = None) -> Detector:
        """Read the phrase lists; `kept`: a file that keeps them compiled, so that the next start is quick. A line
        with a mistake is left out (see `mistakes`); lists that cannot be read at all make a detector that answers
        everything with the soft offer: it never fails and is never silent.
        """
        try:
            book = phrase_book(folder, kept)
        except Exception:  # noqa: BLE001 - requirement 4: whatever breaks, help must not
            return cls(None)
        return cls(book if book.phrases else None)

    @property
    def works(self) -> bool:
        """Whether phrase lists were read; if not, every message gets the soft offer."""
        return self._book is not None

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """The lines of the phrase lists that were left out, and why."""
        return self._book.mistakes if self._book else ()

    def hear(self, words: str) -> Heard | None:
        """Return what a typed message tells, None for nothing. Never raises: an error inside is the soft level."""
        try:
            return self._hear(self._book, words) if self._book else _SOFT
        except Exception:  # noqa: BLE001 - requirement 4: an error yields the soft offer, not silence
            return _SOFT

    def why(self, words: str) -> list[str]:
        """Return file and line of every phrase and guard that a message says, for who edits the lists."""
        if not self._book:
            return []
        said = read(clean(words, self._book.vocabulary), self._book.vocabulary)
        row = _row(self._book, said, self._book.vocabulary.places)
        likely = self._book.idioms.likely(row.found) + self._book.lines.likely(row.found)
        return [
            f"{line.where} {' '.join(said.words[slice(*span)])}"
            for line in likely
            if (span := says(row, line.phrase))
        ]

    def _hear(self, book: PhraseBook, words: str) -> Heard | None:
        """Hear a message as it stands, else as Russian in Latin letters, else as typed in the wrong layout."""
        vocabulary = book.vocabulary
        text = clean(words, vocabulary)
        said = read(text, vocabulary)
        heard = _judged(book, said, vocabulary.places)
        if heard and heard.level is Level.CRISIS:
            return heard
        if (spoken := _spoken(said, vocabulary)) is not None:
            return _judged(book, spoken, vocabulary.spoken_places) or heard
        if said.words and not any(vocabulary.knows(word) for word in said.words):
            other = read(text.translate(OTHER_LAYOUT), vocabulary)
            if other.words and sum(map(vocabulary.knows, other.words)) * 2 > len(other.words):
                return _judged(book, other, vocabulary.places)
        return heard


def _spoken(said: Words, vocabulary: Vocabulary) -> Words | None:
    """Return words of Latin letters as Russian ones, None for a message that is not written so: no word of it is
    only Russian, or most of it is heard as no Russian word.
    """
    signs = sum(word in vocabulary.latin for word in said.words)
    if not signs:
        return None
    spoken = Words([], [], [])
    for word, sentence, quoted in zip(said.words, said.sentence, said.quoted, strict=True):
        for heard in vocabulary.russian(word):
            if heard not in vocabulary.fillers:
                spoken.words.append(heard)
                spoken.sentence.append(sentence)
                spoken.quoted.append(quoted)
    known = sum(bool(vocabulary.spoken_places(word)) or vocabulary.knows(word) for word in spoken.words)
    return spoken if known * 2 > len(spoken.words) else None


def _judged(book: PhraseBook, said: Words, places: Callable[[str], Places]) -> Heard | None:
    """Return the most urgent thing that words tell. A long text is heard in windows that overlap: time stays
    proportional to length, and what stands far away neither completes a phrase nor guards against it.
    """
    if len(said.words) <= _WINDOW:
        return _judged_window(book, said, places)
    best: tuple[int, int, Heard] | None = None
    for start in range(0, len(said.words) - _WINDOW // 4, _WINDOW * 3 // 4):
        part = slice(start, start + _WINDOW)
        heard = _judged_window(book, Words(said.words[part], said.sentence[part], said.quoted[part]), places)
        if heard:
            best = _urgent(best, heard)
    return best[2] if best else None


def _judged_window(book: PhraseBook, said: Words, places: Callable[[str], Places]) -> Heard | None:
    """Return the most urgent thing that words tell, guards heeded."""
    row = _row(book, said, places)
    idioms = [span for line in book.idioms.likely(row.found) if (span := says(row, line.phrase))]
    if idioms:
        for start, end in idioms:
            said.words[start:end] = [""] * (end - start)
        row = _row(book, said, places)
    hits = [(line, span) for line in book.lines.likely(row.found) if (span := says(row, line.phrase))]
    guards = {line.kind for line, _ in hits}
    if not book.vocabulary.selves.isdisjoint(said.words):
        guards.add(_SELF)
    signs: dict[tuple[str, bool], set[str]] = {}
    best: tuple[int, int, Heard] | None = None
    for line, span in hits:
        if line.kind == "signs":
            signs.setdefault((line.topic, line.phrase.other), set()).add(line.group)
            continue
        level = _level(line, guards, quoted=all(said.quoted[span[0] : span[1]]))
        if level:
            best = _urgent(best, Heard(level, line.topic, line.phrase.other))
    for (topic, other), groups in signs.items():
        if len(groups) >= _SIGNS_FOR_DISTRESS and not guards.intersection(_SETTINGS):
            level = Level.CRISIS if len(groups) >= _SIGNS_FOR_CRISIS else Level.DISTRESS
            best = _urgent(best, Heard(level, topic, other))
    return best[2] if best else None


def _urgent(best: tuple[int, int, Heard] | None, heard: Heard) -> tuple[int, int, Heard]:
    """Return the more urgent of two: by level, then by topic, then about who writes."""
    rank = (heard.level is Level.DISTRESS, TOPICS.index(heard.topic) * 2 + heard.other, heard)
    return rank if best is None or rank[:2] < best[:2] else best


def _level(line: Line, guards: set[str], *, quoted: bool) -> Level | None:
    """Return the level that a phrase has beside the guards of its message: joking or quoted speech gets at most
    the soft offer (requirement 6), talk about lessons, films or games none, unless the phrase is marked as sure.
    """
    if line.kind not in {"crisis", "distress"}:
        return None
    steps = 2 if line.kind == "crisis" else 1
    if guards.intersection(_SETTINGS) or ("game" in guards and line.topic in _VIOLENT):
        steps -= 1 if line.phrase.sure and _SELF in guards else 2
    if quoted or ("joke" in guards and "serious" not in guards):
        steps -= 1
    return None if steps <= 0 else Level.DISTRESS if steps == 1 else Level.CRISIS


def _row(book: PhraseBook, said: Words, places: Callable[[str], Places]) -> Row:
    """Return the message as matching sees it: every place that a word or a run of words fills."""
    vocabulary = book.vocabulary
    denying = [0, *(word in vocabulary.denials for word in said.words)]
    denials = list(accumulate(denying)) if any(denying) else denying
    lean = [word in vocabulary.lean for word in said.words] if denials[-1] else []
    row = Row([places(word) for word in said.words], said.sentence, denials, lean)
    for shelf in book.classes:
        filled = [(one.fills, stretches) for one in shelf.likely(row.found) if (stretches := spans(row, one.run))]
        for fills, stretches in filled:
            row.fill(fills, stretches)
    return row


@cache
def package_detector(kept: Path | None = None) -> Detector:
    """Return the detector with the phrase lists that travel inside the package; `kept` as for `Detector.load`."""
    return Detector.load(PACKAGE_LISTS, kept)

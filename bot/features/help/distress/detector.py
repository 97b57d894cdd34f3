"""The detector: hears in typed words whether somebody may need help, how urgently, and which help page fits.

Pure and bounded: nothing is read after loading, and no typed words are kept. It is a second net below the help
button that is always there (docs/help-protocol.md); an error inside leads to the soft offer, never to silence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from bot.features.help.distress.cache import phrase_book
from bot.features.help.distress.frames import says
from bot.features.help.distress.judging import Stretch, guarded, judged, pages
from bot.features.help.distress.normalise import Words, clean, read, windows
from bot.features.help.distress.proofs import PACKAGE_LISTS
from bot.features.help.distress.slips import OTHER_LAYOUT
from bot.features.help.distress.urgency import NOTHING, SOFTER, TOPICS
from bot.features.help.distress.weighing import (
    FEW,
    SENTENCE,
    SHORT,
    STRAY,
    WHOLE,
    WORRYING,
    may_tell,
    reasons,
    settled,
)
from bot.help.situations import Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.features.help.distress.phrasebook import Mistake, PhraseBook
    from bot.features.help.distress.vocabulary import Places, Vocabulary
    from bot.features.help.distress.weighing import Needed, Weighed


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
    page: Situation | None = None
    """The help page that fits better than that of the topic."""

    @property
    def situation(self) -> Situation | None:
        """The help page that fits; None: the front page of Help."""
        worried = not self.page and self.other and self.topic in WORRYING
        return Situation.WORRY if worried else self.trouble

    @property
    def trouble(self) -> Situation | None:
        """The help page of the one in trouble, also where somebody else tells of it."""
        return self.page or _SITUATIONS.get(self.topic)


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
_PAGES = {
    "fake": (Situation.FAKE_PICTURE, {"abuse", "sextortion", "grooming", "bullying", "mood", "regret", "fear"}),
    "task": (Situation.TASK, {"danger", "grooming", "mood", "account", "regret", "family", "fear"}),
    "address": (Situation.ADDRESS, {"bullying", "account", "regret", "fear"}),
    "code": (Situation.CODE, {"account", "regret", "fear"}),
    "scam": (Situation.SCAM, {"account", "mood", "regret", "family", "fear"}),
}
"""The pages of page lists, the graver first, and the topics in whose place they may stand."""

_SOFT = Heard(Level.DISTRESS)
_HEARD = [
    *(
        Heard(level, topic, other)
        for level in (Level.CRISIS, Level.DISTRESS)
        for topic in TOPICS
        for other in (False, True)
    ),
    None,
]
"""What was heard by its urgency, see `urgency_of`."""


class Detector:
    """Hears distress. Make one with `load`; safe to share between threads: it changes nothing after that."""

    def __init__(self, book: PhraseBook | None) -> None:
        self._book = book

    @classmethod
    def load(cls, folder: Path, kept: Path | None = None, compiled: Path | None = None) -> Detector:
        """Read the phrase lists; `kept`: a file that keeps them compiled, so that the next start is quick;
        `compiled`: one that was made with the installation, so that the first is.

        A line with a mistake is left out (see `mistakes`). If no list can be read, the detector answers
        everything with the soft offer: it never fails and is never silent.
        """
        try:
            book = phrase_book(folder, kept, compiled)
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
        """Return what a typed message tells, or None. Never raises: an error inside counts as the soft level."""
        try:
            return self._hear(self._book, words) if self._book else _SOFT
        except Exception:  # noqa: BLE001 - requirement 4: an error yields the soft offer, not silence
            return _SOFT

    def why(self, words: str) -> list[str]:
        """Return file and line of every phrase and guard that a message matches, and the weights of its words,
        for editors of the lists.
        """
        if not self._book:
            return []
        said = read(clean(words, self._book.vocabulary), self._book.vocabulary)
        row = Stretch(self._book, said, self._book.vocabulary.places).row(self._book)
        lines = [
            f"{line.where} {' '.join(said.words[slice(*span)])}"
            for line in self._book.lines.likely(row)
            if (span := says(row, line.phrase))
        ]
        return lines + reasons(self._book.weights, said.words)

    def _hear(self, book: PhraseBook, words: str) -> Heard | None:
        """Hear a message as it is, else as Russian in Latin letters, else as typed in the wrong layout."""
        vocabulary = book.vocabulary
        text = clean(words, vocabulary)
        said = read(text, vocabulary)
        if said.words == [vocabulary.mended(text)]:
            said.words = [text]  # with nothing around it a word may be a slip of anything ("secrt")
        most = _told(book, said, vocabulary.places)
        if most < SOFTER:
            return _fitting(book, said, _HEARD[most])
        if (spoken := _spoken(said, vocabulary)) is not None:
            heard = _told(book, spoken, vocabulary.spoken_places)
            most = most if heard == NOTHING else heard
        elif said.words and not any(map(vocabulary.knows, text.split())):
            other = read(text.translate(OTHER_LAYOUT), vocabulary)
            if other.words and sum(map(vocabulary.knows, other.words)) * 2 > len(other.words):
                most = min(most, _told(book, other, vocabulary.places))
        return _fitting(book, said, _HEARD[most])


def _fitting(book: PhraseBook, said: Words, heard: Heard | None) -> Heard | None:
    """Return what was heard, with a page that fits better than that of its topic if words name one."""
    if heard is None or not any(heard.topic in topics for _, topics in _PAGES.values()):
        return heard
    parts = (Stretch(book, said.part(some), book.vocabulary.places) for some in windows(len(said.words)))
    named = {name for part in parts for name in pages(book, part)}
    fitting = (page for name, (page, topics) in _PAGES.items() if name in named and heard.topic in topics)
    page = next(fitting, None)
    return replace(heard, page=page) if page else heard


def _told(book: PhraseBook, said: Words, places: Callable[[str], Places]) -> int:
    """Return the urgency of the most urgent thing that words tell, by the lists and by the model.

    A long text is heard in overlapping windows: time stays proportional to length, and distant words neither
    complete a phrase nor guard against it. Each sentence is heard alone too, so that no small talk around a cry
    silences it. A laugh at the end does not either: children hide behind it. It leaves the soft offer.
    """
    end, laughs = book.before_laughter(said.words, places)
    bare = said.part(slice(end))
    needed = SHORT if end < FEW and not laughs else WHOLE
    most = min(_told_in(book, bare.part(some), places, needed) for some in windows(end))
    if most >= SOFTER and len(sentences := bare.sentences()) > 1:
        most = min(most, *(_told_in(book, bare.part(some), places, SENTENCE) for some in sentences))
    if laughs and most < SOFTER:
        return NOTHING if _laughed_off(book, bare, said, places) else most + SOFTER
    return most


def _laughed_off(book: PhraseBook, bare: Words, said: Words, places: Callable[[str], Places]) -> bool:
    """Whether the lists hear a crisis only without the laughter at the end ("gonna kill my brother lol")."""
    parts = (some.part(windows(len(some.words))[0]) for some in (said, bare))
    told = (judged(book, Stretch(book, part, places)) for part in parts)
    return next(told) == NOTHING and next(told) < SOFTER


def _told_in(book: PhraseBook, said: Words, places: Callable[[str], Places], needed: Needed) -> int:
    """Return the urgency of the most urgent thing that the words of a window or of a sentence tell. The lists of a
    language that the model has not learned are believed, whatever the model says.
    """
    told = _told_by_both(book, said, places, needed)
    if told >= SOFTER and book.unlearned is not None:
        told = min(told, judged(book.unlearned, Stretch(book.unlearned, said, places)))
    return told


def _told_by_both(book: PhraseBook, said: Words, places: Callable[[str], Places], needed: Needed) -> int:
    """Return the urgency of the most urgent thing that words tell by the lists and the model. Where the model
    believes some of it and no list hears it, a stray word that no list has does not part a phrase.
    """
    weighed = book.weights.weigh(said.words)
    if not may_tell(weighed, needed):
        return NOTHING
    told = _settled(book, said, places, weighed, needed)
    if told == NOTHING and weighed and weighed.anything >= STRAY:
        knows = book.vocabulary.knows
        kept = said.only(lambda word: knows(word) or bool(places(word)))
        if len(kept.words) < len(said.words):
            told = _settled(book, kept, places, weighed, needed)
    return told


def _settled(
    book: PhraseBook, said: Words, places: Callable[[str], Places], weighed: Weighed | None, needed: Needed
) -> int:
    heard = Stretch(book, said, places)
    return settled(judged(book, heard), weighed, len(said.words), lambda: guarded(book, heard), needed)


def _spoken(said: Words, vocabulary: Vocabulary) -> Words | None:
    """Return words of Latin letters as Russian ones. None if the message is not Russian: no word of it is only
    Russian, or most of its words are not heard as Russian ones.
    """
    if vocabulary.latin.isdisjoint(said.words):
        return None
    spoken = Words([], [], [])
    russian = {word: vocabulary.russian(word) for word in set(said.words)}
    for word, sentence, quoted in zip(said.words, said.sentence, said.quoted, strict=True):
        for heard in russian[word]:
            if heard not in vocabulary.fillers:
                spoken.words.append(heard)
                spoken.sentence.append(sentence)
                spoken.quoted.append(quoted)
    known = sum(bool(vocabulary.spoken_places(word)) or vocabulary.knows(word) for word in spoken.words)
    return spoken if known * 2 > len(spoken.words) else None


@cache
def package_detector(kept: Path | None = None, compiled: Path | None = None) -> Detector:
    """Return the detector with the phrase lists inside the package; the two files as for `Detector.load`."""
    return Detector.load(PACKAGE_LISTS, kept, compiled)

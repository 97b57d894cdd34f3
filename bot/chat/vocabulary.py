"""The vocabulary of the phrase lists: which places a typed word may fill, also when it is misspelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.slips import folded, slips, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_STEM = 3
"""Letters of the shortest prefix that may be listed (`уби*`)."""

_LONGEST_STEM = 12
_FORGIVEN = 5
"""Letters from which on a word that nobody knows may be a misspelled one of the lists."""

Places = tuple[int, ...]


@dataclass(slots=True)
class _Book:
    """Words and stems with their places."""

    words: dict[str, Places] = field(default_factory=dict)
    stems: dict[str, Places] = field(default_factory=dict)

    def places(self, word: str) -> Places:
        """Return the places of a word itself and of every stem that it begins with."""
        found = self.words.get(word, ())
        for size in range(SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            begun = self.stems.get(word[:size])
            if begun:
                found += begun
        return found


@dataclass(slots=True)
class Vocabulary:
    """All words of all languages. `ordinary` are known words that fill no place or must never be taken for a slip;
    `short` are spellings that stand for other words (`im` → i am); `fillers` carry no meaning and are left out.
    """

    ordinary: set[str] = field(default_factory=set)
    short: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fillers: set[str] = field(default_factory=set)
    denials: set[str] = field(default_factory=set)
    lean: set[str] = field(default_factory=set)
    latin: set[str] = field(default_factory=set)
    """Russian words in Latin letters that are no English ones: the sign that a message is written so."""
    emoji: dict[int, str] = field(default_factory=dict)
    _plain: _Book = field(default_factory=_Book)
    _slipped: _Book = field(default_factory=_Book)
    _folded: _Book = field(default_factory=_Book)

    def add(self, words: dict[str, Places], stems: dict[str, Places]) -> None:
        """Add words and stems with the places they may fill, and foresee their slips."""
        self._plain = _Book(words, stems)
        known = self.ordinary | self.short.keys() | self.fillers | self.denials | words.keys()
        for plain, slipped, close in (
            (words, self._slipped.words, self._folded.words),
            (stems, self._slipped.stems, self._folded.stems),
        ):
            for word, places in plain.items():
                _merge(close, folded(word), places)
                if len(word) < _FORGIVEN:
                    continue
                for spelling in slips(word) - known if plain is words else slips(word):
                    _merge(slipped, spelling, places)
        for stem in [stem for stem in self._slipped.stems if len(stem) < _FORGIVEN - 1]:
            del self._slipped.stems[stem]

    def places(self, word: str) -> Places:
        """Return the places a word of a message may fill, those of the nearest listed spelling if it has none."""
        found = self._plain.places(word)
        if found or len(word) < _FORGIVEN or word in self.ordinary:
            return found
        return self._slipped.places(folded(word))

    def spoken_places(self, word: str) -> Places:
        """Return the places of a folded Russian word that was written in Latin letters."""
        return self._folded.places(word) or (self._slipped.places(word) if len(word) >= _FORGIVEN else ())

    def knows(self, word: str) -> bool:
        """Whether a word is spelled as some list has it."""
        return (
            word in self.ordinary or word in self.short or word in self.fillers or bool(self._plain.places(word))
        )

    def has(self, word: str) -> bool:
        """Whether a whole word (not a stem of it) is listed: what glued words are taken apart into."""
        return (
            word in self._plain.words
            or word in self.ordinary
            or word in self.short
            or word in self.fillers
            or word in self.denials
        )

    def foresee_latin(self, words: Iterable[str]) -> None:
        """Remember the words that show that a message is Russian in Latin letters."""
        self.latin |= set(words)

    def russian(self, word: str) -> tuple[str, ...]:
        """Return the Russian words that a word of Latin letters stands for, folded."""
        heard = spoken(word)
        return self.short.get(heard, (heard,))


def _merge(book: dict[str, Places], word: str, places: Places) -> None:
    book[word] = tuple(dict.fromkeys(book.get(word, ()) + places))

"""The vocabulary of the phrase lists: which places a typed word may fill, also when it is misspelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.chat.typed import BY_EAR, sound
from bot.features.help.distress.slips import FIRST_LETTERS, folded, skeleton, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHORTEST_STEM = 3
"""Letters of the shortest prefix that may be listed (`kil*`)."""

_LONGEST_STEM = 12
_FORGIVEN = 6
"""Letters from which on a word that nobody knows may be a misspelled one of the lists: with one slip …"""

_MENDED = 4
"""Letters of the shortest listed word that one is read as which nobody knows and a single slip made from it."""

_LONGEST_SHRUG = 8
"""Words at the end of a message that may be one shrug."""

_SWAPPED = 4
"""Letters from which on two neighbours may have changed places (`wnat`)."""

_TWICE = 9
"""… and from here on with two."""

Places = tuple[int, ...]
"""The places that a word fills, each once."""


@dataclass(slots=True)
class Spellings:
    """Words and stems with the places they fill."""

    words: dict[str, Places] = field(default_factory=dict)
    stems: dict[str, Places] = field(default_factory=dict)

    def begun(self, word: str, shortest: int = SHORTEST_STEM) -> Places:
        """Return the places of every stem, of so many letters at least, that a word begins with."""
        found = [
            self.stems[word[:size]]
            for size in range(shortest, min(len(word), _LONGEST_STEM) + 1)
            if word[:size] in self.stems
        ]
        return _together(*found)


@dataclass(slots=True)
class Vocabulary:
    """All words of all languages. `ordinary` are known words that must never be taken for a slip of a listed one;
    `short` are spellings that stand for other words (`im` → i am); `fillers` carry no meaning and are left out;
    `denials` deny what follows, `lean` words may stand between the two.
    """

    ordinary: set[str] = field(default_factory=set)
    short: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fillers: set[str] = field(default_factory=set)
    denials: set[str] = field(default_factory=set)
    lean: set[str] = field(default_factory=set)
    latin: set[str] = field(default_factory=set)
    """Russian words in Latin letters that are not English words: the sign that a message is written so."""
    glued: set[str] = field(default_factory=set)
    """Words with which sentences without spaces begin, and the short ones in the middle of them."""
    selves: set[str] = field(default_factory=set)
    """Words with which somebody speaks of themselves."""
    real: set[str] = field(default_factory=set)
    """Words of no list that look like a slip of a listed one and are not."""
    shrugs: set[tuple[str, ...]] = field(default_factory=set)
    """Rows of words that tell nothing at the end of a message."""
    emoji: dict[int, str] = field(default_factory=dict)
    _plain: Spellings = field(default_factory=Spellings)
    _folded: Spellings = field(default_factory=Spellings)
    _whole: set[str] = field(default_factory=set)
    _sounds: dict[str, str] = field(default_factory=dict)
    """The listed word that a misspelt one sounds like; an everyday one before one of the lists."""
    _begins: dict[str, str] = field(default_factory=dict)
    """The listed stem that the beginning of a misspelt word sounds like."""
    _by_size: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    """The listed words of at least `_MENDED` letters by their first letter and how many there are."""
    _words_like: dict[str, list[str]] = field(default_factory=dict)
    _stems_like: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, words: Mapping[str, Iterable[int]], stems: Mapping[str, Iterable[int]]) -> None:
        """Take in the listed words and stems with the places that they fill."""
        same: dict[Places, Places] = {}
        self._plain.stems = {stem: tuple(places) for stem, places in stems.items()}
        for word, places in words.items():
            filled = tuple(sorted({*self._plain.begun(word), *places}))
            self._plain.words[word] = same.setdefault(filled, filled)
        self._whole = {*words, *self.ordinary, *self.short, *self.fillers, *self.denials, *self.latin}
        for word in sorted({*self._plain.words, *self.ordinary}):
            if len(word) >= _MENDED and word.isalpha():
                self._by_size.setdefault((word[0], len(word)), []).append(word)
        by_ear = sorted({*self._whole, *words}, key=lambda word: (word in self.ordinary, word))
        self._sounds = {heard: word for word in by_ear if (heard := sound(word))}
        self._begins = {heard: stem for stem in stems if (heard := sound(stem))}
        for plain, close, like in (
            (self._plain.words, self._folded.words, self._words_like),
            (self._plain.stems, self._folded.stems, self._stems_like),
        ):
            for word, filled in plain.items():
                near = folded(word)
                near = word if near == word else near  # one object for both saves half a megabyte
                both = tuple(sorted({*filled, *close.get(near, ())}))
                close[near] = same.setdefault(both, both)
            for near in close:
                if len(near) >= _FORGIVEN and not near[0].isdigit():
                    like.setdefault(skeleton(near), []).append(near)

    def share(self) -> None:
        """Keep equal places, and equal numbers in them, once: a pickle makes each number anew, 3 MiB in all."""
        numbers: dict[int, int] = {}
        same: dict[Places, Places] = {}
        for kept in (self._plain.words, self._plain.stems, self._folded.words, self._folded.stems):
            for word, filled in kept.items():
                if filled not in same:
                    same[filled] = tuple(map(numbers.setdefault, filled, filled))
                kept[word] = same[filled]

    def places(self, word: str) -> Places:
        """Return the places a word of a message may fill, those of the nearest listed spelling if it has none."""
        found = self._plain.words.get(word)
        if found is None:
            found = self._plain.begun(word)
            if len(word) >= _SWAPPED and word not in self._whole:
                found = _together(found, self._swapped(word)) or self._by_ear(word)
                if not found and len(word) >= _FORGIVEN:
                    return self._near(folded(word)) or self._swapped_stem(word)
        return found

    def spoken_places(self, word: str) -> Places:
        """Return the places of a folded Russian word that was written in Latin letters."""
        found = _together(self._folded.words.get(word, ()), self._folded.begun(word))
        return found or (self._near(word) if len(word) >= _FORGIVEN else ())

    def knows(self, word: str) -> bool:
        """Whether a word is spelled as some list has it."""
        return word in self._whole or bool(self._plain.begun(word))

    def shrug(self, words: Sequence[str]) -> int:
        """Return how many words at the end of a message tell nothing, of one shrug the most."""
        sizes = range(min(len(words), _LONGEST_SHRUG), 0, -1)
        return next((size for size in sizes if tuple(words[-size:]) in self.shrugs), 0)

    def mended(self, word: str) -> str:
        """Return the listed word that a single slip behind the first letter made a word from, else the word."""
        if len(word) < _MENDED - 1 or word in self.real or not word.isalpha() or self.knows(word):
            return word
        near = [like for more in (1, 0, -1) for like in self._by_size.get((word[0], len(word) + more), ())]
        found = [like for like, _, _ in extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=None)]
        return min(found, key=lambda like: (sorted(like) != sorted(word), -self._often(like)), default=word)

    def _often(self, word: str) -> int:
        """Return how many places of the lists a word fills: the more, the commoner it is."""
        return len(self._plain.words.get(word, ()))

    def has(self, word: str) -> bool:
        """Whether a whole word (not a stem of it) is listed: what glued words are taken apart into."""
        return word in self._whole

    def russian(self, word: str) -> tuple[str, ...]:
        """Return the Russian words that a word of Latin letters stands for, folded."""
        heard = spoken(word)
        return self.short.get(heard, (heard,))

    def _swapped(self, word: str) -> Places:
        """Return the places of the listed words that a word becomes when two neighbours change places."""
        swaps = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        return _together(*(self._plain.words[swap] for swap in swaps if swap in self._plain.words))

    def _swapped_stem(self, word: str) -> Places:
        """Return the places of the listed stems with which a word begins when two neighbours change places."""
        for at in range(1, min(len(word), _LONGEST_STEM) - 1):
            swap = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if found := self._plain.begun(swap, max(_FORGIVEN - 1, at + 2)):
                return found
        return ()

    def _by_ear(self, word: str) -> Places:
        """Return the places of the listed word that a word sounds like, or of the stem that its beginning does."""
        if len(word) < BY_EAR:
            return ()
        if whole := self._sounds.get(sound(word)):
            return self._plain.words.get(whole) or self._plain.begun(whole)
        for size in range(BY_EAR, min(len(word), _LONGEST_STEM) + 1):
            stem = self._begins.get(sound(word[:size]))
            if stem and len(stem) == size:
                return self._plain.begun(stem)
        return ()

    def _near(self, word: str) -> Places:
        """Return the places of the listed words and stems that a folded word may be a slip of."""
        if word in self._folded.words:
            return self._folded.words[word]
        slips = 2 if len(word) >= _TWICE else 1
        bones = skeleton(word)
        for like in self._words_like.get(bones, ()):
            if _begin_alike(word, like) and OSA.distance(word, like, score_cutoff=slips) <= slips:
                return self._folded.words[like]
        for size in range(2, len(bones) + 1):
            for stem in self._stems_like.get(bones[:size], ()):
                if _begin_alike(word, stem) and OSA.distance(word[: len(stem)], stem, score_cutoff=1) <= 1:
                    return self._folded.stems[stem]
        return self._folded.begun(word, _FORGIVEN)


def _together(*filled: Places) -> Places:
    """Return the places of all, each once."""
    some = [places for places in filled if places]
    return tuple(set().union(*some)) if len(some) > 1 else some[0] if some else ()


def _begin_alike(word: str, like: str) -> bool:
    """Whether two words begin with the same letter, or with letters that sound alike."""
    return word[0] == like[0] or word[0] + like[0] in FIRST_LETTERS

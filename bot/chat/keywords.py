"""Keywords: ways of saying, known by words that must occur, in any order: `lose/lost + code`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.typed import canonical, plain_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AND, OR, NOT, BEGINNING = "+", "/", " ! ", "*"
"""What stands between words that must all be there, between those of which one is enough, before those that must
not be there, and behind the beginning of a word.
"""

SPREAD = 6
"""Words of a message to each group: in more of them the same words are there by chance."""

SHORTEST = 3
"""Least letters of the beginning of a word."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of saying: what it means, and how many groups of words it needs, one bit each."""

    means: int
    groups: int

    @property
    def whole(self) -> int:
        """The bits of all groups."""
        return (1 << self.groups) - 1


class Keywords:
    """Finds what is meant by words anywhere in a message. The most telling way of saying wins; of equal ones
    the first.
    """

    def __init__(self) -> None:
        self._ways: list[_Way] = []
        self._stems: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._beginnings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[str, int, int]]] = defaultdict(list)

    def add(self, words: str, means: int) -> None:
        """Learn a way of saying, such as `open/start + class ! print`."""
        needed, _, unwanted = words.partition(NOT)
        groups = [part for part in needed.split(AND) if part.strip()]
        at = len(self._ways)
        self._ways.append(_Way(means, len(groups)))
        for bit, group in enumerate(groups):
            self._learn(group, at, 1 << bit)
        self._learn(unwanted, at, 1 << len(groups))

    def words(self) -> Iterator[str]:
        """Return the stems that ways of saying need."""
        return iter(self._stems)

    def knows(self, word: str) -> bool:
        """Whether a way of saying needs a canonical word, in this form or another."""
        return stem(word) in self._stems or any(one in self._beginnings for one in _beginnings(word))

    def find(self, typed: Sequence[str]) -> int | None:
        """Return what canonical words mean; None if no known way of saying has them."""
        text = f" {' '.join(typed)} "
        got: dict[int, int] = defaultdict(int)
        for word in typed:
            for places in (self._stems.get(stem(word)), *map(self._beginnings.get, _beginnings(word))):
                for at, bit in places or ():
                    got[at] |= bit
            for phrase, at, bit in self._phrases.get(word, ()):
                if phrase in text:
                    got[at] |= bit
        found = [
            (way.groups, -at)
            for at, bits in got.items()
            for way in [self._ways[at]]
            if bits == way.whole and len(typed) <= SPREAD * way.groups
        ]
        return self._ways[-max(found)[1]].means if found else None

    def _learn(self, group: str, at: int, bit: int) -> None:
        for one in filter(None, map(str.strip, group.split(OR))):
            words = canonical(one).split() if plain_words(one) else []
            if one.endswith(BEGINNING) and len(words) == 1 and len(words[0]) >= SHORTEST:
                self._beginnings[words[0]].append((at, bit))
            elif len(words) == 1:
                self._stems[stem(words[0])].append((at, bit))
            elif words:
                self._phrases[words[0]].append((f" {' '.join(words)} ", at, bit))


def has_keywords(words: str) -> bool:
    """Whether a way of saying is written as keywords."""
    return f" {AND} " in words or OR in words or BEGINNING in words


def _beginnings(word: str) -> list[str]:
    return [word[:size] for size in range(SHORTEST, len(word) + 1)]

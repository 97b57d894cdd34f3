"""Glance: which expressions a text may hold at all, told from its words one by one.

Most texts hold none of what the rules look for, and looking for each in all of them takes longer than reading the
file. Words come back, so what each may begin is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

KEPT = 100_000
"""Most words of which is kept what they may begin."""


class Glance:
    """Tells by name which of the patterns it is worth looking for. Each must begin in a word, or in a sign beside
    one: what begins in white space is not seen.
    """

    def __init__(self, **patterns: re.Pattern[str]) -> None:
        # `partial` is what the standard library lacks: "these letters may be the beginning of a match".
        self._patterns = {name: regex.compile(one.pattern, one.flags) for name, one in patterns.items()}
        self._begun = lru_cache(KEPT)(self._look)

    def at(self, words: Iterable[str]) -> frozenset[str]:
        """Return the names of the patterns that a text of these words may hold; of all others there is surely no
        match.
        """
        return frozenset().union(*filter(None, map(self._begun, words)))

    def _look(self, word: str) -> frozenset[str]:
        found = ((name, pattern.search(f"{word} ", partial=True)) for name, pattern in self._patterns.items())
        # Behind the last letter anything may begin: that is the next word's matter.
        return frozenset(name for name, begun in found if begun and begun.start() < len(word))

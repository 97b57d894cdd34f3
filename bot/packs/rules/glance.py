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

KEPT = 100_000
"""Most words of which is kept what they may begin."""


class Glance:
    """Tells which of `patterns` it is worth looking for. Each must begin in a word, or in a sign beside one: what
    begins in white space is not seen.
    """

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        # `partial` is what the standard library lacks: "these letters may be the beginning of a match".
        self._patterns = [(pattern, regex.compile(pattern.pattern, pattern.flags)) for pattern in patterns]
        self._begun = lru_cache(KEPT)(self._look)

    def at(self, words: str) -> frozenset[re.Pattern[str]]:
        """Return the patterns that `words` may hold; of all others there is surely no match."""
        return frozenset().union(*map(self._begun, set(words.split())))

    def _look(self, word: str) -> frozenset[re.Pattern[str]]:
        found = ((pattern, partial.search(f"{word} ", partial=True)) for pattern, partial in self._patterns)
        # Behind the last letter anything may begin: that is the next word's matter.
        return frozenset(pattern for pattern, begun in found if begun and begun.start() < len(word))

"""Lexicon: how a language is searched: its stems, words that say nothing, its keyboard, and what names a topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.chat.typed import FILE as TYPED
from bot.chat.typed import snowball
from bot.values.locales import alike, languages, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

WITHOUT_ENDING = 2
"""Letters of words that have no ending: a stem of one letter would be that of many."""

INFLECTED = 4
"""Letters from which on a word that says nothing stands for all its forms."""

_WORD = re.compile(r"[^\W_]+\+?")
_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc`")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `search.yml` tells of a language, its words as stems. A language without one is searched by whole
    words.
    """

    code: str
    stem: Callable[[str], str] = field(repr=False)
    stop: frozenset[str] = frozenset()
    """Words that do not narrow a search, as they are written and as stems."""
    keyboard: str = ""
    """The letters of its keyboard, in the order in which every keyboard has them."""
    named: Mapping[str, Sequence[tuple[frozenset[str], str]]] = field(default_factory=dict, repr=False)
    """By the longest stem of a phrase: all its stems, which have to be there, and the topic that they name."""
    latin: Sequence[tuple[str, str]] = ()
    """Latin letters and the letter that they stand for, the longest first."""

    def tokens(self, words: str) -> list[str]:
        """Return the words of a text that say something, in small letters."""
        return [
            word
            for word in split(words)
            if word not in self.stop and (len(word) < INFLECTED or self.stem(word) not in self.stop)
        ]

    def stems(self, words: str) -> list[str]:
        """Return the stems of the words that say something."""
        return [self.stem(word) for word in self.tokens(words)]

    def topics(self, stems: Iterable[str]) -> dict[str, set[str]]:
        """Return the topics that these stems name, and by which of them; also words that say nothing count."""
        there = frozenset(stems)
        found: dict[str, set[str]] = {}
        for stem in there:
            for needed, topic in self.named.get(stem, ()):
                if needed <= there:
                    found.setdefault(topic, set()).update(needed)
        return found

    def from_latin(self, words: str) -> str:
        """Return words that are spelt in Latin letters in the language's own."""
        for latin, letter in self.latin:
            words = words.replace(latin, letter)
        return words


def split(words: str) -> list[str]:
    """Return the words of a text in small letters; `12+` and `2fa` are words, numbers are none."""
    found = _WORD.findall(alike(words).translate(_APOSTROPHES))
    return [word for word in found if not word.isdecimal()]


@cache
def lexicon_of(locale: str) -> Lexicon:
    """Return the lexicon of a locale. Errors: ValueError for a `search.yml` with an unknown line."""
    told: dict[str, Any] = dict(read("search.yml").get(locale, {}))
    typed = read(TYPED).get(locale, {})
    stem = _stemmer(typed.get("stemmer", ""))
    listed = str(told.pop("stop", "")).split()
    stop = frozenset([*map(alike, listed), *(stem(alike(word)) for word in listed if len(word) >= INFLECTED)])
    keyboard = str(typed.get("keyboard", ""))
    topics = told.pop("topics", {})
    if told:
        raise ValueError(f"locales/{locale}/search.yml: unknown: {', '.join(told)}")
    language = languages().get(locale)
    letters = [*language.latin.items()] if language else []
    # Of several letters that are spelt alike the first of the alphabet counts.
    latin = {spelt: letter for letter, spelt in reversed(letters) if spelt}
    longest_first = sorted(latin.items(), key=lambda pair: -len(pair[0]))
    return Lexicon(locale, stem, stop, keyboard, _named(topics, stem), longest_first)


def _named(topics: Mapping[str, str], stem: Callable[[str], str]) -> dict[str, list[tuple[frozenset[str], str]]]:
    named: dict[str, list[tuple[frozenset[str], str]]] = {}
    for topic, phrases in topics.items():
        for phrase in phrases.split(","):
            stems = [stem(word) for word in split(phrase)]
            named.setdefault(max(stems, key=len), []).append((frozenset(stems), topic))
    return named


def _stemmer(name: str) -> Callable[[str], str]:
    """Return what makes stems of a language's words: Snowball's algorithm of this name, for no name the word
    itself.
    """
    if not name:
        return str
    stem = snowball(name)
    return lambda word: stem(word) if len(word) > WITHOUT_ENDING else word

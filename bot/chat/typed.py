"""Typed: typed words in the one form in which they are compared; each language has its short forms and
keyboards.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import Stemmer

from bot.values.locales import alike, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FILE = "typed.yml"
"""The file in the folder of a language; docs/translating.md tells its lines."""

LONGEST = 200
"""More characters than these are not compared: nobody asks for a page in so many."""

BY_EAR = 5
"""Letters from which on a word may be spelt as it sounds; too many shorter ones sound alike."""

ONE_WRONG, TWO_WRONG = 5, 10
"""Letters from which on one of them may be wrong, and two."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['’‘`ʼ]")
_RUN = re.compile(r"([^\W\d_])\1+")
_SYLLABLES = re.compile(r"([^\W\d_]{2,3}?)\1{2,}")


@dataclass(frozen=True, slots=True)
class Manner:
    """How people type, in all languages together. Every word is in the form that `words_of` gives."""

    fillers: frozenset[str]
    """Words that say nothing."""
    short: dict[str, tuple[str, ...]]
    """Short and often mistyped forms, and what they stand for."""
    around: frozenset[str]
    """Words that people put round the name of an option: "I think the …"."""
    ordinals: tuple[frozenset[str], ...]
    """The words for the first, the second …"""
    last: frozenset[str]
    light: frozenset[str]
    """Stems of words that tell little of the meaning."""
    acts: dict[str, tuple[str, ...]]
    """What is said to a question in place of an answer: see `ACTS`."""
    keyboards: tuple[str, ...]
    """The keys of each language's keyboard in the order of their places."""
    middle: frozenset[str] = frozenset()
    """The words for the option in the middle."""
    denials: frozenset[str] = frozenset()
    """Words that deny."""
    sounds: tuple[tuple[re.Pattern[str], str], ...] = ()
    """Letters that sound alike where they stand so, and the one that stands for them all; to be used in order."""


ACTS = ("unsure", "hint", "next", "back", "stop", "later", "sure", "doubt", "nothing")


def plain_words(words: str) -> list[str]:
    """Return the words of a message in small letters, without marks; letters with two forms become one."""
    text = unicodedata.normalize("NFKC", words[:LONGEST])
    return _WORD.findall(_APOSTROPHES.sub("", alike(text)))


def canonical(words: str) -> str:
    """Return words in the form in which they are compared: short forms written out, fillers left out, held or
    doubled letters once. A message of fillers alone stays. Nothing of it is kept.
    """
    told = manner()
    full = [whole for word in plain_words(words) for whole in told.short.get(word, (word,))]
    kept = [word for word in full if word not in told.fillers] or full
    return _once(" ".join(kept))


def slips(letters: int) -> int:
    """Return how many of so many letters may be wrong; none of a few, because short words are too much alike."""
    return (letters >= ONE_WRONG) + (letters >= TWO_WRONG)


def stem(word: str) -> str:
    """Return the stem of a canonical word, the same for all its forms, in any language that has such a word."""
    for one in _stemmers():
        found = one(word)
        if found != word:
            return found
    return word


def snowball(name: str) -> Callable[[str], str]:
    """Return Snowball's algorithm of this name. It keeps no words: they are what people type."""
    stem_of: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord
    return stem_of


@cache
def _stemmers() -> tuple[Callable[[str], str], ...]:
    names = (file.get("stemmer") for file in read(FILE).values())
    return tuple(snowball(name) for name in names if name)


def _once(words: str) -> str:
    """Return words with held or doubled letters once, and a repeated syllable twice. All words at once: a run
    of letters ends with its word.
    """
    return _RUN.sub(r"\1", _SYLLABLES.sub(r"\1\1", words))


def sound(word: str) -> str:
    """Return how a word sounds, the same for all spellings that a child may hear in it; empty for a short word."""
    if len(word) < BY_EAR:
        return ""
    for letters, heard in manner().sounds:
        word = letters.sub(heard, word)
    return _RUN.sub(r"\1", word)


def on_other_keyboards(words: str) -> Iterator[str]:
    """Yield what the same keys give on the keyboards of the other languages."""
    small = words.casefold()
    for here in manner().keyboards:
        if any(sign.isalpha() and sign not in here for sign in small):
            continue
        for there in manner().keyboards:
            if there is not here:
                yield small.translate(str.maketrans(here, there))


@cache
def manner() -> Manner:
    """Return how people type, from the files of all languages."""
    told = [*read(FILE).values()]
    short = {_plain(one): tuple(plain_words(whole)) for file in told for one, whole in _pairs(file, "short")}
    rows = [file.get("ordinals", ()) for file in told]
    ordinals = [_set(word for row in rows for word in row[place : place + 1]) for place in range(_most(rows))]
    return Manner(
        fillers=frozenset(_plain(word) for file in told for word in file.get("fillers", ())),
        short=short,
        around=_set(file.get("around", ()) for file in told),
        ordinals=tuple(ordinals),
        light=frozenset(stem(_once(word)) for word in _set(file.get("light", ()) for file in told)),
        last=_set(file.get("last", ()) for file in told),
        acts={act: tuple(str(one) for file in told for one in file.get(act, ())) for act in ACTS},
        keyboards=tuple(str(file["keyboard"]) for file in told if "keyboard" in file),
        middle=_set(file.get("middle", ()) for file in told),
        denials=_set(file.get("denials", ()) for file in told),
        sounds=tuple((re.compile(letters), heard) for file in told for letters, heard in _pairs(file, "sounds")),
    )


def _pairs(file: Any, name: str) -> Iterable[tuple[str, str]]:
    return ((str(one), str(whole)) for one, whole in file.get(name, {}).items())


def _most(rows: list[Any]) -> int:
    return max(map(len, rows), default=0)


def _set(lists: Iterable[Iterable[Any]]) -> frozenset[str]:
    return frozenset(_plain(word) for words in lists for word in words)


def _plain(word: Any) -> str:
    return " ".join(plain_words(str(word)))


KEPT = (manner, _stemmers)
"""What is worked out once: a test that brings other languages lets go of it."""

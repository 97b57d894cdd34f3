"""Slips: how hurried fingers change words: look-alikes, digits for letters, Latin Russian, the wrong layout.

Which letters these are stands in `help/distress/letters.yml`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parents[3] / "help" / "distress" / "letters.yml"
_TOLD: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))

TO_CYRILLIC = str.maketrans(*_TOLD["to_cyrillic"])
TO_LATIN = str.maketrans(*_TOLD["to_latin"])
"""Letters of one script that look like those of the other."""

DIGITS_LATIN = str.maketrans(*_TOLD["digits_latin"])
DIGITS_CYRILLIC = str.maketrans(*_TOLD["digits_cyrillic"])
"""Digits and signs for letters ("leet")."""

_ONE, _OTHER = _TOLD["keyboards"]
OTHER_LAYOUT = str.maketrans(_ONE + _OTHER, _OTHER + _ONE)
"""What was typed with the keyboard left in the other language."""

FIRST_LETTERS = frozenset(_TOLD["first"])
"""First letters that are mistaken for each other, in pairs."""

VOWELS = "".join(_TOLD["vowels"])

_SPOKEN: dict[str, str] = _TOLD["sounds"]
_SOUND = re.compile("|".join(_SPOKEN))
"""Russian written in Latin letters; the longest first."""

_BEHIND, _BECOMES = _TOLD["behind_a_vowel"]
_BEHIND_VOWEL = re.compile(rf"([{_TOLD['vowels'][0]}]){_BEHIND}")
_ENDINGS = [(re.compile(ending), becomes) for ending, becomes in _TOLD["endings"].items()]
FOLDS = str.maketrans(_TOLD["folds"])
_SKELETON = str.maketrans(*_TOLD["skeleton"])
"""Voiced and unvoiced letters as one, no vowels: what misspelled words keep."""


def is_cyrillic(word: str) -> bool:
    """Whether a word has a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u04ff" for letter in word)


def is_latin(word: str) -> bool:
    """Whether a word has a basic Latin letter."""
    return any("a" <= letter <= "z" for letter in word)


def folded(word: str) -> str:
    """Return a word without what hurried writers leave out: double letters, signs without a sound.

    Two words that sound alike here may differ in meaning, so only long words are looked up this way.
    """
    if is_cyrillic(word):
        for ending, becomes in _ENDINGS:
            word = ending.sub(becomes, word)
        word = word.translate(FOLDS)
    return re.sub(r"(.)\1+", r"\1", word)


def spoken(word: str) -> str:
    """Return a word of Latin letters as Russian, folded: `xochu`, `hochu` and `khochu` become one word."""
    plain = _SOUND.sub(lambda sound: _SPOKEN[sound.group()], word)
    plain = _BEHIND_VOWEL.sub(rf"\1{_BECOMES}", plain)
    return folded(plain)


def skeleton(word: str) -> str:
    """Return what a misspelled word keeps: its consonants, voiced and unvoiced as one, no doubles."""
    return re.sub(r"(.)\1+", r"\1", word.translate(_SKELETON))

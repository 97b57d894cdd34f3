"""A screen block: a phone's screen as data, and its words for people who do not see the drawing."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.values.locales import SOURCE_LOCALE, instead_of, read
from bot.values.text import Text, bold, join, styled

if TYPE_CHECKING:
    from collections.abc import Mapping

SPOTS = "abcd"
"""The letters of spots in a pack; readers see the letters of their own language (`letter`)."""

DRAWN = 2
"""The version of the drawing. Increase it when screens are drawn differently, so that Telegram's cached picture of
the old form is not sent.
"""

_FILE = "screens.yml"
_DRAWABLE = re.compile(
    # Letters of Latin, Greek and Cyrillic, punctuation, money, arrows, figures, hearts and stars, smileys.
    "[ -~\u00a0-\u024f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0525\u2010-\u2027\u2030-\u203a\u20a0-\u20b5"
    "\u20b8-\u20ba\u20bd\u2116\u2122\u2190-\u21ff\u2212\u25a0-\u266f\u2709\u270c-\u2727\u2761-\u2775"
    "\U0001f600-\U0001f623\U0001f625-\U0001f62b\U0001f62d-\U0001f640]"
)
"""The characters for which the bundled font has shapes (`tests/pictures/test_screens.py` checks it)."""

_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/[^\s\]]*)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a line that can be asked about: its letter in the pack, `start` inclusive, `end` exclusive."""

    letter: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """A line of a screen: its role (`theirs` and `mine` are bubbles, `text` plain words, else the word before the
    colon), its words without markup, its spots.
    """

    role: str
    words: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenBlock:
    """A phone's screen: its kind (`chat`, `mail` …), its lines in order, the locale of its words."""

    kind: str
    lines: tuple[ScreenLine, ...]
    locale: str = SOURCE_LOCALE

    @property
    def letters(self) -> str:
        """The letters of its spots, in alphabetical order."""
        return "".join(sorted({spot.letter for line in self.lines for spot in line.spots}))

    @property
    def plain(self) -> str:
        """All its words, a line each: the text for translators and for hashes."""
        return "\n".join([self.kind, *(f"{line.role}: {line.words}" for line in self.lines)])

    @property
    def drawable(self) -> bool:
        """Whether it can be drawn: the font has letters of only three alphabets."""
        return all(is_drawable(sign) for line in self.lines for sign in line.words)

    @property
    def key(self) -> str:
        """A key that changes with the drawing: 16 hexadecimal digits."""
        told = f"{DRAWN} {self.locale} {self.kind} {self.lines}"
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]

    def first(self, role: str) -> ScreenLine | None:
        """Return the first line of a role, None when there is none."""
        return next((line for line in self.lines if line.role == role), None)

    def in_words(self) -> Text:
        """Return the screen in words, for people who do not see the picture; nothing in it can be tapped. A spot
        stands in brackets with its letter.
        """
        sender = self.first("from")
        lines = [bold(f"{word(self.locale, 'screen')}: {word(self.locale, self.kind)}")]
        for line in self.lines:
            if line.role == "theme":
                continue
            if line.role == "theirs" and sender and self.kind in {"chat", "sms"}:
                name = sender.words
            elif line.role in {"text", "theirs"}:
                name = ""
            else:
                name = word(self.locale, line.role)
            lines.append(
                (Text(f"{name}: ") if name else Text("— ")) + _untappable(_with_letters(line, self.locale))
            )
        return join(lines, "\n")


def is_drawable(sign: str) -> bool:
    """Whether the bundled font has a shape for a character."""
    return bool(_DRAWABLE.fullmatch(sign))


def letter(locale: str, spot: str) -> str:
    """Return the letter that readers of a locale see for a spot: the same place in their alphabet."""
    return word(locale, "letters")[SPOTS.index(spot)]


def spot_of(sign: str) -> str:
    """Return the spot that a letter of any supported language stands for; empty if there is none. A letter that
    looks like a Latin one counts as the Latin one.
    """
    return _spots().get(sign.casefold(), "")


def word(locale: str, name: str) -> str:
    """Return a word that screens use, in a locale; in English if the locale does not have it."""
    told = read(_FILE)
    known = (told.get(code, {}).get(name) for code in instead_of(locale))
    return str(next(filter(None, known), None) or told[SOURCE_LOCALE][name])


def _with_letters(line: ScreenLine, locale: str) -> str:
    words, done = "", 0
    for spot in line.spots:
        named = f"[{letter(locale, spot.letter)}: {line.words[spot.start : spot.end]}]"
        words += line.words[done : spot.start] + named
        done = spot.end
    return words + line.words[done:]


def _untappable(words: str) -> Text:
    """Return words with everything that looks like an address set as code: Telegram makes no link of it."""
    told, done = Text(), 0
    for found in _ADDRESS.finditer(words):
        told += Text(words[done : found.start()]) + styled(found.group(), "code")
        done = found.end()
    return told + words[done:]


@cache
def _spots() -> Mapping[str, str]:
    alphabets = [str(told["letters"]).casefold() for told in read(_FILE).values() if told.get("letters")]
    return {sign: SPOTS[place] for letters in alphabets for place, sign in enumerate(letters[: len(SPOTS)])} | {
        "\u0441": "c"
    }

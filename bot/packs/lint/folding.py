"""Rewrites words by their look, so that other ways to write the same signs hide nothing from the rules.

Full-width letters and digits, digits of other scripts, signs without width, stacked accents and look-alike dots,
slashes and dashes become the plain sign (Unicode NFKC and a table); capitals stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = re.compile(r"[\t\n -~\u0401\u0410-\u044f\u0451«»“”„‘’…№×–—]*+")
"""A text of only these signs is already plain, like nearly all of a pack."""

_TABLE = {
    **dict.fromkeys("。．｡․‧·•∙⋅・･٫۔܁܂᎐ꓸ꘎˙﹒⸳𐩐𝅭", "."),
    **dict.fromkeys("／⁄∕╱⧸", "/"),
    **dict.fromkeys("：∶꞉ː﹕", ":"),
    **dict.fromkeys("‐‑‒–—―−﹣－﹘⁃", "-"),
    **dict.fromkeys("®©\u2800\u3164\u2028\u2029", " "),
    **dict.fromkeys("\u115f\u1160\uffa0", ""),
    **{sign: sign for sign in "™℠"},
    **dict(zip("ᴀʙᴄᴅᴇ\u0493ɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡı", "abcdefghijklmnoprstuvwyzgi", strict=True)),
    **{chr(start + at): chr(65 + at) for start in (0x1F130, 0x1F150, 0x1F170) for at in range(26)},
}
"""Signs that look like a plain sign and stay unchanged under NFKC."""

_TOLD = Path(__file__).with_name("lookalikes.txt").read_text("utf-8").splitlines()
LETTERS, LIKE, _SIGNS, _READ_AS = (line for line in _TOLD if line and not line.startswith("#"))
LOOKALIKES = str.maketrans(LETTERS, LIKE)
"""Cyrillic and Greek letters that look like Latin ones."""


_AS_LATIN = LOOKALIKES | str.maketrans("013457@$", "oieastas")
AS_CYRILLIC = str.maketrans(_SIGNS, _READ_AS)
"""Latin and Greek letters, small capitals and digits that are read as Cyrillic letters."""

_DISGUISED = re.compile(
    r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]|[^\W\d_][\d@$]|[\d@$][^\W\d_]"
    r"|[\u0400-\u04ff] [A-Za-z] [\u0400-\u04ff]|[\u0455\u0456\u0458\u0501\u04bb\u04cf\u051b\u051d]",
    re.IGNORECASE,
)
"""Letters of two scripts side by side, a digit or sign between letters, or a rare look-alike letter."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `places`: the index of each sign in the original words; None: the same index."""

    text: str
    written: str
    places: Sequence[int] | None = None

    def as_written(self, start: int, end: int) -> str:
        """Return the original words between two indexes of the folded text."""
        if self.places is None:
            return self.written[start:end]
        return self.written[self.places[start] : self.places[end - 1] + 1]

    def find(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the original words that a pattern matches, also if disguised letters are read as the Latin or the
        Russian ones that they look like.
        """
        spans = {found.span() for reading in self._readings() for found in pattern.finditer(reading)}
        return [self.as_written(*span) for span in sorted(spans)]

    def _readings(self) -> Sequence[str]:
        """Return the text and, if a word is disguised, the same in Latin and in Russian letters, as long."""
        if not _DISGUISED.search(self.text):
            return (self.text,)
        return self.text, self.text.translate(_AS_LATIN), self.text.translate(AS_CYRILLIC)


def fold(words: str) -> Folded:
    """Return the words by their look."""
    if _PLAIN.fullmatch(words):
        return Folded(words, words)
    found: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(words):
        if found and unicodedata.combining(sign) and sign not in _TABLE:
            # Some letters have an accent of their own; an accent on a Latin letter or a digit only hides it.
            whole = unicodedata.normalize("NFC", found[-1] + sign)
            found[-1] = whole if len(whole) == 1 and not found[-1].isascii() else found[-1]
            continue
        for plain in _plain(sign):
            found.append(plain)
            places.append(place)
    return Folded("".join(found), words, places)


@lru_cache(4096)
def _plain(sign: str) -> str:
    if sign in _TABLE:
        return _TABLE[sign]
    category = unicodedata.category(sign)
    if category == "Cf" or category[0] == "M":
        return ""
    if category == "Zs":
        return " "
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    found = ""
    for part in unicodedata.normalize("NFKC", sign):
        base = unicodedata.normalize("NFD", part)[0]
        found += _TABLE.get(part, base if base.isascii() else part)
    # Letters in brackets, "p.m." and "a/c" as one sign stay one sign, as Telegram takes them: their brackets, dots
    # and slashes would end the name of a host.
    return sign if category == "So" and not found.isalnum() else found


def latin(words: str) -> str:
    """Return the words with look-alike Cyrillic and Greek letters as Latin ones."""
    return words.translate(LOOKALIKES)

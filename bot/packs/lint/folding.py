"""Rewrites words as they look to a reader, so that other ways to write the same signs hide nothing from the
rules.

Full-width letters and digits, digits of other scripts, signs without width, stacked accents and look-alike
dots, slashes and dashes become the plain sign (Unicode NFKC and a table); capitals stay.
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
"""A text of these signs only is already plain: nearly all of a pack."""

_TABLE = {
    **dict.fromkeys("。．｡․‧·•∙⋅・･٫۔᎐ꓸ˙﹒⸳", "."),
    **dict.fromkeys("／⁄∕╱⧸", "/"),
    **dict.fromkeys("：∶꞉ː﹕", ":"),
    **dict.fromkeys("‐‑‒–—―−﹣－﹘⁃", "-"),
    **dict.fromkeys("™®©℠\u2800\u3164\u2028\u2029", " "),
    **dict.fromkeys("\u115f\u1160\uffa0", ""),
    **dict(zip("ᴀʙᴄᴅᴇ\u0493ɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡı", "abcdefghijklmnoprstuvwyzgi", strict=True)),
    **{chr(start + at): chr(65 + at) for start in (0x1F130, 0x1F150, 0x1F170) for at in range(26)},
}
"""Signs that look like a plain sign and that NFKC does not change."""

LETTERS, LIKE = Path(__file__).with_name("lookalikes.txt").read_text("utf-8").split("\n")[-3:-1]
LOOKALIKES = str.maketrans(LETTERS, LIKE)
"""Cyrillic and Greek letters that look like Latin ones."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `places`: the index of each sign in the words as written; None: the same index."""

    text: str
    written: str
    places: Sequence[int] | None = None

    def as_written(self, start: int, end: int) -> str:
        """Return the words as written between two indexes of the folded text."""
        if self.places is None:
            return self.written[start:end]
        return self.written[self.places[start] : self.places[end - 1] + 1]


def fold(words: str) -> Folded:
    """Return the words as they look."""
    if _PLAIN.fullmatch(words):
        return Folded(words, words)
    found: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(words):
        if unicodedata.combining(sign) and found:
            # Some letters have an accent of their own; one on a Latin letter or a digit only hides it.
            whole = unicodedata.normalize("NFC", found[-1] + sign)
            found[-1] = whole if len(whole) == 1 and not found[-1].isascii() else found[-1]
            continue
        for plain in _plain(sign):
            found.append(plain)
            places.append(place)
    return Folded("".join(found), words, places)


@lru_cache(4096)
def _plain(sign: str) -> str:
    """Return the plain signs that one sign looks like; empty when it has no width."""
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
    return found


def latin(words: str) -> str:
    """Return the words with each Cyrillic or Greek letter that looks like a Latin one as that one."""
    return words.translate(LOOKALIKES)

"""Return codes: by what a browser pupil is known again, as others are by their Telegram id.

A code is turned into a number that stands where the Telegram id of others does. So nothing more has to be stored
of it than of anybody: the keyed hash of that number (`Keys.lookups`), from which nobody gets the code back.
"""

from __future__ import annotations

import hashlib

from bot.db import codes
from bot.features.classes.joining import code_in

LENGTH = 16
"""Letters and digits: longer than the code of a class, so that nobody takes the one for the other."""

_BITS = 5
_FIRST = -(1 << 62) - 1
"""The highest number of a pupil: below those of visitors (`bot.web.site.visitors`), and of no chat."""


def return_code(drawn: bytes) -> str:
    """Return the code for what was drawn by lot, of 78 bits. It begins with a digit, so that no word is a code.

    Errors: ValueError for too few bytes.
    """
    bits = int.from_bytes(drawn, "big")
    if len(drawn) * 8 < LENGTH * _BITS:
        raise ValueError(f"{len(drawn)} bytes are too few")
    first, rest = divmod(bits, 1 << (LENGTH - 1) * _BITS)
    letters = "".join(codes.LETTERS[rest >> at * _BITS & (1 << _BITS) - 1] for at in range(LENGTH - 1))
    return str(first % 10) + letters


def typed_return_code(words: str) -> str:
    """Return the return code that was typed, empty for other words."""
    code = code_in(words, LENGTH)
    return code if code[:1].isdecimal() else ""


def number_of(code: str) -> int:
    """Return the number that stands where the Telegram id of others does: 62 bits of the code's hash."""
    return _FIRST - (int.from_bytes(hashlib.sha256(b"return " + code.encode()).digest()[:8], "big") >> 2)


def is_browser_pupil(sender: int) -> bool:
    """Whether a number is that of a return code."""
    return sender <= _FIRST

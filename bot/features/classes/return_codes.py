"""Return codes: by what somebody without Telegram is known again, as others are by their Telegram id.

A code is turned into a number that stands where the Telegram id of others does. So nothing more has to be stored
of it than of anybody: the keyed hash of that number (`Keys.lookups`), from which nobody gets the code back.
"""

from __future__ import annotations

import hashlib

from bot.chat.browser_people import FIRST_PUPIL, FIRST_TEACHER
from bot.db import codes
from bot.features.classes.joining import code_in

LENGTH = 16
"""Letters and digits: longer than the code of a class, so that nobody takes the one for the other."""

TEACHERS_LENGTH = 20
"""Letters and digits of a teacher's, of 98 bits: it opens more than a pupil's."""

_BITS = 5


def return_code(drawn: bytes, length: int = LENGTH) -> str:
    """Return the code of so many letters for randomly drawn bytes. It begins with a digit, so that no word is a
    code.

    Errors: ValueError for too few bytes.
    """
    bits = int.from_bytes(drawn, "big")
    if len(drawn) * 8 < length * _BITS:
        raise ValueError(f"{len(drawn)} bytes are too few")
    first, rest = divmod(bits, 1 << (length - 1) * _BITS)
    letters = "".join(codes.LETTERS[rest >> at * _BITS & (1 << _BITS) - 1] for at in range(length - 1))
    return str(first % 10) + letters


def typed_return_code(words: str) -> str:
    """Return the return code that was typed, of a pupil or a teacher; empty for other words."""
    code = code_in(words, LENGTH) or code_in(words, TEACHERS_LENGTH)
    return code if code[:1].isdecimal() else ""


def is_of_a_teacher(code: str) -> bool:
    """Whether a return code is as long as those of teachers."""
    return len(code) == TEACHERS_LENGTH


def number_of(code: str) -> int:
    """Return the number that stands where the Telegram id of others does: 62 bits of the code's hash, 61 of a
    teacher's.
    """
    if is_of_a_teacher(code):
        return FIRST_TEACHER - (
            int.from_bytes(hashlib.sha256(b"teacher " + code.encode()).digest()[:8], "big") >> 3
        )
    return FIRST_PUPIL - (int.from_bytes(hashlib.sha256(b"return " + code.encode()).digest()[:8], "big") >> 2)

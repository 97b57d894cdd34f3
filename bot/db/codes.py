"""Codes: drawn at random, so that whoever has the link or the poster is let in, and nobody else."""

from __future__ import annotations

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, so nothing is mistaken when it is copied from a poster."""

LENGTH = 12
"""60 bits less a sixtieth of one, which no number of guesses finds."""


def new_code() -> str:
    """Return a new code: 12 letters and digits drawn at random, one of them a digit at least. Letters alone, which
    one draw in ninety gives, would be taken for words where the code is typed.
    """
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if any(sign.isdecimal() for sign in code):
            return code

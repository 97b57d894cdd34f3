"""Codes: drawn at random, so that only people with the link or the poster get in."""

from __future__ import annotations

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which people mistake when they copy a code from a poster."""

LENGTH = 12
"""Nearly 60 bits, too many to find by guessing."""


def new_code() -> str:
    """Return a new code: 12 random letters and digits, at least one of them a digit. A code of letters alone,
    which one draw in ninety gives, would look like words when somebody types it.
    """
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if any(sign.isdecimal() for sign in code):
            return code

"""Numbers under which a person's own things are known: drawn at random, so that none is counted or guessed."""

from __future__ import annotations

import secrets

MOST = 999_999_999
"""The largest; paths with one of them fit a button."""


def draw_number() -> int:
    """Return a number from 1 to `MOST`."""
    return secrets.randbelow(MOST) + 1


def read_number(words: str) -> int:
    """Return the number that these digits are, 0 for what `draw_number` never returns."""
    fits = words.isascii() and words.isdecimal() and len(words) <= len(str(MOST))
    return int(words) if fits else 0

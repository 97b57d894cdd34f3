"""Drawn numbers: random numbers for a person's own things, so that nobody can count or guess them."""

from __future__ import annotations

import secrets

MOST = 999_999_999
"""The largest number; a path with one of them still fits a button."""


def draw_number() -> int:
    """Return a random number from 1 to `MOST`."""
    return secrets.randbelow(MOST) + 1


def read_number(words: str) -> int:
    """Return the number that these digits stand for; 0 if `draw_number` cannot have returned it."""
    fits = words.isascii() and words.isdecimal() and len(words) <= len(str(MOST))
    return int(words) if fits else 0

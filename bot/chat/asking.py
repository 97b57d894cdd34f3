"""Asking: whether words only ask about a danger, as "what is sextortion" does, and tell of none."""

from __future__ import annotations

from functools import cache

from bot.chat.typed import plain_words
from bot.values.locales import read

FILE = "asking.yml"
"""The file in the folder of a language; docs/translating.md tells its lines."""

LONGEST = 14
"""Words of the longest such question: more tell a story."""


def only_asks(words: str) -> bool:
    """Whether a message begins as such a question does, and has no word that tells of something that happened."""
    said = f" {' '.join(plain_words(words))} "
    begins, never = _known()
    asked = said.count(" ") <= LONGEST + 1 and any(said.startswith(f" {one} ") for one in begins)
    return asked and not any(f" {one} " in said for one in never)


@cache
def _known() -> tuple[tuple[str, ...], tuple[str, ...]]:
    files = [*read(FILE).values()]
    begins, never = (
        tuple(" ".join(plain_words(str(one))) for file in files for one in file.get(name, ()))
        for name in ("begins", "never")
    )
    return begins, never


KEPT = (_known,)
"""What is worked out once: a test that brings other languages lets go of it."""

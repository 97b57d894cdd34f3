"""Linear models: the pieces of a message's words, and sums of what each weighs, a byte a column."""

from __future__ import annotations

from itertools import pairwise
from struct import pack, unpack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIZES = (2, 3, 4, 5)
"""Letters of the runs that are looked at, the space before and after a word among them."""

STEM = 4
"""Letters of each of two neighbours that are looked at together."""

LONGEST_WORD = 24
"""Letters of a word that are looked at; it bounds the time."""

ZERO = 128
"""The byte that stands for no weight."""

STEP = 4
"""Bytes to one unit of weight: weights from -32 to +31.75 in steps of a quarter."""

SIZE_STEP = 2
"""Bytes to one unit of a piece's size (its squared inverse document frequency)."""

_AT_ONCE = 256
"""Rows that may be added before a column of two bytes could overflow."""


def pieces(words: Iterable[str]) -> set[str]:
    """Return the pieces of words in a row: runs of letters in each, and how neighbours begin."""
    bare = [word[:LONGEST_WORD] for word in words]
    found = set(map(" ".join, pairwise([word[:STEM] for word in bare])))
    for word in bare:
        padded = f" {word} "
        length = len(padded) + 1
        found.update([padded[at : at + size] for size in SIZES for at in range(length - size)])
    return found


def lanes(row: bytes) -> int:
    """Return a row as one number with two bytes a column, so that rows are added by adding numbers."""
    return int.from_bytes(pack(f"<{len(row)}H", *row), "little")


def columns(number: int, count: int) -> tuple[int, ...]:
    """Return the columns of a row, or of a sum of rows."""
    return unpack(f"<{count}H", number.to_bytes(2 * count, "little"))


def added(rows: Sequence[int], count: int) -> Sequence[int]:
    """Return the sums of the columns of rows; so few rows at once that no column overflows."""
    if len(rows) <= _AT_ONCE:
        return columns(sum(rows), count)
    parts = (columns(sum(rows[at : at + _AT_ONCE]), count) for at in range(0, len(rows), _AT_ONCE))
    return [sum(column) for column in zip(*parts, strict=True)]

"""Linear models: the pieces of a message's words, the weight of each, one byte a column, and the model file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import sqrt
from struct import pack, unpack
from typing import TYPE_CHECKING

from bot.values.locales import FOLDER, languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

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

_LABEL = "="
"""How a line of a file begins that names a column."""

_AT_ONCE = 256
"""Rows that may be added before a column of two bytes could overflow."""


def pieces(words: Iterable[str]) -> set[str]:
    """Return the pieces of a row of words: runs of letters in each word, and the beginnings of neighbouring
    words.
    """
    bare = [*words]
    return neighbours(bare).union(*map(runs, bare))


def neighbours(words: Iterable[str]) -> set[str]:
    """Return the beginnings of each two neighbouring words."""
    return set(map(" ".join, pairwise([word[:STEM] for word in words])))


def runs(word: str) -> list[str]:
    """Return the runs of letters in a word."""
    padded = f" {word[:LONGEST_WORD]} "
    length = len(padded) + 1
    return [padded[at : at + size] for size in SIZES for at in range(length - size)]


def lanes(row: bytes) -> int:
    """Return a row as one number with two bytes a column, so that adding numbers adds rows."""
    return int.from_bytes(pack(f"<{len(row)}H", *row), "little")


def columns(number: int, count: int) -> tuple[int, ...]:
    """Return the columns of a row, or of a sum of rows."""
    return unpack(f"<{count}H", number.to_bytes(2 * count, "little"))


def added(rows: Sequence[int], count: int) -> Sequence[int]:
    """Return the sums of the columns of rows; only for so few rows that no column overflows."""
    if len(rows) <= _AT_ONCE:
        return columns(sum(rows), count)
    parts = (columns(sum(rows[at : at + _AT_ONCE]), count) for at in range(0, len(rows), _AT_ONCE))
    return [sum(column) for column in zip(*parts, strict=True)]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One language's model: its labels, their scores before a word is read, and what each piece adds to them. A
    piece's own size comes last; all columns stand side by side in one number (see `lanes`).
    """

    labels: tuple[str, ...]
    start: tuple[float, ...]
    pieces: Mapping[str, int] = field(repr=False)

    def known(self, some: set[str]) -> float:
        """Return the share of pieces that the model knows, 0 to 1."""
        return len(some & self.pieces.keys()) / len(some) if some else 0.0

    def scores(self, some: set[str]) -> list[float]:
        """Return the log odds of each label for these pieces of a message; empty if the model knows none of
        them.
        """
        return self.summed(list(filter(None, map(self.pieces.get, some))))

    def summed(self, rows: Sequence[int]) -> list[float]:
        """Return the log odds of each label for a message of these rows; empty if there are none."""
        if not rows:
            return []
        *totals, size = added(rows, len(self.labels) + 1)
        share = 1 / (STEP * sqrt(size / SIZE_STEP))
        bare = ZERO * len(rows)
        return [begun + (total - bare) * share for begun, total in zip(self.start, totals, strict=True)]


def models_of(file: str) -> dict[str, LinearModel]:
    """Return the models in files of this name by language, each read once; a language may have none."""
    return {code: model for code in languages() if (model := _model(FOLDER / code / file))}


@cache
def _model(file: Path) -> LinearModel | None:
    if not file.is_file():
        return None
    with file.open(encoding="utf-8") as lines:  # one after the other: all at once take three times their size
        return read_model(lines)


def read_model(lines: Iterable[str]) -> LinearModel:
    """Read a model from lines as `written` writes them. Errors: ValueError that names the line."""
    labels: list[str] = []
    start: list[float] = []
    rows: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        try:
            piece, figure, *weights = line.rstrip("\n").split("\t")
            if piece.startswith(_LABEL):
                labels.append(piece.removeprefix(_LABEL))
                start.append(float(figure))
            else:
                rows[piece] = _row(int(figure), weights[0], len(labels))
        except (ValueError, IndexError):
            raise ValueError(
                f"line {number}: a label and its start, or a piece, its size and its weights"
            ) from None
    return LinearModel(tuple(labels), tuple(start), rows)


def _row(size: int, weights: str, count: int) -> int:
    """Return a piece's row. Errors: ValueError; IndexError for a column that does not exist."""
    row = bytearray([ZERO] * count + [size])
    told = bytes.fromhex(weights)
    for column, weight in zip(told[::2], told[1::2], strict=True):
        if column == count:
            raise IndexError(column)
        row[column] = weight
    return lanes(bytes(row))


def written(model: LinearModel, remarks: Sequence[str] = ()) -> str:
    """Return a model as text: comments, one line a label, one line a piece. A piece's line has its size and, in
    hexadecimal digits, one byte for each column that it speaks for or against and one for its weight.
    """
    lines = [f"# {remark}" for remark in remarks]
    lines += [f"{_LABEL}{label}\t{start:.2f}" for label, start in zip(model.labels, model.start, strict=True)]
    for piece, row in sorted(model.pieces.items()):
        *weights, size = columns(row, len(model.labels) + 1)
        told = bytes(byte for at, weight in enumerate(weights) if weight != ZERO for byte in (at, weight))
        lines.append(f"{piece}\t{size}\t{told.hex()}")
    return "\n".join(lines) + "\n"

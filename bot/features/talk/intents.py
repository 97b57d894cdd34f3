"""Intents: what a typed message most likely means, by a model fitted to many ways of saying it.

What somebody has listed is found by its words (`bot.chat.matching`); this knows what such words have in common,
and so understands what nobody has listed. It is a multinomial logistic regression on runs of letters, one a
language (`locales/*/intents.tsv`), fitted by `tools/learn_intents.py` (docs/decisions/0038-learned-intents.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from math import exp, sqrt
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.linear import SIZE_STEP, STEP, ZERO, added, columns, lanes, pieces
from bot.chat.typed import canonical
from bot.values.locales import FOLDER, languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "intents.tsv"

NOTHING = "unknown"
"""The label of what the bot knows nothing of."""

KNOWN = 0.5
"""Least share of a message's pieces that a language has to know for its model to be asked."""

_LABEL = "="
"""How a line begins that names a column."""


class Guess(NamedTuple):
    """A label (`chat:hello`, `topic:privacy`, `help:scam`, `unknown`) that may be meant; its chance (0 to 1)."""

    label: str
    chance: float


@dataclass(frozen=True, slots=True)
class IntentModel:
    """One language's model: its labels, what speaks for each before a word is read, and what each piece adds to
    them, its own size last, side by side in one number (see `lanes`).
    """

    labels: tuple[str, ...]
    start: tuple[float, ...]
    pieces: Mapping[str, int] = field(repr=False)

    def known(self, some: set[str]) -> float:
        """Return the share of pieces that the model knows, 0 to 1."""
        return len(some & self.pieces.keys()) / len(some) if some else 0.0

    def guess(self, some: set[str]) -> list[Guess]:
        """Return what these pieces of a message may mean, the likeliest first."""
        rows = list(filter(None, map(self.pieces.get, some)))
        if not rows:
            return []
        *totals, size = added(rows, len(self.labels) + 1)
        share = 1 / (STEP * sqrt(size / SIZE_STEP))
        bare = ZERO * len(rows)
        odds = [exp(begun + (total - bare) * share) for begun, total in zip(self.start, totals, strict=True)]
        whole = sum(odds)
        ranked = sorted(zip(odds, self.labels, strict=True), reverse=True)
        return [Guess(label, chance / whole) for chance, label in ranked]


def guesses(words: str, locale: str) -> list[Guess]:
    """Return what typed words may mean, the likeliest first: in the person's own language, or in the one that they
    are written in. Nothing where no language knows enough of them. Nothing of the words is kept.
    """
    if not any(sign.isalpha() for sign in words):
        return []
    some = pieces(canonical(words).split())
    models = {code: model for code in languages() if (model := model_of(code))}
    shares = {code: model.known(some) for code, model in models.items()}
    if not shares:
        return []
    likeliest = max(shares, key=lambda code: (shares[code], code == locale))
    return models[likeliest].guess(some) if shares[likeliest] >= KNOWN else []


def prepare() -> None:
    """Read the models of all languages, so that nobody waits for them."""
    for code in languages():
        model_of(code)


@cache
def model_of(locale: str) -> IntentModel | None:
    """Return the model of a language; None when it has none."""
    file = FOLDER / locale / FILE
    return read_model(file.read_text("utf-8")) if file.is_file() else None


def read_model(text: str) -> IntentModel:
    """Read a model as `written` writes it. Errors: ValueError that names the line."""
    labels: list[str] = []
    start: list[float] = []
    rows: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            piece, figure, *weights = line.split("\t")
            if piece.startswith(_LABEL):
                labels.append(piece.removeprefix(_LABEL))
                start.append(float(figure))
            else:
                rows[piece] = _row(int(figure), weights[0], len(labels))
        except (ValueError, IndexError):
            raise ValueError(
                f"line {number}: a label and its start, or a piece, its size and its weights"
            ) from None
    return IntentModel(tuple(labels), tuple(start), rows)


def _row(size: int, weights: str, count: int) -> int:
    """Return a piece's row. Errors: ValueError, IndexError for a column that is not there."""
    row = bytearray([ZERO] * count + [size])
    told = bytes.fromhex(weights)
    for column, weight in zip(told[::2], told[1::2], strict=True):
        if column == count:
            raise IndexError(column)
        row[column] = weight
    return lanes(bytes(row))


def written(model: IntentModel, remarks: Sequence[str] = ()) -> str:
    """Return a model as text: remarks, a line a label, a line a piece with its size and, in
    hexadecimal digits, a byte for each column that it speaks for or against and one for its weight.
    """
    lines = [f"# {remark}" for remark in remarks]
    lines += [f"{_LABEL}{label}\t{start:.2f}" for label, start in zip(model.labels, model.start, strict=True)]
    for piece, row in sorted(model.pieces.items()):
        *weights, size = columns(row, len(model.labels) + 1)
        told = bytes(byte for at, weight in enumerate(weights) if weight != ZERO for byte in (at, weight))
        lines.append(f"{piece}\t{size}\t{told.hex()}")
    return "\n".join(lines) + "\n"

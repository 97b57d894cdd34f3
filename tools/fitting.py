"""Fitting: pieces of messages as a sparse matrix, weighed by how rare they are, and weights as files keep them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_selection import chi2

from bot.chat.linear import SIZE_STEP, STEP, ZERO, lanes

if TYPE_CHECKING:
    from pathlib import Path


class Scaled(NamedTuple):
    """The pieces that tell kinds of messages apart, in the order of the alphabet; how much each counts for a
    message's length (squared inverse document frequency, in steps); each message as a row of length one.
    """

    names: list[str]
    rarity: np.ndarray
    rows: csr_matrix


def scaled(messages: list[set[str]], kinds: np.ndarray, rare: int, kept: int) -> Scaled:
    """Return messages, given as their pieces, as what a linear model is fitted to: at most `kept` pieces, those
    that tell the kinds apart best by the chi-squared statistic, each in at least `rare` messages.
    """
    counted = Counter(piece for some in messages for piece in some)
    names = _distinct(messages, {piece for piece, count in counted.items() if count >= rare})
    present = _matrix(messages, names)
    best = np.sort(np.argsort(-chi2(present, kinds)[0], kind="stable")[:kept])
    names = [names[at] for at in best]
    frequent = np.array([counted[name] for name in names])
    rarity = np.round((np.log((1 + len(messages)) / (1 + frequent)) + 1) ** 2 * SIZE_STEP) / SIZE_STEP
    rows = present[:, best] @ _diagonal(np.sqrt(rarity))
    lengths = np.sqrt(np.maximum(1, present[:, best] @ rarity))
    return Scaled(names, rarity, (_diagonal(1 / lengths) @ rows).tocsr())


def packed(coefficients: np.ndarray, told: Scaled, faint: int = 0) -> dict[str, int]:
    """Return what each piece weighs, a byte a column and one for its size (`bot.chat.linear`).
    `coefficients`: columns × pieces; weights of at most `faint` steps are left out.
    """
    weights = np.round(coefficients * np.sqrt(told.rarity) * STEP)
    weights[abs(weights) <= faint] = 0
    numbers = np.clip(weights, -ZERO, ZERO - 1).astype(int) + ZERO
    sizes = np.clip(np.round(told.rarity * SIZE_STEP), 1, 255).astype(int)
    return {name: lanes(bytes([*numbers[:, at].tolist(), int(sizes[at])])) for at, name in enumerate(told.names)}


def keep(file: Path, made: str, *, check: bool) -> bool:
    """Write what was made; with `check` only tell whether the file is that. Return whether it is another."""
    if not check:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, "utf-8")
        return False
    same = file.is_file() and file.read_text("utf-8") == made
    print(f"{file} is {'what comes out' if same else 'not what comes out'}")
    return not same


def _distinct(messages: list[set[str]], often: set[str]) -> list[str]:
    """Return pieces in the order of the alphabet, of those that are in the same messages only the shortest."""
    inside: dict[str, list[int]] = {piece: [] for piece in sorted(often, key=lambda piece: (len(piece), piece))}
    for at, some in enumerate(messages):
        for piece in some & often:
            inside[piece].append(at)
    first: dict[tuple[int, ...], str] = {}
    for piece, where in inside.items():
        first.setdefault(tuple(where), piece)
    return sorted(first.values())


def _matrix(messages: list[set[str]], names: list[str]) -> csr_matrix:
    """Return which message has which piece, a row a message."""
    at = {name: column for column, name in enumerate(names)}
    found = [sorted(at[piece] for piece in some if piece in at) for some in messages]
    ends = np.cumsum([0, *map(len, found)])
    flat = np.array([column for row in found for column in row])
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(messages), len(names)))


def _diagonal(values: np.ndarray) -> csr_matrix:
    """Return a matrix that multiplies each row or column by a number."""
    return csr_matrix((values, np.arange(len(values)), np.arange(len(values) + 1)))

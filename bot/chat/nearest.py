"""Nearest: which of several groups of utterances a message is most like, by the pieces of its words.

It is learned from the utterances themselves when it is made, so there is nothing to fit and nothing to keep: each
group is the mean of its utterances, rare pieces weigh most (the nearest centroid by cosine).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, sqrt
from typing import TYPE_CHECKING

from bot.chat.linear import pieces
from bot.chat.typed import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Nearest:
    """Finds the group that a message is most like."""

    def __init__(self, utterances: Iterable[tuple[str, str]]) -> None:
        """Learn from pairs of a group's name and an utterance."""
        told = [(group, pieces(canonical(words).split())) for group, words in utterances]
        counts = Counter(piece for _, some in told for piece in some)
        self._unknown = log(len(told) + 1)
        self._weights = {piece: log((len(told) + 1) / count) for piece, count in counts.items()}
        sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for group, some in told:
            length = self._length(some)
            for piece in some:
                sums[group][piece] += self._weights[piece] / length
        self._groups = list(sums)
        means: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, total in enumerate(sums.values()):
            length = sqrt(sum(weight * weight for weight in total.values())) or 1.0
            for piece, weight in total.items():
                means[piece].append((place, weight / length))
        self._means = dict(means)

    def likest(self, words: str, groups: Collection[str]) -> tuple[str, float, float]:
        """Return which of these groups the words are most like, how much (0 to 1), and by how much more than the
        next.
        """
        some = pieces(canonical(words).split())
        likeness = [0.0] * len(self._groups)
        for piece in some & self._means.keys():
            for place, weight in self._means[piece]:
                likeness[place] += self._weights[piece] * weight
        found = sorted(
            ((like, group) for like, group in zip(likeness, self._groups, strict=True) if group in groups),
            reverse=True,
        )
        (best, group), (second, _), *_ = *found, (0.0, ""), (0.0, "")
        return group, best / self._length(some), (best - second) / self._length(some)

    def _length(self, some: set[str]) -> float:
        return sqrt(sum(self._weights.get(piece, self._unknown) ** 2 for piece in some)) or 1.0

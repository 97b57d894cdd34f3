"""Learned signs: how likely a message is a trap and has each sign, by a model fitted to many messages.

Expressions that people list know their own words; this knows what the words of many traps have in common. It is a
logistic regression for each label on runs of letters, one a language (`locales/*/signs.tsv`), fitted by
`tools/learn_signs.py` (docs/check-method.md). Nothing of a message is kept.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.linear import ZERO, added, models_of, neighbours, runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.linear import LinearModel
    from bot.features.check.tokens import Token

FILE = "signs.tsv"

TRAP = "trap"
"""The label that says how likely a message is a trap at all; the others are signs."""

KNOWN = 0.3
"""Least share of a message's pieces that a language has to know for its model to be asked."""

MOST_TOKENS = 60
"""Tokens of a message up to which the model is asked: hardly any that teaches is longer, and a few words of a trap
would weigh nothing among hundreds. It bounds the time too.
"""

LISTED = (2.7, 2.1, 1.3)
"""What an expression adds to the log odds of its sign: without a doubt, with one, with two. These three and the
two below were chosen on left-out fifths of what teaches.
"""

POINT, MOST_POINTS = 0.4, 6
"""What each point of certainty (`CERTAINTY`) adds to the log odds of a trap, and how many points count."""

SPOKEN_FOR = 0.9
"""What is taken off where something speaks for the message."""

TOLD, MOST_TOLD = "told", 3
"""The label whose start says what the mean of the likeliest signs adds to the log odds of a trap, and how many
signs count: many traps differ from honest messages less by one word than by all they ask for. A model may lack it.
"""

WINDOW = 8
"""Most words that are pointed at."""


class Learned:
    """What a language's model makes of the tokens of one message: log odds, of which 0 and more is enough."""

    def __init__(
        self, model: LinearModel, found: Sequence[Token], runs_of: list[list[str]], rows: list[int]
    ) -> None:
        self._model = model
        self._found = found
        self._runs_of = runs_of
        self._added: list[Sequence[int]] | None = None
        self.scores = dict(zip(model.labels, model.summed(rows), strict=True))

    def is_trap(self, points: int, *, is_spoken_for: bool) -> bool:
        """Whether a message is likely a trap, whose listed expressions have so many points of certainty."""
        return trap_odds(self.scores, points, is_spoken_for=is_spoken_for) >= 0

    def where(self, sign: str) -> tuple[int, int] | None:
        """Return the first and the last of the neighbouring tokens, in one sentence, that speak most for a sign;
        None where no word does.
        """
        if self._added is None:
            self._added = [self._weigh(some) for some in self._runs_of]
        column = self._model.labels.index(sign)
        best, place = 0, None
        for first, token in enumerate(self._found):
            if self._added[first][column] <= 0:
                continue
            total = 0
            for last in range(first, min(first + WINDOW, len(self._found))):
                if self._found[last].sentence != token.sentence:
                    break
                total += self._added[last][column]
                if total > best:
                    best, place = total, (first, last)
        return place

    def _weigh(self, some: list[str]) -> Sequence[int]:
        """Return what the runs of one token add to each label, in steps."""
        rows = list(filter(None, map(self._model.pieces.get, some)))
        bare = ZERO * len(rows)
        return [total - bare for total in added(rows, len(self._model.labels) + 1)]


def trap_odds(scores: Mapping[str, float], points: int, *, is_spoken_for: bool) -> float:
    """Return the log odds of a trap: the model's own, what its likeliest signs and the lists' points add, less
    where something speaks for the message. `scores`: log odds by label; none of a message the model does not know.
    """
    signs = nlargest(MOST_TOLD, (score for label, score in scores.items() if label not in {TRAP, TOLD}))
    told = scores.get(TOLD, 0.0) * sum(signs) / MOST_TOLD
    return scores.get(TRAP, 0.0) + told + POINT * min(points, MOST_POINTS) - SPOKEN_FOR * is_spoken_for


def words(found: Sequence[Token]) -> list[str]:
    """Return what is looked at of tokens: words as they are, of anything else what it is, of an address its
    letters too.
    """
    seen = []
    for token in found:
        if token.kind == "word":
            seen.append(token.form)
        else:
            seen.append(f"{{{token.kind}}}")
        if token.kind == "link":
            seen.append(token.form.casefold().removeprefix("https://").removeprefix("http://"))
    return seen


def weighed(found: Sequence[Token]) -> Learned | None:
    """Return what the model of the language that knows most of these tokens makes of them; None where none knows
    enough, or has a model, or the message is longer than what teaches.
    """
    if len(found) > MOST_TOKENS:
        return None
    told = [words([token]) for token in found]
    runs_of = [[run for word in some for run in runs(word)] for some in told]
    every = neighbours(chain.from_iterable(told)).union(*runs_of)
    rows_of = [(model, list(filter(None, map(model.pieces.get, every)))) for model in models_of(FILE).values()]
    model, rows = max(rows_of, key=lambda one: len(one[1]), default=(None, []))
    enough = model is not None and rows and len(rows) >= KNOWN * len(every)
    return Learned(model, found, runs_of, rows) if model and enough else None

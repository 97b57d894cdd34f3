"""Learned signs: how likely a message is a trap and has each sign, by a model fitted to many messages.

Listed expressions know only their own words; this model knows what the words of many traps have in common. It
is a logistic regression for each label on runs of letters, one model a language (`locales/*/signs.tsv`), fitted
by `tools/learn_signs.py` (docs/check-method.md). Nothing of a message is kept.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.linear import ZERO, added, models_of, neighbours, runs
from bot.values.signs import BY_RULE, SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.linear import LinearModel
    from bot.features.check.tokens import Token

FILE = "signs.tsv"

TRAP = "trap"
"""The label that says how likely a message is a trap at all; the others are signs."""

KNOWN = 0.3
"""Least share of a message's pieces that a language has to know for its model to be asked."""

MOST_TOKENS = 100
"""Tokens of a message up to which the model is asked: a few words of a trap would weigh nothing among hundreds. It
bounds the time too.
"""

LISTED = (2.7, 2.1, 1.3)
"""What an expression adds to the log odds of its sign: without a doubt, with one, with two. These three and the
two below were chosen on left-out fifths of the training messages.
"""

POINT, MOST_POINTS = 0.4, 6
"""What each point of certainty (`CERTAINTY`) adds to the log odds of a trap, and how many points count."""

SPOKEN_FOR = 1.6
"""What is taken off where something speaks for the message."""

SHORT, LONGEST, A_TOKEN = 20, 50, 0.06
"""Tokens from which and up to which each takes off how much: a long message, honest or not, has more words that
lists and model know. Chosen on real chats, of which the long ones were taken for traps most.
"""

TOLD, MOST_TOLD = "told", 3
"""The label whose start says what the mean of the likeliest signs adds to the log odds of a trap, and how many
signs count: many traps differ from honest messages less by one word than by all they ask for. A model may lack it.
"""

IN_WORDS = {*SIGNS} - BY_RULE

WINDOW = 8
"""Most words that are pointed at."""


class Learned:
    """The result of a language's model for the tokens of one message: log odds; 0 and more is enough."""

    def __init__(
        self, model: LinearModel, found: Sequence[Token], runs_of: list[list[str]], rows: list[int]
    ) -> None:
        self._model = model
        self._found = found
        self._runs_of = runs_of
        self._added: list[Sequence[int]] | None = None
        self.scores = dict(zip(model.labels, model.summed(rows), strict=True))

    def trap_odds(self, points: int, *, is_spoken_for: bool) -> float:
        """Return the log odds of a trap, given the points of certainty of its listed expressions."""
        return trap_odds(self.scores, points, len(self._found), is_spoken_for=is_spoken_for)

    def likeliest(self) -> tuple[str, tuple[int, int], float] | None:
        """Return the likeliest sign that words speak for, its place and its score; None if no word does."""
        signs = sorted(self.scores.keys() & IN_WORDS, key=self.scores.__getitem__, reverse=True)
        return next(((sign, place, self.scores[sign]) for sign in signs if (place := self.where(sign))), None)

    def where(self, sign: str) -> tuple[int, int] | None:
        """Return the first and the last of the neighbouring tokens, in one sentence, that speak most for a
        sign; None if no word does.
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
                if total <= 0:  # Without these words there is more.
                    break
                if total > best:
                    best, place = total, (first, last)
        return place

    def _weigh(self, some: list[str]) -> Sequence[int]:
        """Return what the runs of one token add to each label, in steps."""
        rows = list(filter(None, map(self._model.pieces.get, some)))
        bare = ZERO * len(rows)
        return [total - bare for total in added(rows, len(self._model.labels) + 1)]


def trap_odds(scores: Mapping[str, float], points: int, length: int, *, is_spoken_for: bool) -> float:
    """Return the log odds of a trap: the model's own, plus the points of its likeliest signs and of the lists,
    less where something speaks for the message, and for each token of a long one. `scores`: log odds by label;
    empty for a message that the model does not know; `length`: its tokens.
    """
    signs = nlargest(MOST_TOLD, (score for label, score in scores.items() if label not in {TRAP, TOLD}))
    told = scores.get(TOLD, 0.0) * sum(signs) / MOST_TOLD
    seen = scores.get(TRAP, 0.0) + told + POINT * min(points, MOST_POINTS)
    return seen - SPOKEN_FOR * is_spoken_for - A_TOKEN * max(0, min(length, LONGEST) - SHORT)


def words(found: Sequence[Token]) -> list[str]:
    """Return what the model reads of tokens: words as they are, the kind of any other token, and also the
    letters of an address.
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
    """Return the result of the model of the language that knows most of these tokens. None if no model knows
    enough of them, or the message is longer than the training messages.
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

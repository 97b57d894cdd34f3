"""Which questions one attempt at a quiz asks: first what is due to come back, then the set's own, easy to hard."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bot.features.quiz.store.attempts import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.model import Item

PICK = 5
"""Questions of an attempt, repeated ones included, when the author names no number and the set has no more."""

REPEATS = 2
"""Missed questions that come back inside one quiz, at most."""


def pick(item: Item, due: Sequence[Asked], fresh_first: frozenset[str], seed: int) -> list[Asked]:
    """Pick the questions of an attempt.

    `due`: missed questions whose day has come, oldest first, of this or other quizzes. `fresh_first`: ids of cards
    that this person has not met yet; they are preferred. The author's order (easy to hard) stays; what comes back
    stands after the first question, so that the start is easy.
    """
    wanted = item.pick or max(PICK, len(item.cards))
    returning = list(due[:REPEATS])
    again = {(asked.ref, asked.card) for asked in returning}
    asks = [
        (place, Asked(str(item.origin(place)), card.id, card.question.meaning))
        for place, card in enumerate(item.cards)
        if card.question
    ]
    own = [(place, one) for place, one in asks if (one.ref, one.card) not in again]
    chance = random.Random(seed)  # noqa: S311 - which question comes, not a secret
    ranked = sorted(own, key=lambda ask: (ask[1].card not in fresh_first, chance.random()))
    asked = [one for _, one in sorted(ranked[: max(1, wanted - len(returning))], key=lambda ask: ask[0])]
    return asked[:1] + returning + asked[1:]

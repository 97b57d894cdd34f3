"""Intents: what a typed message most likely means, by a model fitted to many ways of saying it.

What somebody has listed is found by its words (`bot.chat.matching`); this knows what such words have in common,
and so understands what nobody has listed. It is a multinomial logistic regression on runs of letters, one a
language (`locales/*/intents.tsv`), fitted by `tools/learn_intents.py` (docs/decisions/0038-learned-intents.md).
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.linear import models_of, pieces
from bot.chat.typed import canonical

if TYPE_CHECKING:
    from bot.chat.linear import LinearModel

FILE = "intents.tsv"

NOTHING = "unknown"
"""The label of what the bot knows nothing of."""

MOST = 16
"""Most guesses that are named: so many at most have a chance of .06, below which none is worth a button."""

KNOWN = 0.5
"""Least share of a message's pieces that a language has to know for its model to be asked."""


class Guess(NamedTuple):
    """A label (`chat:hello`, `topic:privacy`, `help:scam`, `unknown`) that may be meant; its chance (0 to 1)."""

    label: str
    chance: float


def guess(model: LinearModel, some: set[str]) -> list[Guess]:
    """Return the `MOST` likeliest meanings of these pieces of a message, the likeliest first."""
    odds = list(map(exp, model.scores(some)))
    whole = sum(odds)
    ranked = sorted(zip(odds, model.labels, strict=True), reverse=True)[:MOST] if odds else []
    return [Guess(label, chance / whole) for chance, label in ranked]


def guesses(words: str, locale: str) -> list[Guess]:
    """Return what typed words may mean, the likeliest first: in the person's own language, or in the language
    of the words. Empty if no language knows enough of them. The words are not kept.
    """
    if not any(sign.isalpha() for sign in words):
        return []
    some = pieces(canonical(words).split())
    models = models_of(FILE)
    shares = {code: model.known(some) for code, model in models.items()}
    if not shares:
        return []
    likeliest = max(shares, key=lambda code: (shares[code], code == locale))
    return guess(models[likeliest], some) if shares[likeliest] >= KNOWN else []

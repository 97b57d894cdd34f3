"""A round, "Real or trap?": how each screen is to be judged and why, read from its card; which ten are drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from bot.values.screen_block import spot_of
from bot.values.text import Text, join, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.packs.model import Card, Item

DRAWN = 10
"""Screens of one round."""

HONEST = (4, 5, 6)
"""How many of them may be honest."""

_ITEM = "• "
"""How an item of a list begins once it is read."""

_LETTERS = r"\w[ ]?(?:,[ ]?\w[ ]?)*"
VERDICT = re.compile(rf"(?:honest|trap:[ ]?(?P<odd>{_LETTERS}))", re.IGNORECASE)
BEGUN = re.compile(r"honest\b|trap\b", re.IGNORECASE)
"""How a line begins that is meant as one."""

SPOT = re.compile(r"(?P<sign>\w):\s+")
"""How a line begins that explains one spot."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a screen is to be judged: the letters of its odd spots (empty: it is honest), why, and what is said of
    single spots, by their letters.
    """

    odd: str
    why: Text = field(default_factory=Text)
    spots: Mapping[str, Text] = field(default_factory=dict)

    @property
    def honest(self) -> bool:
        """Whether nothing on the screen is odd."""
        return not self.odd

    def __str__(self) -> str:
        return f"trap: {', '.join(self.odd)}" if self.odd else "honest"


@lru_cache(maxsize=1024)
def read_verdict(body: Text) -> Verdict | None:
    """Read the words of a card below its screen; None without a line `honest` or `trap: …`. Kept, because a month
    is drawn anew at each tap: the rounds that serve have some hundred cards in two languages.
    """
    odd: str | None = None
    why: list[Text] = []
    spots: dict[str, Text] = {}
    for part in paragraphs(body):
        found = VERDICT.fullmatch(part.plain.strip())
        if found and odd is None:
            odd = "".join(sorted({spot_of(sign) or sign for sign in re.findall(r"\w", found["odd"] or "")}))
        elif part.plain.startswith(_ITEM):
            spots |= _spots(part, why)
        else:
            why.append(part)
    return None if odd is None else Verdict(odd, join(why), spots)


def _spots(part: Text, others: list[Text]) -> dict[str, Text]:
    """Return what a list says of spots; lines that name none are added to `others`."""
    told: dict[str, Text] = {}
    start = 0
    for line in part.plain.split("\n"):
        words = part[start + len(_ITEM) : start + len(line)]
        found = SPOT.match(words.plain)
        if found:
            told[spot_of(found["sign"]) or found["sign"]] = words[found.end() :]
        else:
            others.append(part[start : start + len(line)])
        start += len(line) + 1
    return told


def said(body: Text) -> Text:
    """Return the words of a card that readers are told: why, and what is said of single spots."""
    verdict = read_verdict(body)
    return join([verdict.why, *verdict.spots.values()]) if verdict else body


def drawn(item: Item, month: date) -> tuple[Card, ...]:
    """Return the cards of a month's round, in their order: the same for everybody, ten of them, four to six honest
    (fewer where there are fewer).
    """
    # Chance by the item and the month alone, so that nothing has to be kept.
    chance = Random(f"{item.ref} {month:%Y-%m}")  # noqa: S311 - no secret
    honest: list[Card] = []
    traps: list[Card] = []
    for card in item.cards:
        verdict = read_verdict(card.body)
        if verdict is not None:
            (honest if verdict.honest else traps).append(card)
    share = min(chance.choice(HONEST), len(honest))
    share = max(share, min(DRAWN - len(traps), len(honest)))
    found = chance.sample(honest, share) + chance.sample(traps, min(DRAWN - share, len(traps)))
    chance.shuffle(found)
    return tuple(found)

"""A round, "Real or trap?": the verdict on each screen and its reason, read from its card; and the ten screens
drawn for a month.
"""

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
"""The beginning of a list item in parsed text."""

_LETTERS = r"\w[ ]?(?:,[ ]?\w[ ]?)*"
VERDICT = re.compile(rf"(?:honest|trap:[ ]?(?P<odd>{_LETTERS}))", re.IGNORECASE)
BEGUN = re.compile(r"honest\b|trap\b", re.IGNORECASE)
"""The beginning of a line that is meant as a verdict."""

SPOT = re.compile(r"(?P<sign>\w):\s+")
"""The beginning of a line that explains one spot."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a screen: the letters of its suspicious spots (empty: it is honest), the reason, and
    explanations of single spots, by their letters.
    """

    odd: str
    why: Text = field(default_factory=Text)
    spots: Mapping[str, Text] = field(default_factory=dict)

    @property
    def honest(self) -> bool:
        """Whether nothing on the screen is suspicious."""
        return not self.odd

    def __str__(self) -> str:
        return f"trap: {', '.join(self.odd)}" if self.odd else "honest"


@lru_cache(maxsize=1024)
def read_verdict(body: Text) -> Verdict | None:
    """Read the words of a card below its screen; None without a line `honest` or `trap: …`. Cached, because every
    tap draws the month again: the rounds in service have some hundred cards in two languages.
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
    """Return a list's explanations of spots; lines that name none are added to `others`."""
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
    """Return the words of a card for readers: the reason, and explanations of single spots."""
    verdict = read_verdict(body)
    return join([verdict.why, *verdict.spots.values()]) if verdict else body


def drawn(item: Item, month: date) -> tuple[Card, ...]:
    """Return the cards of a month's round, in order: the same for everybody, ten of them, four to six honest
    (fewer if there are fewer).
    """
    # The random choice depends only on the item and the month, so that nothing has to be stored.
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

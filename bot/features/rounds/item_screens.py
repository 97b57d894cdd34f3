"""Screens of rounds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.browser_forms import Seen
from bot.chat.item_screens import draws
from bot.features.rounds import pages
from bot.features.rounds.domain import RoundState
from bot.packs.model import Kind
from bot.packs.rounds import drawn

if TYPE_CHECKING:
    from bot.chat.stage import Stage
    from bot.packs.model import Item
    from bot.values.audience import Audience

MONTHS = 60
"""Most months that are looked through for all screens of a round."""


@draws(Kind.ROUND)
def screens_of_round(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return what a round is about, and each of its screens with what every answer is told: months are looked
    through until all were drawn.
    """
    visitor = opened.visitor(audience.value, item.locale)
    pack, name = item.ref.pack, item.ref.item
    seen = [Seen(visitor.visits(pages.Round(pack, name).path))]
    found: dict[str, list[Seen]] = {}
    today = opened.now
    for months in range(MONTHS):
        opened.now = today + timedelta(days=30 * months)
        for number, card in enumerate(drawn(item, opened.now.date().replace(day=1))):
            if card.id in found:
                continue
            at = RoundState(opened.now.date().replace(day=1), number).written
            asked = visitor.visits(pages.RoundScreen(pack, name, at).path)
            answers = [(link.page.path, link.label) for link in asked.choices]
            told = [Seen(visitor.visits(path), label) for path, label in answers]
            found[card.id] = [Seen(asked), *told]
        if len(found) == len(item.cards):
            break
    opened.now = today
    return seen + [one for card in item.cards for one in found.get(card.id, [])]

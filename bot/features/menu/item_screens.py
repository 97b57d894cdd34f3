"""Screens of glossaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.item_screens import draws, visited
from bot.features.menu import pages
from bot.packs.model import Kind

if TYPE_CHECKING:
    from bot.chat.browser_forms import Seen
    from bot.chat.stage import Stage
    from bot.packs.model import Item
    from bot.values.audience import Audience


@draws(Kind.GLOSSARY)
def screens_of_glossary(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return each term."""
    return visited(
        opened.visitor(audience.value, item.locale), (pages.Term(item.ref.pack, card.id) for card in item.cards)
    )

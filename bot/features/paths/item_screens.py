"""Screens of paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.item_screens import draws, visited
from bot.features.paths import pages
from bot.packs.model import Kind

if TYPE_CHECKING:
    from bot.chat.browser_forms import Seen
    from bot.chat.stage import Stage
    from bot.packs.model import Item
    from bot.values.audience import Audience


@draws(Kind.PATH)
def screens_of_path(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return a path and each of its weeks."""
    pack, name = item.ref.pack, item.ref.item
    weeks = (pages.Week(pack, name, card.id) for card in item.cards)
    return visited(opened.visitor(audience.value, item.locale), [pages.Path(pack, name), *weeks])

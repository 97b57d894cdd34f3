"""Screens of drills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.browser_forms import Seen
from bot.chat.item_screens import draws
from bot.features.practice import domain, pages
from bot.packs.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat.stage import Stage, Visitor
    from bot.packs.model import Item
    from bot.values.audience import Audience


@draws(Kind.DRILL)
def screens_of_drill(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return what a drill is about, each moment, what follows each choice, and the debrief of each ending."""
    return [*_moments(opened, opened.visitor(audience.value, item.locale), item)]


def _moments(opened: Stage, visitor: Visitor, item: Item) -> Iterator[Seen]:
    """Yield what a drill is about, then each moment, what follows each choice, and the debrief of each ending."""
    pair = opened.library.pair(item.ref)
    drawn = domain.draw_of(pair, b"preview", honest=item.honest)
    yield Seen(visitor.visits(pages.Drill(pair.pack, pair.item).path))
    for name, steps in domain.steps_to(item).items():
        card = item.card(name)
        yield Seen(visitor.visits(pages.Moment(pair.pack, pair.item, drawn, steps).path))
        for place, choice in enumerate(card.choices if card else ()):
            after = pages.Moment(pair.pack, pair.item, drawn, f"{steps}{place}")
            yield Seen(visitor.visits(after.path), choice.text.plain)
        if name in item.endings:
            yield Seen(visitor.visits(pages.Debrief(pair.pack, pair.item, drawn, steps).path))

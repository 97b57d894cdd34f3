"""Item screens: the screens of an item as the bot shows it to one audience, each kind told by its own feature."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.chat.browser_forms import Seen
from bot.values.folders import import_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from bot.chat.stage import Stage, Visitor
    from bot.packs.model import Item, Kind
    from bot.values.audience import Audience
    from bot.values.page import Page
    from bot.values.screen import Screen

    Drawing = Callable[[Stage, Item, Audience], list[Seen]]


_drawings: dict[Kind, Drawing] = {}


def draws(kind: Kind) -> Callable[[Drawing], Drawing]:
    """Add the function of a feature that draws the items of a kind; it stands in the feature's `item_screens`."""

    def add(drawing: Drawing) -> Drawing:
        _drawings[kind] = drawing
        return drawing

    return add


def is_drawn(kind: Kind) -> bool:
    """Whether items of a kind have pages of their own. Help pages are the package's and are walked by number."""
    import_parts("item_screens")
    return kind in _drawings


def screens(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return the screens of an item, with those after each answer and choice, in the order of its file; empty if
    its kind is not drawn.
    """
    return _drawings[item.ref.kind](opened, item, audience) if is_drawn(item.ref.kind) else []


def visited(visitor: Visitor, pages: Iterable[Page]) -> list[Seen]:
    """Return the screens of pages that need nothing before them."""
    return [Seen(visitor.visits(page.path)) for page in pages]


def pages_on(screen: Screen) -> list[Page]:
    """Return the pages that the buttons of a screen lead to."""
    return [link.page for link in textmode.links(screen)]


def at_noon(day: date, now: datetime) -> datetime:
    """Return noon of a day, in the time zone of `now`."""
    return datetime.combine(day, time(12), now.tzinfo)

"""Home: the ways back from an item, for educators also to their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.features.classes import pages as classes_pages
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.values.screen import Row


def classes_row(reader: Reader) -> Row:
    """Return the ways back to all classes and to the menu."""
    return (Link(reader.say("🏫 Classes"), classes_pages.Classes(), Means.BACK), *menu_row(reader))


def home_row(reader: Reader) -> Row:
    """Return the way back to the menu, for educators also to their classes: they look at what they may give."""
    return classes_row(reader) if reader.audience is Audience.EDUCATOR else menu_row(reader)

"""How a lantern is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.views import Views
from bot.values.screen import Screen
from bot.values.text import Text

from .pages import Lantern
from .store import light

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()


@views(Lantern)
def lit(turn: Turn, page: Lantern) -> Screen:
    """Light it."""
    light(turn.db, turn.person.key, page.number)
    return Screen(Text(f"Lantern {page.number} is lit."))

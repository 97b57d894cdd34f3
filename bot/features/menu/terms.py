"""A word of the glossary, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.items.next_step import left_at
from bot.features.items.showing import last_row
from bot.features.menu import pages
from bot.help import pages as help_pages
from bot.packs.model import Kind, Ref
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(pages.Term)
def term(turn: Turn, page: pages.Term) -> Screen:
    """Explain a word of the glossary."""
    found = turn.library.term(page.pack, page.card, turn.locale)
    if found is None:
        return dead_end(turn)
    begun = left_at(turn)
    back: tuple[Row, ...] = ((Link(turn.say("◀ Back"), begun, Means.BACK),),) if begun else ()
    ref = Ref(Kind.GLOSSARY, found.pack, Kind.GLOSSARY.value)
    help_ = (Link(turn.say("🆘 Help"), help_pages.Help()),)
    return Screen(join([bold(found.card.title), found.card.body]), (*back, last_row(turn, ref, found.card), help_))

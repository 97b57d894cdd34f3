"""The completion screen of a lesson or story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import ending, stepping, tasks
from bot.chat.items import dead_end, open_item
from bot.chat.views import Views
from bot.packs.model import Kind
from bot.store import progress
from bot.values import sitemap
from bot.values.screen import Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()


@views(sitemap.Finished)
def finished(turn: Turn, page: sitemap.Finished) -> Screen:
    """Note that the item is done; look back and ahead. Drawing it twice changes nothing."""
    item = open_item(turn, Kind(page.kind), page.pack, page.item)
    if item is None:
        return dead_end(turn)
    turn.change(reading="")
    progress.finish(turn.db, turn.person.key, str(item.ref), turn.today)
    stepping.note_done(turn, item.ref)
    tasks.hand_in(turn, str(item.ref))
    text = join([bold(turn.say("Done: {title}", title=item.title)), ending.looking_back(turn, item)])
    return Screen(text, ending.ways_on(turn, item))

"""The completion screen of a lesson, story or round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import keeping
from bot.chat.items import dead_end, open_item
from bot.chat.views import Views
from bot.db import progress
from bot.features.items import ending, next_step
from bot.features.library import pages
from bot.packs.model import Kind
from bot.values.screen import Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()


@views(pages.Finished, pause=True)
def finished(turn: Turn, page: pages.Finished) -> Screen:
    """Note that the item is done; look back and ahead. Drawing it twice changes nothing."""
    item = open_item(turn, Kind(page.kind), page.pack, page.item)
    if item is None:
        return dead_end(turn)
    progress.finish(turn.db, turn.person.key, str(item.ref), turn.today)
    next_step.finished(turn, item)
    ending.on_finish.call(turn, item)
    parts = [bold(turn.say("Done: {title}", title=item.title)), ending.looking_back(turn, item)]
    rows = ending.ways_on(turn, item)
    if not turn.person.agreed:
        parts.append(Text(turn.say("Shall I remember where you are, so that you can go on next time?")))
        rows = (*rows[:-1], *keeping.offer(turn), rows[-1])  # what comes next stands first
    return Screen(join(parts), rows)

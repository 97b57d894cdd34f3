"""Quiet: a week without unasked messages, begun and ended by one tap; nothing has to be set up anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import people
from bot.features.notifications import pages
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()

DAYS = 7
AN_HOUR = 3600


@views(pages.Quiet, kept=False)
def quiet(turn: Turn, _: pages.Quiet) -> Screen:
    """Let nothing come until the morning in a week, and offer to take that back."""
    before, until = people.rests_until(turn.db, turn.person.key), turn.morning(DAYS)
    turn.rest(until)
    if before is not None and before >= until:  # tapped twice: what was before is not known any more
        before = turn.tomorrow
    hour = 0 if before is None or before <= turn.now else -(-int(before.timestamp()) // AN_HOUR)
    words: list[Text | str] = [
        bold(turn.say("🔕 A week of quiet")),
        turn.say(
            "Until {day} nothing comes by itself: no tips, no campaigns, no tasks.",
            day=day_words(turn, turn.today + timedelta(days=DAYS)),
        ),
        turn.say("Whatever you open or write is answered as always, and Help is there."),
    ]
    return Screen(join(words), ((Link(turn.say("↩ Undo"), pages.QuietOver(hour)),), menu_row(turn)))


@views(pages.QuietOver, kept=False)
def quiet_over(turn: Turn, page: pages.QuietOver) -> Screen:
    """Let things come again from the hour on from which they might have come before the quiet. A rest that ends
    tomorrow at the latest is not this one (help was shown, perhaps) and stays.
    """
    rests = people.rests_until(turn.db, turn.person.key)
    if rests is not None and turn.tomorrow < rests and page.hour * AN_HOUR < rests.timestamp():
        until = datetime.fromtimestamp(page.hour * AN_HOUR, UTC) if page.hour else None
        people.rest_only(turn.db, turn.person.key, until)
    words = turn.say("As before: what was chosen comes again, each at its hour.")
    return Screen(Text(words), ((Link(turn.say("🔕 A week of quiet"), pages.Quiet()),), menu_row(turn)))

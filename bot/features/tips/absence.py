"""Tips that nobody opens: asked once whether they shall come less often, then slower by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.notification_policy import zone_of
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import people
from bot.features.tips import pages
from bot.features.tips.store import wishes
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.chat.turn import Turn
    from bot.features.tips.store.wishes import Wish

views = Views()

ASKED_AFTER = 2
"""So many tips come to somebody who is not here; the next one asks."""

WEEK = timedelta(days=7)


@views(pages.TipsAsBefore, kept=False)
def as_before(turn: Turn, page: pages.TipsAsBefore) -> Screen:
    """Note that the question was answered with "as it is", so that it is not asked again."""
    if wishes.of(turn.db, turn.person.key) is not None:
        wishes.note_had(turn.db, turn.person.key, page.path, turn.today)
    words = turn.say("All right, as it was. I shall not ask again.")
    return Screen(Text(words), ((Link(turn.say("Change it"), pages.TipWish()),), menu_row(turn)))


def unopened(turn: Turn, wanted: Wish, had: Mapping[str, date]) -> list[date]:
    """Return the days (UTC) of the tips that were sent after the day of the last visit, which alone is stored.
    `had`: the tips that the person had. None count where tips cannot come less often, or "as it is" was said.
    """
    if not turn.unasked or wanted.a_week <= 1 or pages.TipsAsBefore().path in had:
        return []
    offset = turn.now.astimezone(zone_of(turn.person.clock)).utcoffset() or timedelta()
    here = people.last_visit(turn.db, turn.person.key)
    # West of Greenwich UTC is a day ahead at night.
    until = here + timedelta(days=1) if offset < timedelta() else here
    return [day for path, day in had.items() if day > until and isinstance(parse(path), pages.Tip)]


def is_asked_now(came: Sequence[date]) -> bool:
    """Whether the tip that goes out now asks "less often?": two came `unopened`."""
    return len(came) == ASKED_AFTER


def is_too_soon(came: Sequence[date], today: date) -> bool:
    """Whether no tip goes out now: the question came, nobody was here since, and a week is not over."""
    return len(came) > ASKED_AFTER and today - max(came) < WEEK

"""Trying: what an editor does while they try an edition out is done by a reader in memory, and counts nowhere."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.chat import commands
from bot.chat.incoming import Command, Sent, Tap
from bot.values.audience import Role
from bot.values.page import Page, every_page, parse
from bot.values.sitemap import me, studio, welcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.household import Household
    from bot.chat.incoming import Incoming
    from bot.chat.turn import Turn
    from bot.chat.views import Views


@cache
def _own_pages() -> frozenset[type[Page]]:
    """Pages that are about the editor's own self: settings, own data, `/stop`, the work itself."""
    own = {section.__name__ for section in (me, studio, welcome)}
    return frozenset(page for page in every_page() if page.__module__ in own)


def is_played(views: Views, turn: Turn, incoming: Incoming) -> bool:
    """Whether a step of an editor is one of the reader whom they play: they try something out, and it leads to no
    page of their own.
    """
    if not turn.trial:
        return False
    page: Page | None
    match incoming.what:
        case Tap(path):
            page = parse(path)
        case Command(name, payload):
            page = commands.from_deep_link(payload) or commands.COMMANDS.get(name)
        case Sent():
            return False
        case _:
            return True
    if page is None:
        return True
    view = views.by_page.get(type(page))
    return type(page) not in _own_pages() and (view is None or view.role not in {Role.EDITOR, Role.ORGANISER})


def as_reader(house: Household, turn: Turn, memory: Connection, incoming: Incoming, now: datetime) -> Turn:
    """Return the turn as one of a visitor (see `store.visitors`) of the audience and language that are tried out:
    what is read and answered is forgotten within the hour, and no total knows of it.
    """
    reader = house.visitor(memory, incoming, now)
    played = replace(
        reader, audience=turn.audience, locale=turn.locale, country=turn.country, zone=turn.person.zone
    )
    return replace(turn, db=memory, person=replace(played, text_mode=turn.text_mode), seal=None, enter_trial=None)

"""Preview mode: an editor who tries an edition out acts as a reader in memory, and nothing of it is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat import commands
from bot.chat.incoming import Command, InCheck, Sent, Tap
from bot.values.audience import Role
from bot.values.page import parse

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.incoming import Incoming
    from bot.chat.services import Services
    from bot.chat.turn import Turn
    from bot.chat.views import Views
    from bot.values.page import Page


def is_played(views: Views, turn: Turn, incoming: Incoming) -> bool:
    """Whether a step of an editor is one of the reader whom they play: they try something out, and it leads to no
    page of their own (`View.own`) or of their work.
    """
    if not turn.trial:
        return False
    page: Page | None
    match incoming.what:
        case Tap(path):
            page = parse(path)
        case Command(name, payload):
            page = commands.from_deep_link(payload) or commands.COMMANDS.get(name)
        case Sent() | InCheck():
            return False
        case _:
            return True
    if page is None:
        return True
    view = views.by_page.get(type(page))
    return view is None or not (view.own or view.role in {Role.EDITOR, Role.LEAD, Role.MEMBER, Role.ORGANISER})


def as_reader(house: Services, turn: Turn, memory: Connection, incoming: Incoming, now: datetime) -> Turn:
    """Return the turn as one of a visitor (see `stores.visitors`) of the audience and language that are tried out:
    what is read and answered is forgotten within the hour, and no total knows of it.
    """
    reader = house.visitor(memory, incoming, now)
    played = replace(
        reader, audience=turn.audience, locale=turn.locale, country=turn.country, zone=turn.person.zone
    )
    person = replace(played, text_mode=turn.text_mode, picture=turn.person.picture)
    return replace(turn, db=memory, person=person, seal=None, enter_trial=None)

"""Preview mode: an editor who tries an edition out acts as a reader in memory, and nothing of it is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat import links
from bot.chat.incoming import Command, SentFile, Tap
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
    """Whether an editor's step is one of the reader they play: they try something out, and the step leads
    neither to a page of their own (`View.own`) nor to one of their work.
    """
    if not turn.preview.edition:
        return False
    page: Page | None
    match incoming.what:
        case Tap(path):
            page = parse(path)
        case Command(name, payload):
            page = links.of_payload(payload) or links.of_command(name)
        case SentFile():
            return False
        case _:
            return True
    if page is None:
        return True
    view = views.by_page.get(type(page))
    of_work = {Role.EDITOR, Role.LEAD, Role.MEMBER, Role.KEEPER, Role.ORGANISER}
    return view is None or not (view.own or view.role in of_work)


def as_reader(house: Services, turn: Turn, memory: Connection, incoming: Incoming, now: datetime) -> Turn:
    """Return the turn of a visitor (see `stores.visitors`) with the audience and language that are tried out.
    What they read and answer is forgotten within the hour, and enters no total.
    """
    reader = house.visitor(memory, incoming, now)
    played = replace(
        reader, audience=turn.audience, locale=turn.locale, country=turn.country, zone=turn.person.zone
    )
    person = replace(played, text_mode=turn.text_mode, picture=turn.person.picture)
    return replace(
        turn,
        db=memory,
        person=person,
        sender=replace(turn.sender, seal=None),
        preview=replace(turn.preview, enter=None),
    )

"""Fetching: what an editor sends to the studio is downloaded and checked, and the sheet of results that a teacher
was asked for; nobody else's file is ever touched.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.chat.drawing import PAPER
from bot.chat.incoming import File, Sent, Sheet, Thing, Words
from bot.chat.papersheet import MOST_BYTES
from bot.edges.telegram.api import Refused, Unreached
from bot.packs.apart import open_apart
from bot.packs.archive import UPLOAD_BYTES
from bot.packs.model import Problem
from bot.packs.parcel import Parcel
from bot.store import editions, editors, people
from bot.values.page import parse

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.incoming import Incoming
    from bot.edges.telegram.api import Api

log = structlog.get_logger()

_CHECKS = ThreadPoolExecutor(2, "check")
"""Uploads that are checked at once, each in a process of its own: two take a GiB at most."""


class Use(Enum):
    """What a file is for that no editor has sent."""

    SHEET = "results"
    """A teacher was asked for it, on the page where they are."""
    NONE = ""


async def fetched(conversation: Conversation, api: Api, incoming: Incoming, now: datetime) -> Incoming:
    """Return what came in with its file fetched and checked when an editor sent it; else as words or a thing.

    The check runs apart: nobody waits for it but editors. Errors: StoreAway.
    """
    file = incoming.what
    if not isinstance(file, File):
        return incoming
    durable = conversation.household.stores.durable
    wanted = await asyncio.wrap_future(durable.run(_wanted, conversation, incoming.sender, now))
    if wanted is Use.SHEET:
        return replace(incoming, what=Sheet(await _sheet(api, file, incoming.update_id)))
    if wanted is Use.NONE:
        return replace(incoming, what=Words(file.words) if file.words else Thing("document"))
    if file.size > UPLOAD_BYTES:
        what = f"the file is larger than {UPLOAD_BYTES // 2**20} MiB"
        too_large = Problem(file.name[:80], 1, 1, "E901", what, "make pictures smaller, or split the pack")
        return replace(incoming, what=Sent(Parcel(problems=(too_large,))))
    try:
        content = await api.download(file.id, UPLOAD_BYTES)
    except (Refused, Unreached) as error:
        log.warning("a file could not be fetched", update_id=incoming.update_id, why=type(error).__name__)
        return replace(incoming, what=Sent(None))
    check = partial(open_apart, file.name, content, now.date(), wanted, file.words)
    parcel = await asyncio.get_running_loop().run_in_executor(_CHECKS, check)
    return replace(incoming, what=Sent(parcel))


async def _sheet(api: Api, file: File, update_id: int) -> bytes | None:
    """Return a sheet's bytes; None when it is too large or could not be fetched."""
    if file.size > MOST_BYTES:
        return None
    try:
        return await api.download(file.id, MOST_BYTES)
    except (Refused, Unreached) as error:
        log.warning("a sheet could not be fetched", update_id=update_id, why=type(error).__name__)
        return None


def _wanted(conversation: Conversation, sender: int, now: datetime) -> Use | bytes:
    """Return what a file of this person is for; for an editor's, the archive of the edition in hand, b"" when
    there is none.
    """
    household = conversation.household
    with household.stores.durable.turn() as db:
        person = people.find(db, household.lookups(sender), now.date())
        if person is not None and isinstance(parse(person.place), PAPER):
            return Use.SHEET
        editor = editors.of(db, person.key) if person else None
        if editor is None:
            return Use.NONE
        newest = next(iter(editions.of_owner(db, editor.number)), None)
        return editions.content(db, newest.edition) if newest else b""

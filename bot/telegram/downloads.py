"""Downloads the packs that editors send and has them checked; downloads the sheets that teachers were asked for.

Nobody else's file is downloaded.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.chat.drawing import ASKS_FOR_SHEET
from bot.chat.incoming import File, InCheck, Sent, Sheet, Thing, Words
from bot.db import people
from bot.features.classes.paper_sheet import MOST_BYTES
from bot.features.publishing.store import editions, editors
from bot.packs.model import Problem
from bot.packs.upload.archive import UPLOAD_BYTES
from bot.packs.upload.sandbox import open_in_sandbox
from bot.packs.upload.upload import PackUpload
from bot.telegram.api import Refused, Unreached
from bot.values.page import parse

if TYPE_CHECKING:
    from datetime import datetime
    from subprocess import Popen

    from bot.chat.conversation import Conversation
    from bot.chat.incoming import Incoming
    from bot.telegram.api import Api

log = structlog.get_logger()

_CHECKS = ThreadPoolExecutor(2, "check")
"""Uploads that are checked at the same time, each in a process of its own: two take at most a GiB."""


class Use(Enum):
    """What a file is for."""

    SHEET = "results"
    """A sheet of results that a teacher was asked for, on the page where they are."""
    PACK = "pack"
    """A pack that an editor may send to their studio."""
    NONE = ""


async def fetched(conversation: Conversation, api: Api, incoming: Incoming, now: datetime) -> Incoming:
    """Return the incoming message with its file handled: a teacher's sheet downloaded, an editor's file marked to
    be checked (see `checked`), any other file as its words or as a thing. Errors: StoreAway.
    """
    file = incoming.what
    if not isinstance(file, File):
        return incoming
    durable = conversation.services.stores.durable
    wanted = await asyncio.wrap_future(durable.run(_wanted, conversation, incoming.sender, now))
    if wanted is Use.SHEET:
        return replace(incoming, what=Sheet(await _sheet(api, file, incoming.update_id)))
    if wanted is Use.NONE:
        return replace(incoming, what=Words(file.words) if file.words else Thing("document"))
    if file.size > UPLOAD_BYTES:
        what = f"the file is larger than {UPLOAD_BYTES // 2**20} MiB"
        too_large = Problem(file.name[:80], 1, 1, "E901", what, "make pictures smaller, or split the pack")
        return replace(incoming, what=Sent(PackUpload(problems=(too_large,))))
    return replace(incoming, what=InCheck())


async def checked(
    conversation: Conversation, api: Api, incoming: Incoming, now: datetime, children: set[Popen[bytes]]
) -> PackUpload | None:
    """Download and check an editor's file; None when it could not be downloaded. The check runs in a process of
    its own, which is in `children` meanwhile. Errors: StoreAway, TypeError for what is no file.
    """
    file = incoming.what
    if not isinstance(file, File):
        raise TypeError(type(file).__name__)
    durable = conversation.services.stores.durable
    base = await asyncio.wrap_future(durable.run(_in_hand, conversation, incoming.sender, now))
    try:
        content = await api.download(file.id, UPLOAD_BYTES)
    except (Refused, Unreached) as error:
        log.warning("a file could not be fetched", update_id=incoming.update_id, why=type(error).__name__)
        return None
    check = partial(open_in_sandbox, file.name, content, now.date(), base, file.words, children=children)
    return await asyncio.get_running_loop().run_in_executor(_CHECKS, check)


async def _sheet(api: Api, file: File, update_id: int) -> bytes | None:
    """Return a sheet's bytes; None when it is too large or could not be fetched."""
    if file.size > MOST_BYTES:
        return None
    try:
        return await api.download(file.id, MOST_BYTES)
    except (Refused, Unreached) as error:
        log.warning("a sheet could not be fetched", update_id=update_id, why=type(error).__name__)
        return None


def _wanted(conversation: Conversation, sender: int, now: datetime) -> Use:
    """Return what a file of this person is for."""
    services = conversation.services
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        if person is not None and isinstance(parse(person.place), ASKS_FOR_SHEET):
            return Use.SHEET
        return Use.PACK if person and editors.of(db, person.key) else Use.NONE


def _in_hand(conversation: Conversation, sender: int, now: datetime) -> bytes:
    """Return the archive of the edition that an editor works on, b"" when there is none."""
    services = conversation.services
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        editor = editors.of(db, person.key) if person else None
        newest = next(iter(editions.of_owner(db, editor.number)), None) if editor else None
        return editions.content(db, newest.edition) if newest else b""

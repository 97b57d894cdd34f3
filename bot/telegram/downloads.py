"""Downloads the packs that editors send and has them checked; downloads what teachers were asked for: sheets of
results, files of questions, which are read in a process of their own.

Nobody else's file is downloaded.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.chat.incoming import File, InCheck, Questions, Sent, Sheet, Thing, Words
from bot.features.classes.paper_sheet import MOST_BYTES
from bot.features.own_questions import reading
from bot.features.publishing import sent_files
from bot.features.publishing.sent_files import Use
from bot.packs.upload.archive import UPLOAD_BYTES
from bot.telegram.api import Refused, Unreached

if TYPE_CHECKING:
    from datetime import datetime
    from subprocess import Popen

    from bot.chat.conversation import Conversation
    from bot.chat.incoming import Incoming
    from bot.packs.upload.upload import PackUpload
    from bot.telegram.api import Api

log = structlog.get_logger()


async def fetched(conversation: Conversation, api: Api, incoming: Incoming, now: datetime) -> Incoming:
    """Return the incoming message with its file handled: a teacher's downloaded (and read), an editor's
    marked to be checked (see `checked`), any other file as its words or as a thing. Errors: StoreAway.
    """
    file = incoming.what
    if not isinstance(file, File):
        return incoming
    durable = conversation.services.stores.durable
    wanted = await asyncio.wrap_future(durable.run(sent_files.use_of, conversation.services, incoming.sender, now))
    if wanted is Use.SHEET:
        return replace(incoming, what=Sheet(await _content(api, file, incoming.update_id, MOST_BYTES)))
    if wanted is Use.QUESTIONS:
        content = await _content(api, file, incoming.update_id, reading.FILE_BYTES)
        brought = await reading.for_teacher(conversation.services, incoming.sender, now, file.name, content)
        return replace(incoming, what=Questions(brought))
    if wanted is Use.NONE:
        return replace(incoming, what=Words(file.words) if file.words else Thing("document"))
    if file.size > UPLOAD_BYTES:
        return replace(incoming, what=Sent(sent_files.too_large(file.name)))
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
    base = await asyncio.wrap_future(durable.run(sent_files.in_hand, conversation.services, incoming.sender, now))
    try:
        content = await api.download(file.id, UPLOAD_BYTES)
    except (Refused, Unreached) as error:
        log.warning("a file could not be fetched", update_id=incoming.update_id, why=type(error).__name__)
        return None
    return await asyncio.wrap_future(
        sent_files.check(file.name, content, base=base, place=file.words, today=now.date(), children=children)
    )


async def _content(api: Api, file: File, update_id: int, most: int) -> bytes | None:
    """Return the bytes of a teacher's file; None when it is larger than `most` or could not be fetched."""
    if file.size > most:
        return None
    try:
        return await api.download(file.id, most)
    except (Refused, Unreached) as error:
        log.warning("a teacher's file could not be fetched", update_id=update_id, why=type(error).__name__)
        return None

"""Downloads the files that features take from their senders; no other file is downloaded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.chat import sent_files
from bot.chat.file_uses import Arrived
from bot.chat.incoming import File, Thing, Words
from bot.doors.wire import Refused, Unreached

if TYPE_CHECKING:
    from datetime import datetime
    from subprocess import Popen
    from typing import Any

    from bot.chat.conversation import Conversation
    from bot.chat.file_uses import FileUse
    from bot.chat.incoming import Incoming, SentFile
    from bot.doors.wire import Wire

log = structlog.get_logger()


async def fetched(conversation: Conversation, wire: Wire, incoming: Incoming, now: datetime) -> Incoming:
    """Return the incoming message with its file handled: downloaded and read by the feature that takes it, marked
    to be read later where that takes long (see `checked`), else as its words or as a thing. Errors: StoreAway.
    """
    file = incoming.what
    if not isinstance(file, File):
        return incoming
    services, sender = conversation.services, incoming.sender
    wanted = await asyncio.wrap_future(services.stores.durable.run(sent_files.wanted, services, sender, now))
    if wanted.use is None:
        return replace(incoming, what=Words(file.words) if file.words else Thing("document"))
    # Somebody else may have the phone once it has arrived: it is still of the person who sent it.
    incoming = replace(incoming, person=wanted.person)
    if wanted.use.meanwhile is not None and file.size <= wanted.use.most:
        return replace(incoming, what=wanted.use.meanwhile)
    sent = await _read(conversation, wire, wanted.use, replace(incoming, what=file), now, set())
    return replace(incoming, what=sent)


async def checked(
    conversation: Conversation, wire: Wire, incoming: Incoming, now: datetime, children: set[Popen[bytes]]
) -> SentFile:
    """Download and read a file that is read later. That runs in a process of its own, which is in `children`
    meanwhile. Errors: StoreAway, TypeError if the update brings no file.
    """
    use = next(one for one in conversation.services.views.files if one.meanwhile is not None)
    return await _read(conversation, wire, use, incoming, now, children)


async def _read(  # noqa: PLR0913, PLR0917 - a file, whose it is, and what it is for
    conversation: Conversation,
    wire: Wire,
    use: FileUse[Any],
    incoming: Incoming,
    now: datetime,
    children: set[Popen[bytes]],
) -> SentFile:
    """Return what a file is to the feature that takes it. Errors: StoreAway; TypeError for no file."""
    file, services = incoming.what, conversation.services
    if not isinstance(file, File):
        raise TypeError(type(file).__name__)
    content = None if file.size > use.most else await _content(wire, file, incoming.update_id, use.most)
    opened = await asyncio.wrap_future(
        services.stores.durable.run(sent_files.opened, services, use, incoming.sender, now, incoming.person)
    )
    return await use.read(
        opened, Arrived(file.name, content, file.words, now.date(), children, too_large=file.size > use.most)
    )


async def _content(wire: Wire, file: File, update_id: int, most: int) -> bytes | None:
    """Return the bytes of a file; None when it could not be fetched."""
    try:
        return await wire.download(file.id, most)
    except (Refused, Unreached) as error:
        log.warning("a file could not be fetched", update_id=update_id, why=type(error).__name__)
        return None

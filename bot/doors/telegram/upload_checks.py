"""Checks a file that an editor has sent, after the reply to it, and sends the result in a message of its own.

With that reply a Delivery is stored which says that the check was broken off; the result replaces it. So the
editor is answered even if this process is killed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.db.away import StoreAway
from bot.doors.telegram.downloads import checked
from bot.features.publishing.pages import CheckBrokenOff

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from subprocess import Popen

    from bot.chat.conversation import Conversation
    from bot.chat.delivery import Row
    from bot.chat.incoming import SentFile
    from bot.doors.telegram.update_parser import Received
    from bot.doors.wire import Wire

    Tell = Callable[[Received, SentFile, Row | None], Awaitable[None]]

log = structlog.get_logger()

AT_ONCE = 2
"""Files that are downloaded and checked at the same time; the others wait and are not downloaded yet."""

SIGN_OF_LIFE = 5.0
"""Seconds between two renewals of the lease of a running check (`delivery.CHECK_LEASE` is four times that)."""


class UploadChecks:
    """Checks uploaded files in the background; `tell` answers the editor with the result. Used from one loop."""

    def __init__(self, conversation: Conversation, wire: Wire, clock: Callable[[], datetime], tell: Tell) -> None:
        self._conversation = conversation
        self._wire = wire
        self._clock = clock
        self._tell = tell
        self._room = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._children: set[Popen[bytes]] = set()

    def begin(self, received: Received) -> None:
        """Start to check a file; its editor was told so."""
        task = asyncio.create_task(self._check(received))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self, seconds: float) -> bool:
        """Wait for the running checks, `seconds` at most, and cancel those that are left; return whether there
        were any, so that their editors can be told.
        """
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        broken_off = list(self._tasks)
        for task in broken_off:
            task.cancel()
        for child in list(self._children):
            child.kill()
        if broken_off:
            await asyncio.wait(broken_off)
        return bool(broken_off)

    def __len__(self) -> int:
        return len(self._tasks)

    async def _check(self, received: Received) -> None:
        over = False
        working = asyncio.create_task(self._upload(received))
        try:
            pending = row = await self._hold(received, None)
            while not (await asyncio.wait({working}, timeout=SIGN_OF_LIFE))[0]:
                row = await self._hold(received, row)
            upload = working.result()
            row = await self._hold(received, row)
            # No Delivery from the start: the update came twice. No Delivery any more: the editor was told that
            # the check was broken off, or has left.
            if pending is None or row is not None:
                await self._tell(received, upload, row)
            over = True
        except StoreAway:
            log.warning("the database is away, a check is broken off", update_id=received.incoming.update_id)
        except Exception:
            log.exception("a check is broken off", update_id=received.incoming.update_id)
        finally:
            working.cancel()
            if not over:
                await self._hold(received, None, over=True)

    async def _upload(self, received: Received) -> SentFile:
        async with self._room:
            return await checked(self._conversation, self._wire, received.incoming, self._clock(), self._children)

    async def _hold(self, received: Received, row: Row | None, *, over: bool = False) -> Row | None:
        """Renew the lease of the Delivery of a check, or end it (`over`), so that the editor is told. Return its
        row, or the given one while the database is away.
        """
        incoming, deliveries = received.incoming, self._conversation.deliveries
        held = self._conversation.services.stores.durable.run(
            deliveries.hold_check, incoming.sender, self._clock(), CheckBrokenOff(), incoming.person, over=over
        )
        try:
            return await asyncio.wrap_future(held)
        except StoreAway:
            log.warning("the database is away, a check said nothing", update_id=received.incoming.update_id)
            return row

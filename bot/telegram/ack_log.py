"""Records which updates were answered, in groups, so that few are answered twice after a kill."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.db.away import StoreAway

if TYPE_CHECKING:
    from bot.chat.conversation import Conversation

log = structlog.get_logger()

NOTE_SECONDS = 2.0
"""Seconds that recording may take; after that the next reply goes on without it."""


class AckLog:
    """Records answered updates. An update that comes while a group is being written waits for the next group."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._writing = False

    async def note(self, update_id: int) -> None:
        """Return once it is recorded that this update was answered. While the database is away nothing is
        recorded: after a kill the update may be answered twice, which is better than never.
        """
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((update_id, written))
        if not self._writing:
            self._writing = True
            try:
                while self._waiting:
                    await self._write()
            finally:
                self._writing = False
        await written

    async def _write(self) -> None:
        group, self._waiting = self._waiting, []
        store = self._conversation.services.stores.durable
        try:
            noted = store.run(self._conversation.note_answered, [update_id for update_id, _ in group])
            await asyncio.wait_for(asyncio.wrap_future(noted), NOTE_SECONDS)
        except (StoreAway, TimeoutError):
            log.warning("the database is away, answered updates are not noted", count=len(group))
        finally:
            for _, written in group:
                if not written.done():
                    written.set_result(None)

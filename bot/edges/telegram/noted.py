"""Noted: which answers have reached their people, written down in groups, so that a kill doubles few of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.store.away import StoreAway

if TYPE_CHECKING:
    from bot.chat.conversation import Conversation

log = structlog.get_logger()

NOTE_SECONDS = 2.0
"""How long a note may take: a reply that is on its way behind it is worth more."""


class Noted:
    """Notes answered updates. Whoever comes while a group is being written waits for the next group."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._writing = False

    async def note(self, update_id: int) -> None:
        """Return when it is written that this update was answered (or the database is away: then it may be
        answered twice after a kill, which is better than never).
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
        store = self._conversation.household.stores.durable
        try:
            noted = store.run(self._conversation.note_answered, [update_id for update_id, _ in group])
            await asyncio.wait_for(asyncio.wrap_future(noted), NOTE_SECONDS)
        except (StoreAway, TimeoutError):
            log.warning("the database is away, answered updates are not noted", count=len(group))
        finally:
            for _, written in group:
                if not written.done():
                    written.set_result(None)

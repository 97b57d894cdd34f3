"""Erases expired data in small transactions, so that other people's turns run in between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.db import mydata

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation

log = structlog.get_logger()

BETWEEN = 0.1
"""Seconds between two transactions that erase."""


LONG = 600.0
"""Seconds after which it is logged that a reader keeps erased bytes in the database's files."""


class RetentionSweep:
    """The clock calls `forget_visitors` every minute, `sweep` every hour, `scrub` every few seconds.

    Errors: StoreAway.
    """

    def __init__(
        self, conversation: Conversation, clock: Callable[[], datetime], sure: Callable[[], bool] = lambda: True
    ) -> None:
        """`sure`: whether the clock can be believed; nothing is erased from the database while it cannot."""
        self._conversation = conversation
        self._clock = clock
        self._sure = sure
        self._stores = conversation.services.stores
        self._owed_since: float | None = None
        self._told = False

    async def forget_visitors(self) -> None:
        """Forget visitors who have been away for an hour."""
        forgotten = self._stores.visitors.run(self._conversation.forget_visitors, self._clock())
        await asyncio.wrap_future(forgotten)

    async def sweep(self) -> None:
        """Erase all data past its retention, then overwrite its bytes."""
        store, erased = self._stores.durable, False
        while self._sure():
            if not await asyncio.wrap_future(store.run(self._conversation.sweep, self._clock())):
                break
            erased = True
            await asyncio.sleep(BETWEEN)
        if erased:
            await asyncio.wrap_future(store.run(mydata.scrub, store))

    async def scrub(self) -> None:
        """Overwrite the bytes of erased data, if that failed before because somebody read the file."""
        store, now = self._stores.durable, asyncio.get_running_loop().time()
        if store.scrub_owed and store.is_open:
            await asyncio.wrap_future(store.run(mydata.scrub, store))
        if not store.scrub_owed:
            if self._told:
                log.warning("the bytes of what was erased are gone from the database's files now")
            self._owed_since, self._told = None, False
        elif self._owed_since is None:
            self._owed_since = now
        elif not self._told and now - self._owed_since >= LONG:
            self._told = True
            log.warning(
                "somebody reads the database for long: bytes of what was erased stay in its files till then"
            )

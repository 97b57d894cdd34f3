"""Sweeping: erases by the clock what is over, in small turns, so that everybody else's come between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.store import mydata

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation

BETWEEN = 0.1
"""Seconds between two turns that erase what is over."""


class Sweeping:
    """What the clock calls: `forget_visitors` every minute, `sweep` every hour. Errors of both: StoreAway."""

    def __init__(self, conversation: Conversation, clock: Callable[[], datetime]) -> None:
        self._conversation = conversation
        self._clock = clock
        self._stores = conversation.household.stores

    async def forget_visitors(self) -> None:
        """Forget those who only looked round and have been away for an hour."""
        forgotten = self._stores.visitors.run(self._conversation.forget_visitors, self._clock())
        await asyncio.wrap_future(forgotten)

    async def sweep(self) -> None:
        """Erase what the ledger no longer keeps until nothing is over, then the bytes of it."""
        store, erased = self._stores.durable, False
        while await asyncio.wrap_future(store.run(self._conversation.sweep, self._clock())):
            erased = True
            await asyncio.sleep(BETWEEN)
        if erased:
            await asyncio.wrap_future(store.run(mydata.scrub, store))

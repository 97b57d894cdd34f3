"""Sweeping: erases by the clock what is over, in small turns, so that everybody else's come between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.store import mydata, visitors

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.conversation import Conversation
    from bot.store.engine import Store

BETWEEN = 0.1
"""Seconds between two turns that erase what is over."""


class Sweeping:
    """What the clock calls: `forget_visitors` every minute, `sweep` every hour. Errors of both: StoreAway."""

    def __init__(self, conversation: Conversation, clock: Callable[[], datetime]) -> None:
        self._conversation = conversation
        self._clock = clock

    async def forget_visitors(self) -> None:
        """Forget those who only looked round and have been away for an hour."""
        self._conversation.first_aid.forget_visitors(self._clock())
        await self._turn(self._conversation.household.stores.visitors, visitors.sweep)

    async def sweep(self) -> None:
        """Erase what the ledger no longer keeps until nothing is over, then the bytes of it."""
        store, erased = self._conversation.household.stores.durable, False
        while await self._turn(store, self._conversation.sweep):
            erased = True
            await asyncio.sleep(BETWEEN)
        if erased:
            await asyncio.wrap_future(store.run(mydata.scrub, store))

    async def _turn(self, store: Store, erase: Callable[[Connection, datetime], int]) -> int:
        def erased() -> int:
            with store.turn() as db:
                return erase(db, self._clock())

        return await asyncio.wrap_future(store.run(erased))

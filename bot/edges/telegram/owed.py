"""Owed: shows the Deliveries whose time has come, one by one, at Telegram's pace."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.edges.telegram.calls import calls
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.sender import Outcome
from bot.store import deliveries
from bot.store.away import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.edges.telegram.sender import Sender
    from bot.store.deliveries import Delivery
    from bot.store.engine import Store

log = structlog.get_logger()

CLAIMED_AT_ONCE = 20
"""Deliveries claimed in one tick: what the pace lets out in less than a lease."""

SHOW_SECONDS = 20.0
"""How long one Delivery may be tried before it goes back to be claimed again."""


class Owed:
    """Settles what is owed. `tick` is called every second by the clock and never twice at once."""

    def __init__(self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._stores = conversation.household.stores
        self._keys = conversation.household.keys
        self._deliveries = conversation.deliveries
        self.sender = sender
        self.clock = clock

    async def tick(self) -> None:
        """Claim what is due in either store, show it, settle it."""
        for store in (self._stores.durable, self._stores.visitors):
            try:
                due = await asyncio.wrap_future(store.run(_claim, store, self.clock()))
                for delivery in due:
                    await self._deliver(store, delivery)
            except StoreAway:
                log.warning("the database is away, deliveries wait")

    async def _deliver(self, store: Store, delivery: Delivery) -> None:
        """Show one delivery. What cannot be shown in time is claimed again when its lease ends."""
        if delivery.person is None:
            await asyncio.wrap_future(store.run(_settle, store, delivery.id, sent=False))
            return
        shown = await asyncio.wrap_future(
            store.run(self._deliveries.visit, store, delivery.person, delivery.path, self.clock())
        )
        outcome = Outcome.REFUSED
        if shown is not None:
            chat = self._keys.open(delivery.chat, delivery.person)
            outcome = await self.sender.show(calls(shown, chat), Lane.REPLY, SHOW_SECONDS)
            if outcome is Outcome.LATE:
                return
        log.info("delivery", id=delivery.id, why=delivery.why, tries=delivery.tries, outcome=outcome.value)
        if outcome is Outcome.BLOCKED:
            await asyncio.wrap_future(store.run(_drop, store, delivery.person))
        else:
            await asyncio.wrap_future(store.run(_settle, store, delivery.id, sent=outcome is Outcome.SHOWN))


def _claim(store: Store, now: datetime) -> list[Delivery]:
    with store.turn() as db:
        return deliveries.due(db, now, CLAIMED_AT_ONCE)


def _settle(store: Store, number: int, *, sent: bool) -> None:
    with store.turn() as db:
        deliveries.settle(db, number, sent=sent)


def _drop(store: Store, person: bytes) -> None:
    with store.turn() as db:
        deliveries.drop_person(db, person)

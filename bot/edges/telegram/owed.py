"""Owed: a reply that Telegram did not take at once is written down as a Delivery and shown as soon as it does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.edges.telegram.calls import calls
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.sender import Outcome
from bot.store import deliveries
from bot.store.away import StoreAway
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.edges.telegram.reading import Received
    from bot.edges.telegram.sender import Sender
    from bot.store.deliveries import Delivery
    from bot.store.engine import Store

log = structlog.get_logger()
Result = TypeVar("Result")

STORE_SECONDS = 2.0
"""How long the database may take to write down what is owed, or no longer is."""

CLAIMED_AT_ONCE = 20
"""Deliveries claimed in one tick: what the pace lets out in less than a lease."""

SHOW_SECONDS = 20.0
"""How long one Delivery may be tried before it goes back to be claimed again."""


async def owe(conversation: Conversation, received: Received, path: str, now: datetime) -> bool:
    """Keep a reply's path as a Delivery. False when that is not possible: the database is away, or nobody knows
    this person.
    """
    durable = conversation.household.stores.durable
    sender = received.incoming.sender
    owed = durable.run(conversation.deliveries.owe, sender, received.chat, path, now)
    return await _done(owed, received, "not owed: the database is away") or False


async def owe_help(conversation: Conversation, received: Received, now: datetime) -> None:
    """Keep a call for help as a Delivery, in memory if need be: for strangers, and while the database is away."""
    page = conversation.first_aid.page(received.incoming)
    if page is None or await owe(conversation, received, page.path, now):
        return
    memory = conversation.household.stores.visitors
    owed = memory.run(conversation.deliveries.owe_stranger, received.incoming, received.chat, page.path, now)
    await asyncio.wrap_future(owed)


async def drop(conversation: Conversation, received: Received, now: datetime) -> None:
    """Drop what was owed to somebody who has blocked the bot."""
    dropped = conversation.household.stores.durable.run(
        conversation.deliveries.drop, received.incoming.sender, now
    )
    await _done(dropped, received, "a departure was not noted")


async def welcome_back(conversation: Conversation, received: Received, now: datetime) -> None:
    """Note that somebody who had blocked the bot lets it write again."""
    back = conversation.household.stores.durable.run(
        conversation.deliveries.welcome_back, received.incoming.sender, now
    )
    await _done(back, received, "a return was not noted")


async def _done(asked: Future[Result], received: Received, otherwise: str) -> Result | None:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(asked), STORE_SECONDS)
    except (TimeoutError, StoreAway):
        log.warning(otherwise, update_id=received.incoming.update_id)
        return None


class Owed:
    """Settles what is owed. `tick` is called every second by the clock and never twice at once."""

    def __init__(self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._stores = conversation.household.stores
        self._household = conversation.household
        self._first_aid = conversation.first_aid
        self._deliveries = conversation.deliveries
        self._sender = sender
        self._clock = clock

    async def tick(self) -> None:
        """Claim what is due in either store, show it, help first, and settle it."""
        for store in (self._stores.durable, self._stores.visitors):
            try:
                await self._settle_all(store)
            except StoreAway:
                log.warning("the database is away, deliveries wait")

    async def _settle_all(self, store: Store) -> None:
        claimed_at = self._clock()
        due = await asyncio.wrap_future(store.run(_claim, store, claimed_at))
        due.sort(key=self._lane)
        for delivery in due:
            if (deliveries.LEASE - (self._clock() - claimed_at)).total_seconds() < SHOW_SECONDS:
                return  # the rest is claimed again when the lease is over, by whoever comes first
            try:
                await self._deliver(store, delivery)
            except StoreAway:
                raise
            except Exception:
                # One that cannot be drawn must not hold up the others behind it for good.
                log.exception("a delivery failed", id=delivery.id)
                await self._settle(store, delivery, sent=False)

    async def _deliver(self, store: Store, delivery: Delivery) -> None:
        """Show one delivery. What cannot be shown in time is claimed again when its lease ends."""
        outcome = Outcome.REFUSED
        if delivery.person is not None:
            visit = store.run(self._deliveries.visit, store, delivery.person, delivery.path, self._clock())
            shown = await asyncio.wrap_future(visit)
            if shown is not None:
                chat = self._household.keys.open(delivery.chat, delivery.person)
                outcome = await self._sender.show(calls(shown, chat), self._lane(delivery), SHOW_SECONDS)
        log.info("delivery", id=delivery.id, why=delivery.why, tries=delivery.tries, outcome=outcome.value)
        if outcome is Outcome.BLOCKED and delivery.person is not None:
            await asyncio.wrap_future(store.run(_drop, store, delivery.person))
        elif outcome is not Outcome.LATE:
            await self._settle(store, delivery, sent=outcome is Outcome.SHOWN)

    async def _settle(self, store: Store, delivery: Delivery, *, sent: bool) -> None:
        await asyncio.wrap_future(store.run(_settle, store, delivery.id, sent=sent))

    def _lane(self, delivery: Delivery) -> Lane:
        return Lane.HELP if self._first_aid.is_help(delivery.path) else Lane.REPLY


def _claim(store: Store, now: datetime) -> list[Delivery]:
    with store.turn() as db:
        return deliveries.due(db, now, CLAIMED_AT_ONCE, (Why.REPLY,))


def _settle(store: Store, number: int, *, sent: bool) -> None:
    with store.turn() as db:
        deliveries.settle(db, number, sent=sent)


def _drop(store: Store, person: bytes) -> None:
    with store.turn() as db:
        deliveries.drop_person(db, person)

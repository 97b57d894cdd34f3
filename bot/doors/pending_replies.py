"""Sends stored replies, which Telegram did not accept at once, as soon as it accepts them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.chat.delivery import Owing, Row
from bot.chat.incoming import Incoming, Tap
from bot.db import deliveries
from bot.db.away import StoreAway
from bot.doors.outbox import STORE_SECONDS
from bot.doors.outgoing_reply import OutgoingReply
from bot.doors.pace import Lane
from bot.values.page import parse
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.db.deliveries import Delivery
    from bot.db.engine import Store
    from bot.doors.outbox import Outbox
    from bot.doors.sender import Outcome

log = structlog.get_logger()
Result = TypeVar("Result")

CLAIMED_AT_ONCE = 20
"""Deliveries claimed in one tick: as many as the pace lets out in less than a lease."""

AT_HAND = 200
"""Most Deliveries that are being sent or wait to be."""

TICK_SECONDS = 1.0
"""Seconds that a tick waits for the replies that it has handed to the outbox; a slow one must not hold up the next
tick."""


async def drop(conversation: Conversation, incoming: Incoming, now: datetime) -> None:
    """Delete the stored replies to somebody who has blocked the bot."""
    dropped = conversation.services.stores.durable.run(conversation.deliveries.drop, incoming.sender, now)
    await _done(dropped, incoming, "a departure was not noted")


async def welcome_back(conversation: Conversation, incoming: Incoming, now: datetime) -> None:
    """Note that somebody who had blocked the bot lets it write again."""
    back = conversation.services.stores.durable.run(conversation.deliveries.welcome_back, incoming.sender, now)
    await _done(back, incoming, "a return was not noted")


async def _done(asked: Future[Result], incoming: Incoming, otherwise: str) -> Result | None:
    """Return the database's result; None when it is away, slow or broken: then a reply of help is stored in
    memory.
    """
    try:
        return await asyncio.wait_for(asyncio.wrap_future(asked), STORE_SECONDS)
    except (TimeoutError, StoreAway):
        log.warning(otherwise, update_id=incoming.update_id)
    except Exception:
        log.exception(otherwise, update_id=incoming.update_id)
    return None


class PendingReplies:
    """Sends the stored replies. The clock calls `tick` every second and never twice at once."""

    def __init__(self, conversation: Conversation, outbox: Outbox, clock: Callable[[], datetime]) -> None:
        self._stores = conversation.services.stores
        self._services = conversation.services
        self._first_aid = conversation.first_aid
        self._deliveries = conversation.deliveries
        self._outbox = outbox
        self._clock = clock
        self._at_hand: set[OutgoingReply] = set()

    async def tick(self) -> None:
        """Claim what is due in either store and hand it to the outbox, help first."""
        self._at_hand = {outgoing for outgoing in self._at_hand if outgoing.outcome is None}
        for store in (self._stores.durable, self._stores.visitors):
            try:
                await self._claim_all(store)
            except StoreAway:
                log.warning("the database is away, deliveries wait")
        waits = [asyncio.ensure_future(outgoing.done.wait()) for outgoing in self._at_hand]
        if waits:
            await asyncio.wait(waits, timeout=TICK_SECONDS)
            for wait in waits:
                wait.cancel()

    async def _claim_all(self, store: Store) -> None:
        while len(self._at_hand) < AT_HAND:
            due = await asyncio.wrap_future(store.run(_claim, store, self._clock()))
            for delivery in sorted(due, key=self._lane):
                await self._deliver(store, delivery)
            if len(due) < CLAIMED_AT_ONCE:
                return

    async def _deliver(self, store: Store, delivery: Delivery) -> None:
        """Hand one delivery to the outbox, unless it is there already: claiming has renewed its lease."""
        row = Row(store, delivery.id)
        if self._outbox.holds(row):
            return
        try:
            outgoing = await self._outgoing(row, delivery)
        except StoreAway:
            raise
        except Exception:
            # One that cannot be drawn must not hold up the others behind it for good.
            log.exception("a delivery failed", id=delivery.id)
            outgoing = None
        if outgoing is None:
            await self._settle(row, sent=False)
        elif outgoing.lane is Lane.REPLY and not outgoing.must_send and self._outbox.has(outgoing.owing.chat):
            await self._settle(row, sent=True)  # a newer screen is on its way to this chat
        else:
            self._at_hand.add(outgoing)
            self._outbox.put(outgoing)

    async def _outgoing(self, row: Row, delivery: Delivery) -> OutgoingReply | None:
        """Draw a delivery; None when there is nobody to show it to, or nothing to show."""
        if delivery.person is None:
            return None
        visit = row.store.run(self._deliveries.visit, row.store, delivery.person, delivery.path, self._clock())
        shown = await asyncio.wrap_future(visit)
        if shown is None:
            return None
        chat = self._services.keys.open(delivery.chat, delivery.person)
        owing = Owing(
            Incoming(0, chat, "", Tap(delivery.path)), chat, delivery.path
        )  # a private chat has its person's id

        page = parse(delivery.path)

        def count(outcome: Outcome) -> None:
            log.info("delivery", id=delivery.id, why=delivery.why, tries=delivery.tries, outcome=outcome.value)

        shows = self._outbox.calls(shown, chat)
        must_send = page is not None and page.must_send
        return OutgoingReply(owing, shows, self._lane(delivery), must_send=must_send, row=row, count=count)

    async def _settle(self, row: Row, *, sent: bool) -> None:
        await asyncio.wrap_future(row.store.run(self._deliveries.settle, row, sent=sent))

    def _lane(self, delivery: Delivery) -> Lane:
        return Lane.HELP if self._first_aid.is_help(delivery.path) else Lane.REPLY


def _claim(store: Store, now: datetime) -> list[Delivery]:
    with store.transaction() as db:
        return deliveries.due(db, now, CLAIMED_AT_ONCE, (Why.REPLY,))

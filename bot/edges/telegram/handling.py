"""Handling: one update from its reading to the shown answer. When `handle` returns, the update may be confirmed:
its effects are committed and its reply is shown, or owed as a Delivery, or nobody can be answered.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog

from bot.chat.incoming import Departure
from bot.edges.telegram.calls import answer, calls
from bot.edges.telegram.lanes import Lanes
from bot.edges.telegram.noted import Noted
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.reading import Received, Silent, Unreadable, read
from bot.edges.telegram.sender import Outcome
from bot.store.away import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation, Reply
    from bot.edges.telegram.sender import Sender
    from bot.values.screen import Screen

log = structlog.get_logger()

REPLY_SECONDS = 2.0
"""How long a reply may hold up the others before it becomes a Delivery (DESIGN §3, nothing lost)."""

IN_FLIGHT = 10
"""Replies on their way at once. A kill can double at most so many messages: sendMessage knows no key by which
Telegram could tell that it has this one already (reliability.md M13)."""

STORE_SECONDS = 60.0
"""How long an update waits for a database that is away before the person gets an apology (DESIGN §3)."""

STORE_PAUSE = 0.5
"""Seconds between two tries while the database is away."""

RECALL_SECONDS = 0.3
"""How long Help waits for the database to tell a person's country; after that it answers without."""


class Handler:
    """Handles updates, many people at once and each person in order; Help overtakes everything."""

    def __init__(self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime]) -> None:
        self.conversation = conversation
        self.sender = sender
        self.clock = clock
        self.lanes = Lanes()
        self._in_flight = asyncio.Semaphore(IN_FLIGHT)
        self._noted = Noted(conversation)
        self.waiting = 0
        """Updates that wait for the database right now."""
        self.patience = STORE_SECONDS
        self.unreadable = 0

    async def handle(self, update: dict[str, Any]) -> None:
        """Handle one raw update. Never raises for what a person or Telegram sends."""
        try:
            received = read(update)
        except Unreadable as unreadable:
            self.unreadable += 1
            log.warning(
                "unreadable update", update_id=update.get("update_id"), why=type(unreadable.__cause__).__name__
            )
            return
        if isinstance(received, Silent):
            if received.callback:
                await self.sender.show([answer(received.callback)], Lane.REPLY, REPLY_SECONDS)
            return
        if await self._help(received):
            return
        async with self.lanes.lane(received.incoming.sender):
            await self._answer(received)

    async def _help(self, received: Received) -> bool:
        """Answer a call for help at once, out of turn and without the database."""
        conversation, incoming = self.conversation, received.incoming
        if not conversation.first_aid.asked(incoming):
            return False
        if not conversation.first_aid.knows(incoming.sender):
            recalled = conversation.household.stores.durable.run(
                conversation.first_aid.recall, incoming, self.clock()
            )
            try:
                await asyncio.wait_for(asyncio.wrap_future(recalled), RECALL_SECONDS)
            except (TimeoutError, StoreAway):
                log.warning("help without the database")
        screen = conversation.first_aid.answer(incoming, self.clock())
        await self._show(received, screen, Lane.HELP)
        return True

    async def _answer(self, received: Received) -> None:
        if isinstance(received.incoming.what, Departure):
            await self._departed(received, gone=received.incoming.what.gone)
            return
        reply = await self._reply(received)
        if reply is None:
            return
        async with self._in_flight:
            outcome = await self._show(received, reply.screen, Lane.REPLY)
            if outcome is Outcome.SHOWN and received.message is None:
                # A new message; an edited one can be edited again and is the same.
                await self._noted.note(received.incoming.update_id)
        if outcome is Outcome.LATE:
            await self._owe(received, reply)
        elif outcome is Outcome.BLOCKED:
            await self._departed(received, gone=True)

    async def _reply(self, received: Received) -> Reply | None:
        """Return the conversation's reply, waiting while the database is away, in the end an apology; None when
        this update was answered already.
        """
        loop = asyncio.get_running_loop()
        conversation, incoming = self.conversation, received.incoming
        came = loop.time()
        self.waiting += 1
        try:
            while True:
                asked = conversation.household.stores.durable.run(conversation.answer, incoming, self.clock())
                try:
                    return await asyncio.wait_for(asyncio.wrap_future(asked), STORE_SECONDS)
                except StoreAway:
                    log.warning("the database is away", update_id=incoming.update_id)
                    if loop.time() + STORE_PAUSE > came + self.patience:
                        return conversation.apology(incoming, self.clock())
                    await asyncio.sleep(STORE_PAUSE)
                except TimeoutError:
                    return conversation.apology(incoming, self.clock())
        finally:
            self.waiting -= 1

    async def _show(self, received: Received, screen: Screen, lane: Lane) -> Outcome:
        shown = calls(screen, received.chat, message=received.message, pictured=received.pictured)
        if received.callback:
            shown.append(answer(received.callback, screen.alert))
        return await self.sender.show(shown, lane, REPLY_SECONDS)

    async def _owe(self, received: Received, reply: Reply) -> None:
        """Keep the reply's path as a Delivery: shown again as soon as Telegram takes it."""
        conversation = self.conversation
        owed = conversation.household.stores.durable.run(
            conversation.deliveries.owe, received.incoming.sender, received.chat, reply.path, self.clock()
        )
        try:
            await asyncio.wait_for(asyncio.wrap_future(owed), REPLY_SECONDS)
        except (TimeoutError, StoreAway):
            log.warning("neither Telegram nor the database took a reply", update_id=received.incoming.update_id)

    async def _departed(self, received: Received, *, gone: bool) -> None:
        """Drop what was owed to somebody who has blocked the bot."""
        if not gone:
            return
        conversation = self.conversation
        dropped = conversation.household.stores.durable.run(
            conversation.deliveries.drop, received.incoming.sender, self.clock()
        )
        try:
            await asyncio.wait_for(asyncio.wrap_future(dropped), REPLY_SECONDS)
        except (TimeoutError, StoreAway):
            log.warning("a departure was not noted", update_id=received.incoming.update_id)

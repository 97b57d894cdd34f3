"""Urgent: calls for help are answered out of turn and without the database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.edges.telegram.calls import reply
from bot.edges.telegram.owed import owe_help
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.sender import Outcome
from bot.store.away import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.edges.metrics import Metrics
    from bot.edges.telegram.reading import Received
    from bot.edges.telegram.sender import Sender
    from bot.values.screen import Screen

log = structlog.get_logger()

RECALL_SECONDS = 0.3
"""How long Help waits for the database to tell a person's country; after that it answers without."""


BETWEEN = 0.5
"""Seconds between two answers to a person who calls again before the last one was answered."""


class Urgent:
    """Answers calls for help. Of several calls of one person that wait, the newest is answered: it is what they
    look at. So one person who calls without end takes no more than a hand's share of the pace.
    """

    def __init__(
        self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime], metrics: Metrics
    ) -> None:
        self._metrics = metrics
        self._conversation = conversation
        self._sender = sender
        self._clock = clock
        self._waiting: dict[int, asyncio.Future[bool] | None] = {}
        """Whose call is in hand, and the newest that waits behind it: True when its turn comes, False when a newer
        one takes its place."""

    def asked(self, received: Received) -> bool:
        """Whether this is a call for help, or might be one: what cannot be judged is answered with ways on."""
        try:
            return self._conversation.first_aid.asked(received.incoming)
        except Exception:
            log.exception("not judged", update_id=received.incoming.update_id)
            return True

    async def answer(self, received: Received, seconds: float) -> None:
        """Answer a call for help; when Telegram does not take it within `seconds`, it is owed."""
        person = received.incoming.sender
        turn: asyncio.Future[bool] | None = None
        if person in self._waiting:
            _settle(self._waiting[person], answered=False)
            turn = self._waiting[person] = asyncio.get_running_loop().create_future()
            if not await turn:
                return
        else:
            self._waiting[person] = None
        try:
            if turn is not None:
                await asyncio.sleep(BETWEEN)
            await self._show(received, seconds)
        finally:
            behind, self._waiting[person] = self._waiting[person], None
            if not _settle(behind, answered=True):
                del self._waiting[person]

    async def _show(self, received: Received, seconds: float) -> None:
        began = asyncio.get_running_loop().time()
        # What a typed number means hangs on the last help screen, and drawing puts another in its place.
        received = replace(received, incoming=self._conversation.first_aid.read(received.incoming))
        shown = reply(received, await self._screen(received))
        outcome = await self._sender.show(shown, Lane.HELP, seconds)
        if outcome is Outcome.LATE:
            await owe_help(self._conversation, received, self._clock())
        elif outcome is Outcome.SHOWN:
            self._metrics.answer_seconds.labels("help").observe(asyncio.get_running_loop().time() - began)
            self._metrics.help.count(self._conversation.first_aid.page(received.incoming))
            self._rest(received)
        self._metrics.updates.labels("help").inc()

    def _rest(self, received: Received) -> None:
        """Let nothing come unasked after a call for help, without waiting for the database."""
        durable = self._conversation.household.stores.durable
        resting = durable.run(self._conversation.deliveries.rest, received.incoming.sender, self._clock())
        resting.add_done_callback(lambda done: _note_away(done, received))

    async def _screen(self, received: Received) -> Screen:
        """Draw Help with as much of the person as is known at once."""
        first_aid, incoming = self._conversation.first_aid, received.incoming
        try:
            if not first_aid.knows(incoming.sender):
                durable = self._conversation.household.stores.durable
                recalled = durable.run(first_aid.recall, incoming, self._clock())
                try:
                    await asyncio.wait_for(asyncio.wrap_future(recalled), RECALL_SECONDS)
                except (TimeoutError, StoreAway):
                    log.warning("help without the database")
            return first_aid.answer(incoming, self._clock())
        except Exception:
            log.exception("help failed", update_id=incoming.update_id)
            return self._conversation.apology(incoming, self._clock()).screen

    def __len__(self) -> int:
        return len(self._waiting)


def _note_away(done: Future[None], received: Received) -> None:
    """Log what the database did not take; memory (`aftercare`) holds back what would come for half an hour."""
    if not done.cancelled() and done.exception() is not None:
        why = type(done.exception()).__name__
        log.warning("a rest was not noted", update_id=received.incoming.update_id, why=why)


def _settle(turn: asyncio.Future[bool] | None, *, answered: bool) -> bool:
    """Tell a call that waits what becomes of it; whether there was one."""
    if turn is None or turn.done():
        return False
    turn.set_result(answered)
    return True

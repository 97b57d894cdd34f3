"""Handling: one update from its reading to the shown answer. When `handle` returns, the update may be confirmed:
its effects are committed and its reply is shown, or owed as a Delivery, or nobody can be answered.
"""

from __future__ import annotations

import asyncio
import time as machine
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from bot.chat.incoming import Departure
from bot.edges.telegram.calls import answer, reply
from bot.edges.telegram.fetching import fetched
from bot.edges.telegram.floods import Floods, Verdict
from bot.edges.telegram.groups import choose, move
from bot.edges.telegram.lanes import Lanes
from bot.edges.telegram.noted import Noted
from bot.edges.telegram.owed import drop, owe, welcome_back
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.reading import Called, Moved, Received, Silent, Unreadable, number_of, read
from bot.edges.telegram.sender import Outcome
from bot.edges.telegram.turns import Turns
from bot.edges.telegram.urgent import Urgent
from bot.store.away import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation, Reply
    from bot.edges.telegram.sender import Sender

log = structlog.get_logger()

IN_FLIGHT = 10
"""Replies on their way at once. A kill can double at most so many messages: sendMessage knows no key by which
Telegram could tell that it has this one already (docs/design.md M13)."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds (DESIGN §3, nothing lost).

    `reply`: how long a reply may hold up the others before it becomes a Delivery. `store`: how long an update
    waits for a database that is away before the person gets an apology; `again`: between two tries. With `crowd`
    updates being handled, hardly a new one is let through (a batch of polling holds 100, Telegram opens 40
    connections to a webhook): then each waits for `crowded` only, so that a call for help behind them is seen.
    """

    reply: float = 2.0
    store: float = 60.0
    again: float = 0.5
    crowd: int = 80
    crowded: float = 3.0


class Handler:
    """Handles updates, many people at once and each person in order; Help overtakes everything."""

    def __init__(
        self,
        conversation: Conversation,
        sender: Sender,
        clock: Callable[[], datetime],
        *,
        time: Callable[[], float] = machine.monotonic,
        patience: Patience | None = None,
    ) -> None:
        self.conversation = conversation
        self.sender = sender
        self.clock = clock
        self.patience = patience or Patience()
        self.metrics = sender.metrics
        self.lanes = Lanes()
        """Replaced by `shared.lanes.SharedLanes` when several processes serve one bot."""
        self.floods = Floods(time)
        self.urgent = Urgent(conversation, sender, clock, self.metrics)
        self.inside = 0
        """Updates that are being handled right now, calls for help left out."""
        self.unreadable = 0
        self._in_flight = asyncio.Semaphore(IN_FLIGHT)
        self._turns = Turns(conversation.household.stores.durable)
        self._noted = Noted(conversation)
        self._waiting: dict[asyncio.Timeout, tuple[float, float]] = {}
        """The patience of each update that waits for the database; when it came and when it began to wait."""

    async def handle(self, update: dict[str, Any]) -> None:
        """Handle one raw update. Never raises, whatever a person or Telegram sends."""
        try:
            await self._handle(update)
        except Exception:
            self.metrics.updates.labels("failed").inc()
            log.exception("handling failed", update_id=number_of(update))

    async def _handle(self, update: dict[str, Any]) -> None:
        received = self._read(update)
        if isinstance(received, Silent):
            self.metrics.updates.labels("silent").inc()
            if received.callback:
                await self.sender.show([answer(received.callback)], Lane.REPLY, self.patience.reply)
        elif isinstance(received, Called):
            onward = await choose(self.conversation, received, self.clock())
            self.metrics.updates.labels("group").inc()
            if onward is not None:
                await self._follow(onward)
        elif isinstance(received, Moved):
            self.metrics.updates.labels("group").inc()
            await move(self.conversation, received)
        elif isinstance(received.incoming.what, Departure):
            noted = drop if received.incoming.what.gone else welcome_back
            await noted(self.conversation, received, self.clock())
        elif self.urgent.asked(received):
            await self.urgent.answer(received, self.patience.reply)
        else:
            self.inside += 1
            try:
                await self._follow(received)
            finally:
                self.inside -= 1

    def _read(self, update: dict[str, Any]) -> Received | Silent | Called | Moved:
        try:
            return read(update)
        except Unreadable as unreadable:
            self.unreadable += 1
            self.metrics.updates.labels("unreadable").inc()
            why = type(unreadable.__cause__).__name__
            log.warning("unreadable update", update_id=number_of(update), why=why)
            return unreadable.instead

    async def _follow(self, received: Received) -> None:
        """Answer in the person's own order, unless they send more than a hand can."""
        came = asyncio.get_running_loop().time()
        self._hurry()
        person, now = received.incoming.sender, self.clock().timestamp()
        verdict = self.floods.judge(person, now if received.sent is None else float(received.sent), now)
        if verdict is Verdict.TELL:
            log.warning("a flood of one person is let go by", update_id=received.incoming.update_id)
            await self._show(received, self.conversation.slow_down(received.incoming, self.clock()))
        if verdict is not Verdict.FOLLOW:
            self.metrics.updates.labels("flood").inc()
            return
        async with self.lanes.lane(person, received.incoming.update_id) as step:
            if step.answered:
                self.metrics.updates.labels("again").inc()
            elif not self.floods.of(person):
                step.answered = await self._answer(received, came)

    async def _answer(self, received: Received, came: float) -> bool:
        """Answer an update; return whether a new message did it, so that it must not come again."""
        away = False
        try:
            told = await self._reply(received, came)
        except TimeoutError:
            away = True
            self.metrics.updates.labels("apology").inc()
            log.warning("the database stays away", update_id=received.incoming.update_id)
            told = self.conversation.apology(received.incoming, self.clock())
        if told is None:
            self.metrics.updates.labels("again").inc()
            return True
        async with self._in_flight:
            outcome = await self._show(received, told)
            if outcome is Outcome.REFUSED:
                outcome = await self._show(received, self.conversation.apology(received.incoming, self.clock()))
            self._count(outcome, came)
            # A new message; an edited one can be edited again and is the same.
            anew = outcome is Outcome.SHOWN and received.message is None and not away
            if anew:
                await self._noted.note(received.incoming.update_id)
        if outcome is Outcome.LATE and not await owe(self.conversation, received, told.path, self.clock()):
            # Neither Telegram nor the database took it: whoever comes first.
            outcome = await self.sender.show(reply(received, told.screen), Lane.REPLY, self.patience.store)
        if outcome is Outcome.BLOCKED:
            await drop(self.conversation, received, self.clock())
        return anew

    def _count(self, outcome: Outcome, came: float) -> None:
        self.metrics.updates.labels("answered" if outcome is Outcome.SHOWN else outcome.value).inc()
        if outcome is Outcome.SHOWN:
            self.metrics.answer_seconds.labels("reply").observe(asyncio.get_running_loop().time() - came)

    async def _reply(self, received: Received, came: float) -> Reply | None:
        """Return the conversation's reply, waiting while the database is away; None when this update was answered
        already.

        Errors: TimeoutError when patience is over.
        """
        conversation, incoming = self.conversation, received.incoming
        asked = asyncio.get_running_loop().time()
        async with asyncio.timeout_at(self._until(came, asked)) as limit:
            self._waiting[limit] = (came, asked)
            try:
                while True:
                    try:
                        incoming = await fetched(conversation, self.sender.api, incoming, self.clock())
                        return await self._turns.run(partial(conversation.answer, incoming, self.clock()))
                    except StoreAway:
                        self.metrics.away.labels("database").inc()
                        log.warning("the database is away", update_id=incoming.update_id)
                        await asyncio.sleep(self.patience.again)
            finally:
                del self._waiting[limit]

    def _until(self, came: float, asked: float) -> float:
        """Return until when an update waits for the database, in the loop's time."""
        until = came + self.patience.store
        return min(until, asked + self.patience.crowded) if self.inside >= self.patience.crowd else until

    def _hurry(self) -> None:
        """Cut the patience of all who wait when it has become crowded."""
        if self.inside >= self.patience.crowd:
            for limit, (came, asked) in self._waiting.items():
                if not limit.expired():
                    limit.reschedule(self._until(came, asked))

    async def _show(self, received: Received, told: Reply) -> Outcome:
        return await self.sender.show(reply(received, told.screen), Lane.REPLY, self.patience.reply)

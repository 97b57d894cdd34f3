"""Sends planned deliveries (tips, campaigns, tasks) behind replies and help, and stores each result at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog

from bot.chat.delivery_batch import PAUSE, DeliveryBatches, is_held
from bot.chat.notification_policy import Reason
from bot.chat.planner import Planner
from bot.db import backlog
from bot.db.away import StoreAway
from bot.db.deliveries import LEASE
from bot.db.dispatches import SENT, DeliveryResult
from bot.doors.pace import Lane
from bot.doors.sender import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.delivery_batch import Message
    from bot.doors.sender import Sender

log = structlog.get_logger()

IN_FLIGHT = 32
"""Most messages whose result is not stored yet: sent, or waiting for the pace. A kill can double at most these."""

AT_ONCE = 30
"""Messages taken in one transaction: about a second's worth, so that /stop and a paused campaign take effect
within a second."""

MOST_AT_ONCE = 500
"""Most messages taken in one transaction at any rate, so that nobody else's turn waits for long."""

SHOW_SECONDS = 20.0
"""Seconds that Telegram may take for one message before its delivery is given back to be taken again."""

TOGETHER = 0.005
"""Seconds for which results are collected to be stored in one transaction (less when no other message is under
way): the transaction costs more than its rows."""

AGAIN = 0.5
"""Seconds between two attempts to store results while the database is away."""


class Dispatch:
    """The sending loop. The clock calls `tick` every second, which starts the loop when it is idle; a worker calls
    `batch` for each of its jobs. Several processes may run it on one PostgreSQL.
    """

    def __init__(  # noqa: PLR0913 - what it is wired with
        self,
        conversation: Conversation,
        sender: Sender,
        clock: Callable[[], datetime],
        *,
        planner: Planner | None = None,
        in_flight: int = IN_FLIGHT,
        at_once: int = AT_ONCE,
        sure: Callable[[], bool] = lambda: True,
    ) -> None:
        """`sure`: whether the clock can be believed; nothing is planned or sent while it cannot."""
        self._store = conversation.services.stores.durable
        self._batches = DeliveryBatches(conversation)
        self._planner = planner or Planner(self._store, lambda: conversation.services.library)
        self._sender = sender
        self._clock = clock
        self._sure = sure
        self.at_once = min(at_once, MOST_AT_ONCE)
        """Most messages of one batch."""
        self._free = asyncio.Semaphore(in_flight)
        self._all_done = asyncio.Event()
        self._results: list[tuple[DeliveryResult, bool, asyncio.Future[None]]] = []
        self._settling: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._running: asyncio.Task[None] | None = None
        self._closing = False
        self._held: frozenset[str] = frozenset()
        """What is held back, as of the last tick."""

    async def read_paused(self) -> None:
        """Read which campaigns are paused: their messages that still wait for the pace are not sent. Called every
        second.
        """
        with suppress(StoreAway):
            self._held = await asyncio.wrap_future(self._store.run(self._batches.held_back))

    async def tick(self) -> None:
        """Start the loop if it is idle; it ends when nothing is due."""
        await self.read_paused()
        if not self._closing and (self._running is None or self._running.done()):
            self._running = asyncio.create_task(self.run())

    async def close(self) -> None:
        """Take no more deliveries; wait until the results of those under way are stored."""
        self._closing = True
        if self._running is not None:
            await self._running

    async def run(self) -> None:
        """Plan and send until nothing is due and all results are stored. Only one runs at a time: `tick` ensures
        it.
        """
        try:
            while not self._closing and await self.plan():
                await self.batch()
            taken = self.at_once
            while not self._closing and (await self.plan(short=taken < self.at_once) or taken):
                taken = await self.batch()
        except StoreAway:
            log.warning("the database is away, deliveries wait")
        except Exception:
            log.exception("dispatching failed")
        await self.flush()

    async def plan(self, *, short: bool = False) -> bool:
        """Plan one bounded batch of due messages; False when nothing is left. `short`: the last batch of messages
        was not full, so what may be planned is wanted at once. Errors: StoreAway.
        """
        if not self._sure():
            return False
        return await asyncio.wrap_future(self._store.run(self._planner.plan_some, self._clock(), short=short))

    async def batch(self) -> int:
        """Take what is due, `at_once` at most, and send it; return how many were taken (0: nothing is due). The
        last ones may still be on their way: `flush` waits for them. Errors: StoreAway.
        """
        if not self._sure():
            return 0
        taken_at = self._clock()
        took = self._store.run(self._batches.take, taken_at, self.at_once)
        messages, taken = await asyncio.wrap_future(took)
        for message in messages:
            await self._free.acquire()
            task = asyncio.create_task(self._send(message, taken_at))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return taken

    async def flush(self) -> None:
        """Wait until every result is stored."""
        while self._sending:
            await asyncio.gather(*self._sending)

    async def _send(self, message: Message, taken_at: datetime) -> None:
        """Send one message and store its result, in one transaction with others that end at about that time."""
        try:
            result, blocked = await self._sent(message, taken_at)
            if result is not None:
                await self._settle(result, blocked=blocked)
        except Exception:
            # Its lease ends and it is taken again.
            log.exception("a delivery failed", id=message.delivery.id)
        finally:
            self._free.release()

    async def _sent(self, message: Message, taken_at: datetime) -> tuple[DeliveryResult | None, bool]:
        delivery, now = message.delivery, self._clock()
        if (LEASE - abs(now - taken_at)).total_seconds() < SHOW_SECONDS:
            return None, False  # the lease is nearly over: whichever process takes it next judges it anew
        drawn = self._sender.wire.calls(message.screen, message.chat)
        outcome = await self._sender.show(
            drawn, Lane.BULK, SHOW_SECONDS, lambda: not is_held(delivery, self._held)
        )
        now = self._clock()
        if outcome is Outcome.SHOWN:
            return DeliveryResult(delivery, SENT, now, path=message.path), False
        log.info("delivery", id=delivery.id, why=delivery.why, tries=delivery.tries, outcome=outcome.value)
        if outcome is Outcome.LATE:
            return DeliveryResult(delivery, backlog.TRIED, now, now + LEASE), False
        if outcome is Outcome.WITHDRAWN:
            return DeliveryResult(delivery, Reason.PAUSED, now, now + PAUSE), False
        if outcome is Outcome.BLOCKED:
            return DeliveryResult(delivery, Reason.BLOCKED, now), True
        return DeliveryResult(delivery, outcome.value, now), False

    async def _settle(self, result: DeliveryResult, *, blocked: bool) -> None:
        """Store a result, together with others of the same few milliseconds."""
        done = asyncio.get_running_loop().create_future()
        self._results.append((result, blocked, done))
        if self._free.locked() and len(self._results) == len(self._sending):
            self._all_done.set()  # no other message can end before these are stored
        if self._settling is None:
            self._settling = asyncio.create_task(self._settle_all())
        await done

    async def _settle_all(self) -> None:
        while self._results:
            with suppress(TimeoutError):
                async with asyncio.timeout(TOGETHER):
                    await self._all_done.wait()
            self._all_done.clear()
            some, self._results = self._results, []
            try:
                await self._write_down(some)
            except Exception:
                # Their leases end and they are taken again.
                log.exception("deliveries were not settled", count=len(some))
            for _, _, done in some:
                done.set_result(None)
        self._settling = None

    async def _write_down(self, some: list[tuple[DeliveryResult, bool, asyncio.Future[None]]]) -> None:
        """Store results in one transaction. While the database is away, try again: nothing may be sent twice."""
        results = [result for result, _, _ in some]
        blocked = [result.delivery for result, gone, _ in some if gone]
        while True:
            try:
                await asyncio.wrap_future(self._store.run(self._batches.settle, results, blocked))
            except StoreAway:
                log.warning("the database is away, deliveries are not settled")
                await asyncio.sleep(AGAIN)
            else:
                return

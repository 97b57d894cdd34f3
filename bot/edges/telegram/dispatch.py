"""Dispatch: what comes unasked goes out behind replies and help, at Telegram's pace, and is settled at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog

from bot.chat.attention import Reason
from bot.chat.campaigning import campaign_of
from bot.chat.outgoing import PAUSE, Outgoing
from bot.chat.planner import Planner
from bot.edges.telegram.calls import calls
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.sender import Outcome
from bot.store.away import StoreAway
from bot.store.deliveries import LEASE
from bot.store.dispatches import SENT, Fate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.outgoing import Letter
    from bot.edges.telegram.sender import Sender

log = structlog.get_logger()

IN_FLIGHT = 32
"""Letters sent, or waiting for the pace, that are not settled yet. A kill can double at most so many."""

AT_ONCE = 30
"""Letters taken in one transaction: a second's worth, so that a stop or a paused campaign is heeded by then."""

MOST_AT_ONCE = 500
"""With a higher rate no more than this, so that nobody's turn waits for long."""

SHOW_SECONDS = 20.0
"""How long Telegram may take for one letter before it goes back to be taken again."""

TOGETHER = 0.005
"""Seconds in which what is done comes together to be settled, unless all that may be in flight is done sooner: the
trip to the store costs more than writing."""

AGAIN = 0.5
"""Seconds between two tries to settle while the database is away."""


class Dispatch:
    """The worker loop. `tick` is called every second by the clock and starts it when it rests; `batch` is one of
    its batches, for a worker that is told when (a job). Several processes may run it on one PostgreSQL.
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
    ) -> None:
        self._store = conversation.household.stores.durable
        self._outgoing = Outgoing(conversation)
        self._planner = planner or Planner(self._store, lambda: conversation.household.library)
        self._sender = sender
        self._clock = clock
        self.at_once = min(at_once, MOST_AT_ONCE)
        """Letters of one batch, at most."""
        self._free = asyncio.Semaphore(in_flight)
        self._all_done = asyncio.Event()
        self._fates: list[tuple[Fate, bool, asyncio.Future[None]]] = []
        self._settling: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._running: asyncio.Task[None] | None = None
        self._closing = False
        self._paused: frozenset[str] = frozenset()
        """Campaigns that are paused, as of the last tick."""

    async def heed(self) -> None:
        """Look which campaigns an organiser has paused: of these not even a letter that waits for the pace goes
        out any more. Called every second.
        """
        with suppress(StoreAway):
            self._paused = await asyncio.wrap_future(self._store.run(self._outgoing.paused))

    async def tick(self) -> None:
        """See to it that the loop runs; it rests as soon as nothing is due."""
        await self.heed()
        if not self._closing and (self._running is None or self._running.done()):
            self._running = asyncio.create_task(self.run())

    async def close(self) -> None:
        """Take nothing more; wait until what is on its way is settled."""
        self._closing = True
        if self._running is not None:
            await self._running

    async def run(self) -> None:
        """Plan and send until nothing is due and everything is settled. One at a time: `tick` sees to that."""
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
        """Plan one bounded batch of what is due; False when nothing is left. `short`: the last batch was not full,
        so whatever may be planned is wanted at once. Errors: StoreAway.
        """
        return await asyncio.wrap_future(self._store.run(self._planner.plan_some, self._clock(), short=short))

    async def batch(self) -> int:
        """Take what is due, `at_once` at most, and send it; return how many were taken (0: nothing is due). The
        last ones may still be on their way: `flush` waits for them. Errors: StoreAway.
        """
        await asyncio.sleep(self._sender.pace.held())
        taken_at = self._clock()
        took = self._store.run(self._outgoing.take, taken_at, self.at_once)
        letters, taken = await asyncio.wrap_future(took)
        for letter in letters:
            await self._free.acquire()
            task = asyncio.create_task(self._send(letter, taken_at))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return taken

    async def flush(self) -> None:
        """Wait until every letter is settled."""
        while self._sending:
            await asyncio.gather(*self._sending)

    async def _send(self, letter: Letter, taken_at: datetime) -> None:
        """Send one letter and have it settled, in one transaction with others that are done by then."""
        try:
            fate, blocked = await self._sent(letter, taken_at)
            if fate is not None:
                await self._settle(fate, blocked=blocked)
        except Exception:
            # Its lease ends and it is taken again.
            log.exception("a delivery failed", id=letter.delivery.id)
        finally:
            self._free.release()

    async def _sent(self, letter: Letter, taken_at: datetime) -> tuple[Fate | None, bool]:
        delivery, now = letter.delivery, self._clock()
        if (LEASE - abs(now - taken_at)).total_seconds() < SHOW_SECONDS:
            return None, False  # the lease is nearly over: whoever comes first takes it again and judges anew
        drawn, campaign = calls(letter.screen, letter.chat), campaign_of(delivery)
        outcome = await self._sender.show(drawn, Lane.BULK, SHOW_SECONDS, lambda: campaign not in self._paused)
        now = self._clock()
        if outcome is Outcome.SHOWN:
            return Fate(delivery, SENT, now, path=letter.path), False
        log.info("delivery", id=delivery.id, why=delivery.why, tries=delivery.tries, outcome=outcome.value)
        if outcome is Outcome.LATE:
            return Fate(delivery, outcome.value, now, now + LEASE), False
        if outcome is Outcome.WITHDRAWN:
            return Fate(delivery, Reason.PAUSED, now, now + PAUSE), False
        if outcome is Outcome.BLOCKED:
            return Fate(delivery, Reason.BLOCKED, now), True
        return Fate(delivery, outcome.value, now), False

    async def _settle(self, fate: Fate, *, blocked: bool) -> None:
        """Have a fate written down, with others that come within a few milliseconds."""
        done = asyncio.get_running_loop().create_future()
        self._fates.append((fate, blocked, done))
        if self._free.locked() and len(self._fates) == len(self._sending):
            self._all_done.set()  # nobody else can be done before these are settled
        if self._settling is None:
            self._settling = asyncio.create_task(self._settle_all())
        await done

    async def _settle_all(self) -> None:
        while self._fates:
            with suppress(TimeoutError):
                async with asyncio.timeout(TOGETHER):
                    await self._all_done.wait()
            self._all_done.clear()
            some, self._fates = self._fates, []
            try:
                await self._write_down(some)
            except Exception:
                # Their leases end and they are taken again.
                log.exception("deliveries were not settled", count=len(some))
            for _, _, done in some:
                done.set_result(None)
        self._settling = None

    async def _write_down(self, some: list[tuple[Fate, bool, asyncio.Future[None]]]) -> None:
        """Settle in one transaction; trying again while the database is away, so that nothing is sent twice."""
        fates = [fate for fate, _, _ in some]
        blocked = [fate.delivery for fate, gone, _ in some if gone]
        while True:
            try:
                await asyncio.wrap_future(self._store.run(self._outgoing.settle, fates, blocked))
            except StoreAway:
                log.warning("the database is away, deliveries are not settled")
                await asyncio.sleep(AGAIN)
            else:
                return

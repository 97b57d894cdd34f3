"""Sends replies: a chat gets one screen after another at its pace, and the newest replaces those that were not
sent yet.

A reply that cannot be sent at once is stored as a Delivery, so that nobody waits behind it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.db.away import StoreAway
from bot.doors.pace import Lane
from bot.doors.sender import LONGEST_PAUSE, Again, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from concurrent.futures import Future
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.delivery import Row
    from bot.doors.ack_log import AckLog
    from bot.doors.outgoing_reply import OutgoingReply
    from bot.doors.sender import Sender
    from bot.doors.wire import Call
    from bot.values.screen import Screen

log = structlog.get_logger()
Result = TypeVar("Result")

IN_FLIGHT = 32
"""Replies that are sent at the same time. A kill can double at most so many messages: sendMessage takes no key by
which Telegram could recognise a repeated call (docs/design.md M13). They suffice for 300 replies a second while a
call takes a tenth of a second."""

SLOW_SECONDS = 0.5
"""Seconds after which a call frees its place for the next reply, while Telegram's answer is still waited for."""

SLOW_AT_ONCE = 200
"""Most calls that are waited for in that way."""

TRY_SECONDS = 20.0
"""Seconds for which a stored reply is tried, or waits, before it is given back to be claimed again. Together with
the wait for Telegram's answer (`api.CALL_SECONDS`) it is within the lease."""

UNSTORED_SECONDS = 60.0
"""The same for a reply that cannot be stored (the database is away, or the person has just asked to be forgotten).
"""

SPINNER_SECONDS = 3.0
"""Seconds after which the spinner of a pressed button is stopped although its screen waits, because Telegram
forgets presses (users report 5 to 20 s). A chat that has to rest gets its screen within one or two."""

STORE_SECONDS = 2.0
"""Seconds that the database may take to store or settle a reply."""


class _Box:
    """The replies to one chat: the first is being sent, those behind it wait."""

    def __init__(self) -> None:
        self.replies: deque[OutgoingReply] = deque()
        self.trying = False
        """Whether a call of the first reply is under way."""
        self.may_send = False
        """Whether the pace allows the next call that counts."""
        self.task: asyncio.Task[None] | None = None

    def rests(self, _: float) -> None:
        """Note that the chat has to rest."""
        for outgoing in self.replies:
            outgoing.rests = True
            outgoing.wait()


class Outbox:
    """Sends replies. Used from one loop."""

    def __init__(
        self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime], ack_log: AckLog
    ) -> None:
        self._ack_log = ack_log
        self._deliveries = conversation.deliveries
        self._stores = conversation.services.stores
        self._sender = sender
        self._clock = clock
        self._boxes: dict[tuple[int, Lane], _Box] = {}
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._slow = 0
        self._aside: set[asyncio.Task[object]] = set()

    def calls(self, screen: Screen, chat: int) -> Sequence[Call]:
        """Return the calls that show a screen in a chat as a new message."""
        return self._sender.wire.calls(screen, chat)

    def put(self, outgoing: OutgoingReply) -> None:
        """Send a reply as soon as its turn comes; waiting replies to the same chat that it replaces are
        dropped.
        """
        outgoing.began = asyncio.get_running_loop().time()
        if outgoing.lane is Lane.HELP:
            self._fold(self._boxes.get((outgoing.owing.chat, Lane.REPLY)), outgoing)
        key = outgoing.owing.chat, outgoing.lane
        box = self._boxes.get(key)
        if box is None:
            box = self._boxes[key] = _Box()
            box.replies.append(outgoing)
            box.task = asyncio.create_task(self._empty(key, box))
        else:
            outgoing.rests = any(waiting.rests for waiting in box.replies)
            self._fold(box, outgoing)
            box.replies.append(outgoing)
            outgoing.wait()

    async def wait_or_store(self, outgoing: OutgoingReply, seconds: float) -> bool:
        """Wait until a reply is done, `seconds` at most; store it when it has to wait or takes longer. False when
        it is neither done nor stored. The spinner of a pressed button runs for `SPINNER_SECONDS` more.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await outgoing.changed.wait()
        if outgoing.outcome is not None or outgoing.is_shown:
            return True
        asyncio.get_running_loop().call_later(SPINNER_SECONDS, self._stop_spinner, outgoing)
        return await self.store(outgoing)

    async def store(self, outgoing: OutgoingReply) -> bool:
        """Store a reply as a Delivery, in memory if it is for help and the database is away."""
        async with outgoing.storing:
            if outgoing.outcome is not None or outgoing.is_stored:
                return True
            stored = self._stores.durable.run(self._deliveries.owe, outgoing.owing, self._clock(), outgoing.row)
            row = await self._written(stored, "not stored: the database is away")
            if row is None and outgoing.lane is Lane.HELP:
                stored_in_memory = self._stores.visitors.run(
                    self._deliveries.owe_in_memory, outgoing.owing, self._clock()
                )
                row = await self._written(stored_in_memory, "not stored")
            if row is None:
                return False
            outgoing.is_stored = True
            await self._note_row(outgoing, row)
            return True

    async def _note_row(self, outgoing: OutgoingReply, row: Row) -> None:
        """Note which Delivery stores a reply; one that is done meanwhile needs it no more."""
        if outgoing.row is not None and outgoing.row != row:  # they were a visitor a moment ago
            await self._settled(outgoing.row, Outcome.FOLDED)
        if outgoing.outcome is None:
            outgoing.row = row
            if row.store is self._stores.durable:  # from now on the Delivery answers the update
                self._note(outgoing)
        else:
            await self._settled(row, outgoing.outcome)

    def is_in_memory(self, outgoing: OutgoingReply) -> bool:
        """Whether a kill would lose this reply now: it is not done, and stored in memory only."""
        return outgoing.outcome is None and (outgoing.row is None or outgoing.row.store is self._stores.visitors)

    def holds(self, row: Row) -> bool:
        """Whether a reply that this Delivery stores is being sent or waits to be."""
        return any(outgoing.row == row for box in self._boxes.values() for outgoing in box.replies)

    def has(self, chat: int) -> bool:
        """Whether a reply to this chat is being sent or waits to be: newer than any that was stored before."""
        return (chat, Lane.REPLY) in self._boxes or (chat, Lane.HELP) in self._boxes

    def drop(self, chat: int) -> None:
        """Send nothing more to a chat whose person has left. A call that is under way may still arrive."""
        for lane in (Lane.HELP, Lane.REPLY):
            box = self._boxes.get((chat, lane))
            while box is not None and len(box.replies) > box.trying:
                self._end(box.replies.pop(), Outcome.BLOCKED)

    async def close(self, seconds: float) -> None:
        """Wait for the calls that are under way and for replies that memory alone has (visitors'), `seconds` at
        most; other replies that wait stay in their Deliveries.
        """
        boxes = list(self._boxes.values())  # one whose task is cancelled is gone from there
        for box in boxes:
            for outgoing in box.replies:
                self._stop_spinner(outgoing)
            if not box.trying and box.task is not None and not any(map(self.is_in_memory, box.replies)):
                box.task.cancel()
        tasks = [box.task for box in boxes if box.task is not None]
        if left := [*tasks, *self._aside]:
            await asyncio.wait(left, timeout=seconds)
        for task in left:
            task.cancel()
        left_over = [outgoing for box in boxes for outgoing in box.replies if outgoing.outcome is None]
        waiting = [outgoing for outgoing in left_over if outgoing.row is not None]
        for outgoing in waiting:
            await self._settled(outgoing.row, Outcome.LATE)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._boxes)

    def _fold(self, box: _Box | None, by: OutgoingReply) -> None:
        """Replace the last waiting reply of a chat by a newer one."""
        if box is None:
            return
        while box.replies and not box.replies[-1].must_send and not (len(box.replies) == 1 and box.trying):
            old = box.replies.pop()
            self._stop_spinner(old)
            if by.row is None:
                by.row, old.row = old.row, None
            self._end(old, Outcome.FOLDED)

    def _stop_spinner(self, outgoing: OutgoingReply) -> None:
        """Stop the spinner of a pressed button now: its screen comes later, or never."""
        if not outgoing.is_shown and outgoing.calls[-1].is_spinner:
            self._in_background(self._sender.once(outgoing.calls.pop()))

    async def _empty(self, key: tuple[int, Lane], box: _Box) -> None:
        """Send the replies of a chat until none is left."""
        try:
            while box.replies:
                outgoing = box.replies[0]
                if not outgoing.calls:
                    box.replies.popleft()
                    self._end(outgoing, Outcome.SHOWN)
                    continue
                if self._is_late(outgoing):
                    box.replies.popleft()
                    self._end(outgoing, Outcome.LATE)
                    continue
                call = outgoing.calls[0]
                if call.counts and not box.may_send:
                    room = self._room if outgoing.lane is Lane.REPLY else None
                    await self._sender.acquire(call, outgoing.lane, room=room, resting=box.rests)
                    box.may_send = True
                    continue  # a newer reply may have come meanwhile
                await self._try(box, outgoing, call)
        except Exception:
            log.exception("replies are late by a mistake of our own")
            for outgoing in box.replies:
                self._end(outgoing, Outcome.LATE)
        finally:
            if box.may_send and key[1] is Lane.REPLY:
                self._room.release()
            del self._boxes[key]

    async def _try(self, box: _Box, outgoing: OutgoingReply, call: Call) -> None:
        """Make the next call of a reply once, and act on its outcome."""
        box.trying = True
        try:
            outcome = await self._once(box, outgoing, call)
        except Exception:
            log.exception("a reply failed", update_id=outgoing.owing.incoming.update_id)
            outcome = Outcome.REFUSED
        finally:
            box.trying = False
        if isinstance(outcome, Again) and call.is_spinner:
            outcome = Outcome.LATE  # the spinner stops by itself
        if isinstance(outcome, Again):
            outgoing.wait()
            held = timedelta(seconds=outcome.held)
            if outcome.held > TRY_SECONDS and await self.store(outgoing):
                box.replies.remove(outgoing)
                self._end(outgoing, Outcome.LATE, held)
            elif not outcome.held or not call.counts:
                await asyncio.sleep(outcome.held or outgoing.pause)
                outgoing.pause = min(outgoing.pause * 2, LONGEST_PAUSE)
            return
        self._sender.count(outgoing.lane, outcome)
        outgoing.calls.popleft()
        if outcome is Outcome.SHOWN or (call.optional and outcome is not Outcome.BLOCKED):
            if outgoing.is_shown and outgoing.brings_new:
                self._note(outgoing)
            return
        if outcome is Outcome.REFUSED and call.instead:
            outgoing.go_on_with(call.instead)
        elif outcome is Outcome.REFUSED and outgoing.fallback is not None:
            instead, outgoing.fallback = outgoing.fallback(), None
            outgoing.calls.clear()
            outgoing.go_on_with(instead)
        else:
            box.replies.remove(outgoing)
            self._end(outgoing, outcome)

    async def _once(self, box: _Box, outgoing: OutgoingReply, call: Call) -> Outcome | Again:
        """Make a call; one that takes long frees its place for others."""
        had_room, box.may_send = box.may_send and call.counts and outgoing.lane is Lane.REPLY, False
        slow = False

        def make_room() -> None:
            nonlocal slow
            outgoing.wait()
            if had_room and self._slow < SLOW_AT_ONCE:
                slow = True
                self._slow += 1
                self._room.release()

        timer = asyncio.get_running_loop().call_later(SLOW_SECONDS, make_room)
        try:
            return await self._sender.once(call)
        finally:
            timer.cancel()
            if slow:
                self._slow -= 1
            elif had_room:
                self._make_room(outgoing)

    def _make_room(self, outgoing: OutgoingReply) -> None:
        """Free the place of a reply once it is recorded that the update was answered; a kill before that would
        double the reply. `calls` still begins with the call that was just made.
        """
        last = not any(call.counts for call in list(outgoing.calls)[1:])
        if last and outgoing.is_answer and outgoing.brings_new:
            written = outgoing.noted if outgoing.row is None else outgoing.settled
            self._in_background(self._make_room_when(written))
        else:
            self._room.release()

    async def _make_room_when(self, written: asyncio.Event) -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(STORE_SECONDS):
                    await written.wait()
        finally:
            self._room.release()

    def _is_late(self, outgoing: OutgoingReply) -> bool:
        stored = TRY_SECONDS if outgoing.row is not None else UNSTORED_SECONDS
        return asyncio.get_running_loop().time() - outgoing.began > stored

    def _end(self, outgoing: OutgoingReply, outcome: Outcome, held: timedelta = timedelta()) -> None:
        """Record the outcome of a reply, and settle the Delivery that stores it."""
        outgoing.outcome = outcome
        if outcome is Outcome.FOLDED and outgoing.brings_new:
            self._note(outgoing)
        outgoing.count(outcome)
        outgoing.changed.set()
        outgoing.done.set()
        if outcome is Outcome.BLOCKED:
            blocked = self._stores.durable.run(
                self._deliveries.drop, outgoing.owing.incoming.sender, self._clock()
            )
            noting = self._written(blocked, "a departure was not noted")
            self._in_background(noting)
        elif outgoing.row is not None:
            self._in_background(self._settle(outgoing, outgoing.row, outcome, held))

    def _note(self, outgoing: OutgoingReply) -> None:
        """Record that an update was answered, without waiting for the database."""
        if outgoing.is_answer and not outgoing.is_noting:
            outgoing.is_noting = True
            self._in_background(self._noted(outgoing))

    async def _noted(self, outgoing: OutgoingReply) -> None:
        await self._ack_log.note(outgoing.owing.incoming.update_id)
        outgoing.noted.set()

    async def _settle(self, outgoing: OutgoingReply, row: Row, outcome: Outcome, held: timedelta) -> None:
        """Settle the Delivery that stored a reply; after that a kill cannot double it."""
        await self._settled(row, outcome, held)
        outgoing.settled.set()

    def _settled(self, row: Row, outcome: Outcome, held: timedelta = timedelta()) -> Coroutine[Any, Any, object]:
        """Settle a Delivery by the outcome of its reply; what is returned waits until that is written."""
        again_at = self._clock() + held if outcome is Outcome.LATE else None
        gone = outcome in {Outcome.SHOWN, Outcome.FOLDED}
        settling: Future[None] = row.store.run(self._deliveries.settle, row, sent=gone, again_at=again_at)
        return self._written(settling, "a delivery was not settled")

    async def _written(self, asked: Future[Result], otherwise: str) -> Result | None:
        """Return the database's result; None when it is away, slow or broken."""
        try:
            return await asyncio.wait_for(asyncio.wrap_future(asked), STORE_SECONDS)
        except (TimeoutError, StoreAway):
            log.warning(otherwise)
        except Exception:
            log.exception(otherwise)
        return None

    def _in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Run something in the background."""
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

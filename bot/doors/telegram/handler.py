"""Handles one update, from parsing it to the shown reply.

When `handle` returns, the update may be confirmed: its effects are committed, and its reply was shown or is stored
as a Delivery, or there is nobody to reply to.
"""

from __future__ import annotations

import asyncio
import time as machine
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from bot.chat.delivery import Owing
from bot.chat.incoming import Departure, File, Thing, Words
from bot.db.away import StoreAway
from bot.doors.ack_log import AckLog
from bot.doors.flood_guard import FloodGuard, Verdict
from bot.doors.outbox import Outbox
from bot.doors.outgoing_reply import OutgoingReply
from bot.doors.pace import Lane
from bot.doors.pending_replies import drop, welcome_back
from bot.doors.person_locks import PersonLocks
from bot.doors.sender import Outcome
from bot.doors.telegram.calls import answer, calls, reply
from bot.doors.telegram.downloads import fetched
from bot.doors.telegram.groups import choose, move
from bot.doors.telegram.help_fast_path import HelpFastPath
from bot.doors.telegram.inline import InlineCheck
from bot.doors.telegram.patience import Patience, Waiting
from bot.doors.telegram.private_in_group import PrivateInGroup
from bot.doors.telegram.raw_update import number_of
from bot.doors.telegram.update_parser import (
    GroupChosen,
    GroupMoved,
    Ignored,
    InGroup,
    Pasted,
    Read,
    Received,
    Unreadable,
    read,
)
from bot.doors.telegram.upload_checks import UploadChecks
from bot.doors.turns import Turns
from bot.features.publishing import pages as publishing_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation, Reply
    from bot.chat.delivery import Row
    from bot.chat.incoming import SentFile
    from bot.doors.sender import Sender
    from bot.doors.telegram.calls import Call

log = structlog.get_logger()


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
        self.on_telegram_time: Callable[[float], None] = lambda _: None
        """Called with Telegram's time on each message (`SteadyClock.note_telegram_time`)."""
        self.locks = PersonLocks()
        """Replaced by `redis.person_locks.SharedPersonLocks` when several processes serve one bot."""
        self.flood_guard = FloodGuard(time)
        self._turns = Turns(conversation.services.stores.durable)
        self.ack_log = AckLog(conversation, self._turns, clock)
        self.outbox = Outbox(conversation, sender, clock, self.ack_log)
        self.help = HelpFastPath(conversation, self.outbox, clock, self.metrics, time)
        self.private_in_group = PrivateInGroup(conversation, sender, clock, time)
        self.inline_check = InlineCheck(conversation, sender, clock)
        self.checks = UploadChecks(conversation, sender.wire, clock, self._tell_checked)
        self.inside = 0
        """Updates that are being handled right now, calls for help left out."""
        self._ready = asyncio.Event()
        """Set when typed words can be understood; until then they wait, and hold up nobody else's taps."""
        self._ready.set()
        self.ahead: Callable[[], int] = lambda: 0
        """How many updates that are done wait for an older one to be confirmed (`Polling`)."""
        self._alone: set[asyncio.Task[None]] = set()
        """Answers in other chats that are on their way."""
        self.unreadable = 0
        self._in_hand: Counter[int] = Counter()
        """Updates of each person that are being handled, calls for help left out."""
        self._waiting = Waiting(self._hurried)

    async def handle(self, update: dict[str, Any]) -> None:
        """Handle one raw update. Never raises, whatever a person or Telegram sends."""
        self.metrics.update_came()
        try:
            await self._handle(update)
        except Exception:
            self.metrics.updates.labels("failed").inc()
            log.exception("handling failed", update_id=number_of(update))

    def starting(self) -> None:
        """Let words wait until `started` is called, and nobody be hurried meanwhile, for some seconds at most."""
        self._ready.clear()
        self._waiting.starting_until = asyncio.get_running_loop().time() + self.patience.start

    def started(self) -> None:
        """Let words be understood; those that wait are counted from now on."""
        if not self._ready.is_set():
            self._ready.set()
            self._waiting.starting_until = 0.0
            self._waiting.note_done()

    async def close(self) -> None:
        """Give up answers in other chats that had no room until now: nothing is sent any more."""
        for answering in self._alone:
            answering.cancel()
        await asyncio.gather(*self._alone, return_exceptions=True)

    async def _handle(self, update: dict[str, Any]) -> None:
        received = self._read(update)
        if isinstance(received, Received) and received.sent is not None:
            self.on_telegram_time(received.sent)
        if isinstance(received, Ignored):
            self.metrics.updates.labels("silent").inc()
            if received.callback:
                await self.sender.once(answer(received.callback))
        elif isinstance(received, GroupChosen):
            onward = await choose(self.conversation, received, self.clock())
            self.metrics.updates.labels("group").inc()
            if onward is not None:
                await self._follow(onward)
        elif isinstance(received, GroupMoved):
            self.metrics.updates.labels("group").inc()
            await move(self.conversation, received)
        elif isinstance(received, InGroup | Pasted):
            await self._answer_alone(received)
        elif isinstance(received.incoming.what, Departure):
            if received.incoming.what.gone:
                self.outbox.drop(received.chat)
            noted = drop if received.incoming.what.gone else welcome_back
            await noted(self.conversation, received.incoming, self.clock())
        else:
            await self._hear(received)

    async def _answer_alone(self, received: InGroup | Pasted) -> None:
        """Answer somebody who is in another chat than their own with the bot. A group may have no room for an
        answer; then others do not wait for it.
        """
        answering = asyncio.create_task(self._try_alone(received))
        self._alone.add(answering)
        answering.add_done_callback(self._alone.discard)
        self.inside += 1
        try:
            while self._hurried() is None and not answering.done():
                await asyncio.wait({answering}, timeout=self.patience.again)
        finally:
            self.inside -= 1

    async def _try_alone(self, received: InGroup | Pasted) -> None:
        try:
            if isinstance(received, InGroup):
                self.metrics.updates.labels("group").inc()
                if await self.private_in_group.answer(received):
                    await self.ack_log.note(received.incoming.update_id)
            else:
                self.metrics.updates.labels("inline").inc()
                await self.inline_check.answer(received)
        except Exception:
            self.metrics.updates.labels("failed").inc()
            log.exception("handling failed", update_id=received.incoming.update_id)

    async def _hear(self, received: Received) -> None:
        """Answer a call for help at once, anything else in its turn."""
        await self.help.recall(received)
        try:
            await self._hear_now(received)
        finally:
            await self.help.share(received)

    async def _hear_now(self, received: Received) -> None:
        received, page = self.help.read(received)
        what = received.incoming.what
        if page is not None:
            await self.help.answer(received, page, self.patience.reply)
        elif isinstance(what, Thing) and what.edited:  # a changed poll or checklist
            self.metrics.updates.labels("silent").inc()
        else:
            self.inside += 1
            try:
                await self._follow(received)
            finally:
                self.inside -= 1

    def _read(self, update: dict[str, Any]) -> Read:
        try:
            return read(update)
        except Unreadable as unreadable:
            self.unreadable += 1
            self.metrics.updates.labels("unreadable").inc()
            why = type(unreadable.__cause__).__name__
            log.warning("unreadable update", update_id=number_of(update), why=why)
            return unreadable.instead

    async def _follow(self, received: Received) -> None:
        """Handle an update in the order of its person, unless they flood."""
        came = asyncio.get_running_loop().time()
        self._waiting.hurry()
        person, now = received.incoming.sender, self.clock().timestamp()
        sent = now if received.sent is None else float(received.sent)
        verdict = self.flood_guard.judge(person, sent, now, self._in_hand[person])
        if verdict is Verdict.WARN:
            log.warning("a flood of one person is ignored", update_id=received.incoming.update_id)
            told = self.conversation.slow_down(received.incoming, self.clock())
            await self._show(received, told, came)
        if verdict is not Verdict.HANDLE:
            self.metrics.updates.labels("flood").inc()
            if received.callback and verdict is Verdict.IGNORE:
                await self.sender.once(answer(received.callback))
            return
        self._in_hand[person] += 1
        try:
            async with self.locks.hold(person):
                if self.flood_guard.is_flooding(person):
                    self.metrics.updates.labels("flood").inc()
                else:
                    await self._answer(received, came)
        finally:
            self._in_hand[person] -= 1
            if not self._in_hand[person]:
                del self._in_hand[person]

    async def _answer(self, received: Received, came: float) -> None:
        """Answer an update. When this returns it is noted that a new message has answered it."""
        if isinstance(received.incoming.what, Words):
            await self._ready.wait()
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
            return
        if isinstance(received.incoming.what, File) and told.path == publishing_pages.Checking().path:
            # The result is for the person who sent the file, also if another holds the phone by then.
            self.checks.begin(replace(received, incoming=replace(received.incoming, person=told.person)))
        await self._show(received, told, came, is_answer=not away)

    async def _show(self, received: Received, told: Reply, came: float, *, is_answer: bool = True) -> None:
        """Show a reply, or store it to be shown later."""

        def fallback() -> list[Call]:
            return reply(received, self.conversation.apology(received.incoming, self.clock()).screen)

        screen = told.screen
        outgoing = OutgoingReply(
            Owing(received.incoming, received.chat, told.path),
            reply(received, screen),
            Lane.REPLY,
            must_send=bool(screen.documents or screen.wipes or screen.greeting),
            fallback=fallback,
            count=lambda outcome: self._count(outcome, came),
            is_answer=is_answer,
        )
        self.outbox.put(outgoing)
        stored = await self.outbox.wait_or_store(outgoing, self.patience.reply)
        if not stored or (self.outbox.is_in_memory(outgoing) and not outgoing.rests and not outgoing.is_shown):
            # A kill would lose the reply, so the update stays unconfirmed until the reply is sent, or many
            # others wait.
            await self._while_there_is_room(outgoing)
        if outgoing.is_noting:
            await outgoing.noted.wait()

    async def _while_there_is_room(self, outgoing: OutgoingReply) -> None:
        """Wait until a reply is done, as long as no others wait for the place of its update."""
        while self._hurried() is None and not outgoing.done.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self.patience.again):
                    await outgoing.done.wait()

    async def _tell_checked(self, received: Received, sent: SentFile, row: Row | None) -> None:
        """Send an editor the result of the check of their file, in a message of its own. `row`: the Delivery that
        says so far that the check was broken off. Waits while the database is away; errors: StoreAway when that
        takes too long.
        """
        # A step of its own, which counts once as any update does.
        incoming = replace(received.incoming, update_id=-received.incoming.update_id, what=sent)
        until = asyncio.get_running_loop().time() + self.patience.store
        while True:
            try:
                async with self.locks.hold(incoming.sender):
                    told = await self._turns.run(partial(self.conversation.answer, incoming, self.clock()))
                    if told is not None:
                        self._put_checked(received, told, row)
            except StoreAway:
                if asyncio.get_running_loop().time() > until:
                    raise
                await asyncio.sleep(self.patience.again)
            else:
                return

    def _put_checked(self, received: Received, told: Reply, row: Row | None) -> None:
        def fallback() -> list[Call]:
            return calls(self.conversation.apology(received.incoming, self.clock()).screen, received.chat)

        owing = Owing(received.incoming, received.chat, told.path)
        shown = calls(told.screen, received.chat)
        self.outbox.put(OutgoingReply(owing, shown, Lane.REPLY, must_send=True, fallback=fallback, row=row))

    def _count(self, outcome: Outcome, came: float) -> None:
        self.metrics.updates.labels("answered" if outcome is Outcome.SHOWN else outcome.value).inc()
        if outcome is Outcome.SHOWN:
            self.metrics.answer_seconds.labels("reply").observe(asyncio.get_running_loop().time() - came)

    async def _reply(self, received: Received, came: float) -> Reply | None:
        """Return the conversation's reply, waiting while the database is away; None when this update was answered
        already.

        Errors: TimeoutError when the database is away for too long.
        """
        conversation, incoming = self.conversation, received.incoming
        async with self._waiting.limited(came + self.patience.store):
            while True:
                try:
                    incoming = await fetched(conversation, self.sender.wire, incoming, self.clock())
                    told = await self._turns.run(partial(conversation.answer, incoming, self.clock()))
                except StoreAway:
                    self.metrics.away.labels("database").inc()
                    log.warning("the database is away", update_id=incoming.update_id)
                    await asyncio.sleep(self.patience.again)
                else:
                    self._waiting.note_done()
                    return told

    def _hurried(self) -> float | None:
        """Return for how long an update may wait while others cannot come in for it; None while they can."""
        if self.inside >= self.patience.crowd:
            return self.patience.crowded
        return self.patience.held if self.ahead() >= self.patience.crowd else None

"""A door to a messenger that does not exist: what a third messenger needs, in one module."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.chat.delivery import Owing
from bot.chat.incoming import Command, Incoming, Tap, Words
from bot.chat.listening import Listening
from bot.doors.ack_log import AckLog
from bot.doors.flood_guard import FloodGuard, Verdict
from bot.doors.outbox import Outbox
from bot.doors.outgoing_reply import OutgoingReply
from bot.doors.pace import Chats, Lane, Pace
from bot.doors.person_locks import PersonLocks
from bot.doors.reply import answer
from bot.doors.sender import Sender
from bot.doors.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.chat.conversation import Conversation, Reply
    from bot.values.screen import Screen


@dataclass(frozen=True)
class ToyCall:
    """A screen on its way to a chat: the toy messenger shows screens as they are."""

    chat: int
    screen: Screen
    name: str = "show"
    counts: bool = True
    is_new: bool = True
    is_spinner: bool = False
    optional: bool = False
    harmless: tuple[str, ...] = ()
    instead: tuple[ToyCall, ...] = ()
    on_result: Callable[[Any], None] | None = None
    on_moved: Callable[[int], None] | None = None

    def as_paid(self) -> ToyCall:
        return self


@dataclass
class ToyWire:
    """The toy messenger: it takes every call and remembers what each chat shows."""

    shown: dict[int, list[Screen]] = field(default_factory=dict)

    async def do(self, call: ToyCall, /) -> None:
        self.shown.setdefault(call.chat, []).append(call.screen)

    def calls(self, screen: Screen, chat: int, /) -> Sequence[ToyCall]:
        return (ToyCall(chat, screen),)

    async def download(self, file_id: str, most: int, /) -> bytes:
        raise NotImplementedError("nobody sends files here")


class ToyDoor:
    """Answers what the toy messenger brings: a line of a person, or the path of a button."""

    def __init__(self, conversation: Conversation, wire: ToyWire, clock: Callable[[], datetime]) -> None:
        self._conversation = conversation
        self._clock = clock
        self._numbers = itertools.count(1)
        self._listening = Listening()
        self._flood_guard = FloodGuard(lambda: clock().timestamp())
        self._locks = PersonLocks()
        self._turns = Turns(conversation.services.stores.durable)
        sender = Sender(wire, Pace(30, time.monotonic, Chats(1000)))  # pace is not what this door is to show
        self.outbox = Outbox(conversation, sender, clock, AckLog(conversation, self._turns, clock))

    async def take(self, person: int, line: str, language: str = "en", *, pressed: bool = False) -> None:
        """Take one line (`/menu`, `hello`) or the path of a button, and answer it."""
        name, _, payload = line.removeprefix("/").partition(" ")
        typed = Command(name, payload) if line.startswith("/") else Words(line)
        incoming = Incoming(next(self._numbers), person, language, Tap(line) if pressed else typed)
        now = self._clock().timestamp()
        if self._flood_guard.judge(person, now, now, 0) is not Verdict.HANDLE:
            return
        async with self._locks.hold(person):
            reply = await answer(self._conversation, self._listening, incoming, self._clock(), self._turn)
        await self._show(incoming, reply)

    async def _turn(self, incoming: Incoming) -> Reply | None:
        return await self._turns.run(partial(self._conversation.answer, incoming, self._clock()))

    async def _show(self, incoming: Incoming, reply: Reply) -> None:
        owing = Owing(incoming, incoming.sender, reply.path)
        is_help = self._conversation.first_aid.is_help(reply.path)
        lane = Lane.HELP if is_help else Lane.REPLY
        outgoing = OutgoingReply(owing, self.outbox.calls(reply.screen, incoming.sender), lane, must_send=True)
        self.outbox.put(outgoing)
        await asyncio.wait_for(outgoing.done.wait(), 20)

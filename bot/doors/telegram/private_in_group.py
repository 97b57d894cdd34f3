"""Answers one member of a group so that nobody else sees it: calls for help, and what a live quiz tells one pupil.

Telegram's ephemeral messages do it (decision 51). Where it has none, a call that everybody could read is answered
with a link to the private chat; one that nobody else could read, in the private chat; a pupil in the short alert
of the button.
"""

from __future__ import annotations

import asyncio
import time as machine
from collections import Counter, OrderedDict, deque
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog
from aiogram.methods import DeleteEphemeralMessage

from bot.chat import help_in_group
from bot.chat.group_posts import find_group_posts
from bot.chat.incoming import Tap
from bot.chat.layout import laid_out
from bot.chat.turn import Reader
from bot.db.away import StoreAway
from bot.doors.flood_guard import FloodGuard, Verdict
from bot.doors.pace import Lane
from bot.doors.reply import note_help, recall
from bot.doors.sender import Outcome
from bot.doors.telegram.calls import Call, alone, answer, calls
from bot.doors.telegram.group_room import GroupRoom
from bot.help import pages as help_pages
from bot.help.last_resort import last_resort
from bot.values.page import parse
from bot.values.screen import Link, Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.group_posts import Explanation
    from bot.chat.incoming import Incoming
    from bot.doors.sender import Sender
    from bot.doors.telegram.update_parser import InGroup
    from bot.values.page import Page

log = structlog.get_logger()

SHOW_SECONDS = 5.0
"""Seconds that Telegram may refuse for now: it takes an ephemeral message only within fifteen of its cause."""

SOON_SECONDS = 2.0
"""Seconds after which Help that a group has no room for is also shown in private chats that are open."""

TOO_LATE_SECONDS = 10.0
"""A refusal after so many seconds says that they are over, and nothing of what Telegram takes in that chat."""

REFUSED_SECONDS = 3600.0
"""Seconds until a chat is tried again that refused an answer for one member alone: the bot is not an administrator
there."""

DOOR_SECONDS = 60.0
"""How long a link to the private chat stands in a group before it is worth another."""

AT_ONCE = 3
"""Most explanations on their way to one group; people who tap meanwhile get the alert at once. A chat takes about
one message a second, so more would wait until Telegram takes them no longer."""

REMEMBERED = 1_000
"""Chats and updates that are remembered; the oldest give way."""

GONE = ("phemeral message not found",)


class PrivateInGroup:
    """Answers in groups. Nothing of it is stored; a chat is known by its id, in memory, for an hour and until the
    next call that a group could read.
    """

    def __init__(
        self,
        conversation: Conversation,
        sender: Sender,
        clock: Callable[[], datetime],
        time: Callable[[], float] = machine.monotonic,
    ) -> None:
        self.offered = False
        """Whether Telegram's server knows ephemeral messages; one that does not would show them to everybody."""
        self._conversation = conversation
        self._sender = sender
        self._clock = clock
        self._guard = FloodGuard(time)
        self._room = GroupRoom(time)
        self._refused = _Lately(REFUSED_SECONDS, time)
        self._linked = _Lately(DOOR_SECONDS, time)
        self._asking: set[tuple[int, int]] = set()
        self._explaining: Counter[int] = Counter()
        self._updates: deque[int] = deque(maxlen=REMEMBERED)

    async def answer(self, asked: InGroup) -> bool:
        """Answer what a member of a group asked; an update that comes again is not answered again. False when it
        is for another bot, or came before.
        """
        house = self._conversation.services
        if asked.of and asked.of.lower() != house.instance.bot.lower():
            return False
        if asked.incoming.update_id in self._updates:
            return False
        self._updates.append(asked.incoming.update_id)
        what = asked.incoming.what
        if isinstance(what, Tap) and not asked.ephemeral:
            await self._explain(asked, what.path)
        elif isinstance(what, Tap) and parse(what.path) == help_in_group.HIDE:
            await self._hide(asked)
        else:
            await self._ask_once(asked)
        return True

    # Help

    async def _ask_once(self, asked: InGroup) -> None:
        """Help a member, unless an answer to them is on its way: it would be the same."""
        key, told = (asked.chat, asked.incoming.sender), ""
        if key not in self._asking:
            self._asking.add(key)
            try:
                told = await self._help(asked)
            finally:
                self._asking.discard(key)
        if asked.callback:
            await self._sender.once(answer(asked.callback, told))

    async def _help(self, asked: InGroup) -> str:
        """Help a member; return what an alert is to say besides."""
        first_aid, incoming = self._conversation.first_aid, asked.incoming
        try:
            page = help_in_group.in_a_group(first_aid.page(incoming))
        except Exception:
            log.exception("not judged", update_id=incoming.update_id)
            page = help_pages.Help()
        if page is None:
            if isinstance(incoming.what, Tap):  # forged: nothing else stands on a button here
                return ""
            page = help_pages.Help()  # whatever they wrote to the bot alone
        if not first_aid.knows(incoming.sender):
            await recall(self._conversation, incoming, self._clock())
        has_room = self._room.has_room(asked.chat, incoming.sender)
        if await (self._help_alone(asked, page) if has_room else self._help_in_private(incoming, page)):
            first_aid.aftercare.begin(incoming.sender, 0, self._clock())
            note_help(self._conversation, incoming, page, self._clock())
            self._sender.metrics.help.count(page)
        return "" if has_room else help_in_group.elsewhere(self._reader(incoming))

    async def _help_alone(self, asked: InGroup, page: Page) -> bool:
        """Show a page of Help to the member alone, where Telegram lets it; return whether it was shown."""
        incoming, chat, late = asked.incoming, asked.chat, False
        if asked.ephemeral or (self.offered and not self._refused.holds(chat)):
            pressed = isinstance(incoming.what, Tap)
            shown = alone(
                self._screen(incoming, page),
                chat,
                incoming.sender,
                callback=asked.callback,
                answers=0 if pressed else asked.ephemeral,
                edits=asked.ephemeral if pressed else 0,
            )
            began = asyncio.get_running_loop().time()
            outcome = await self._show_soon(shown, incoming, page)
            if outcome is not Outcome.REFUSED:
                return outcome is Outcome.SHOWN
            late = asyncio.get_running_loop().time() - began > TOO_LATE_SECONDS
        if asked.ephemeral:
            return await self._help_in_private(incoming, page)
        if not late:
            self._refused.note(chat)
        if not self._linked.holds(chat):
            self._linked.note(chat)
            reader = self._reader(incoming)
            door = help_in_group.door(reader, self._conversation.services.instance)
            await self._sender.show(calls(laid_out(reader, door), chat), Lane.HELP, SHOW_SECONDS)
        return False

    async def _show_soon(self, shown: list[Call], incoming: Incoming, page: Page) -> Outcome:
        """Show Help in the group; while that has no room (a live quiz, somebody who floods), in the private chat.
        What is shown there is not sent to the group any more.
        """
        here = asyncio.ensure_future(self._sender.show(shown, Lane.HELP, SHOW_SECONDS))
        try:
            await asyncio.wait({here}, timeout=SOON_SECONDS)
            if not here.done() and await self._help_in_private(incoming, page):
                return Outcome.SHOWN
            return await here
        finally:
            here.cancel()

    async def _help_in_private(self, incoming: Incoming, page: Page) -> bool:
        """Show Help in the private chat; who never opened it is not reached, and nobody in the group learns it."""
        screen = self._conversation.first_aid.answer(replace(incoming, message=0), page, self._clock())
        outcome = await self._sender.show(calls(screen, incoming.sender), Lane.HELP, SHOW_SECONDS)
        return outcome is Outcome.SHOWN

    def _screen(self, incoming: Incoming, page: Page) -> Screen:
        reader, house = self._reader(incoming), self._conversation.services
        try:
            screen = house.views.without_store[type(page)](reader, page)
        except Exception:
            # Whatever breaks, the emergency number does not.
            log.exception("help could not be drawn", update_id=incoming.update_id)
            screen = last_resort(reader.phrases)
        return laid_out(reader, help_in_group.for_one(reader, screen, house.instance))

    def _reader(self, incoming: Incoming) -> Reader:
        """Return what memory knows of a person; numbers cannot be typed here, so nobody reads in text mode."""
        return replace(self._conversation.first_aid.reader(incoming, self._clock()), text_mode=False)

    async def _hide(self, asked: InGroup) -> None:
        gone = DeleteEphemeralMessage(
            chat_id=asked.chat, receiver_user_id=asked.incoming.sender, ephemeral_message_id=asked.ephemeral
        )
        await self._sender.show([Call(gone, counts=False, harmless=GONE)], Lane.HELP, SHOW_SECONDS)
        await self._sender.once(answer(asked.callback))

    # A live quiz

    async def _explain(self, asked: InGroup, path: str) -> None:
        """Tell a pupil what speaks for and against what they chose. Who they are is not asked."""
        now = self._clock()
        verdict = self._guard.judge(asked.incoming.sender, now.timestamp(), now.timestamp())
        if verdict is not Verdict.HANDLE:
            await self._sender.once(answer(asked.callback))
            return
        house = self._conversation.services
        store = house.stores.durable
        reader = Reader(house.phrases_of(house.suggest_locale(asked.incoming.language)), now)
        try:
            told: Explanation | None = None
            for feature in find_group_posts():
                told = told or await asyncio.wrap_future(store.run(feature.explain, house, asked.chat, path, now))
        except StoreAway:
            sorry = reader.say(
                "Something broke on my side, not on yours. Nothing is lost. Please try again in a minute."
            )
            await self._sender.once(answer(asked.callback, sorry))
            return
        if told is None:
            over = reader.say("I have nothing to say to this any more: the quiz is over, or goes on elsewhere.")
            await self._sender.once(answer(asked.callback, over))
            return
        shown = await self._explain_alone(asked, told)
        await self._sender.once(answer(asked.callback, "" if shown else told.alert))

    async def _explain_alone(self, asked: InGroup, told: Explanation) -> bool:
        chat = asked.chat
        if not self.offered or self._explaining[chat] >= AT_ONCE:
            return False
        rows = ((Link(told.reader.say("🆘 Help"), help_pages.Help()),), help_in_group.hide_row(told.reader))
        screen = laid_out(told.reader, Screen(told.text, rows))
        self._explaining[chat] += 1
        try:
            shown = alone(screen, chat, asked.incoming.sender, callback=asked.callback)
            return await self._sender.show(shown, Lane.REPLY, SHOW_SECONDS) is Outcome.SHOWN
        finally:
            self._explaining[chat] -= 1
            if not self._explaining[chat]:
                del self._explaining[chat]


class _Lately:
    """Chats for which something has been so for less than some seconds; the others are forgotten."""

    def __init__(self, seconds: float, time: Callable[[], float]) -> None:
        self._seconds = seconds
        self._time = time
        self._since: OrderedDict[int, float] = OrderedDict()
        """Since when, the longest first."""

    def note(self, chat: int) -> None:
        """Note that it is so from now on."""
        self._since.pop(chat, None)
        self._since[chat] = self._time()
        if len(self._since) > REMEMBERED:
            self._since.popitem(last=False)

    def holds(self, chat: int) -> bool:
        """Whether it is so."""
        while self._since and self._time() - next(iter(self._since.values())) >= self._seconds:
            self._since.popitem(last=False)
        return chat in self._since

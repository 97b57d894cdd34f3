"""Groups: brings a live quiz to the group in which it is held, and leaves it; of its members nothing is read.

What the group should have seen stands in the database; each tick brings what is missing. A kill in between brings
the newest message again at most.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog

from bot.chat import groupquiz
from bot.chat.groupquiz import Bringing, Leave, Poll, Stop
from bot.chat.incoming import Incoming, Tap
from bot.edges.telegram.calls import Call, calls
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.reading import Called, Received
from bot.edges.telegram.sender import Outcome
from bot.store import groups, lives
from bot.store.away import StoreAway
from bot.values import sitemap
from bot.values.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.groupquiz import Post
    from bot.edges.telegram.sender import Sender

log = structlog.get_logger()

AT_ONCE = 10
"""Groups taken in one tick."""

SHOW_SECONDS = 10.0
"""How long Telegram may take for what one group is brought."""

AGAIN = timedelta(seconds=15)
"""When it is tried again after Telegram refused."""

STOPPED = ("has already been closed", "to stop not found", "can't be stopped", "is not a poll")


@dataclass(slots=True)
class _Sent:
    """The poll that was sent last, as Telegram numbered it."""

    poll: int | None
    new: bool = False

    def note(self, result: Any) -> None:
        """Take the number out of Telegram's answer to sendPoll."""
        self.poll, self.new = int(result["message_id"]), True


class Groups:
    """Brings groups what they have not seen. Several processes may run it on one PostgreSQL."""

    def __init__(self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._household = conversation.household
        self._store = conversation.household.stores.durable
        self._sender = sender
        self._clock = clock

    async def tick(self) -> None:
        """Bring what is due, to each group in turn."""
        try:
            for due in await asyncio.wrap_future(self._store.run(self._take)):
                await self._bring(due)
        except StoreAway:
            log.warning("the database is away, groups wait")

    def _take(self) -> list[Bringing]:
        now = self._clock()
        with self._store.turn() as db:
            taken = groups.due(db, now, AT_ONCE)
            found = [groupquiz.bringing(self._household, db, group, now) for group in taken]
        return [one for one in found if one is not None]

    async def _bring(self, due: Bringing) -> None:
        sent = _Sent(due.was.poll)
        outcome = Outcome.SHOWN
        for post in due.posts:
            outcome = await self._sender.show(list(_calls(post, due.chat, sent)), Lane.BULK, SHOW_SECONDS)
            if outcome is not Outcome.SHOWN:
                break
            if isinstance(post, Stop):
                sent.poll = None
        await asyncio.wrap_future(self._store.run(self._settle, due, sent, outcome))

    def _settle(self, due: Bringing, sent: _Sent, outcome: Outcome) -> None:
        now, task = self._clock(), due.was.task
        with self._store.turn() as db:
            if outcome in {Outcome.SHOWN, Outcome.BLOCKED} and due.seen.step == lives.OVER:
                lives.forget(db, task)
            elif outcome is Outcome.BLOCKED:
                groups.lose(db, task)
            elif outcome is Outcome.SHOWN:
                groups.settle(db, replace(due.seen, poll=sent.poll), now)
            else:  # what has arrived does not come again
                number = due.seen.number if sent.new else due.was.number
                step = groups.REFUSED if outcome is Outcome.REFUSED else due.was.step
                groups.settle(db, replace(due.was, number=number, step=step, poll=sent.poll), now + AGAIN)


async def choose(conversation: Conversation, called: Called, now: datetime) -> Received | None:
    """Hold a live quiz in the group where its leader has put the bot; return what leads them on in their own chat,
    None for anybody else. Errors: StoreAway.
    """
    house = conversation.household
    chosen = house.stores.durable.run(groupquiz.choose, house, called.sender, called.code, called.chat, now)
    task = await asyncio.wrap_future(chosen)
    if not task:
        return None
    tap = Tap(sitemap.Leading(task).path)
    return Received(Incoming(called.update_id, called.sender, "", tap), called.sender)


def _calls(post: Post, chat: int, sent: _Sent) -> list[Call]:
    """Return the calls of the Bot API for one post."""
    match post:
        case Poll(question, options, right, explanation):
            params: dict[str, Any] = {
                "chat_id": chat,
                "question": question,
                "options": [{"text": option} for option in options],
                "type": "quiz",
                "is_anonymous": True,
                "correct_option_ids": [right],
                "correct_option_id": right,
            }
            if explanation:
                params["explanation"] = explanation
            return [Call("sendPoll", params, told=sent.note)]
        case Stop():
            if sent.poll is None:
                return []
            stopped = {"chat_id": chat, "message_id": sent.poll}
            return [Call("stopPoll", stopped, counts=False, harmless=STOPPED, optional=True)]
        case Leave():
            return [Call("leaveChat", {"chat_id": chat}, counts=False)]
        case words:
            return calls(Screen(words), chat)

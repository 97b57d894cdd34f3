"""Groups: brings a live quiz to the group in which it is held, and leaves it; of its members nothing is read.

What the group should have seen stands in the database; each tick brings what is missing, and a goodbye where the
quiz is gone. A kill in between brings the newest message again at most. A group that has become a supergroup is
followed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog

from bot.chat import groupquiz
from bot.chat.groupquiz import Bringing, Leave, Poll, Stop
from bot.chat.incoming import Incoming, Tap
from bot.edges.telegram.calls import Call, calls
from bot.edges.telegram.pace import Lane
from bot.edges.telegram.reading import Called, Moved, Received
from bot.edges.telegram.sender import Outcome
from bot.store import groups
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
class _Course:
    """How bringing goes: the group's number now, and the poll that was sent last, as Telegram numbered it."""

    chat: int
    poll: int | None
    new: bool = field(default=False, init=False)
    moved: bool = field(default=False, init=False)

    def note(self, result: Any) -> None:
        """Take the number out of Telegram's answer to sendPoll."""
        self.poll, self.new = int(result["message_id"]), True

    def follow(self, chat: int) -> None:
        """Go on in the supergroup that the group has become; its polls stay behind."""
        self.chat, self.poll, self.moved = chat, None, True


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
            return [groupquiz.bringing(self._household, db, group, now) for group in taken]

    async def _bring(self, due: Bringing) -> None:
        course = _Course(due.chat or 0, due.was.poll)
        outcome = Outcome.SHOWN
        for post in due.posts:
            outcome = await self._post(post, course)
            if outcome is Outcome.REFUSED and isinstance(post, Poll) and due.was.step != groups.REFUSED:
                await self._post(due.sorry, course)
            if outcome is not Outcome.SHOWN and not (outcome is Outcome.REFUSED and due.seen is None):
                break  # who is not let say goodbye leaves all the same
        await asyncio.wrap_future(self._store.run(self._settle, due, course, outcome))

    async def _post(self, post: Post, course: _Course) -> Outcome:
        """Bring one post, to the group's new number when it turns out to have one."""
        chat = course.chat
        outcome = await self._sender.show(_calls(post, course), Lane.BULK, SHOW_SECONDS)
        if outcome is Outcome.REFUSED and course.chat != chat:
            outcome = await self._sender.show(_calls(post, course), Lane.BULK, SHOW_SECONDS)
        if isinstance(post, Stop) and outcome is Outcome.SHOWN:
            course.poll = None
        return outcome

    def _settle(self, due: Bringing, course: _Course, outcome: Outcome) -> None:
        now, code = self._clock(), due.was.code
        with self._store.turn() as db:
            if course.moved:
                groupquiz.move(self._household, db, due.chat, course.chat)
            if due.seen is None and outcome in {Outcome.SHOWN, Outcome.BLOCKED}:
                groups.forget(db, code)
            elif outcome is Outcome.BLOCKED:
                groups.lose(db, code)
            elif due.seen is not None and outcome is Outcome.SHOWN:
                groups.settle(db, replace(due.seen, poll=course.poll), now)
            else:  # what has arrived does not come again
                number = due.seen.number if due.seen and course.new else due.was.number
                step = groups.REFUSED if outcome is Outcome.REFUSED else due.was.step
                groups.settle(db, replace(due.was, number=number, step=step, poll=course.poll), now + AGAIN)


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


async def move(conversation: Conversation, moved: Moved) -> None:
    """Follow a group to its new number, or lose it, if a live quiz is held there. Errors: StoreAway."""
    house = conversation.household

    def follow() -> None:
        with house.stores.durable.turn() as db:
            groupquiz.move(house, db, moved.chat, moved.to)

    await asyncio.wrap_future(house.stores.durable.run(follow))


def _calls(post: Post, course: _Course) -> list[Call]:
    """Return the calls of the Bot API for one post."""
    match post:
        case Poll():
            made = [_poll(post, course)]
        case Stop():
            stopped = {"chat_id": course.chat, "message_id": course.poll}
            there = course.poll is not None
            made = [Call("stopPoll", stopped, counts=False, harmless=STOPPED, optional=True)] if there else []
        case Leave():
            made = [Call("leaveChat", {"chat_id": course.chat}, counts=False)]
        case words:
            made = calls(Screen(words), course.chat)
    return [replace(call, moved=course.follow) for call in made]


def _poll(poll: Poll, course: _Course) -> Call:
    """Return the call for a quiz poll. An older server wants the one right option in a field of its own, and
    refuses without; a question with several is a plain poll there, and its answer is told as that of any other.
    """
    plain: dict[str, Any] = {
        "chat_id": course.chat,
        "question": poll.question,
        "options": [{"text": option} for option in poll.options],
        "is_anonymous": True,
    }
    if poll.several:
        plain["allows_multiple_answers"] = True
    quiz = {**plain, "type": "quiz"} | ({"explanation": poll.explanation} if poll.explanation else {})
    older = plain if poll.several else {**quiz, "correct_option_id": poll.right[0]}
    instead = (Call("sendPoll", older, told=course.note),)
    return Call("sendPoll", {**quiz, "correct_option_ids": list(poll.right)}, told=course.note, instead=instead)

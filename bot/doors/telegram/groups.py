"""Posts to groups what features have for them (`bot.chat.group_posts`), and leaves them; reads nothing of members.

The database knows what a group should have seen; each tick posts what is missing, and a goodbye in the end. After
a kill the newest message may be posted twice. A group that becomes a supergroup is followed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from aiogram.enums import PollType
from aiogram.methods import LeaveChat, SendPoll, StopPoll
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, InputPollOption

from bot.chat.group_posts import Brought, Leave, Poll, Stop, Taken, Told, find_group_posts
from bot.chat.incoming import Incoming, Tap
from bot.db.away import StoreAway
from bot.doors.pace import Lane
from bot.doors.sender import Outcome
from bot.doors.telegram.calls import Call, calls
from bot.doors.telegram.update_parser import GroupChosen, GroupMoved, Received
from bot.values.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.group_posts import Bringing, GroupPosts, Post
    from bot.doors.sender import Sender

T = TypeVar("T")

log = structlog.get_logger()

AT_ONCE = 10
"""Most groups of one tick."""

SHOW_SECONDS = 10.0
"""Seconds that Telegram may take for the posts to one group."""

TAKEN = {Outcome.SHOWN: Taken.ALL, Outcome.BLOCKED: Taken.BLOCKED, Outcome.REFUSED: Taken.REFUSED}

STOPPED = ("has already been closed", "to stop not found", "can't be stopped", "is not a poll")


@dataclass(slots=True)
class _Progress:
    """The state of one group's posts: its chat id now, and the message id of the newest poll."""

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
    """Posts to groups what they have not seen. Several processes may run it on one PostgreSQL."""

    def __init__(self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._services = conversation.services
        self._store = conversation.services.stores.durable
        self._sender = sender
        self._clock = clock

    async def tick(self) -> None:
        """Post what is due, one group after another."""
        try:
            for feature in find_group_posts():
                for due in await self._run(feature.take, self._services, self._clock(), AT_ONCE):
                    await self._post_all(feature, due)
        except StoreAway:
            log.warning("the database is away, groups wait")

    async def _run(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.wrap_future(self._store.run(function, *args))

    async def _post_all(self, feature: GroupPosts, due: Bringing) -> None:
        progress = _Progress(due.chat or 0, due.poll)
        outcome = Outcome.SHOWN
        for post in due.posts:
            outcome = await self._post(post, progress)
            if outcome is Outcome.REFUSED and isinstance(post, Poll) and due.sorry is not None:
                await self._post(due.sorry, progress)
            if outcome is not Outcome.SHOWN and not (outcome is Outcome.REFUSED and due.leaves):
                break
        taken = TAKEN.get(outcome, Taken.LATER)
        brought = Brought(taken, progress.chat, progress.poll, progress.moved, progress.new)
        await self._run(feature.settle, self._services, due, brought, self._clock())

    async def _post(self, post: Post, progress: _Progress) -> Outcome:
        """Send one post, again to the supergroup when the group turns out to have become one."""
        chat = progress.chat
        outcome = await self._sender.show(_calls(post, progress), Lane.BULK, SHOW_SECONDS)
        if outcome is Outcome.REFUSED and progress.chat != chat:
            outcome = await self._sender.show(_calls(post, progress), Lane.BULK, SHOW_SECONDS)
        if isinstance(post, Stop) and outcome is Outcome.SHOWN:
            progress.poll = None
        return outcome


async def choose(conversation: Conversation, called: GroupChosen, now: datetime) -> Received | None:
    """Post to the group to which a person has added the bot; return the update that leads them on in their private
    chat, None for anybody else. Errors: StoreAway.
    """
    house = conversation.services
    for feature in find_group_posts():
        chosen = house.stores.durable.run(feature.choose, house, called.sender, called.code, called.chat, now)
        page = await asyncio.wrap_future(chosen)
        if page is not None:
            return Received(Incoming(called.update_id, called.sender, "", Tap(page.path)), called.sender)
    return None


async def move(conversation: Conversation, moved: GroupMoved) -> None:
    """Store a group's new chat id, or forget a group that the bot was removed from, if something is posted there.
    Errors: StoreAway.
    """
    house = conversation.services
    for feature in find_group_posts():
        await asyncio.wrap_future(house.stores.durable.run(feature.move, house, moved.chat, moved.to))


def _calls(post: Post, progress: _Progress) -> list[Call]:
    """Return the calls of the Bot API for one post."""
    match post:
        case Poll():
            made = [_poll(post, progress)]
        case Stop():
            made = []
            if progress.poll is not None:
                stop = StopPoll(chat_id=progress.chat, message_id=progress.poll)
                made.append(Call(stop, counts=False, harmless=STOPPED, optional=True))
        case Leave():
            made = [Call(LeaveChat(chat_id=progress.chat), counts=False)]
        case Told():
            made = _told(post, progress.chat)
        case words:
            made = calls(Screen(words), progress.chat)
    return [replace(call, on_moved=progress.follow) for call in made]


def _told(told: Told, chat: int) -> list[Call]:
    """Return the calls for an answer with a button for each option, which tells who presses it alone."""
    *before, last = calls(Screen(told.text), chat)
    rows = [[InlineKeyboardButton(text=label, callback_data=path)] for label, path in told.options]
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    return [*before, replace(last, method=last.method.model_copy(update={"reply_markup": keyboard}))]


def _poll(poll: Poll, progress: _Progress) -> Call:
    """Return the call for a quiz poll. An older Bot API server refuses it unless the one right option stands in a
    field of its own; there a question with several right options becomes a plain poll, and the answer is told in a
    message as for any other.
    """
    plain = SendPoll(
        chat_id=progress.chat,
        question=poll.question,
        options=[InputPollOption(text=option) for option in poll.options],
        is_anonymous=True,
        allows_multiple_answers=poll.several or None,
    )
    quiz = plain.model_copy(update={"type": PollType.QUIZ.value, "explanation": poll.explanation or None})
    older = plain if poll.several else quiz.model_copy(update={"correct_option_id": poll.right[0]})
    newer = quiz.model_copy(update={"correct_option_ids": list(poll.right)})
    return Call(newer, on_result=progress.note, instead=(Call(older, on_result=progress.note),))

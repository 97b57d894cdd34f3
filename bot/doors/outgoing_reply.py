"""One reply on its way to a chat: the calls left to do, the Delivery that stores it, and its outcome."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from bot.doors.sender import FIRST_PAUSE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.chat.delivery import Owing, Row
    from bot.doors.pace import Lane
    from bot.doors.sender import Outcome
    from bot.doors.wire import Call


class OutgoingReply:
    """One reply. `calls` show it; `fallback` returns the calls to try when Telegram refuses these for good;
    `must_send`: a newer screen does not replace it (it brings a file or the bottom keyboard, or deletes messages);
    `row`: the Delivery that stores it; `count` is called with the outcome; `is_answer`: whether its update is
    answered by it (by an apology for a database that is away it is not).
    """

    def __init__(  # noqa: PLR0913 - what a reply is made of
        self,
        owing: Owing,
        calls: Sequence[Call],
        lane: Lane,
        *,
        must_send: bool = False,
        fallback: Callable[[], Sequence[Call]] | None = None,
        row: Row | None = None,
        count: Callable[[Outcome], None] = lambda _: None,
        is_answer: bool = True,
    ) -> None:
        self.owing = owing
        self.calls = deque(calls)
        self.brings_new = any(call.is_new for call in calls)
        """Whether it brings a new message, which must not be sent again; an edit may be made twice."""
        self.is_answer = is_answer and owing.incoming.update_id > 0
        self.lane = lane
        self.must_send = must_send
        self.fallback = fallback
        self.row = row
        self.is_stored = row is not None
        """Whether `row` stores this reply; a row may have been taken over from the reply that it replaces."""
        self.storing = asyncio.Lock()
        self.count = count
        self.outcome: Outcome | None = None
        self.waits = False
        """Whether it has to wait: for the chat's pace, or for another reply to the chat."""
        self.changed = asyncio.Event()
        """Set when it is done or has to wait."""
        self.done = asyncio.Event()
        self.rests = False
        """Whether it waits because the chat was sent much just now, or because Telegram asked to wait."""
        self.began = 0.0
        self.pause = FIRST_PAUSE
        self.is_noting = False
        self.noted = asyncio.Event()
        """Whether it is being recorded that the update was answered; set once it is."""
        self.settled = asyncio.Event()
        """Set once the Delivery that stores it is settled."""

    def wait(self) -> None:
        """Note that it has to wait."""
        self.waits = True
        self.changed.set()

    def go_on_with(self, calls: Sequence[Call]) -> None:
        """Make these calls first."""
        self.calls.extendleft(reversed(calls))
        self.brings_new = self.brings_new or any(call.is_new for call in calls)

    @property
    def is_shown(self) -> bool:
        """Whether only optional calls are left."""
        return all(call.optional for call in self.calls)

"""Records which updates were answered, so that none is answered twice after a kill."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.db.away import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.doors.turns import Turns

log = structlog.get_logger()

NOTE_SECONDS = 2.0
"""Seconds that recording may take; after that the next reply goes on without it."""

RECALL_SECONDS = 1.0
"""Seconds that a start waits for the records of before; Help waits no longer for a database that hangs."""

AT_MOST = 1_000
"""Most updates that wait to be recorded, because the database is away; the oldest give way."""


class AckLog:
    """Records answered updates: whatever waits goes into one transaction, before turns that have not begun."""

    def __init__(self, conversation: Conversation, turns: Turns, clock: Callable[[], datetime]) -> None:
        self._conversation = conversation
        self._turns = turns
        self._clock = clock
        self._waiting: deque[int] = deque(maxlen=AT_MOST)
        self._one = threading.Lock()

    async def note(self, update_id: int) -> None:
        """Return once it is recorded that this update was answered, or the database is away or slow: then it is
        recorded with a later one. After a kill before that it is answered twice, which is better than never.
        """
        self._waiting.append(update_id)
        try:
            await asyncio.wait_for(self._turns.run_first(self._write), NOTE_SECONDS)
        except (StoreAway, TimeoutError):
            log.warning("the database is away, answered updates are not noted yet", count=len(self._waiting))
        except Exception:
            log.exception("answered updates cannot be noted")

    async def recall(self) -> set[int]:
        """Return the updates that are known to be answered; none when the database is away or slow."""
        recall = partial(self._conversation.answered_lately, self._clock())
        try:
            return await asyncio.wait_for(self._turns.run_first(recall), RECALL_SECONDS)
        except (StoreAway, TimeoutError):
            log.warning("the database is away, so calls for help that come again are answered again")
        except Exception:
            log.exception("answered updates cannot be read")
        return set()

    def _write(self) -> None:
        """Record all that wait, in a thread of the store; one at a time, so that nobody returns too soon."""
        with self._one:
            numbers: list[int] = []
            with suppress(IndexError):
                while True:
                    numbers.append(self._waiting.popleft())
            try:
                if numbers:
                    self._conversation.note_answered(numbers, self._clock())
            except BaseException:
                self._waiting.extend(numbers)
                raise

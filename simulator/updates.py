"""The bot's update queue: ids, lifetimes, wanted kinds, and the rules of long polling."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.clock import SimClock

UPDATE_TYPES = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
]
# Sent only to bots that ask for them by name.
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_TYPES = frozenset(UPDATE_TYPES) - UNASKED
DAY = 86_400
CALLBACK_LIFE = 150  # seconds in the queue: Client.cpp of the Bot API server
_STEADY = 3.0  # a repeated request with the same offset within this time waits at least this long
_HASTY = 0.5  # and within this time gets only one update


@dataclass(slots=True)
class Update:
    """A queued update: its JSON, its serial queue, and when it expires (clock seconds)."""

    id: int
    body: dict[str, Any]
    lane: str
    expires: float
    again: bool = False


class Updates:
    """The updates that wait for the bot. One consumer at a time: a long poll, or the webhook's deliverer."""

    def __init__(self, clock: SimClock, first_id: int, *, penalties: bool = True) -> None:
        self._clock = clock
        self._next_id = first_id
        self.waiting: list[Update] = []
        self.allowed: frozenset[str] = DEFAULT_TYPES
        self.allowed_by_name: list[str] = []
        self.penalties = penalties
        self.repeat_next = 0
        self.swap_next = 0
        self._held: Update | None = None
        self._poll: asyncio.Future[bool] | None = None
        self._last_offset: int | None = None
        self._last_asked = -_STEADY
        self._closed = False
        self.arrived: Callable[[], None] | None = None

    def add(self, kind: str, payload: Any, lane: str, life: float = DAY) -> Update | None:
        """Queue an update of `kind` unless the bot does not want it; return it."""
        if kind not in self.allowed:
            return None
        update = Update(
            self._next_id, {"update_id": self._next_id, kind: payload}, lane, self._clock.seconds() + life
        )
        self._next_id += 1
        if self.repeat_next:
            self.repeat_next -= 1
            update.again = True
        self._place(update)
        return update

    def _place(self, update: Update) -> None:
        held = self._held
        if held is None and self.swap_next:
            self.swap_next -= 1
            self._held = update
            return
        if held is not None and held.lane != update.lane:
            # Telegram's lanes run in parallel: the later update overtakes, so it carries the smaller id.
            held.id, update.id = update.id, held.id
            held.body["update_id"], update.body["update_id"] = held.id, update.id
            self._held = None
            self.waiting += [update, held]
        elif held is not None:
            self._held = None
            self.waiting += [held, update]
        else:
            self.waiting.append(update)
        self._wake()

    def release(self) -> None:
        """Release an update that was held back for a swap but found no partner."""
        if self._held is not None:
            self.waiting.append(self._held)
            self._held = None
            self._wake()

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)
        if self.arrived is not None:
            self.arrived()

    def allow(self, kinds: Any) -> None:
        """Set `allowed_updates`: None keeps the setting, an empty list restores the default."""
        if not isinstance(kinds, list):
            return
        self.allowed_by_name = [kind for kind in UPDATE_TYPES if kind in kinds]
        self.allowed = frozenset(self.allowed_by_name) or DEFAULT_TYPES

    def confirm(self, offset: int) -> None:
        """Forget all updates with ids lower than `offset`, but repeat a marked one (duplicate fault)."""
        kept = []
        for update in self.waiting:
            if update.id >= offset:
                kept.append(update)
            elif update.again:
                update.again = False
                kept.append(update)
        self.waiting = kept

    def done(self, update: Update) -> None:
        """Forget an update that a webhook accepted, unless it must come twice."""
        if update.again:
            update.again = False
        elif update in self.waiting:
            self.waiting.remove(update)

    def drop_expired(self) -> None:
        """Forget expired updates."""
        now = self._clock.seconds()
        if any(update.expires <= now for update in self.waiting):
            self.waiting = [update for update in self.waiting if update.expires > now]

    def _select(self, offset: int, limit: int) -> list[dict[str, Any]]:
        self.drop_expired()
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset > 0:
            self.confirm(offset)
        return [update.body for update in self.waiting[:limit]]

    async def poll(self, offset: int, limit: int, seconds: int) -> list[dict[str, Any]]:
        """Answer getUpdates: wait up to this many real `seconds` for an update. Errors: ApiError 409."""
        limit = min(max(limit, 1), 100)
        wait = float(min(max(seconds, 0), 50))
        now = asyncio.get_running_loop().time()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        if self.penalties and offset == self._last_offset:
            if now < self._last_asked + _STEADY:
                wait = max(wait, _STEADY)
            if now < self._last_asked + _HASTY:
                limit = 1
        self._last_offset, self._last_asked = offset, now
        found = self._select(offset, limit)
        if found or not wait or self._closed:
            return found
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poll = mine
        try:
            if not await asyncio.wait_for(mine, wait):
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
        except TimeoutError:
            return []
        finally:
            if self._poll is mine:
                self._poll = None
        return self._select(max(offset, 0), limit)

    def stop_polls(self, description: str) -> None:
        """End a waiting long poll because a webhook was set: it answers 409, like one replaced by another poll."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(ApiError(409, description))

    def close(self) -> None:
        """End all waiting polls: the server stops."""
        self._closed = True
        self._wake()

    def clear(self) -> None:
        """Forget all waiting updates (drop_pending_updates)."""
        self.waiting.clear()
        self._held = None

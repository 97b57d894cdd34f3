"""Pace: how fast we send. At most 30 messages a second in all, a share of them kept for Help.

A plain token bucket lets 58 through in one second and is refused 92 times; a sliding window slightly longer than a
second reaches 0.96 of the allowed without a refusal (performance.md, pacing).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 1.04
"""Seconds in which at most `rate` messages go out: a second and what the network may jitter."""

KEPT_FOR_HELP = 3
"""Sends of a window that only Help may use (DESIGN §3, help first)."""

SOON = 0.12
"""Seconds within which Help finds that share free; others may use it when it comes back so soon (decision 16)."""

ROOM = 0.06
"""Seconds within which bulk leaves one send of a window to whoever comes before it. Without that its gaps bunch
up, and an answer may find the window full for a tenth of a second; much less than this would cost rate."""

CATCHES_UP = 0.05
"""Seconds of lateness that bulk makes up for, as a busy machine has it. It goes out evenly: after a burst a reply
would wait for the rest of the window, and a gap comes back with the window, so it is kept below a tenth."""


class Lane(IntEnum):
    """Who goes first when the pace is reached."""

    HELP = 0
    REPLY = 1
    BULK = 2


def kept(lane: Lane, rate: int) -> int:
    """Return how many sends of a window this lane leaves free for Help."""
    return 0 if lane is Lane.HELP else min(KEPT_FOR_HELP, rate - 1)


def steady(rate: int) -> float:
    """Return how many messages a second bulk sends while nobody else sends anything."""
    return min(rate / WINDOW, (rate - 1) / (WINDOW - ROOM), (rate - kept(Lane.BULK, rate)) / (WINDOW - SOON))


class Pacing(Protocol):
    """What gives out the right to send: `Pace` for one process, `shared.pace.SharedPace` for several."""

    async def turn(self, lane: Lane, chat: int = 0) -> None:
        """Wait until a message of this lane may go out. `chat`: bulk lets a chat rest for a `WINDOW` after its
        last message (the FAQ's one message a second); answers do not, who taps twice a second sees twice.
        """

    def hold(self, seconds: float) -> None:
        """Let nothing out for so long: Telegram has asked us to wait (429)."""

    def held(self) -> float:
        """Return how many seconds Telegram has asked us to wait from now; 0 when it has not."""


class Pace:
    """The pace of one process (`Pacing`). `time` is a monotonic clock in seconds."""

    def __init__(self, rate: int, time: Callable[[], float]) -> None:
        self.rate = rate
        self._time = time
        self._sent: deque[float] = deque()
        self._chats: OrderedDict[int, float] = OrderedDict()
        """When each chat was last written to, those within the window."""
        self._waiting: list[tuple[int, int, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._not_before = 0.0
        self._only_help_until = 0.0
        self._next_bulk = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, lane: Lane, chat: int = 0) -> None:
        """Wait until a message of this lane may go out (`Pacing.turn`)."""
        if not self._waiting and self._free(lane) and not self._rests(lane, chat):
            self._go(lane, chat)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue(lane, next(self._numbers), chat, turn)
        await turn

    def hold(self, seconds: float) -> None:
        """Let nothing out for so long: Telegram has asked us to wait (429)."""
        self._not_before = max(self._not_before, self._time() + seconds)

    def held(self) -> float:
        """Return how many seconds Telegram has asked us to wait from now; 0 when it has not."""
        return max(0.0, self._not_before - self._time())

    def fill(self) -> None:
        """Take it that others have just sent as much as they may: only Help goes out within the next window."""
        self._sent.extend([self._time()] * (self.rate - kept(Lane.BULK, self.rate)))
        self._only_help_until = self._time() + WINDOW

    def recent(self) -> list[float]:
        """Return when each send of the window went out, in seconds of `time`."""
        since = self._time() - WINDOW
        return [at for at in self._sent if at > since]

    def _free(self, lane: Lane) -> bool:
        return self._time() >= self._free_at(lane)

    def _free_at(self, lane: Lane) -> float:
        """Return when this lane may send next: the window has room then, and but for Help itself there is room for
        Help at once or `SOON` after; for bulk, for an answer within `ROOM`, too.
        """
        now, sent = self._time(), self._sent
        while sent and sent[0] <= now - WINDOW:
            sent.popleft()
        at, others = self._not_before, self.rate - kept(lane, self.rate)
        if len(sent) >= self.rate:
            at = max(at, sent[-self.rate] + WINDOW)
        if lane is not Lane.HELP:
            at = max(at, self._only_help_until)
            if len(sent) >= others:
                at = max(at, sent[-others] + WINDOW - SOON)
        if lane is Lane.BULK:
            at = max(at, self._next_bulk)
            if len(sent) >= self.rate - 1:
                at = max(at, sent[1 - self.rate] + WINDOW - ROOM)
        return at

    def _rests(self, lane: Lane, chat: int) -> float:
        """Return how many seconds a chat has to rest before this lane may write to it."""
        since = self._chats.get(chat) if lane is Lane.BULK else None
        return 0.0 if since is None else max(0.0, since + WINDOW - self._time())

    def _go(self, lane: Lane, chat: int) -> None:
        now = self._time()
        if lane is Lane.BULK:
            self._next_bulk = max(self._next_bulk, now - CATCHES_UP) + 1 / steady(self.rate)
        self._sent.append(now)
        if chat:
            self._chats[chat] = now
            self._chats.move_to_end(chat)
            while next(iter(self._chats.values())) <= now - WINDOW:
                self._chats.popitem(last=False)

    def _queue(self, lane: Lane, number: int, chat: int, turn: asyncio.Future[None]) -> None:
        heappush(self._waiting, (lane, number, chat, turn))
        self._wake()

    def _wake(self) -> None:
        """Let out who may go, the first lane first, and come back when the next may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        loop = asyncio.get_running_loop()
        while self._waiting:
            number, chat, turn = self._waiting[0][1:]
            lane = Lane(self._waiting[0][0])
            if turn.done():
                heappop(self._waiting)
            elif rest := self._rests(lane, chat):
                heappop(self._waiting)  # steps aside, so that nobody waits behind it, and keeps its number
                loop.call_later(rest, self._queue, lane, number, chat, turn)
            elif self._free(lane):
                heappop(self._waiting)
                self._go(lane, chat)
                turn.set_result(None)
            else:
                wait = max(0.001, self._free_at(lane) - self._time())
                self._timer = loop.call_later(wait, self._wake)
                return

"""Pace: how fast we send. At most 30 messages a second in all, a share of them kept for Help.

A plain token bucket lets 58 through in one second and is refused 92 times; a sliding window slightly longer than a
second reaches 0.96 of the allowed without a refusal (performance.md, pacing).
"""

from __future__ import annotations

import asyncio
from collections import deque
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 1.04
"""Seconds in which at most `rate` messages go out: a second and what the network may jitter."""

KEPT_FOR_HELP = 3
"""Sends of a window that only Help may use (DESIGN §3, help first)."""


class Lane(IntEnum):
    """Who goes first when the pace is reached."""

    HELP = 0
    REPLY = 1
    BULK = 2


class Pace:
    """Gives out the right to send. `time` is a monotonic clock in seconds."""

    def __init__(self, rate: int, time: Callable[[], float]) -> None:
        self.rate = rate
        self._time = time
        self._sent: deque[float] = deque()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._not_before = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, lane: Lane) -> None:
        """Wait until a message of this lane may go out."""
        if not self._waiting and self._free(lane):
            self._sent.append(self._time())
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (lane, next(self._numbers), turn))
        self._wake()
        await turn

    def hold(self, seconds: float) -> None:
        """Let nothing out for so long: Telegram has asked us to wait (429)."""
        self._not_before = max(self._not_before, self._time() + seconds)

    def held(self) -> float:
        """Return how many seconds Telegram has asked us to wait from now; 0 when it has not."""
        return max(0.0, self._not_before - self._time())

    def _free(self, lane: Lane) -> bool:
        now = self._time()
        while self._sent and self._sent[0] <= now - WINDOW:
            self._sent.popleft()
        kept = 0 if lane is Lane.HELP else min(KEPT_FOR_HELP, self.rate - 1)
        return now >= self._not_before and len(self._sent) < self.rate - kept

    def _wake(self) -> None:
        """Let out who may go, the first lane first, and come back when the next may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            lane, _, turn = self._waiting[0]
            if turn.done():
                heappop(self._waiting)
            elif self._free(Lane(lane)):
                heappop(self._waiting)
                self._sent.append(self._time())
                turn.set_result(None)
            else:
                free_at = max(self._not_before, self._sent[0] + WINDOW if self._sent else 0.0)
                delay = max(0.001, free_at - self._time())
                self._timer = asyncio.get_running_loop().call_later(delay, self._wake)
                return

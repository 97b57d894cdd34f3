"""Floods: what one person sends is followed at the speed of a hand, and a machine's flood is let go by."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from contextlib import asynccontextmanager
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

BURST = 10.0
"""Messages that one person gets answers to at once."""

A_SECOND = 2.0
"""Messages a second that one person gets answers to after that. Telegram itself takes about one a second to a
chat and lets short bursts pass (telegram-limits.md 3.6)."""

MESSAGE = 1.0
TAP = 0.2
"""What a tap weighs beside a message: it edits, and a hand taps faster than it types."""

IN_LINE = 20
"""Updates of one person that wait in line; more are a flood if they were sent within `SHORT`. After an outage as
many may come at once, but they were written over hours."""

SHORT = 10
"""Seconds."""

CALM = 5.0
"""Seconds without an update that end a flood."""

TOLD_EVERY = 20.0
"""Seconds between two answers to who is flooding: three a minute (reliability.md 23)."""


class Verdict(Enum):
    """What becomes of an update."""

    FOLLOW = "follow"
    TELL = "tell"
    """It is let go by, and the person is told why."""
    PASS = "pass"  # noqa: S105 - a word for letting go by, no password
    """It is let go by in silence."""


class _Stream:
    """What is known of one person's updates: room for answers, who waits, whether it is a flood."""

    __slots__ = ("came", "filled", "flooding", "line", "room", "told")

    def __init__(self, now: float) -> None:
        self.room = BURST
        self.filled = now
        self.came = now
        self.line: deque[float] = deque()
        self.flooding = False
        self.told = now

    def take(self, weight: float, now: float) -> float:
        """Take room for an answer; return how many seconds to wait for it."""
        self.room = min(BURST, self.room + (now - self.filled) * A_SECOND) - weight
        self.filled = now
        return max(0.0, -self.room / A_SECOND)


class Floods:
    """Judges each person's stream of updates. `time` is a monotonic clock in seconds. Streams that have been calm
    are forgotten.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._streams: OrderedDict[int, _Stream] = OrderedDict()

    def judge(self, person: int, sent: float) -> Verdict:
        """Say what becomes of an update that has just come. `sent`: when it was sent, in seconds since 1970."""
        now = self._time()
        stream = self._stream(person, now)
        calm = now - stream.came >= CALM
        stream.came = now
        if stream.flooding and not calm:
            if now - stream.told < TOLD_EVERY:
                return Verdict.PASS
            stream.told = now
            return Verdict.TELL
        crowded = len(stream.line) >= IN_LINE and sent - stream.line[0] < SHORT
        stream.flooding = crowded
        if crowded:
            stream.told = now
            return Verdict.TELL
        return Verdict.FOLLOW

    @asynccontextmanager
    async def line(self, person: int, sent: float) -> AsyncIterator[None]:
        """Be in the person's line while the block lasts."""
        stream = self._stream(person, self._time())
        stream.line.append(sent)
        try:
            yield
        finally:
            stream.line.popleft()

    async def turn(self, person: int, weight: float) -> bool:
        """Wait, in the line, until there is room for one more answer; False when it is a flood by now."""
        stream = self._streams[person]
        if not stream.flooding:
            wait = stream.take(weight, self._time())
            if wait:
                await asyncio.sleep(wait)
        return not stream.flooding

    def _stream(self, person: int, now: float) -> _Stream:
        self._forget_the_calm(now)
        stream = self._streams.setdefault(person, _Stream(now))
        self._streams.move_to_end(person)
        return stream

    def _forget_the_calm(self, now: float) -> None:
        """Drop streams from the longest calm on, until one that still matters."""
        while self._streams:
            person, stream = next(iter(self._streams.items()))
            if stream.line or now - stream.came < max(CALM, BURST / A_SECOND):
                return
            del self._streams[person]

    def __len__(self) -> int:
        return len(self._streams)

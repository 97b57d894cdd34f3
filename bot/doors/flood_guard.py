"""Ignores what one person sends faster than a hand can tap, so that nobody else waits for it."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

IN_A_SECOND = 15
IN_A_MINUTE = 180
"""Updates of one person, sent within a second or a minute, that are a flood: more than somebody can tap. Fewer are
all handled, and the newest screen is shown as often as the chat's pace allows."""

IN_HAND = 20
"""Most fresh updates of one person that may wait to be handled; more are a flood too."""

FRESH = 10.0
"""Seconds. Any number of older updates has waited for us: that is our outage, not a flood."""

CALM = 2
"""A flood ends with a second in which no more than these updates were sent."""

WARN_EVERY = 60.0
"""Least seconds between two warnings to somebody who floods."""


class Verdict(Enum):
    """What to do with an update."""

    HANDLE = "handle"
    WARN = "warn"
    """Ignore it, and tell the person why."""
    IGNORE = "ignore"
    """Ignore it in silence."""


class _Stream:
    """What is known of one person's updates: how many in which second and minute, and whether it is a flood."""

    __slots__ = ("came", "flooding", "in_minute", "in_second", "minute", "second", "warned_at")

    def __init__(self, now: float) -> None:
        self.came = now
        self.warned_at = -WARN_EVERY
        self.flooding = False
        self.second = self.minute = self.in_second = self.in_minute = 0

    def count(self, sent: float, in_a_second: int, in_a_minute: int) -> bool:
        """Count an update; return whether it is one too many. A second with few of them ends a flood."""
        second, minute = int(sent), int(sent // 60)
        if second != self.second:
            if self.flooding and (self.in_second <= CALM or second > self.second + 1):
                self.flooding, self.in_minute = False, 0
            self.in_second = 0
        if minute != self.minute:
            self.in_minute = 0
        self.second, self.minute = second, minute
        self.in_second += 1
        self.in_minute += 1
        return self.in_second > in_a_second or self.in_minute > in_a_minute


class FloodGuard:
    """Judges each person's stream of updates. `time` is a monotonic clock in seconds. Streams that have been calm
    for a minute are forgotten.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self.in_a_second, self.in_a_minute = IN_A_SECOND, IN_A_MINUTE
        """Raised for programs that press faster than a hand: a local Telegram whose limits are lifted."""
        self._streams: OrderedDict[int, _Stream] = OrderedDict()

    def judge(self, person: int, sent: float, at: float, in_hand: int = 0) -> Verdict:
        """Return what to do with an update that has just come. `sent`: when it was sent, `at`: the present, both
        in seconds since 1970; `in_hand`: how many updates of this person are being handled.
        """
        now = self._time()
        self._forget_the_calm(now)
        stream = self._streams.setdefault(person, _Stream(now))
        self._streams.move_to_end(person)
        stream.came = now
        too_many = stream.count(sent, self.in_a_second, self.in_a_minute) or in_hand >= IN_HAND
        too_many = too_many and at - sent < FRESH
        if not too_many and not stream.flooding:
            return Verdict.HANDLE
        stream.flooding = True
        if now - stream.warned_at < WARN_EVERY:
            return Verdict.IGNORE
        stream.warned_at = now
        return Verdict.WARN

    def is_flooding(self, person: int) -> bool:
        """Whether this person is flooding just now: their updates that still wait are ignored too."""
        stream = self._streams.get(person)
        return stream is not None and stream.flooding

    def _forget_the_calm(self, now: float) -> None:
        """Drop the streams that have been calm the longest, until one that still matters."""
        while self._streams:
            person, stream = next(iter(self._streams.items()))
            if now - stream.came < 60:  # noqa: PLR2004 - a minute is the longest that is counted
                return
            del self._streams[person]

    def __len__(self) -> int:
        return len(self._streams)

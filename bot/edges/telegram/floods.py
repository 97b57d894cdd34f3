"""Floods: what one person sends faster than any hand is let go by, so that nobody else waits for it."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

IN_A_SECOND = 60
IN_A_MINUTE = 600
"""Updates of one person, sent within a second or a minute, that are a flood. Tests and scripts that wait for each
answer stay below, and so do a few people who make the load of twenty; a check asks for 100 a second
(check 23)."""

FRESH = 10.0
"""Seconds: older ones have waited for us, however many they are; that is our outage and no flood."""

CALM = 5.0
"""Seconds without an update that end a flood."""

TOLD_EVERY = 20.0
"""Seconds between two answers to who is flooding: three a minute."""


class Verdict(Enum):
    """What becomes of an update."""

    FOLLOW = "follow"
    TELL = "tell"
    """It is let go by, and the person is told why."""
    PASS = "pass"  # noqa: S105 - a word for letting go by, no password
    """It is let go by in silence."""


class _Stream:
    """What is known of one person's updates: how many in which second and minute, and whether it is a flood."""

    __slots__ = ("came", "flooding", "in_minute", "in_second", "minute", "second", "told")

    def __init__(self, now: float) -> None:
        self.came = now
        self.told = now
        self.flooding = False
        self.second = self.minute = self.in_second = self.in_minute = 0

    def count(self, sent: float) -> bool:
        """Count an update; whether it is one too many."""
        second, minute = int(sent), int(sent // 60)
        self.in_second = self.in_second + 1 if second == self.second else 1
        self.in_minute = self.in_minute + 1 if minute == self.minute else 1
        self.second, self.minute = second, minute
        return self.in_second > IN_A_SECOND or self.in_minute > IN_A_MINUTE


class Floods:
    """Judges each person's stream of updates. `time` is a monotonic clock in seconds. Streams that have been calm
    for a minute are forgotten.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._streams: OrderedDict[int, _Stream] = OrderedDict()

    def judge(self, person: int, sent: float, at: float) -> Verdict:
        """Say what becomes of an update that has just come. `sent`: when it was sent, `at`: the present, both in
        seconds since 1970.
        """
        now = self._time()
        self._forget_the_calm(now)
        stream = self._streams.setdefault(person, _Stream(now))
        self._streams.move_to_end(person)
        calm = now - stream.came >= CALM
        stream.came = now
        too_many = stream.count(sent) and at - sent < FRESH
        if stream.flooding and not calm:
            if now - stream.told < TOLD_EVERY:
                return Verdict.PASS
        elif not too_many:
            stream.flooding = False
            return Verdict.FOLLOW
        stream.flooding = True
        stream.told = now
        return Verdict.TELL

    def of(self, person: int) -> bool:
        """Whether this person is flooding just now: what still waits in their lane is let go by too."""
        stream = self._streams.get(person)
        return stream is not None and stream.flooding

    def _forget_the_calm(self, now: float) -> None:
        """Drop streams from the longest calm on, until one that still matters."""
        while self._streams:
            person, stream = next(iter(self._streams.items()))
            if now - stream.came < 60:  # noqa: PLR2004 - a minute is the longest that is counted
                return
            del self._streams[person]

    def __len__(self) -> int:
        return len(self._streams)

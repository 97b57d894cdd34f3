"""The simulator's time: a clock that runs with the machine, or stands still until it is moved."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class SimClock:
    """Virtual time in UTC. `running`: follows real time plus all advances; otherwise only `advance` moves it.

    `start` must be aware; without it the clock starts at the machine's time.
    """

    def __init__(self, start: datetime | None = None, *, running: bool = True) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("the clock's start needs a time zone")
        self._start = time.time() if start is None else start.timestamp()
        self._began = time.monotonic()
        self._moved = 0.0
        self.running = running
        self.listeners: list[Callable[[], None]] = []

    def seconds(self) -> float:
        """Return the present as seconds since 1970, UTC."""
        gone = time.monotonic() - self._began if self.running else 0.0
        return self._start + self._moved + gone

    def now(self) -> datetime:
        """Return the present as an aware UTC datetime."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def pulse(self) -> float:
        """Return seconds that grow both with real time and with advances: the basis of rate limits."""
        return time.monotonic() + self._moved

    def advance(self, seconds: float) -> datetime:
        """Move forward by `seconds` (≥ 0, else ValueError), tell the listeners and return the new present."""
        if seconds < 0:
            raise ValueError("time moves forward only")
        self._moved += seconds
        for listener in self.listeners:
            listener()
        return self.now()

"""Patience: how long an update waits for a slow database or Telegram, and until when each one may wait now."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

LIMITS_SECONDS = 0.05
"""How often at most the limits of all are set anew because a turn is done: each takes microseconds."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Time limits in seconds (docs/design.md §3, nothing lost).

    `reply`: a reply that takes longer is stored as a Delivery and holds up nobody. `store`: how long an update
    waits for a database that is away before the person gets an apology; `again`: between two attempts. From
    `crowd` updates in work on, hardly a new one comes in (a poll brings 100, Telegram opens 40 connections to a
    webhook): then each waits for `crowded` only, so that a call for help behind them is read. Few that wait hold
    up as much when `crowd` of those behind them are done (somebody who floods is ignored at once), for a poll can
    bring nothing new then: they wait for `held`. Both are counted from the last turn that was done: who waits only
    because many do, on a busy machine, is answered. `start`: for how long after a start nobody is hurried while
    packs are still read for the first words.
    """

    reply: float = 0.3
    store: float = 60.0
    again: float = 0.5
    crowd: int = 80
    crowded: float = 3.0
    held: float = 1.0
    start: float = 20.0


class Waiting:
    """The updates that wait for the database. `hurried`: returns for how long one may wait while others cannot
    come in for it, None while they can.
    """

    def __init__(self, hurried: Callable[[], float | None]) -> None:
        self._hurried = hurried
        self._limits: dict[asyncio.Timeout, tuple[float, float]] = {}
        """The limit of each; until when it may wait at most, and when it began, in the loop's time as all here."""
        self.starting_until = 0.0
        """Until this time the bot may be starting, and nobody is hurried: it is slow, the database is not away."""
        self._last_done = 0.0
        self._limits_set = 0.0

    @asynccontextmanager
    async def limited(self, until: float) -> AsyncIterator[None]:
        """Limit the work of the block, which waits for the database, to `until` at most.

        Errors: TimeoutError when it takes too long.
        """
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout_at(self._until(until, began)) as limit:
            self._limits[limit] = (until, began)
            try:
                yield
            finally:
                del self._limits[limit]

    def hurry(self) -> None:
        """Shorten all limits when others cannot come in for those that wait."""
        if self._hurried() is not None:
            self._set_limits()

    def note_done(self) -> None:
        """Note that a turn is done: those that wait are counted from now on."""
        self._last_done = asyncio.get_running_loop().time()
        if self._last_done > self._limits_set + LIMITS_SECONDS:
            self._set_limits()

    def _until(self, most: float, began: float) -> float:
        hurried = self._hurried()
        return most if hurried is None else min(most, max(began, self._last_done, self.starting_until) + hurried)

    def _set_limits(self) -> None:
        self._limits_set = asyncio.get_running_loop().time()
        for limit, (most, began) in self._limits.items():
            if not limit.expired():
                limit.reschedule(self._until(most, began))

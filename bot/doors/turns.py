"""Turns: runs turns in the store's thread, many for one trip, because the trip costs more than the turn.

Loop and thread share Python's one lock: a turn that is handed over and brought back alone while others run beside
it cost 600–740 µs, its own work 140 of them (tools/bench.py's menu tap, 40 people at once; 1.33 times the CPU of a
whole tap, decision 9). So whatever is asked
within one pass of the loop goes over together, and comes back together. What is short and pressing goes before
turns that have not begun: after a start a trip of a hundred turns takes a second or two.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.db.engine import Store

P = ParamSpec("P")
R = TypeVar("R")

LOOK_SECONDS = 0.005
"""How long a turn that is done may wait for others of its trip: when one of them meets a stalled disk, those
before it are answered all the same."""


class _Asked(Generic[R]):
    """A turn that was asked for, and what came of it."""

    __slots__ = ("error", "future", "result", "work")

    def __init__(self, work: Callable[[], R], future: asyncio.Future[R]) -> None:
        self.work = work
        self.future = future
        self.result: R | None = None
        self.error: BaseException | None = None

    def do(self) -> None:
        """Do the work in the store's thread, unless nobody waits for it any more."""
        if self.future.cancelled():
            return
        try:
            self.result = self.work()
        except BaseException as error:  # noqa: BLE001 - whoever asked gets it
            self.error = error

    def tell(self) -> None:
        """Tell the caller, in the loop."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type]


class Turns:
    """Runs turns of one store. Used from one loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[_Asked[object]] = []
        self._first: deque[_Asked[object]] = deque()
        """What goes before turns."""
        self._done: deque[_Asked[object]] = deque()
        self._away = 0
        """Trips that are under way."""
        self._looking: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[[], R]) -> R:
        """Run a turn and return its result.

        Errors: those of the turn, StoreAway among them; RuntimeError when the store is closed.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._leave, loop)
        self._waiting.append(_Asked(work, future))  # type: ignore[arg-type]
        return await future

    async def run_first(self, work: Callable[[], R]) -> R:
        """Run something short before all turns that have not begun, also those of a trip that is under way.

        Errors: as of `run`.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        self._first.append(_Asked(work, future))  # type: ignore[arg-type]
        self._store.run(self._work, loop, [])
        self._away += 1
        self._look_later(loop)
        return await future

    def _leave(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send what waits over: on SQLite as one trip, on PostgreSQL as many as it has threads."""
        asked, self._waiting = self._waiting, []
        trips = min(self._store.threads, len(asked))
        for trip in (asked[first::trips] for first in range(trips)):
            try:
                self._store.run(self._work, loop, trip)
            except RuntimeError as closed:  # the store takes nothing more: the caller must not wait for ever
                for one in trip:
                    one.error = closed
                    one.tell()
            else:
                self._away += 1
        self._look_later(loop)

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._looking is None:
            self._looking = loop.call_later(LOOK_SECONDS, self._look, loop)

    def _work(self, loop: asyncio.AbstractEventLoop, trip: list[_Asked[object]]) -> None:
        """Do the turns of a trip, in the store's thread."""
        for asked in trip:
            self._do_first()
            asked.do()
            self._done.append(asked)
        self._do_first()
        loop.call_soon_threadsafe(self._back)

    def _do_first(self) -> None:
        with suppress(IndexError):  # another thread may have taken the last
            while self._first:
                asked = self._first.popleft()
                asked.do()
                self._done.append(asked)

    def _back(self) -> None:
        """Take a trip back that has come to its end."""
        self._away -= 1
        self._tell()
        if not self._away and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell what is done already while the trip is still under way."""
        self._tell()
        self._looking = loop.call_later(LOOK_SECONDS, self._look, loop) if self._away else None

    def _tell(self) -> None:
        while self._done:
            self._done.popleft().tell()

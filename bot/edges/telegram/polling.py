"""Polling: fetches updates and confirms each only after it was handled; Telegram is the durable inbox.

aiogram's own polling confirms first: 469 of 500 updates were lost in a kill loop (docs/design.md M1). Here the
offset is the lowest update that is still being handled: after a kill Telegram gives again what was not finished.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import structlog

from bot.edges.telegram.api import Refused, Unreached
from bot.edges.telegram.reading import ALLOWED_UPDATES, number_of

if TYPE_CHECKING:
    from bot.edges.telegram.api import Api
    from bot.edges.telegram.handling import Handler

log = structlog.get_logger()

POLL_SECONDS = 25
"""How long Telegram holds a poll open when nothing comes."""

BATCH = 100
"""Updates a poll returns at most (Telegram's limit)."""

LOOK_AGAIN = 0.6
"""Seconds until the next poll while some updates are still being handled. Telegram punishes the same offset within
half a second with batches of one (Client.cpp, rapid polling)."""

LEAVE_SECONDS = 8.0
"""How long a stopping bot finishes what it has begun (a supervisor usually kills after 10)."""


class Polling:
    """Long polling that confirms after handling."""

    def __init__(self, api: Api, handler: Handler) -> None:
        self.api = api
        self.handler = handler
        self._running: dict[int, asyncio.Task[None]] = {}
        self._done: set[int] = set()
        self._next = 0
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Poll until `stop`; then finish what was begun and confirm it."""
        while not self._stopping.is_set():
            offset = min(self._running, default=self._next)
            waiting = 0 if self._running else POLL_SECONDS
            updates = await self._fetch(offset, waiting)
            self._forget_below(offset, updates)
            for update in updates:
                self._begin(update)
            if self._running:
                await asyncio.wait(list(self._running.values()), timeout=LOOK_AGAIN)
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=LEAVE_SECONDS)
        await self._confirm()

    def stop(self) -> None:
        """Take nothing new."""
        self._stopping.set()

    async def _fetch(self, offset: int, waiting: int) -> list[dict[str, Any]]:
        """Return the next updates; none on trouble, after a pause."""
        params = {"offset": offset, "timeout": waiting, "limit": BATCH, "allowed_updates": list(ALLOWED_UPDATES)}
        poll = asyncio.ensure_future(self.api.call("getUpdates", params, seconds=waiting + 10.0))
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not poll.done():
            poll.cancel()
            return []
        try:
            updates = poll.result()
        except (Refused, Unreached) as trouble:
            log.warning("polling failed", why=str(trouble))
            await self._pause(max(1.0, float(getattr(trouble, "retry_after", 0))))
            return []
        return [update for update in updates if isinstance(update, dict)]

    async def _pause(self, seconds: float) -> None:
        """Wait, but not longer than until `stop`."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def _forget_below(self, offset: int, updates: list[dict[str, Any]]) -> None:
        """Forget what is confirmed. Ids lower than we asked for mean that Telegram has begun to count anew, as it
        does after a week of silence: then so do we, or nothing would ever be confirmed again.
        """
        self._done = {number for number in self._done if number >= offset}
        numbers = [number for update in updates if (number := number_of(update)) is not None]
        if numbers and max(numbers) < offset:
            self._next = 0
            self._done.clear()

    def _begin(self, update: dict[str, Any]) -> None:
        number = number_of(update)
        if number is None or number in self._running or number in self._done:
            return
        task = asyncio.ensure_future(self.handler.handle(update))
        self._running[number] = task
        task.add_done_callback(lambda _: self._finish(number))

    def _finish(self, number: int) -> None:
        del self._running[number]
        self._done.add(number)
        self._next = max(self._next, number + 1)

    async def _confirm(self) -> None:
        """Tell Telegram how far we came, so that the next start is not given what was answered."""
        if not self._next:
            return
        try:
            offset = min(self._running, default=self._next)
            await self.api.call("getUpdates", {"offset": offset, "timeout": 0, "limit": 1}, seconds=3.0)
        except (Refused, Unreached) as trouble:
            log.warning(
                "the last updates were not confirmed; they will come again and change nothing", why=str(trouble)
            )

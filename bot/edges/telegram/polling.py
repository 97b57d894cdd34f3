"""Polling: fetches updates and confirms each only after it was handled; Telegram is the durable inbox.

aiogram's own polling confirms first: 469 of 500 updates were lost in a kill loop (reliability.md M1). Here the
offset is the lowest update that is still being handled: after a kill Telegram gives again what was not finished.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog

from bot.edges.telegram.api import Refused, Unreached
from bot.edges.telegram.handling import STORE_SECONDS
from bot.edges.telegram.reading import ALLOWED_UPDATES

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

CROWDED = 80
"""With so many updates waiting, hardly any new one fits into a batch: patience with the database ends, so that a
call for help behind them is seen."""

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
            for update in await self._fetch(offset, waiting):
                self._begin(update)
            if self._running:
                await asyncio.wait(list(self._running.values()), timeout=LOOK_AGAIN)
                if len(self._running) >= CROWDED and self.handler.waiting:
                    self.handler.patience = 0.0
                elif not self.handler.waiting:
                    self.handler.patience = STORE_SECONDS
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
            await asyncio.sleep(max(1.0, float(getattr(trouble, "retry_after", 0))))
            return []
        return [update for update in updates if isinstance(update, dict)]

    def _begin(self, update: dict[str, Any]) -> None:
        number = update.get("update_id")
        if not isinstance(number, int) or number in self._running or number in self._done:
            return
        task = asyncio.ensure_future(self.handler.handle(update))
        self._running[number] = task
        task.add_done_callback(lambda finished: self._finish(number, finished))

    def _finish(self, number: int, task: asyncio.Task[None]) -> None:
        del self._running[number]
        self._done.add(number)
        self._next = max(self._next, number + 1)
        if not self._running:
            self._done.clear()
        if not task.cancelled() and task.exception():
            log.error("handling failed", update_id=number, exc_info=task.exception())

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

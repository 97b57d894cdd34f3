"""Polling: fetches updates and confirms each only after it was handled; Telegram is the durable inbox.

aiogram's own polling confirms before it handles (decision 23). Here the offset is the lowest update that is still
being handled: after a kill Telegram gives again what was not finished, and with it what was answered beyond, which
is passed over (decision 5).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from aiogram.methods import DeleteWebhook, GetUpdates

from bot.doors.telegram.raw_update import number_of
from bot.doors.telegram.reach import Trouble
from bot.doors.telegram.update_parser import ALLOWED_UPDATES, ALLOWED_WITH_INLINE
from bot.doors.wire import Refused, Unreached

if TYPE_CHECKING:
    from bot.doors.telegram.api import Api
    from bot.doors.telegram.handler import Handler

log = structlog.get_logger()

POLL_SECONDS = 25
"""How long Telegram holds a poll open when nothing comes."""

BATCH = 100
"""Updates a poll returns at most (Telegram's limit)."""

LOOK_AGAIN = 0.55
"""Seconds until the next poll while the lowest update is still being handled: the offset is the same then, and
Telegram punishes the same offset within half a second with batches of one (Client.cpp, rapid polling)."""

GATHER = 0.02
"""Least seconds between two polls while updates are being handled: updates that come meanwhile come together."""

OTHER_HOLDER, OTHER_AGAIN = 5.0, 600.0
"""Seconds until the next poll when another program polls with our token, and until that is said again."""

KINDS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "revoked",
    HTTPStatus.CONFLICT: "conflict",
    HTTPStatus.TOO_MANY_REQUESTS: "held",
}
"""What a refused poll is counted as, by Telegram's code; anything else is `refused`."""

LEAVE_SECONDS = 8.0
"""How long a stopping bot finishes what it has begun (a supervisor usually kills after 10)."""


def before_polling() -> DeleteWebhook:
    """Return the call that a poll needs first: Telegram refuses polls while a webhook is set."""
    return DeleteWebhook(drop_pending_updates=False)


class Leaving:
    """How long a bot that is told to stop has left, whatever it is finishing."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._until = asyncio.create_task(self._told(stop))

    async def _told(self, stop: asyncio.Event) -> float:
        await stop.wait()
        return asyncio.get_running_loop().time() + LEAVE_SECONDS

    def seconds_left(self) -> float:
        """Return the seconds left; all of them when the bot ends without being told to."""
        if self._until.done():
            return max(0.0, self._until.result() - asyncio.get_running_loop().time())
        self._until.cancel()
        return LEAVE_SECONDS


class Polling:
    """Long polling that confirms an update after handling it."""

    def __init__(self, api: Api, handler: Handler, stop: asyncio.Event | None = None) -> None:
        """`stop`: an event that stops it, as `stop()` does."""
        self.api = api
        self.handler = handler
        handler.ahead = self.ahead
        self._running: dict[int, asyncio.Task[None]] = {}
        self._done: set[int] = set()
        self._next = 0
        self._stopping = stop or asyncio.Event()
        self._other_at = 0.0
        self._other_told: float | None = None
        """When somebody else last took updates with our token, and when the log said so."""
        self._failing = Trouble("polling failed", "polling works again")

    async def run(self) -> None:
        """Poll until `stop`; then finish what was begun and confirm it."""
        self._done = await self.handler.ack_log.recall()
        while not self._stopping.is_set():
            offset = self._lowest()
            waiting = 0 if self._running else POLL_SECONDS
            asked = asyncio.get_running_loop().time()
            updates = await self._fetch(offset, waiting)
            self._forget_below(offset, updates)
            for update in updates:
                self._begin(update)
            await self._until_worth_asking(offset, asked)
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=LEAVE_SECONDS)
        await self._confirm()

    def stop(self) -> None:
        """Take nothing new."""
        self._stopping.set()

    def ahead(self) -> int:
        """Return how far what is done is ahead of the lowest update that is being handled: a poll brings `BATCH`
        from that one on, and nothing beyond.
        """
        return max(0, self._next - self._lowest())

    def _lowest(self) -> int:
        """Return the offset to ask from: the lowest update that is being handled, or what comes next."""
        return min(self._running, default=self._next)

    async def _until_worth_asking(self, offset: int, asked: float) -> None:
        """Wait until the next poll confirms something, or may look again for later updates."""
        loop = asyncio.get_running_loop()
        while self._running and not self._stopping.is_set():
            moved = self._lowest() != offset
            left = asked + (GATHER if moved else LOOK_AGAIN) - loop.time()
            if left <= 0:
                return
            if moved:
                await asyncio.sleep(left)
            else:
                await asyncio.wait([self._running[offset]], timeout=left)

    async def _fetch(self, offset: int, waiting: int) -> list[dict[str, Any]]:
        """Return the next updates; none on trouble, after a pause."""
        wanted = ALLOWED_WITH_INLINE if self.handler.inline_check.on else ALLOWED_UPDATES
        asking = GetUpdates(offset=offset, timeout=waiting, limit=BATCH, allowed_updates=wanted)
        poll = asyncio.ensure_future(self.api.call(asking, seconds=waiting + 10))
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not poll.done():
            poll.cancel()
            return []
        try:
            updates = poll.result()
        except Unreached as unreached:
            await self._fail("unreached", str(unreached))
            return []
        except Refused as refused:
            kind = KINDS.get(refused.code, "refused")
            if refused.code == HTTPStatus.CONFLICT:
                self.handler.metrics.polls_failed.labels(kind).inc()
                await self._give_way(refused)
            else:
                await self._fail(kind, str(refused), refused.retry_after)
            return []
        self._failing.ended()
        if self._other_told is not None and asyncio.get_running_loop().time() > self._other_at + 2 * POLL_SECONDS:
            log.info("nobody else has polled with this bot's token for a while")
            self._other_told = None
        return [update for update in updates if isinstance(update, dict)]

    async def _fail(self, kind: str, why: str, pause: int = 0) -> None:
        """Count a failed poll, log it now and then, and wait before the next one."""
        self.handler.metrics.polls_failed.labels(kind).inc()
        self._failing.came(why=why)
        await self._pause(max(1.0, pause))

    async def _give_way(self, conflict: Refused) -> None:
        """Say once that somebody else takes updates with our token, and try on gently: after a restart the old
        process has them for a moment, else each of the two gets a part of what people send.
        """
        now = self._other_at = asyncio.get_running_loop().time()
        if self._other_told is None or now > self._other_told + OTHER_AGAIN:
            self._other_told = now
            log.error(
                "somebody else takes this bot's updates: stop the other program, or revoke the token at BotFather "
                "if it is not yours (docs/operating.md, tokens)",
                why=conflict.description,
            )
        await self._pause(OTHER_HOLDER)

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
        if number is None or number in self._running:
            return
        if number in self._done:
            self._next = max(self._next, number + 1)
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
            await self.api.call(GetUpdates(offset=self._lowest(), timeout=0, limit=1), seconds=3)
        except (Refused, Unreached) as trouble:
            log.warning(
                "the last updates were not confirmed; they will come again and change nothing", why=str(trouble)
            )

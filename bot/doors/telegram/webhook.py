"""Webhook: takes updates over HTTP, answers 200 only after each was handled, and asks Telegram how it stands."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import TYPE_CHECKING

import structlog
from aiogram.methods import GetWebhookInfo, SetWebhook
from aiohttp import web

from bot.doors.connections import arriving
from bot.doors.telegram.reach import Trouble
from bot.doors.telegram.update_parser import ALLOWED_UPDATES, ALLOWED_WITH_INLINE
from bot.doors.wire import Refused, Unreached

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.doors.telegram.api import Api
    from bot.doors.telegram.handler import Handler
    from bot.metrics import Metrics

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

BODY_BYTES = 1024 * 1024
"""Largest update that is read; Telegram's are far smaller."""

BODY_SECONDS = 10.0
"""Seconds that a sender may take for the body: a slow one holds up nobody else."""


LOOK_SECONDS = 10
"""Seconds that Telegram may take to tell about the webhook."""


def webhook_at(url: str, secret: str, *, inline: bool = False) -> SetWebhook:
    """Return the call that lets Telegram send what we read to an address, with a secret; `inline`: pasted texts
    too.
    """
    wanted = ALLOWED_WITH_INLINE if inline else ALLOWED_UPDATES
    return SetWebhook(url=url, secret_token=secret, allowed_updates=wanted)


def add_webhook(app: web.Application, handler: Handler, secret: str, path: str) -> None:
    """Let the web application take updates at `path`.

    Only the secret header counts: addresses that a proxy names can be forged (decision 26). An update that
    cannot be read is counted and confirmed, or Telegram would send it for a day.
    """
    if not secret:
        raise ValueError("a webhook needs WEBHOOK_SECRET")
    expected = secret.encode()

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            handler.metrics.webhook_refused.labels("secret").inc()
            return web.Response(status=401)
        try:
            with arriving(request):
                update = json.loads(await asyncio.wait_for(request.read(), BODY_SECONDS))
        except TimeoutError:
            handler.metrics.webhook_refused.labels("slow").inc()
            return web.Response(status=408)
        except web.HTTPRequestEntityTooLarge:
            handler.metrics.webhook_refused.labels("too big").inc()
            raise
        except (ValueError, RecursionError):
            update = None
        if isinstance(update, dict):
            await handler.handle(update)
        else:
            handler.unreadable += 1
            handler.metrics.updates.labels("unreadable").inc()
            log.warning("unreadable update", update_id=None, why="not JSON")
        return web.Response()

    app.router.add_post(path, take)


def looking_at_webhook(
    api: Api, url: str, metrics: Metrics, clock: Callable[[], datetime]
) -> Callable[[], Awaitable[None]]:
    """Return a tick that asks Telegram how many updates wait there, and whether its way to us is open. `url`: the
    webhook's address, empty for a bot that polls.
    """
    other = Trouble(
        "Telegram sends updates elsewhere: somebody has changed the webhook with this bot's token",
        "Telegram sends updates here again",
    )
    failed_at = 0

    async def look() -> None:
        nonlocal failed_at
        try:
            told = await api.call(GetWebhookInfo(), seconds=LOOK_SECONDS)
        except (Refused, Unreached):
            return  # `Reach` has noted it
        metrics.updates_pending.set(told["pending_update_count"])
        ours = told["url"] == url
        metrics.webhook_ours.set(ours)
        if ours:
            other.ended()
        else:
            other.came()
        last = told.get("last_error_date", 0)
        if last > failed_at:
            failed_at = last
            metrics.webhook_error_age.set_function(lambda: clock().timestamp() - last)
            ago = round(clock().timestamp() - last)
            why = told.get("last_error_message")
            log.warning("Telegram could not bring an update to the webhook", why=why, seconds_ago=ago)

    return look

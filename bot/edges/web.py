"""The web edge: whether the bot is alive and ready; in webhook mode Telegram's updates arrive here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from bot.store.away import StoreAway

if TYPE_CHECKING:
    from bot.store.engine import Store

READY_SECONDS = 2.0
"""How long the database may take to answer before the bot calls itself not ready."""


def add_health(app: web.Application, store: Store) -> None:
    """Add `/healthz` (the process answers) and `/readyz` (the database answers too; 503 while it does not)."""

    async def healthy(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def ready(_: web.Request) -> web.Response:
        try:
            await asyncio.wait_for(asyncio.wrap_future(store.run(_touch, store)), READY_SECONDS)
        except (StoreAway, TimeoutError):
            return web.Response(status=503, text="the database is away\n")
        return web.Response(text="ready\n")

    app.router.add_get("/healthz", healthy)
    app.router.add_get("/readyz", ready)


def _touch(store: Store) -> None:
    with store.turn():
        pass


async def serve_web(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Listen; the runner is closed with `cleanup`, which lets running requests finish."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=8.0)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner

"""The web server: whether the bot is alive and ready, its metrics, and a webhook's updates."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.db import backlog
from bot.db.away import StoreAway
from bot.doors.connections import LimitedSite, at_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from bot.db.backlog import Backlog
    from bot.db.engine import Store
    from bot.metrics import Metrics

log = structlog.get_logger()

READY_SECONDS = 2.0
"""Seconds that each dependency may take to answer before the bot calls itself not ready (check 16 asks for red
within 5 seconds)."""


class Away(Exception):
    """Something that this bot needs does not answer."""


class NotUsable(Away):
    """Something answers, but cannot be used; the message says why, for the operator."""


class Health:
    """Checks whether the bot's dependencies answer. `needs`: by name, a function that raises when one does not;
    `told` returns what an operator should know of a bot that is ready, in lines.
    """

    def __init__(
        self,
        needs: Mapping[str, Callable[[], Awaitable[None]]],
        metrics: Metrics,
        told: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._needs = needs
        self._metrics = metrics
        self.told = told

    async def away(self) -> list[str]:
        """Return the names of the dependencies that are away, with the reason where it is known; all are asked at
        once.
        """
        looks = (self._look(name, need) for name, need in self._needs.items())
        found = [told for told in await asyncio.gather(*looks) if told]
        self._metrics.ready.set(not found)
        return found

    async def _look(self, name: str, need: Callable[[], Awaitable[None]]) -> str:
        told = name
        try:
            async with asyncio.timeout(READY_SECONDS):
                await need()
        except NotUsable as reason:
            told = f"{name} ({reason})"
        except (Away, StoreAway, TimeoutError):
            pass
        else:
            return ""
        self._metrics.away.labels(name).inc()
        log.warning("not ready", away=told)
        return told


def answering(store: Store) -> Callable[[], Awaitable[None]]:
    """Return a check of a database. Errors of the check: StoreAway."""

    async def look() -> None:
        await asyncio.wrap_future(store.run(_touch, store))

    return look


def counting(store: Store, metrics: Metrics, clock: Callable[[], datetime]) -> Callable[[], Awaitable[None]]:
    """Return a tick that sets the metrics of waiting deliveries. Errors of the tick: StoreAway."""

    async def count() -> None:
        now = clock()
        metrics.stand(await asyncio.wrap_future(store.run(_backlog, store, now)), now)

    return count


def measuring_queue(store: Store, metrics: Metrics) -> Callable[[], Awaitable[None]]:
    """Return a tick that counts all waiting deliveries. Errors of the tick: StoreAway."""

    async def count() -> None:
        metrics.queue.set(await asyncio.wrap_future(store.run(_length, store)))

    return count


def add_health(app: web.Application, health: Health, metrics: Metrics) -> None:
    """Add `/healthz` (the process answers), `/readyz` (all that is needed answers, and in further lines what waits
    for a specialist; 503 while something is away) and `/metrics` (Prometheus' text form; keep it from the outside,
    as the proxy in compose.yaml does).
    """

    async def healthy(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def ready(_: web.Request) -> web.Response:
        away = await health.away()
        if away:
            return web.Response(status=503, text=f"away: {', '.join(away)}\n")
        return web.Response(text="".join(f"{line}\n" for line in ("ready", *health.told())))

    async def told(_: web.Request) -> web.Response:
        return web.Response(body=metrics.written(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/healthz", healthy)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", told)


def _touch(store: Store) -> None:
    with store.transaction() as db:
        backlog.answers(db)


def _backlog(store: Store, now: datetime) -> Backlog:
    with store.transaction() as db:
        return backlog.backlog(db, now)


def _length(store: Store) -> int:
    with store.transaction() as db:
        return backlog.length(db)


async def serve_web(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Start to listen. Close the runner with `cleanup`, which lets running requests finish. Errors: OSError."""
    app.middlewares.append(at_work)
    runner = web.AppRunner(app, shutdown_timeout=8.0)
    await runner.setup()
    await LimitedSite(runner, host, port).start()
    return runner

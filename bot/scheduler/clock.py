"""Calls functions at intervals. APScheduler only ticks; what is due is stored in rows, never in jobs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

log = structlog.get_logger()


def real_clock() -> datetime:
    """Return the present moment. Everything else is handed a clock; only here the system's is read."""
    return datetime.now(UTC)  # noqa: TID251 - the one real clock, wired by `run`


def start_clock(ticks: Mapping[Callable[[], Awaitable[object]], float]) -> AsyncIOScheduler:
    """Call each function every so many seconds, never twice at once; missed ticks run once. A tick that fails
    is logged and called again at its next time.
    """
    scheduler = AsyncIOScheduler(timezone="UTC", executors={"default": AsyncIOExecutor()})
    for tick, seconds in ticks.items():
        scheduler.add_job(
            _guarded(tick), "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )
    scheduler.start()
    return scheduler


def _guarded(tick: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await tick()
        except Exception:
            log.exception("a tick failed", tick=getattr(tick, "__qualname__", "?"))

    return run

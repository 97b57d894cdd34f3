"""Calls functions at intervals. APScheduler only ticks; what is due is stored in rows, never in jobs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog
from apscheduler.events import EVENT_JOB_MAX_INSTANCES
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.util import undefined

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from apscheduler.job import Job

log = structlog.get_logger()


def real_clock() -> datetime:
    """Return the present moment. Only this function reads the system's clock; all other code is handed a clock."""
    return datetime.now(UTC)  # noqa: TID251 - the one real clock, wired by `run`


def start_clock(
    ticks: Mapping[Callable[[], Awaitable[object]], float],
    at_once: Callable[[], Awaitable[object]] | None = None,
    *,
    skipped: Callable[[str], None] = lambda _: None,
) -> AsyncIOScheduler:
    """Call each function at its interval in seconds, that `at_once` for the first time now; never twice at the
    same time; missed ticks run once. A failed tick is logged and called again at its next time. `skipped` is
    called with the name of a tick that was left out, because the one before it had not ended.
    """
    scheduler = AsyncIOScheduler(timezone="UTC", executors={"default": AsyncIOExecutor()})
    names = {}
    for tick, seconds in ticks.items():
        job = scheduler.add_job(
            _guarded(tick),
            "interval",
            name=_name_of(tick),
            seconds=seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=None if tick == at_once else undefined,
        )
        names[job.id] = job.name
        if tick == at_once:
            scheduler.add_job(_first(tick, job), name=job.name, misfire_grace_time=None)
    scheduler.add_listener(lambda event: skipped(names.get(event.job_id, "?")), EVENT_JOB_MAX_INSTANCES)
    scheduler.start()
    return scheduler


def _first(tick: Callable[[], Awaitable[object]], job: Job) -> Callable[[], Awaitable[None]]:
    """Return the first run of a tick: it may take longer than its interval, which begins when it has ended."""

    async def run() -> None:
        await _guarded(tick)()
        job.resume()

    return run


def _guarded(tick: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await tick()
        except Exception:
            log.exception("a tick failed", tick=_name_of(tick))

    return run


def _name_of(tick: Callable[[], Awaitable[object]]) -> str:
    return getattr(tick, "__qualname__", "?")

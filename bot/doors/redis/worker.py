"""A worker of the scaled mode: Procrastinate hands each batch of deliveries to one of the workers."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, AppNotOpen, ConnectorException
from procrastinate.jobs import DeleteJobCondition, Status

from bot.db import deliveries, jobs
from bot.db.away import StoreAway
from bot.values.why import PLANNED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.db.engine import Store
    from bot.doors.dispatch import Dispatch
    from bot.metrics import Metrics

log = structlog.get_logger()

QUEUE = "deliveries"
BATCH = "batch"

SLOTS = 8
"""Batches that may wait or be sent at the same time: they keep as many workers busy."""

STALLED_SECONDS = 30.0
"""Seconds without a sign of life after which a worker counts as dead and its job is deleted."""

POOL_SECONDS = 5.0
"""How long a connection to the queue may take."""

LEAVE_SECONDS = 8.0
"""How long a stopping worker finishes the batch in hand (a supervisor usually kills after 10)."""

AGAIN = 2.0
"""Seconds until a worker whose database was away tries again."""


class Worker:
    """Runs batches of a `Dispatch`. A job carries no more than the number of its slot: what is due stands in the
    deliveries, so a job that is lost or comes twice loses and doubles nothing.
    """

    def __init__(
        self, url: str, store: Store, dispatch: Dispatch, metrics: Metrics, clock: Callable[[], datetime]
    ) -> None:
        """`url`: PostgreSQL's address without a driver, `store` the same database."""
        self._url = url
        self._clock = clock
        self._store = store
        self._dispatch = dispatch
        self._metrics = metrics
        self._app: App | None = None
        self._swept = 0.0
        self._short = True
        """Whether fewer were due at the last tick than all slots can take."""

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish the batch in hand and store its results."""
        stopped = asyncio.create_task(stop.wait())
        while not stop.is_set():
            working = asyncio.create_task(self._work())
            await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                working.cancel()  # Procrastinate takes it as: take nothing new, finish what you have
            try:
                with suppress(asyncio.CancelledError):
                    await working
            except (ConnectorException, StoreAway) as away:
                self._metrics.away.labels("database").inc()
                log.warning("the queue is away", why=type(away).__name__)
                with suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(stopped), AGAIN)
        with suppress(TimeoutError):  # what Telegram does not take by then comes through another worker
            await asyncio.wait_for(self._dispatch.flush(), LEAVE_SECONDS)

    @property
    def is_working(self) -> bool:
        """Whether jobs are taken just now; not while the database is away."""
        return self._app is not None

    async def tick(self) -> None:
        """Plan what is due and offer jobs for it; called every second by the clock and never twice at once."""
        app = self._app
        if app is None:
            return
        try:
            await self._dispatch.read_paused()
            while await self._dispatch.plan(short=self._short):
                pass
            batches = -(-await asyncio.wrap_future(self._store.run(self._count_due)) // self._dispatch.at_once)
            self._short = batches < SLOTS
            for slot in range(batches):
                await _offer(app, slot)
            await self._sweep(app)
        except AppNotOpen:
            return  # the worker is leaving; another one sweeps
        except (ConnectorException, StoreAway):
            log.warning("the database is away, deliveries wait")

    async def _work(self) -> None:
        """Take jobs until cancelled. Errors: ConnectorException, StoreAway."""
        schema = await asyncio.wrap_future(self._store.run(jobs.prepare, self._store))
        connecting = {"options": f'-c search_path="{schema}"', "connect_timeout": 5}
        pool = PsycopgConnector(
            conninfo=self._url, kwargs=connecting, min_size=1, max_size=4, timeout=POOL_SECONDS
        )
        app = App(connector=pool)
        app.task(name=BATCH, queue=QUEUE)(self._batch)
        async with app.open_async():
            self._app = app
            log.info("working")
            try:
                await app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=1,
                    install_signal_handlers=False,
                    delete_jobs=DeleteJobCondition.ALWAYS,
                    fetch_job_polling_interval=1.0,
                    update_heartbeat_interval=STALLED_SECONDS / 6,
                    stalled_worker_timeout=STALLED_SECONDS,
                    shutdown_graceful_timeout=LEAVE_SECONDS,
                )
            finally:
                self._app = None

    async def _batch(self, slot: int) -> None:
        """Send one batch; offer the next one of this slot when this was a full one.

        The last messages may still be under way when the job is done. Their rows say so: if this process is
        killed, another one takes them again.
        """
        try:
            taken = await self._dispatch.batch()
        except StoreAway:
            self._metrics.jobs.labels(BATCH, "away").inc()
            log.warning("the database is away, deliveries wait")
            return
        self._metrics.jobs.labels(BATCH, "done" if taken else "empty").inc()
        if taken == self._dispatch.at_once and self._app is not None:
            await _offer(self._app, slot)

    async def _sweep(self, app: App) -> None:
        """Delete the jobs of dead workers: their batches are offered anew as long as something is due."""
        now = asyncio.get_running_loop().time()
        if now < self._swept + STALLED_SECONDS / 3:
            return
        self._swept = now
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
            self._metrics.jobs.labels(BATCH, "stalled").inc()
            log.warning("a job of a dead worker is swept away", job=job.id)

    def _count_due(self) -> int:
        with self._store.transaction() as db:
            return deliveries.count_due(db, self._clock(), PLANNED, SLOTS * self._dispatch.at_once)


async def _offer(app: App, slot: int) -> None:
    """Offer a job for this slot unless one waits already, or this worker is leaving: others offer what is due."""
    with suppress(AlreadyEnqueued, AppNotOpen):
        await app.configure_task(BATCH, queue=QUEUE, queueing_lock=f"{BATCH} {slot}").defer_async(slot=slot)

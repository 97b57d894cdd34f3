"""Watching: what an operator is told of a running bot: whether it is ready, and what is measured now and then."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from bot import surroundings
from bot.doors.server import Health, answering, counting, measuring_queue
from bot.doors.telegram.webhook import looking_at_webhook
from bot.packs.waiting import hidden_lines

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.chat.services import Services
    from bot.doors.redis.connection import Connection
    from bot.doors.telegram.api import Api
    from bot.metrics import Metrics
    from bot.settings import Settings


class Watching:
    """What one process tells of itself in `/readyz` and `/metrics`."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that is watched
        self,
        settings: Settings,
        services: Services,
        api: Api,
        redis: Connection | None,
        metrics: Metrics,
        clock: Callable[[], datetime],
        sure: Callable[[], bool],
    ) -> None:
        """`sure`: whether the clock is believed."""
        self._settings, self._services, self._api = settings, services, api
        self._metrics, self._clock = metrics, clock
        needs = {"database": answering(services.stores.durable), "telegram": api.reach.check_token}
        needs |= {"redis": redis.look} if redis else {}
        self.health = Health(needs, metrics, lambda: hidden_lines(services.library))
        api.reach.show_in(metrics)
        metrics.clock_doubted.set_function(lambda: not sure())

    def ticks(self) -> dict[Callable[[], Awaitable[object]], float]:
        """Return what measures, each with its interval in seconds; nothing when nobody can ask."""
        if not self._settings.listens:
            return {}
        webhook = looking_at_webhook(self._api, self._settings.webhook_url, self._metrics, self._clock)
        waiting = counting(self._services.stores.durable, self._metrics, self._clock)
        queue = measuring_queue(self._services.stores.durable, self._metrics)
        every_minute = (webhook, queue, self._check_directory, self.look_at_disks)
        return {self.health.away: 15, waiting: 15, **dict.fromkeys(every_minute, 60), self.look_at_hosts: 600}

    def skipped(self, tick: str) -> None:
        """Count something that is done at intervals and was left out."""
        self._metrics.ticks_skipped.labels(tick).inc()

    async def look_at_disks(self) -> None:
        """Measure the room for the database and for backups, and the age of the newest backup."""
        backups, database = self._settings.backups, self._settings.database_file()
        places = {"data": database and database.parent, "backups": backups}
        for place, folder in places.items():
            free = await asyncio.to_thread(surroundings.free_bytes, folder) if folder else None
            if free is not None:
                self._metrics.disk_free.labels(place).set(free)
        if backups is not None:
            age = await asyncio.to_thread(surroundings.backup_age, backups, self._clock())
            self._metrics.backup_age.labels("backups").set(age)

    async def look_at_hosts(self) -> None:
        """Measure for how long the certificates of our own addresses are good, as far as they are reached from
        here: a proxy holds them, not this process.
        """
        addresses = self._settings.webhook_url, self._settings.public_url
        for host, port in surroundings.https_hosts(addresses):
            days = await asyncio.to_thread(surroundings.certificate_days, host, port, self._clock())
            if days is not None:
                self._metrics.certificate_days.labels(host).set(days)
            else:
                with suppress(KeyError):  # it was not known before either
                    self._metrics.certificate_days.remove(host)

    async def _check_directory(self) -> None:
        """Count the help lines that a person must check; packs may add some."""
        await asyncio.to_thread(self._metrics.check_directory, self._services.book, self._clock().date())

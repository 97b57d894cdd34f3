"""The hourly question of an instance: which packs partners have signed, and which are taken back."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.exchange.state import Source
from bot.exchange.subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.packs.loader import Loader, Published
    from bot.values.trust import Exchange

log = structlog.get_logger()

HOUR = 3600
JITTER = 600
"""Seconds: instances do not all ask in the same minute; what is taken back is gone within seventy of them."""


class Hourly:
    """Pulls every hour, for the first time within ten minutes of a start. `source`: the operator's repository,
    None if the settings name none; sticks and repositories that were added by hand are asked too.
    """

    def __init__(self, subscription: Subscription, source: Source | None, clock: Callable[[], datetime]) -> None:
        self.subscription = subscription
        self._source, self._clock = source, clock
        self._next = clock() + timedelta(seconds=secrets.randbelow(JITTER))

    def serving(self, day: date, loader: Loader) -> tuple[Published, ...]:
        """Return the packs from elsewhere that serve on a day; those that the instance has itself win."""
        return self.subscription.look(day, loader.packs_outside(self.subscription.folder))

    async def tick(self) -> None:
        """Pull if it is time. Whatever goes wrong is told in the log and tried again in an hour."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + timedelta(seconds=HOUR + secrets.randbelow(JITTER))
        try:
            told = await asyncio.to_thread(self._pull, now)
        except (OSError, ValueError) as error:
            log.error("the exchange's files cannot be written", why=type(error).__name__)  # noqa: TRY400 - it says enough
            return
        for line in told:
            log.info("exchange", news=line)

    def _pull(self, now: datetime) -> list[str]:
        if self._source is not None:
            self.subscription.add(self._source)
        return self.subscription.pull(now) if self.subscription.sources() else []


def hourly(told: Exchange, clock: Callable[[], datetime]) -> Hourly:
    """Return the hourly look that the settings ask for."""
    source = Source(told.addresses, told.root) if told.addresses else None
    return Hourly(Subscription(told.folder, told.trust), source, clock)

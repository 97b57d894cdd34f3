"""The planner: which groups are due at this moment, days of campaigns and tips, planned batch by batch."""

from __future__ import annotations

from datetime import time as hour_of
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.attention import GOOD_FOR, moment, zone_of
from bot.chat.campaigning import days_due, invitations_due
from bot.store import planning
from bot.store.planning import Group, Tips
from bot.values import sitemap
from bot.values.audience import Audience
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.packs.library import Library
    from bot.store.engine import Store

    Source = Callable[[Connection, Library, datetime], Iterable[Group]]

HOURS = range(Audience.PARENT.awake[0], Audience.PARENT.awake[1])
"""The hours at which somebody may have asked for tips."""

LOOK_AGAIN = timedelta(seconds=30)
"""How often it is looked whether an hour has struck somewhere."""


def tips_due(db: Connection, _library: Library, now: datetime) -> Iterator[Group]:
    """Yield the groups of today's tips whose hour has struck at their place, until the evening there: a tip that
    an outage kept back is for today, or for nobody.
    """
    path = sitemap.NextTip().path
    for zone in planning.zones_of_tips(db):
        today = now.astimezone(zone_of(zone)).date()
        until = moment(today, hour_of(HOURS[-1] + 1), zone)
        for hour in HOURS:
            due_at = moment(today, hour_of(hour), zone)
            if due_at <= now <= until:
                yield Group(Why.TIP, Tips(hour, today.weekday()), zone, path, due_at, until)


SOURCES: tuple[Source, ...] = (days_due, invitations_due, tips_due)
"""Where groups come from."""


class Planner:
    """Plans what is due, one bounded batch at a time. Synchronous: called in the store's thread."""

    def __init__(self, store: Store, library: Callable[[], Library], sources: Sequence[Source] = SOURCES) -> None:
        self._store = store
        self._library = library
        self._sources = sources
        self._looked_at: datetime | None = None
        self._waiting: list[Group] = []

    def plan_some(self, now: datetime) -> bool:
        """Plan one batch of what is due; False when nothing is left to plan at this moment. Errors: StoreAway."""
        if not self._waiting and (self._looked_at is None or abs(now - self._looked_at) >= LOOK_AGAIN):
            with self._store.turn() as db:
                done = planning.done_since(db, now - GOOD_FOR - timedelta(days=1))
                found = chain.from_iterable(source(db, self._library(), now) for source in self._sources)
                self._waiting = [group for group in found if group.name not in done]
            self._looked_at = now
        if not self._waiting:
            return False
        with self._store.turn() as db:
            if planning.plan_some(db, self._waiting[-1]):
                self._waiting.pop()
        return True

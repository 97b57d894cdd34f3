"""The planner: asks features which groups are due at this moment, and plans them batch by batch."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.notification_policy import GOOD_FOR
from bot.db import deliveries, planning
from bot.values.hook import Hook
from bot.values.why import PLANNED, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.db.engine import Store
    from bot.db.planning import Group
    from bot.packs.library import Library

LOOK_AGAIN = timedelta(seconds=30)
"""How often to look whether an hour has struck somewhere."""

AHEAD = 5_000
"""Tips that may be due at once. If a million become due together, they do not become a million rows: the rest
wait in the order of their group. A small table makes planning and erasing cheap (decision 14). More are planned
when half of them have gone, so that planning goes by the batch at any speed of sending.
"""

RESTS = timedelta(seconds=10)
"""How long to wait before looking again whether half of `AHEAD` have gone, unless they run short: so many take
longer at up to 250 a second, and on PostgreSQL looking cost more than planning.
"""


on_look: Hook[[Connection, Library, datetime], Iterable[Group]] = Hook()
"""Called for the groups of a feature that are due at a moment."""


class Planner:
    """Plans what is due, one bounded batch at a time. Synchronous: called in the store's thread."""

    def __init__(self, store: Store, library: Callable[[], Library]) -> None:
        self._store = store
        self._library = library
        self._looked_at: datetime | None = None
        self._watched: int | None = None
        """The delivery that is taken when half of `AHEAD` have gone: looking for one costs less than counting."""
        self._rests_until: datetime | None = None
        self._waiting: list[Group] = []

    def plan_some(self, now: datetime, *, short: bool = False) -> bool:
        """Plan one batch of due messages. Returns False if there is nothing to plan now: nothing is due, or
        enough tips wait already. `short`: fewer were due just now than could be taken.

        Errors: StoreAway.
        """
        if self._looked_at is None or abs(now - self._looked_at) >= LOOK_AGAIN:
            self._look(now)
        if not self._waiting:
            return False
        group = self._waiting[-1]
        if group.why is Why.TIP and not short and self._rests(now):
            return False
        with self._store.transaction() as db:
            if group.why is Why.TIP and self._are_enough(db, now):
                self._rests_until = now + RESTS
                return False
            if planning.plan_some(db, group, now, min(planning.BATCH, AHEAD)):
                self._waiting.pop()
        return True

    def _rests(self, now: datetime) -> bool:
        """Whether a look a moment ago found enough tips due; False if the clock was set back since."""
        until = self._rests_until
        return until is not None and until - RESTS <= now < until

    def _are_enough(self, db: Connection, now: datetime) -> bool:
        """Whether no more tips are to be planned now: half of `AHEAD` are due, or fewer than that have gone
        since.
        """
        if self._watched is not None and deliveries.is_due(db, self._watched, now):
            return True
        half = AHEAD // 2
        self._watched = deliveries.nth_due(db, now, Why.TIP, half)
        return not half or self._watched is not None

    def _look(self, now: datetime) -> None:
        """Find the groups that are due. The last one is planned first: the highest rank, then the longest due."""
        with self._store.transaction() as db:
            done = planning.done_since(db, now - GOOD_FOR)  # every group is of today, in its own place
            found = chain.from_iterable(on_look.call(db, self._library(), now))
            waiting = [group for group in found if group.name not in done]
        self._waiting = sorted(waiting, key=lambda group: (PLANNED.index(group.why), group.due_at), reverse=True)
        self._looked_at = now

"""Which tips are due where, as groups that the planner plans."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from bot.chat import planner
from bot.chat.notification_policy import moment, zone_of
from bot.db.planning import Group
from bot.features.tips import pages
from bot.features.tips.store import wishes
from bot.values.audience import Audience
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.db.engine import Transaction
    from bot.packs.library import Library

HOURS = range(Audience.PARENT.awake[0], Audience.PARENT.awake[1])
"""The hours at which somebody may have asked for tips."""


@planner.on_look
def tips_due(db: Transaction, _library: Library, now: datetime) -> Iterator[Group]:
    """Yield the groups of today's tips whose hour has struck at their place, until the evening there: a tip that
    an outage kept back is for today, or for nobody.
    """
    path = pages.NextTip().path
    for zone in wishes.zones(db):
        today = now.astimezone(zone_of(zone)).date()
        until = moment(today, time(HOURS[-1] + 1), zone)
        for hour in HOURS:
            due_at = moment(today, time(hour), zone)
            if due_at <= now <= until:
                who = partial(wishes.wanting, zone, hour, today.weekday())
                yield Group(Why.TIP, who, zone, path, due_at, until)

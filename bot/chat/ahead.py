"""Ahead: when the bot will next write by itself, for a clock that can be moved. Planning is simulated, then
rolled back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.planner import on_look
from bot.db import deliveries, planning

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.packs.library import Library

HOURS = 14 * 24
"""How many hours ahead to look: the days of a tip come round in seven."""

AN_HOUR = timedelta(hours=1)


def writes_next(db: Connection, library: Library, now: datetime) -> datetime | None:
    """Return when the next message goes out, or None if nothing is due within two weeks.

    A planned row comes first; else the first tip or day of a campaign that will become due (rows are written
    only shortly before). The message may still be held back then, because the person rests. Only for a few
    people: everybody is planned on trial.
    """
    waits = deliveries.next_due(db)
    if waits is not None:
        return waits
    trial = db.begin_nested()
    try:
        for hours in range(1, HOURS):
            _plan(db, library, now, now + hours * AN_HOUR)
            found = deliveries.next_due(db)
            if found is not None:
                return found
        return None
    finally:
        trial.rollback()


def _plan(db: Connection, library: Library, now: datetime, then: datetime) -> None:
    """Plan the groups that are due at `then` and still reach somebody after `now`."""
    for groups in on_look.call(db, library, then):
        for group in groups:
            if group.due_at + group.spread > now:
                planning.plan_some(db, group, group.due_at + group.spread)

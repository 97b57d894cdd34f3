"""Crowd: numbers of people by time zone, age, place and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db.schema import people

if TYPE_CHECKING:
    from sqlalchemy import Connection


def cells(db: Connection) -> list[tuple[str, str, str, str, int]]:
    """Return zone, audience (empty: not said), country, locale and number of people who agreed to be remembered
    and have not blocked the bot.
    """
    what = (people.c.zone, people.c.audience, people.c.country, people.c.locale)
    there = people.c.agreed_text != "", people.c.blocked_on.is_(None)
    rows = db.execute(select(*what, func.count()).where(*there).group_by(*what))
    return [(zone, audience or "", country, locale, count) for zone, audience, country, locale, count in rows]

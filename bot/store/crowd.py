"""Crowd: how many people there are by zone, age, place and language, what tips they want, what they joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.store.schema import joined, people, tip_wishes

if TYPE_CHECKING:
    from sqlalchemy import Connection


def cells(db: Connection) -> list[tuple[str, str, str, str, int]]:
    """Return zone, audience (empty = has not said), country, locale and how many people, of those who agreed to be
    remembered and have not blocked the bot.
    """
    what = (people.c.zone, people.c.audience, people.c.country, people.c.locale)
    there = people.c.agreed_text != "", people.c.blocked_on.is_(None)
    rows = db.execute(select(*what, func.count()).where(*there).group_by(*what))
    return [(zone, audience or "", country, locale, count) for zone, audience, country, locale, count in rows]


def tips(db: Connection) -> list[tuple[str, str, int, int, int]]:
    """Return zone, audience, hour, days of the week (bits from Monday) and how many people want tips then."""
    what = (tip_wishes.c.zone, people.c.audience, tip_wishes.c.hour, tip_wishes.c.days)
    rows = db.execute(
        select(*what, func.count()).join(people, people.c.key == tip_wishes.c.person).group_by(*what)
    )
    return [(zone, audience or "", hour, days, count) for zone, audience, hour, days, count in rows]


def joiners(db: Connection) -> dict[str, int]:
    """Return how many take part in each campaign."""
    rows = db.execute(
        select(joined.c.campaign, func.count()).where(joined.c.left_on.is_(None)).group_by(joined.c.campaign)
    )
    return {campaign: count for campaign, count in rows}  # noqa: C416 - rows are not pairs for mypy

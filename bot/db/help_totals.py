"""Help totals: numbers of people who were shown help, by situation and country, in tens and without persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bot.db.aggregates import add_up, drop_old
from bot.db.ledger import HALF_A_YEAR
from bot.db.schema import help_totals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection


class Where(NamedTuple):
    """The key of a total: the number of a situation, and a country (empty: not known)."""

    situation: int
    country: str


def add(db: Connection, tens: Mapping[Where, int], today: date) -> None:
    """Add whole tens of people to the totals."""
    rows = [
        {"situation": situation, "country": country, "number": number, "last_on": today}
        for (situation, country), number in sorted(tens.items())
    ]
    add_up(db, help_totals, rows)


def shown(db: Connection) -> list[tuple[int, str, int]]:
    """Return situation number, country (empty: not known) and number of people, the largest first."""
    sums = help_totals.c
    order = (-sums.number, sums.situation, sums.country)
    rows = db.execute(select(sums.situation, sums.country, sums.number).order_by(*order))
    return [(situation, country, number) for situation, country, number in rows]


def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase up to `limit` totals without additions for half a year; return how many."""
    return drop_old(db, help_totals, (now - HALF_A_YEAR.period).date(), limit)

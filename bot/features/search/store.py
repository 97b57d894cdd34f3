"""Store of search: how many adults asked about a topic on which the library has nothing. A person who asked
waits as a row, which /forget erases; five become a number without persons (decision 0031).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.db import retention
from bot.db.aggregates import BlockCounter, add_up, drop_old
from bot.db.ledger import HALF_A_YEAR
from bot.features.search.tables import unanswered_topics, waiting_topics

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import Connection

BLOCK = 5
"""Adults in a block: fewer are nowhere told."""

_COUNTER = BlockCounter(waiting_topics, ("topic", "locale"), BLOCK, since="asked_on")


def note(db: Connection, key: bytes, topics: Iterable[str], locale: str, today: date) -> None:
    """Note that a person found nothing on these topics. The fifth who did so makes a number of them."""
    rows = [{"person": key, "topic": topic, "locale": locale, "asked_on": today} for topic in sorted(topics)]
    _COUNTER.add(db, rows)
    for five in _COUNTER.take(db, rows):
        first = {"topic": five[0].topic, "locale": five[0].locale}
        add_up(db, unanswered_topics, [{**first, "number": len(five), "last_on": today}])


def unanswered(db: Connection) -> list[tuple[str, str, int]]:
    """Return topic, locale and by how many adults it was asked, in fives, the most asked first."""
    sums = unanswered_topics.c
    rows = db.execute(select(sums.topic, sums.locale, sums.number).order_by(-sums.number, sums.topic, sums.locale))
    return [(topic, locale, number) for topic, locale, number in rows]


@retention.erases(HALF_A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase people who have waited for half a year, and numbers that did not grow since then; return how many."""
    before = (now - HALF_A_YEAR.period).date()
    return drop_old(db, unanswered_topics, before, limit) + _COUNTER.drop_late(db, before, limit)

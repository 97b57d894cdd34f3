"""Outcomes: how many people joined a campaign, were reached, opened a day, did one, finished, left.

Numbers are kept for everybody and for each language, age, country and variant, each updated in the transaction
of the counted event. A person counts once in each, in the group in which they joined. A number below ten counts
only present people: /forget subtracts them. From ten on it never falls, so that two reports do not differ by
the people who used /forget.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func, select, update

from bot.db import retention
from bot.db.aggregates import add_up
from bot.db.ledger import HALF_A_YEAR
from bot.features.campaigns.tables import learning_gains, outcomes
from bot.values.few import FEW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import Connection

JOINED, REACHED, OPENED, DONE, FINISHED, LEFT = "joined", "reached", "opened", "done", "finished", "left"
"""`DONE`: a day; `FINISHED`: every day that was theirs; `LEFT`: also who came back. The day of joining (0) neither
reaches nor is opened nor done: nothing of it was sent.
"""


class Group(NamedTuple):
    """What people had in common when they joined. `audience` is empty for people who had not said."""

    locale: str
    audience: str
    country: str
    variant: str


DIMENSIONS = Group._fields
EVERYBODY = ("", "")

Counts = dict[str, int]
"""How many people by measure."""

Numbers = dict[tuple[str, str], Counts]
"""Counts of everybody (`EVERYBODY`) and of each group (dimension, name)."""


def count(db: Connection, campaign: str, fresh: Iterable[tuple[Group, str]], today: date) -> None:
    """Count people of groups in measures. Call it last in a turn: on PostgreSQL other turns wait for it."""
    # In one order for everybody, so that no two turns wait for each other.
    rows = [
        {
            "campaign": campaign,
            "dimension": dimension,
            "name": name,
            "measure": measure,
            "number": number,
            "last_on": today,
        }
        for (dimension, name, measure), number in sorted(_sums(fresh).items())
    ]
    add_up(db, outcomes, rows)


def take_off(db: Connection, campaign: str, gone: Iterable[tuple[Group, str]]) -> None:
    """Subtract people who are erased, where they are among few."""
    for (dimension, name, measure), number in sorted(_sums(gone).items()):
        this = [
            outcomes.c.campaign == campaign,
            outcomes.c.dimension == dimension,
            outcomes.c.name == name,
            outcomes.c.measure == measure,
        ]
        few = update(outcomes).where(*this, outcomes.c.number < FEW).values(number=outcomes.c.number - number)
        db.execute(few)
        db.execute(delete(outcomes).where(*this, outcomes.c.number <= 0))


def _sums(some: Iterable[tuple[Group, str]]) -> Counter[tuple[str, str, str]]:
    return Counter(
        (dimension, name, measure)
        for group, measure in some
        for dimension, name in (EVERYBODY, *zip(DIMENSIONS, group, strict=True))
    )


def of(db: Connection, campaign: str) -> Numbers:
    """Return a campaign's people by group and measure; a measure that nobody has is left out."""
    found: Numbers = defaultdict(dict)
    columns = (outcomes.c.dimension, outcomes.c.name, outcomes.c.measure, outcomes.c.number)
    for dimension, name, measure, number in db.execute(select(*columns).where(outcomes.c.campaign == campaign)):
        found[dimension, name][measure] = number
    return dict(found)


def counts(db: Connection, campaign: str) -> Counts:
    """Return a campaign's people by measure, all groups together."""
    this = outcomes.c.campaign == campaign, outcomes.c.dimension == ""
    rows = db.execute(select(outcomes.c.measure, outcomes.c.number).where(*this))
    return {measure: number for measure, number in rows}  # noqa: C416 - rows are not pairs for mypy


@retention.erases(HALF_A_YEAR)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase the numbers of campaigns (a few at a time) that counted nothing for half a year, and their people's
    learning gains; return how many campaigns they were.
    """
    before = (now - HALF_A_YEAR.period).date()
    newest = func.max(outcomes.c.last_on)
    over = select(outcomes.c.campaign).group_by(outcomes.c.campaign).having(newest < before).limit(limit)
    old = db.scalars(over).all()
    for table in (outcomes, learning_gains) if old else ():
        db.execute(delete(table).where(table.c.campaign.in_(old)))
    return len(old)

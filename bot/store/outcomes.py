"""Outcomes: how many people of each group joined a campaign, were reached, opened, did so many days, left.

Numbers without persons, each added to in the transaction of what it counts. A person is counted in the group in
which they joined, each measure once, and stays counted: after leaving, coming back and /forget.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.store.schema import gains, outcomes
from bot.store.statement import Hot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

JOINED, REACHED, OPENED, LEFT = "joined", "reached", "opened", "left"
"""`LEFT`: those who are gone now, so who comes back is taken off. The day of joining (0) neither reaches nor is
opened: nothing of it was sent.
"""


class Group(NamedTuple):
    """What people had in common when they joined. `audience` is empty for who had not said."""

    locale: str
    audience: str
    country: str
    variant: str


Counts = dict[str, int]
"""How many people of a group by measure."""


def done(days: int) -> str:
    """Return the measure of who has done so many days and more."""
    return f"done{days}"


_ADD = insert(outcomes).values({name: bindparam(name, type_=column.type) for name, column in outcomes.c.items()})
_ADDED: ColumnElement[int] = outcomes.c.number + _ADD.excluded.number
_ADD_HOT = Hot(
    _ADD.on_conflict_do_update(
        index_elements=[column.name for column in outcomes.primary_key.columns],
        set_={"number": _ADDED, "last_on": _ADD.excluded.last_on},
    )
)


def count(db: Connection, campaign: str, changes: Mapping[tuple[Group, str], int], today: date) -> None:
    """Add to (or take from) measures of groups. Call it last of a turn: on PostgreSQL others wait for it."""
    # In one order for everybody, so that no two turns wait for each other.
    rows = [
        {"campaign": campaign, **group._asdict(), "measure": measure, "number": number, "last_on": today}
        for (group, measure), number in sorted(changes.items())
    ]
    _ADD_HOT.many(db, rows)


def groups(db: Connection, campaign: str) -> dict[Group, Counts]:
    """Return a campaign's people by group and measure; who left is among them."""
    found: dict[Group, Counts] = defaultdict(dict)
    columns = (outcomes.c[name] for name in (*Group._fields, "measure", "number"))
    for *group, measure, number in db.execute(select(*columns).where(outcomes.c.campaign == campaign)):
        found[Group(*group)][measure] = number
    return dict(found)


def counts(db: Connection, campaign: str) -> Counts:
    """Return a campaign's people by measure, all groups together; one that nobody has is left out."""
    rows = (
        select(outcomes.c.measure, func.sum(outcomes.c.number))
        .where(outcomes.c.campaign == campaign)
        .group_by(outcomes.c.measure)
    )
    return {measure: int(number) for measure, number in db.execute(rows)}


def drop_old(db: Connection, before: date, limit: int) -> int:
    """Erase the numbers of campaigns (a few at a time) in which nothing was counted since a day, and what their
    people learnt; return how many campaigns they were.
    """
    newest = func.max(outcomes.c.last_on)
    over = select(outcomes.c.campaign).group_by(outcomes.c.campaign).having(newest < before).limit(limit)
    old = db.scalars(over).all()
    for table in (outcomes, gains) if old else ():
        db.execute(delete(table).where(table.c.campaign.in_(old)))
    return len(old)

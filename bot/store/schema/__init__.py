"""The tables: every column of the store. Why each exists and how long it is kept stands in `ledger`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.store.schema.base import REVISION, SEALED, Moment, metadata
from bot.store.schema.classes import (
    assignments,
    classrooms,
    counted,
    handed,
    memberships,
    ownsets,
    papers,
    tallies,
    teachers,
    tries,
)
from bot.store.schema.learning import answers, asked, attempts, findings, people, progress, repeats
from bot.store.schema.live import groups, lives, taking_part
from bot.store.schema.publishing import acts, editions, editors, flagged, flags, invitations, notes, packs
from bot.store.schema.sending import (
    deliveries,
    dispatches,
    gains,
    joined,
    outcomes,
    pairs,
    paused,
    planned,
    steps,
    tip_wishes,
    tips_seen,
    updates,
    visits,
)

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

__all__ = [
    "REVISION",
    "SEALED",
    "Moment",
    "acts",
    "answers",
    "asked",
    "assignments",
    "attempts",
    "classrooms",
    "counted",
    "deliveries",
    "dispatches",
    "editions",
    "editors",
    "findings",
    "flagged",
    "flags",
    "gains",
    "groups",
    "handed",
    "invitations",
    "joined",
    "lives",
    "memberships",
    "metadata",
    "notes",
    "of_a_person",
    "outcomes",
    "ownsets",
    "packs",
    "pairs",
    "papers",
    "paused",
    "people",
    "planned",
    "progress",
    "repeats",
    "steps",
    "taking_part",
    "tallies",
    "teachers",
    "tip_wishes",
    "tips_seen",
    "tries",
    "updates",
    "visits",
]


@cache
def of_a_person() -> tuple[tuple[Table, Column[bytes]], ...]:
    """Return every table that holds rows of a person, with the column that names the person, parents first.

    Export, forget and the visitors' move walk this list, so a new table joins them by having a `person` column.
    """
    found = []
    for table in metadata.sorted_tables:
        column = table.c.key if table is people else table.c.get("person")
        if column is not None:
            found.append((table, column))
    return tuple(found)

"""Tellings: the pupils whom a message of an assignment has reached, waits for, or does not reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.db import dispatches as ledger
from bot.db.deliveries import WAITING
from bot.db.schema import deliveries, dispatches, people
from bot.features.classes.store.assignments import TASK
from bot.features.classes.tables import handed, memberships
from bot.values.audience import Audience
from bot.values.why import Why

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Table

    from bot.db.dispatches import Known
    from bot.features.classes.store.assignments import Assignment

REMINDER = 1
"""The step of a reminder's visit: the first message is step 0."""


DEADLINE = 3
"""The step of the message to the teacher when its day is over; a live quiz has step 2."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody of a class who has not done an assignment. `chat` is sealed, None for people whom nobody writes to;
    `zone` and `country` as of a `Person`.
    """

    key: bytes
    chat: bytes | None
    zone: str
    country: str
    audience: Audience | None
    not_before: datetime | None
    blocked: bool


def missing(db: Connection, assignment: Assignment) -> list[Pupil]:
    """Return the pupils who have not done an assignment."""
    done = select(handed.c.person).where(handed.c.task == assignment.task)
    rows = db.execute(
        select(
            memberships.c.person,
            memberships.c.chat,
            people.c.zone,
            people.c.country,
            people.c.audience,
            people.c.not_before,
            people.c.blocked_on,
        )
        .join_from(memberships, people, people.c.key == memberships.c.person)
        .where(memberships.c.room == assignment.room, memberships.c.person.not_in(done.scalar_subquery()))
        .order_by(memberships.c.number)
    )
    return [
        Pupil(key, chat, zone, country, Audience(who) if who else None, not_before, blocked_on is not None)
        for key, chat, zone, country, who, not_before, blocked_on in rows
    ]


def reached(db: Connection, assignment: Assignment, step: int) -> set[bytes]:
    """Return the people whom this message of an assignment has reached, or is on its way to."""
    this = _of(assignment.task, step, dispatches)
    there = dispatches.c.outcome.in_((ledger.SENT, ledger.SENDING))
    return set(db.scalars(select(dispatches.c.person).where(*this, there)))


def waited_for(db: Connection, assignment: Assignment, step: int) -> dict[bytes, datetime | None]:
    """Return the people who still wait for this message of an assignment, with the moment until when it may go."""
    this = _of(assignment.task, step, deliveries)
    rows = select(deliveries.c.person, deliveries.c.good_until).where(*this, deliveries.c.state == WAITING)
    return {person: until for person, until in db.execute(rows)}  # noqa: C416 - rows are not pairs for mypy


def waits_for(db: Connection, key: bytes) -> dict[str, int]:
    """Return the messages of assignments that wait for a person: the step by the assignment (`task:12`)."""
    mine = deliveries.c.person == key, deliveries.c.why == Why.ASSIGNMENT.value, deliveries.c.state == WAITING
    known = select(deliveries.c.campaign, deliveries.c.step).where(*mine, deliveries.c.step <= REMINDER)
    return {campaign: step for campaign, step in db.execute(known)}  # noqa: C416 - rows are not pairs for mypy


def awaits_deadline(db: Connection, key: bytes) -> bool:
    """Whether a teacher is to be told how an assignment went."""
    mine = deliveries.c.person == key, deliveries.c.why == Why.ASSIGNMENT.value, deliveries.c.state == WAITING
    return (
        db.execute(select(deliveries.c.id).where(*mine, deliveries.c.step == DEADLINE).limit(1)).first()
        is not None
    )


def _of(task: int, step: int, table: Table) -> tuple[ColumnElement[bool], ...]:
    this = table.c.campaign == f"{TASK}{task}"
    return table.c.why == Why.ASSIGNMENT.value, this, table.c.step == step


@ledger.on_know
def know(db: Connection, known: dict[bytes, Known], whys: set[str]) -> None:
    """Note the people who may be told of assignments: one message of their week is kept for that."""
    if whys <= {Why.ASSIGNMENT, Why.CAMPAIGN, Why.LIVE, Why.NUDGE}:
        return
    told = select(memberships.c.person).where(memberships.c.person.in_(known), memberships.c.chat.is_not(None))
    for person in db.scalars(told.distinct()):
        known[person].in_class = True

"""Telling: the one message of an assignment, its one reminder, and which pupils are to be told aloud instead.

A first message comes until noon of the due day, a reminder until the evening before it, by the pupil's own clock:
there is time to act, or nothing comes.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.chat.notification_policy import EVERYWHERE, Standing, by_budget, judge, may_ever_write, moment
from bot.db import deliveries, dispatches
from bot.db.deliveries import Visit
from bot.db.ledger import A_MONTH
from bot.features.classes import pages
from bot.features.classes.store import assignments, classrooms, tellings
from bot.features.classes.store.assignments import TASK
from bot.features.classes.store.tellings import REMINDER
from bot.packs.lettered import is_for_class
from bot.values import places
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.tellings import Pupil

NOON = time(12)

FARTHEST = timedelta(days=60)
"""How far off a due day may be."""

REMEMBERED = A_MONTH.period - timedelta(days=2)
"""So long it is known for sure whom a message has reached."""


def good_until(due_on: date, zone: str, step: int) -> datetime:
    """Return until when a message of an assignment may come to somebody in this zone."""
    return moment(due_on, time(0) if step == REMINDER else NOON, zone)


def tell(turn: Turn, assignment: Assignment) -> None:
    """Plan one visit to each pupil of a class, to tell of an assignment. It waits for hours at which the bot may
    write (`notification_policy`).
    """
    _plan(turn, assignment, 0)


def remind(turn: Turn, assignment: Assignment) -> None:
    """Plan one more visit to each pupil who has not done an assignment, in the place of a first one that waits."""
    _plan(turn, assignment, REMINDER)


def _plan(turn: Turn, assignment: Assignment, step: int) -> None:
    somewhere = classrooms.zone_of(turn.db, assignment.room)
    for pupil in tellings.missing(turn.db, assignment):
        if pupil.chat is not None:
            visit = _visit(turn, assignment, step, _clock(pupil.zone, pupil.country, somewhere))
            if step == REMINDER:
                deliveries.drop_person(turn.db, pupil.key, Why.ASSIGNMENT, visit.campaign)
            deliveries.plan(turn.db, pupil.key, pupil.chat, visit)


def tell_late(turn: Turn, room: int) -> None:
    """Plan the visits that somebody who has just joined a class has missed, or who has just said what time it is
    where they are: once for each open assignment, also for people who have left and come again.
    """
    chat = turn.sealed_chat()
    if chat is None:
        return
    since = dispatches.since(turn.db, turn.person.key, turn.now - FARTHEST)
    told = {row.campaign for row in since if row.outcome in {dispatches.SENT, dispatches.SENDING}}
    waits = tellings.waits_for(turn.db, turn.person.key)
    zone = _clock(turn.person.zone, turn.country, classrooms.zone_of(turn.db, room))
    for assignment in assignments.waiting(turn.db, turn.person.key, turn.today):
        visit = _visit(turn, assignment, waits.get(f"{TASK}{assignment.task}", 0), zone)
        is_new = visit.campaign not in told or visit.campaign in waits
        if assignment.room == room and is_new and not is_for_class(assignment.recipe):
            deliveries.drop_person(turn.db, turn.person.key, Why.ASSIGNMENT, visit.campaign)
            if visit.good_until and visit.good_until >= turn.now:
                deliveries.plan(turn.db, turn.person.key, chat, visit)


def untell(turn: Turn, task: int) -> None:
    """Drop what was to tell pupils of an assignment."""
    deliveries.drop(turn.db, Why.ASSIGNMENT, f"{TASK}{task}")


def _visit(turn: Turn, assignment: Assignment, step: int, zone: str) -> Visit:
    """Return the doorway of an assignment for somebody in this zone."""
    until, task = good_until(assignment.due_on, zone, step), assignment.task
    return Visit(pages.Due(task).path, Why.ASSIGNMENT, turn.now, until, campaign=f"{TASK}{task}", step=step)


def to_tell_aloud(turn: Turn, assignment: Assignment) -> str:
    """Say how many have not done an assignment and get no message of it, for the teacher; empty if there is nobody
    or it is not known any more. After a reminder it says whom that does not reach.
    """
    step, since = (REMINDER, assignment.reminded_on) if assignment.reminded_on else (0, assignment.given_on)
    is_told = assignment.due_on > assignment.given_on and turn.today - since < REMEMBERED
    number = _out_of_reach(turn, assignment, step) if is_told and not is_for_class(assignment.recipe) else 0
    if not number:
        return ""
    return turn.say(
        "Not done, and without a message from me: {number}. Tell them in class: they use a browser, want no "
        "messages, have not said what time it is where they are, or have had as many messages as a week allows.",
        number=number,
    )


def in_time(turn: Turn, assignment: Assignment, step: int) -> tuple[int, int]:
    """Return how many of those who have not done an assignment a message planned now would reach in time, and how
    many they are.
    """
    there = tellings.missing(turn.db, assignment)
    somewhere = classrooms.zone_of(turn.db, assignment.room)
    until = {
        pupil.key: good_until(assignment.due_on, _clock(pupil.zone, pupil.country, somewhere), step)
        for pupil in there
    }
    return len(_within_reach(turn, there, until)), len(there)


def _out_of_reach(turn: Turn, assignment: Assignment, step: int) -> int:
    """Count the pupils without the assignment done who have got no message and will get none."""
    there = tellings.missing(turn.db, assignment)
    told = tellings.reached(turn.db, assignment, step)
    waits = tellings.waited_for(turn.db, assignment, step)
    coming = _within_reach(turn, [pupil for pupil in there if pupil.key in waits], waits)
    return sum(pupil.key not in told and pupil.key not in coming for pupil in there)


def _within_reach(turn: Turn, pupils: Sequence[Pupil], until: Mapping[bytes, datetime | None]) -> set[bytes]:
    """Return the pupils who may still be written to in time."""
    sent: dict[bytes, list[tuple[Why, datetime]]] = {pupil.key: [] for pupil in pupils}
    for name, at in dispatches.sent_lately(turn.db, list(sent), turn.now):
        sent[name[0]].append((Why(name[2]), at))
    return {
        pupil.key for pupil in pupils if pupil.chat and _may_come(turn, pupil, sent[pupil.key], until[pupil.key])
    }


def _may_come(turn: Turn, pupil: Pupil, sent: Sequence[tuple[Why, datetime]], until: datetime | None) -> bool:
    zones = () if pupil.zone else places.times(pupil.country, turn.now.year) or EVERYWHERE
    campaigns, classes, others = by_budget(sent)
    who = Standing(
        pupil.zone,
        pupil.audience,
        pupil.not_before,
        pupil.blocked,
        others,
        zones=zones,
        sent_for_campaigns=campaigns,
        sent_for_classes=classes,
    )
    may_come = judge(Why.ASSIGNMENT, turn.now, until, who, turn.now).at is not None
    return may_come and (not zones or may_ever_write(zones, pupil.audience, turn.now))


def _clock(zone: str, country: str, somewhere: str) -> str:
    """Return the zone of somebody's days: their own, the likeliest of their country, or that of a teacher."""
    return zone or next(iter(places.zones(country)), somewhere)

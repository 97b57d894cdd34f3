"""Memberships: which alias of a class a person is, joining and leaving."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db.schema import deliveries, people
from bot.features.classes.store import classrooms, closings, papers
from bot.features.classes.store.assignments import TASK
from bot.features.classes.tables import assignments, memberships
from bot.values.hook import Hook
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement, Connection

    from bot.features.classes.store.classrooms import Classroom

MOST_PUPILS = 60
"""Aliases of a class are numbered 1 to 60: as many as fit on one key sheet."""

MOST_JOINED = 10
"""Classes that one person may be in at once."""

on_hush: Hook[[Connection, bytes], None] = Hook()
"""Called with a person who wants no messages of their classes."""

on_leave: Hook[[Connection, int], None] = Hook()
"""Called with the room of a class that somebody has left."""

on_close: Hook[[Connection, int], None] = Hook()
"""Called with the room of a class that is closed."""


class NotIn(Enum):
    """Why somebody is not let into a class."""

    NO_CLASS = auto()
    """The code opens none."""
    HELD = auto()
    FULL = auto()
    CROWDED = auto()
    """As many have come from one address as may."""
    MANY = auto()
    """The person is in as many classes as may be."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in a class: its room and the number of their alias."""

    room: int
    number: int


def join(db: Connection, key: bytes, classroom: Classroom, chat: bytes | None) -> int | NotIn:
    """Give the person a free alias of the class; return its number (the one they have if they are in it already),
    or why they get none. `chat` is sealed (`Keys.seal`), None in a browser.
    """
    known = of_person(db, key)
    there = next((one.number for one in known if one.room == classroom.room), 0)
    if there:
        return there
    if classroom.held:
        return NotIn.HELD
    if len(known) >= MOST_JOINED:
        return NotIn.MANY
    free = _free(db, classroom.room)
    while free:
        # At random: who joined first cannot be told. Two at once may draw the same, then one draws again.
        number = free.pop(secrets.randbelow(len(free)))
        row = upsert(memberships).values(person=key, room=classroom.room, number=number, chat=chat)
        new = row.on_conflict_do_nothing(index_elements=["room", "number"]).returning(memberships.c.number)
        if db.scalar(new) is not None:
            return number
    return NotIn.FULL


def is_full(db: Connection, room: int) -> bool:
    """Whether a class has no alias left."""
    return not _free(db, room)


def _free(db: Connection, room: int) -> list[int]:
    taken = {*numbers(db, room), *papers.of_room(db, room)}
    return [number for number in range(1, MOST_PUPILS + 1) if number not in taken]


def of_person(db: Connection, key: bytes) -> list[Membership]:
    """Return the classes a person learns in."""
    rows = db.execute(
        select(memberships.c.room, memberships.c.number)
        .where(memberships.c.person == key)
        .order_by(memberships.c.room)
    )
    return [Membership(*row) for row in rows]


def attended(db: Connection, key: bytes, room: int) -> tuple[Classroom, int] | None:
    """Return the class and the number of the person's alias in it; None when they are not in it."""
    number = db.scalar(select(memberships.c.number).where(memberships.c.person == key, memberships.c.room == room))
    classroom = classrooms.get(db, room) if number else None
    return (classroom, number) if classroom and number else None


def numbers(db: Connection, room: int) -> list[int]:
    """Return the numbers of the aliases that are taken, in order."""
    return list(
        db.scalars(select(memberships.c.number).where(memberships.c.room == room).order_by(memberships.c.number))
    )


def whereabouts(db: Connection, room: int) -> list[tuple[str, str] | None]:
    """Return time zone and country of each pupil of a class, None for one without a chat to write to."""
    rows = db.execute(
        select(memberships.c.chat.is_not(None), people.c.blocked_on.is_(None), people.c.zone, people.c.country)
        .join_from(memberships, people, people.c.key == memberships.c.person)
        .where(memberships.c.room == room)
    )
    return [(zone, country) if chat and takes else None for chat, takes, zone, country in rows]


def people_of(db: Connection, room: int) -> list[bytes]:
    """Return the keys of those who learn in a class."""
    return list(db.scalars(select(memberships.c.person).where(memberships.c.room == room)))


def hush(db: Connection, key: bytes) -> None:
    """Forget the chat of a person in all their classes: nobody tells them of assignments any more."""
    db.execute(update(memberships).where(memberships.c.person == key).values(chat=None))
    on_hush.call(db, key)
    _untell(db, deliveries.c.person == key)


def told(db: Connection, key: bytes) -> set[int]:
    """Return the rooms of the classes in which a person is told of assignments."""
    return set(
        db.scalars(select(memberships.c.room).where(memberships.c.person == key, memberships.c.chat.is_not(None)))
    )


def tell(db: Connection, key: bytes, room: int, chat: bytes) -> None:
    """Let a person be told of a class's assignments again, in this chat (sealed with their key)."""
    mine = memberships.c.person == key, memberships.c.room == room
    db.execute(update(memberships).where(*mine).values(chat=chat))


def leave(db: Connection, key: bytes, room: int) -> None:
    """Take a person out of a class. What their answers added to totals stays: it names nobody."""
    _untell(db, deliveries.c.person == key, room)
    db.execute(delete(memberships).where(memberships.c.person == key, memberships.c.room == room))
    on_leave.call(db, room)


def remove(db: Connection, room: int, out: Collection[int]) -> None:
    """Take the aliases with these numbers out of a class."""
    these = memberships.c.room == room, memberships.c.number.in_(out)
    _untell(db, deliveries.c.person.in_(select(memberships.c.person).where(*these).scalar_subquery()), room)
    db.execute(delete(memberships).where(*these))
    on_leave.call(db, room)


def let_go(db: Connection, room: int, day: date) -> None:
    """Take everybody out of a class that is closed on this day."""
    _untell(db, true(), room)
    closings.note(db, [room], day)
    db.execute(delete(memberships).where(memberships.c.room == room))
    on_close.call(db, room)


def _untell(db: Connection, whose: ColumnElement[bool], room: int | None = None) -> None:
    """Erase what waits to tell of assignments and live quizzes, of one class or of all."""
    where = [deliveries.c.why.in_([Why.ASSIGNMENT.value, Why.LIVE.value]), whose]
    if room is not None:
        tasks = db.scalars(select(assignments.c.task).where(assignments.c.room == room)).all()
        where.append(deliveries.c.campaign.in_([f"{TASK}{task}" for task in tasks]))
    db.execute(delete(deliveries).where(*where))

"""Memberships: which alias of a class a person is, joining and leaving."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db.schema import deliveries
from bot.features.classes.store import classrooms, papers
from bot.features.classes.store.assignments import TASK
from bot.features.classes.tables import assignments, memberships
from bot.values.hook import Hook
from bot.values.why import Why

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in a class: its room and the number of their alias."""

    room: int
    number: int


def join(db: Connection, key: bytes, classroom: Classroom, chat: bytes | None) -> int:
    """Give the person a free alias of the class; return its number (the one they have if they are in it already),
    0 when the class is full or the person is in too many. `chat` is sealed (`Keys.seal`), None in a browser.
    """
    known = of_person(db, key)
    there = next((one.number for one in known if one.room == classroom.room), 0)
    if there or len(known) >= MOST_JOINED:
        return there
    taken = {*numbers(db, classroom.room), *papers.of_room(db, classroom.room)}
    free = [number for number in range(1, MOST_PUPILS + 1) if number not in taken]
    while free:
        # At random: who joined first cannot be told. Two at once may draw the same, then one draws again.
        number = free.pop(secrets.randbelow(len(free)))
        row = upsert(memberships).values(person=key, room=classroom.room, number=number, chat=chat)
        new = row.on_conflict_do_nothing(index_elements=["room", "number"]).returning(memberships.c.number)
        if db.scalar(new) is not None:
            return number
    return 0


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


def remove(db: Connection, room: int, number: int) -> None:
    """Take an alias out of a class."""
    this = select(memberships.c.person).where(memberships.c.room == room, memberships.c.number == number)
    _untell(db, deliveries.c.person.in_(this.scalar_subquery()), room)
    db.execute(delete(memberships).where(memberships.c.room == room, memberships.c.number == number))
    on_leave.call(db, room)


def let_go(db: Connection, room: int) -> None:
    """Take everybody out of a class that is closed."""
    _untell(db, true(), room)
    db.execute(delete(memberships).where(memberships.c.room == room))
    on_close.call(db, room)


def _untell(db: Connection, whose: ColumnElement[bool], room: int | None = None) -> None:
    """Erase what waits to tell of assignments and live quizzes, of one class or of all."""
    where = [deliveries.c.why.in_([Why.ASSIGNMENT.value, Why.LIVE.value]), whose]
    if room is not None:
        tasks = db.scalars(select(assignments.c.task).where(assignments.c.room == room)).all()
        where.append(deliveries.c.campaign.in_([f"{TASK}{task}" for task in tasks]))
    db.execute(delete(deliveries).where(*where))

"""Assignments: what a class should do by a day, given once, and who has done it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db.statement import Hot
from bot.features.classes.tables import assignments, handed, memberships, papers, teachers
from bot.values.drawn_number import draw_number

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

BEFORE, AFTER = "before", "after"

FORMS = 2
"""Forms of a set whose halves a class swaps after the lesson."""

TASK = "task:"
"""What the `quiz` of an attempt begins with when it answers an assignment."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Something given to a class. `ref` is an item (`quiz:pack/item`); `late`: may it still be done after its day;
    `phase`: `before`, `after` (of a lesson) or empty; `recipe`: what an own set consisted of, else None.
    `reminded_on`: when those who had not done it were reminded of it.
    """

    task: int
    room: int
    ref: str
    given_on: date
    due_on: date
    late: bool
    phase: str
    recipe: str | None
    reminded_on: date | None = None
    forms: int | None = None
    """2 where the halves of the class get two forms of the set, which they swap after the lesson; else None."""

    @property
    def reminded(self) -> bool:
        """Whether those who had not done it were reminded."""
        return self.reminded_on is not None

    def open_on(self, today: date) -> bool:
        """Whether it can be done today."""
        return self.late or today <= self.due_on


_COLUMNS = tuple(assignments.c[name] for name in Assignment.__slots__)
_ATTENDED = Hot(
    select(*_COLUMNS)
    .join_from(assignments, memberships, assignments.c.room == memberships.c.room)
    .where(memberships.c.person == bindparam("person"), assignments.c.task == bindparam("task"))
)
_COUNTED_FOR = Hot(
    select(*_COLUMNS)
    .join_from(assignments, memberships, assignments.c.room == memberships.c.room)
    .outerjoin(papers, (papers.c.task == assignments.c.task) & (papers.c.number == memberships.c.number))
    .where(
        memberships.c.person == bindparam("person"),
        assignments.c.task == bindparam("task"),
        papers.c.task.is_(None),
    )
)

_WAITING = Hot(
    select(*_COLUMNS)
    .join_from(assignments, memberships, assignments.c.room == memberships.c.room)
    .outerjoin(handed, (handed.c.task == assignments.c.task) & (handed.c.person == memberships.c.person))
    .where(
        memberships.c.person == bindparam("person"),
        handed.c.task.is_(None),
        or_(
            assignments.c.late.is_(True),
            assignments.c.due_on >= bindparam("today", type_=assignments.c.due_on.type),
        ),
    )
    .order_by(assignments.c.due_on, assignments.c.task)
)


def give(  # noqa: PLR0913, PLR0917 - an assignment is all of these
    db: Connection, room: int, ref: str, today: date, due_on: date, recipe: str | None = None
) -> tuple[int, bool]:
    """Give a class an item; return the number of the assignment and whether it is new. Given a second time for the
    same day (a doubled tap), it is the first one. An own set brings its recipe.
    """
    task = draw_number()  # one that never comes again: attempts carry it
    row = {
        "task": task,
        "room": room,
        "ref": ref,
        "given_on": today,
        "due_on": due_on,
        "late": True,
        "phase": "",
        "recipe": recipe,
    }
    # Another assignment may have drawn the same number: then nothing is there yet, and the page is tapped again.
    db.execute(upsert(assignments).values(row).on_conflict_do_nothing())
    there = db.scalar(
        select(assignments.c.task).where(
            assignments.c.room == room, assignments.c.ref == ref, assignments.c.due_on == due_on
        )
    )
    return int(there or 0), there == task


def of_room(db: Connection, room: int) -> list[Assignment]:
    """Return what a class was given, the newest first."""
    rows = db.execute(
        select(*_COLUMNS)
        .where(assignments.c.room == room)
        .order_by(assignments.c.given_on.desc(), assignments.c.due_on, assignments.c.ref)
    )
    return [Assignment(*row) for row in rows]


def before_of(db: Connection, assignment: Assignment) -> Assignment | None:
    """Return the newest assignment of the same item to the same class that was marked as before the lesson, in as
    many forms.
    """
    row = db.execute(
        select(*_COLUMNS)
        .where(
            assignments.c.room == assignment.room,
            assignments.c.ref == assignment.ref,
            assignments.c.phase == BEFORE,
            assignments.c.forms.is_not_distinct_from(assignment.forms),
            assignments.c.task != assignment.task,
        )
        .order_by(assignments.c.given_on.desc(), assignments.c.due_on.desc())
    ).first()
    return Assignment(*row) if row else None


def taught(db: Connection, key: bytes, task: int) -> Assignment | None:
    """Return an assignment of a class in which this person teaches, else None."""
    row = db.execute(
        select(*_COLUMNS)
        .join_from(assignments, teachers, assignments.c.room == teachers.c.room)
        .where(teachers.c.person == key, assignments.c.task == task)
    ).first()
    return Assignment(*row) if row else None


def attended(db: Connection, key: bytes, task: int) -> Assignment | None:
    """Return an assignment of a class in which this person learns, else None."""
    row = _ATTENDED.one(db, person=key, task=task)
    return Assignment(*row) if row else None


def counted_for(db: Connection, key: bytes, task: int) -> Assignment | None:
    """Return an assignment of a class in which this person learns, None also when their alias is counted from
    paper already.
    """
    row = _COUNTED_FOR.one(db, person=key, task=task)
    return Assignment(*row) if row else None


def of_pupil(db: Connection, key: bytes, room: int | None = None) -> list[tuple[Assignment, bool]]:
    """Return what the person's classes (or one of them) were given and whether it is done, by due day."""
    where = [memberships.c.person == key, *([memberships.c.room == room] if room is not None else [])]
    rows = db.execute(
        select(*_COLUMNS, handed.c.task)
        .join_from(assignments, memberships, assignments.c.room == memberships.c.room)
        .outerjoin(handed, (handed.c.task == assignments.c.task) & (handed.c.person == memberships.c.person))
        .where(*where)
        .order_by(assignments.c.due_on, assignments.c.task)
    )
    return [(Assignment(*row[:-1]), row[-1] is not None) for row in rows]


def waiting(db: Connection, key: bytes, today: date) -> list[Assignment]:
    """Return what the person's classes were given and they can still do and have not done, by due day."""
    return [Assignment(*row) for row in _WAITING.all(db, person=key, today=today)]


def hand_in(db: Connection, key: bytes, task: int, today: date) -> None:
    """Note once that the person has done it."""
    db.execute(upsert(handed).values(person=key, task=task, done_on=today).on_conflict_do_nothing())


def is_done(db: Connection, key: bytes, task: int) -> bool:
    """Whether the person has done it."""
    return (
        db.execute(select(handed.c.task).where(handed.c.person == key, handed.c.task == task)).first() is not None
    )


def done_by(db: Connection, assignment: Assignment) -> list[tuple[int, bool]]:
    """Return the aliases of the class by number, and whether each has done it."""
    rows = db.execute(
        select(memberships.c.number, handed.c.task)
        .outerjoin_from(
            memberships, handed, (handed.c.person == memberships.c.person) & (handed.c.task == assignment.task)
        )
        .where(memberships.c.room == assignment.room)
        .order_by(memberships.c.number)
    )
    return [(number, task is not None) for number, task in rows]


def chats(db: Connection, room: int) -> list[tuple[bytes, bytes]]:
    """Return the pupils of a class with their sealed chats, to tell them of an assignment."""
    rows = db.execute(
        select(memberships.c.person, memberships.c.chat).where(
            memberships.c.room == room, memberships.c.chat.is_not(None)
        )
    )
    return [(person, chat) for person, chat in rows]


def change(db: Connection, task: int, **fields: bool | str | int | None) -> None:
    """Set `late`, `phase` or `forms`. Errors: ValueError for another field."""
    if not fields.keys() <= {"late", "phase", "forms"}:
        raise ValueError(f"not a teacher's choice: {', '.join(sorted(fields))}")
    db.execute(update(assignments).where(assignments.c.task == task).values(**fields))


def note_reminder(db: Connection, task: int, today: date) -> bool:
    """Note that the class is reminded; False when it was before (a second tap)."""
    this = (assignments.c.task == task, assignments.c.reminded_on.is_(None))
    return db.execute(update(assignments).where(*this).values(reminded_on=today)).rowcount == 1


def withdraw(db: Connection, task: int) -> None:
    """Take an assignment back, with its totals."""
    db.execute(delete(assignments).where(assignments.c.task == task))

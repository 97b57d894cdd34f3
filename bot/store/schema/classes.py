"""The tables of classes: rooms, who teaches and who learns in them, what was given, and totals without persons."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from bot.store.schema.base import SEALED, Moment, metadata, person_column


def _room(*, part_of_key: bool = False) -> Column[int]:
    return Column(
        "room",
        Integer,
        ForeignKey("classrooms.room", ondelete="CASCADE"),
        primary_key=part_of_key,
        autoincrement=False,
        nullable=False,
    )


def _task() -> Column[int]:
    return Column(
        "task",
        Integer,
        ForeignKey("assignments.task", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


# `room` is drawn at random by the page that offers to make a class, so that a second tap makes no second one.
classrooms = Table(
    "classrooms",
    metadata,
    Column("room", Integer, primary_key=True, autoincrement=False),
    Column("colour", String(8), nullable=False),
    Column("animal", String(8), nullable=False),
    Column("tier", String(16), nullable=False),
    Column("code", String(12), nullable=False, unique=True),
    Column("code_number", Integer, nullable=False),
    Column("code_until", Date, nullable=False),
    Column("invite", String(12), unique=True),
    Column("invite_until", Moment),
    Column("closed", Boolean, nullable=False),
    Column("ends_on", Date, nullable=False, index=True),
    sqlite_with_rowid=False,
)

teachers = Table(
    "teachers",
    metadata,
    person_column(),
    _room(part_of_key=True),
    Index(None, "room"),
    sqlite_with_rowid=False,
)

memberships = Table(
    "memberships",
    metadata,
    person_column(),
    _room(part_of_key=True),
    Column("number", SmallInteger, nullable=False),
    Column("chat", LargeBinary(64), info={SEALED: "person"}),
    UniqueConstraint("room", "number"),
    sqlite_with_rowid=False,
)

tries = Table(
    "tries",
    metadata,
    person_column(),
    Column("number", SmallInteger, nullable=False),
    Column("since", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# An educator's own question set: `recipe` lists ids of questions; `number` is drawn like `room`. An assignment has
# a recipe of its own, so that changing, erasing or forgetting the set takes nothing from the class.
ownsets = Table(
    "ownsets",
    metadata,
    person_column(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("recipe", String(1200), nullable=False),
    sqlite_with_rowid=False,
)

# `task` is random too: attempts carry it, and a number that was used once must not come again.
assignments = Table(
    "assignments",
    metadata,
    Column("task", Integer, primary_key=True, autoincrement=False),
    _room(),
    Column("ref", String(64), nullable=False),
    Column("given_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("phase", String(8), nullable=False),
    Column("recipe", String(1200)),
    UniqueConstraint("room", "ref", "due_on"),
    sqlite_with_rowid=False,
)

handed = Table(
    "handed",
    metadata,
    person_column(),
    _task(),
    Column("done_on", Date, nullable=False),
    Index(None, "task"),
    sqlite_with_rowid=False,
)

# Totals hold no person and stay when somebody leaves. `counted` numbers the answers to one wording of a question;
# five in a row make a block of `tallies`, and nothing smaller is ever shown (decision 0011).
counted = Table(
    "counted",
    metadata,
    _task(),
    Column("meaning", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",
    metadata,
    _task(),
    Column("meaning", String(64), primary_key=True),
    Column("block", Integer, primary_key=True, autoincrement=False),
    Column("marks", String(8), primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

papers = Table(
    "papers",
    metadata,
    _task(),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

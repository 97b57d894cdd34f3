"""The tables of classes: rooms, who teaches and who learns in them, what was given, and totals without persons."""

from __future__ import annotations

from typing import Any

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
    UniqueConstraint,
)

from bot.db.base import Moment, chat_column, column, person_column, table
from bot.db.ledger import CLASS


def _room(*, part_of_key: bool = False) -> Column[int]:
    there = ForeignKey("classrooms.room", ondelete="CASCADE")
    options: dict[str, Any] = {"primary_key": part_of_key, "autoincrement": False, "nullable": False}
    return column("room", Integer, CLASS, "which class", there, export="class", **options)


def _task() -> Column[int]:
    there = ForeignKey("assignments.task", ondelete="CASCADE")
    options: dict[str, Any] = {"primary_key": True, "autoincrement": False}
    return column("task", Integer, CLASS, "which assignment", there, export="assignment", **options)


# `room` is drawn at random by the page that offers to make a class, so that a second tap makes no second one.
classrooms = table(
    "classrooms",
    column("room", Integer, CLASS, "which class", primary_key=True, autoincrement=False),
    column("colour", String(8), CLASS, "its name", nullable=False),
    column("animal", String(8), CLASS, "its name", nullable=False),
    column("tier", String(16), CLASS, "fitting content", nullable=False),
    column("country", String(2), CLASS, "its pupils' help lines and clock", nullable=False),
    column("code", String(12), CLASS, "lets pupils in", nullable=False, unique=True),
    column("code_number", Integer, CLASS, "renewed once a tap", nullable=False),
    column("code_until", Date, CLASS, "when it ends", nullable=False),
    column("invite", String(12), CLASS, "lets a teacher in", unique=True),
    column("invite_until", Moment, CLASS, "when it ends"),
    column("closed", Boolean, CLASS, "open or not", nullable=False),
    column("held", Boolean, CLASS, "whether joining is held"),
    column("ends_on", Date, CLASS, "to erase in time", nullable=False, index=True),
)

teachers = table(
    "teachers",
    person_column(CLASS),
    _room(part_of_key=True),
    Index(None, "room"),
    export="Classes you teach",
)

memberships = table(
    "memberships",
    person_column(CLASS),
    _room(part_of_key=True),
    column("number", SmallInteger, CLASS, "your alias", export="alias number", nullable=False),
    chat_column(CLASS, "to tell you of an assignment"),
    UniqueConstraint("room", "number"),
    export="Classes you are in",
)

# Neither which class it was nor who taught there. It goes as soon as the pupil knows.
closed_classes = table(
    "closed_classes",
    person_column(CLASS),
    column("closed_on", Date, CLASS, "to tell you once", export="day", nullable=False, index=True),
    export="A class of yours that was closed",
)

# Who learns in a browser, without Telegram. Everybody else is kept when they leave their last class; they are not.
browser_pupils = table("browser_pupils", person_column(CLASS), export="You came without Telegram")

# Who teaches in a browser, without Telegram.
browser_teachers = table(
    "browser_teachers",
    person_column(CLASS),
    column(
        "pin",
        LargeBinary(64),
        CLASS,
        "asked for before something is changed (scrambled)",
        export="PIN, encrypted",
        sealed="person",
        nullable=False,
    ),
    column("lost_on", Date, CLASS, "to forget you without it", export="forgotten on", index=True),
    export="You teach without Telegram",
)

# `task` is random too: attempts carry it, and a number that was used once must not come again.
assignments = table(
    "assignments",
    column("task", Integer, CLASS, "which assignment", primary_key=True, autoincrement=False),
    _room(),
    column("ref", String(64), CLASS, "what was given", nullable=False),
    column("given_on", Date, CLASS, "its order", nullable=False),
    column("due_on", Date, CLASS, "until when", nullable=False),
    column("late", Boolean, CLASS, "the late rule", nullable=False),
    column("phase", String(8), CLASS, "to compare", nullable=False),
    column("recipe", String(1200), CLASS, "an own set, as given"),
    column("reminded_on", Date, CLASS, "to remind once"),
    column("forms", SmallInteger, CLASS, "halves of a class swap them"),
    UniqueConstraint("room", "ref", "due_on"),
)

handed = table(
    "handed",
    person_column(CLASS),
    _task(),
    column("done_on", Date, CLASS, "done or not", export="done on", nullable=False),
    Index(None, "task"),
    export="Assignments done",
)

# An answer waits as a row of its person; five to one wording of a question become a block of `tallies`, which
# holds no person and stays when somebody leaves. Nothing smaller is kept without a person (decision 0011).
waiting_answers = table(
    "waiting_answers",
    person_column(CLASS),
    _task(),
    column(
        "meaning", String(64), CLASS, "a changed question is a new one", export="wording mark", primary_key=True
    ),
    column("marks", String(8), CLASS, "wait until five are one total", export="options", nullable=False),
    Index(None, "task", "meaning"),
    export="Answers that wait for a class's totals",
)

tallies = table(
    "tallies",
    _task(),
    column("meaning", String(64), CLASS, "a changed question is a new one", primary_key=True),
    column("block", Integer, CLASS, "nothing smaller is shown", primary_key=True, autoincrement=False),
    column("marks", String(8), CLASS, "what was chosen", primary_key=True),
    column("number", Integer, CLASS, "how many", nullable=False),
)

papers = table(
    "papers",
    _task(),
    column("number", SmallInteger, CLASS, "counted once", primary_key=True, autoincrement=False),
)

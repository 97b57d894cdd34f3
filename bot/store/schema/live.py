"""The tables of live quizzes: the one that a class has now, who takes part, its group. Gone when it ends."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, Table

from bot.store.schema.base import SEALED, Moment, metadata, person_column

# `person` leads; `number` counts the questions that were asked, 0 before the first; `card` is the one asked now.
lives = Table(
    "lives",
    metadata,
    Column(
        "task",
        Integer,
        ForeignKey("assignments.task", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    person_column(part_of_key=False),
    Column("code", String(12), nullable=False, unique=True),
    Column("card", String(16), nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("step", String(8), nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

taking_part = Table(
    "taking_part",
    metadata,
    person_column(),
    Column(
        "task",
        Integer,
        ForeignKey("lives.task", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    Column("chat", LargeBinary(64), nullable=False, info={SEALED: "person"}),
    sqlite_with_rowid=False,
)

# Where a live quiz is held in a group, by the quiz's code: `number` and `step` are what the group has seen, `poll`
# its open poll, `locale` the language spoken there. A row whose quiz is gone is a group that is to be said goodbye
# to, so nothing ties it to a person.
groups = Table(
    "groups",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("chat", LargeBinary(64), info={SEALED: "code"}),
    Column("number", SmallInteger, nullable=False),
    Column("step", String(8), nullable=False),
    Column("poll", BigInteger),
    Column("locale", String(16), nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)

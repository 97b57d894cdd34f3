"""The tables of live quizzes: the one that a class has now, who takes part, its group. Gone when it ends."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String

from bot.db.base import Moment, chat_column, column, person_column, table
from bot.db.ledger import CLASS

# `person` leads; `number` counts the questions that were asked, 0 before the first; `card` is the one asked now.
live_quizzes = table(
    "live_quizzes",
    column(
        "task",
        Integer,
        CLASS,
        "which set, which class",
        ForeignKey("assignments.task", ondelete="CASCADE"),
        export="assignment",
        primary_key=True,
        autoincrement=False,
    ),
    person_column(CLASS, part_of_key=False),
    column(
        "code", String(12), CLASS, "opens the projector", export="code of the page", nullable=False, unique=True
    ),
    column("card", String(16), CLASS, "what is asked now", export="question", nullable=False),
    column("number", SmallInteger, CLASS, "how far it is", export="its number", nullable=False),
    column("step", String(8), CLASS, "open, closed or shown", export="step", nullable=False),
    column("until", Moment, CLASS, "it ends by itself", export="until", nullable=False, index=True),
    Index(None, "person"),
    export="Live quizzes you lead",
)

taking_part = table(
    "taking_part",
    person_column(CLASS),
    column(
        "task",
        Integer,
        CLASS,
        "which quiz",
        ForeignKey("live_quizzes.task", ondelete="CASCADE"),
        export="assignment",
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    chat_column(CLASS, "to bring its questions"),
    export="A live quiz you take part in",
)

# Where a live quiz is held in a group, by the quiz's code: `number` and `step` are what the group has seen, `poll`
# its open poll, `locale` the language spoken there. A row whose quiz is gone is a group that is to be said goodbye
# to, so nothing ties it to a person.
groups = table(
    "groups",
    column("code", String(12), CLASS, "which quiz", primary_key=True),
    column("chat", LargeBinary(64), CLASS, "where its questions go", sealed="code"),
    column("number", SmallInteger, CLASS, "what it has seen", nullable=False),
    column("step", String(8), CLASS, "what it has seen", nullable=False),
    column("poll", BigInteger, CLASS, "to close it"),
    column("locale", String(16), CLASS, "how it is spoken to", nullable=False),
    column("next_at", Moment, CLASS, "nothing comes twice", nullable=False),
    column("until", Moment, CLASS, "it is forgotten by then", nullable=False, index=True),
)

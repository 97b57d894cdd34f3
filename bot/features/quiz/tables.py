"""The tables of quizzes: what was asked and answered, what comes back, how each question works, the trial of
repetition.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
)

from bot.db.base import column, person_column, table
from bot.db.ledger import ANSWERS, PROGRESS

_TEN = "waits until ten are one number"

attempts = table(
    "attempts",
    person_column(PROGRESS),
    column(
        "attempt", Integer, PROGRESS, "finds it again", export="attempt", primary_key=True, autoincrement=False
    ),
    column("quiz", String(64), PROGRESS, "which quiz", export="quiz", nullable=False),
    column("number", Integer, PROGRESS, "which go it is", export="go", nullable=False),
    column("seed", BigInteger, PROGRESS, "the same order again", export="shuffle number", nullable=False),
    column("begun_on", Date, ANSWERS, "to erase in time", export="begun on", index=True),
    column("closed_on", Date, PROGRESS, "open or ended", export="ended on"),
    UniqueConstraint("person", "quiz", "number"),
    export="Quizzes",
)

asked = table(
    "asked",
    person_column(ANSWERS),
    column("attempt", Integer, ANSWERS, "which go", export="attempt", primary_key=True, autoincrement=False),
    column("number", SmallInteger, ANSWERS, "its place", export="question", primary_key=True, autoincrement=False),
    column("ref", String(64), ANSWERS, "where it is from", export="item", nullable=False),
    column("card", String(16), ANSWERS, "which question", export="card", nullable=False),
    column(
        "meaning", String(64), ANSWERS, "a changed question is a new one", export="wording mark", nullable=False
    ),
    ForeignKeyConstraint(["person", "attempt"], ["attempts.person", "attempts.attempt"], ondelete="CASCADE"),
    export="Questions asked",
)

answers = table(
    "answers",
    person_column(ANSWERS),
    column("attempt", Integer, ANSWERS, "which go", export="attempt", primary_key=True, autoincrement=False),
    column(
        "number", SmallInteger, ANSWERS, "which question", export="question", primary_key=True, autoincrement=False
    ),
    column("meaning", String(64), ANSWERS, "which wording was answered", export="wording mark", primary_key=True),
    column("marks", String(8), ANSWERS, "what was chosen", export="options", nullable=False),
    column("right", Boolean, ANSWERS, "your result", export="right"),
    column("answered_on", Date, ANSWERS, "the order of answers", export="day", nullable=False),
    ForeignKeyConstraint(
        ["person", "attempt", "number"],
        ["asked.person", "asked.attempt", "asked.number"],
        ondelete="CASCADE",
    ),
    export="Your answers",
)

repeats = table(
    "repeats",
    person_column(PROGRESS),
    column("quiz", String(64), PROGRESS, "where it is from", export="quiz", primary_key=True),
    column("card", String(16), PROGRESS, "which question", export="card", primary_key=True),
    column(
        "meaning", String(64), PROGRESS, "a changed question is a new one", export="wording mark", nullable=False
    ),
    column("state", String(64), PROGRESS, "how well it is known", export="box", nullable=False),
    column("due_on", Date, PROGRESS, "when to ask again", export="comes back from", nullable=False),
    export="Questions that come back",
)

# How questions of the bank work, by wording. An answer waits as a row of its person; ten become sums without
# persons, just what may be shown (decision 0011).
waiting_findings = table(
    "waiting_findings",
    person_column(ANSWERS),
    column("meaning", String(64), ANSWERS, _TEN, export="wording mark", primary_key=True),
    column(
        "answer",
        String(16),
        ANSWERS,
        _TEN,
        export="options, and percent right",
        nullable=False,
    ),
    column("answered_on", Date, ANSWERS, "to erase in time", export="day", nullable=False, index=True),
    Index(None, "meaning"),
    export="Answers that wait to be counted",
)

findings = table(
    "findings",
    column("meaning", String(64), ANSWERS, "which wording", primary_key=True),
    column("answers", Integer, ANSWERS, "how many", nullable=False),
    column("least", Integer, ANSWERS, "right, at least", nullable=False),
    column("most", Integer, ANSWERS, "right, at most", nullable=False),
    column("misled", String(8), ANSWERS, "options that misled", nullable=False),
    column("pairs", Integer, ANSWERS, "attempts compared", nullable=False),
    column("rights", Integer, ANSWERS, "right among them", nullable=False),
    column("rests", BigInteger, ANSWERS, "percent right of the rest", nullable=False),
    column("squares", BigInteger, ANSWERS, "its squares", nullable=False),
    column("both", BigInteger, ANSWERS, "the two together", nullable=False),
    column("last_on", Date, ANSWERS, "old ones go", nullable=False, index=True),
)

# The trial of repetition (decision 0041): whose test is to come, whose result waits, and sums over tens of people.
delayed_tests = table(
    "delayed_tests",
    person_column(ANSWERS),
    column("quiz", String(64), ANSWERS, "what is asked once more", export="quiz", nullable=False),
    column(
        "finished_on",
        Date,
        ANSWERS,
        "to ask four weeks later, and to erase in time",
        export="first finished on",
        nullable=False,
        index=True,
    ),
    export="Questions to be asked once more",
)

waiting_delayed = table(
    "waiting_delayed",
    person_column(ANSWERS),
    column("arm", String(8), ANSWERS, _TEN, export="how missed questions come back", nullable=False),
    column("audience", String(16), ANSWERS, _TEN, export="who you were then", nullable=False),
    column("share", SmallInteger, ANSWERS, _TEN, export="right, of 10,000", nullable=False),
    column("answered_on", Date, ANSWERS, "to erase in time", export="day", nullable=False, index=True),
    Index(None, "arm", "audience"),
    export="A result after four weeks that waits to be counted",
)

delayed_sums = table(
    "delayed_sums",
    column("arm", String(8), ANSWERS, "which way of repeating", primary_key=True),
    column("audience", String(16), ANSWERS, "by age", primary_key=True),
    column("people", Integer, ANSWERS, "how many, in tens", nullable=False),
    column("shares", BigInteger, ANSWERS, "right among them", nullable=False),
    column("squares", BigInteger, ANSWERS, "their squares", nullable=False),
    column("last_on", Date, ANSWERS, "old ones go", nullable=False, index=True),
)

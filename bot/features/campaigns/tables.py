"""The tables of campaigns: who takes part, which days reached them, and how campaigns went, in numbers of ten."""

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
    text,
)

from bot.db.base import Moment, chat_column, column, person_column, table
from bot.db.ledger import ANSWERS, DELIVERY, WISHES

_TEN = "waits until ten can be told as one number"
_GROUP = "in which group you count"

# `zone` follows the person's own (`people.on_change`): so a group is one range of an index.
# Language, age and country are those with which the person joined: the group in which they count (`outcomes`).
enrolments = table(
    "enrolments",
    person_column(WISHES),
    column("campaign", String(48), WISHES, "which one it is", export="campaign", primary_key=True),
    column("zone", String(64), WISHES, "your hour", export="time zone", nullable=False),
    column("slot", SmallInteger, WISHES, "not everybody at once", export="slot", nullable=False),
    column("variant", String(8), WISHES, "which wording works", export="variant", nullable=False),
    chat_column(WISHES, "where to send it"),
    column("joined_on", Date, WISHES, "from which day", export="joined on", nullable=False),
    column("ends_on", Date, WISHES, "until which day", export="ends on", nullable=False),
    column("left_on", Date, WISHES, "nothing more comes", export="left on"),
    column("exposed_on", Date, WISHES, "counted once", export="first sent on"),
    column(
        "locale",
        String(16),
        WISHES,
        _GROUP,
        export="language then",
        nullable=False,
        server_default=text("''"),
    ),
    column(
        "audience",
        String(16),
        WISHES,
        _GROUP,
        export="who you were then",
        nullable=False,
        server_default=text("''"),
    ),
    column(
        "country",
        String(2),
        WISHES,
        _GROUP,
        export="country then",
        nullable=False,
        server_default=text("''"),
    ),
    column("opened_on", Date, WISHES, "counted once", export="first opened on"),
    column("done", SmallInteger, WISHES, "counted once", export="days done", nullable=False, server_default="0"),
    column("paired_on", Date, WISHES, "counted once", export="compared on"),
    column("finished_on", Date, WISHES, "counted once", export="finished on", context="export: campaign"),
    column(
        "has_left",
        Boolean,
        WISHES,
        "counted once",
        export="has ever left",
        nullable=False,
        server_default=text("false"),
    ),
    Index(None, "campaign", "zone", "person"),
    export="Campaigns",
)
# Rows whose campaign is over while the chat is still stored: looked for at every sweep.
_CHAT = enrolments.c.chat.is_not(None)
Index(
    "ix_enrolments_chat",
    enrolments.c.campaign,
    enrolments.c.joined_on,
    sqlite_where=_CHAT,
    postgresql_where=_CHAT,
)

steps = table(
    "steps",
    person_column(WISHES),
    column("campaign", String(48), WISHES, "which one it is", export="campaign", primary_key=True),
    column("step", SmallInteger, WISHES, "which day of it", export="step", primary_key=True, autoincrement=False),
    column("name", String(16), WISHES, "never twice on another day", export="name"),
    column("sent_on", Date, WISHES, "never twice", export="sent on"),
    column("opened_on", Date, WISHES, "your progress", export="opened on"),
    column("done_on", Date, WISHES, "your progress", export="done on"),
    export="Steps of campaigns",
)

# A campaign in numbers, by one dimension (language, age, country, variant) at a time, or for everybody; updated
# with each counted event, never computed by a scan. A number below ten counts present people (decision 0019).
outcomes = table(
    "outcomes",
    column("campaign", String(48), ANSWERS, "which one it is", primary_key=True),
    column("dimension", String(16), ANSWERS, "counted by", primary_key=True),
    column("name", String(16), ANSWERS, "which group", primary_key=True),
    column("measure", String(8), ANSWERS, "what is counted", primary_key=True),
    column("number", Integer, ANSWERS, "how many people", nullable=False),
    column("last_on", Date, ANSWERS, "old ones go", nullable=False),
)

# Quizzes before and after: people who wait until there are ten, and sums over tens by day.
pairs = table(
    "pairs",
    person_column(WISHES),
    column("campaign", String(48), WISHES, "which one it is", export="campaign", primary_key=True),
    column(
        "dimension",
        String(16),
        WISHES,
        _TEN,
        export="compared by",
        primary_key=True,
    ),
    column("name", String(16), WISHES, _TEN, export="group", nullable=False),
    column(
        "before",
        SmallInteger,
        WISHES,
        _TEN,
        export="right before",
        nullable=False,
    ),
    column(
        "after",
        SmallInteger,
        WISHES,
        _TEN,
        export="right after",
        nullable=False,
    ),
    ForeignKeyConstraint(["person", "campaign"], ["enrolments.person", "enrolments.campaign"], ondelete="CASCADE"),
    Index(None, "campaign", "dimension", "name"),
    export="A quiz before and after",
)

learning_gains = table(
    "learning_gains",
    column("campaign", String(48), ANSWERS, "which one it is", primary_key=True),
    column("dimension", String(16), ANSWERS, "compared by", primary_key=True),
    column("name", String(16), ANSWERS, "which group", primary_key=True),
    column("day", Date, ANSWERS, "by day", primary_key=True),
    column("people", Integer, ANSWERS, "how many, in tens", nullable=False),
    column("before", BigInteger, ANSWERS, "right before", nullable=False),
    column("after", BigInteger, ANSWERS, "right after", nullable=False),
    column("squares", BigInteger, ANSWERS, "squares of differences", nullable=False),
    column("better", Integer, ANSWERS, "better after", nullable=False),
)

paused = table(
    "paused",
    column("campaign", String(48), DELIVERY, "stopped by an organiser", primary_key=True),
    column("at", Moment, DELIVERY, "since when", nullable=False),
)

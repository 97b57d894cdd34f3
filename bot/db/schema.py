"""The engine's own tables, and the complete schema: every column with its purpose and its line of /privacy. Tables
of a single feature are in that feature's folder.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    text,
)

from bot.db.base import (
    REVISION,
    SEALED,
    Moment,
    chat_column,
    column,
    key_of_person,
    metadata,
    person_column,
    table,
)
from bot.db.ledger import (
    AGREEMENT,
    ANSWERS,
    DELIVERY,
    IDENTITY,
    INSTALLATION,
    LAST_VISIT,
    PROGRESS,
    SENT,
    SETTINGS,
    UPDATES,
    VISITOR,
    WISHES,
)
from bot.values.folders import import_parts

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

__all__ = [
    "REVISION",
    "SEALED",
    "Moment",
    "deliveries",
    "desks",
    "dispatches",
    "help_totals",
    "installation",
    "metadata",
    "of_a_person",
    "people",
    "planned",
    "progress",
    "updates",
    "visits",
]

people = table(
    "people",
    column("key", LargeBinary(16), IDENTITY, "stands for you everywhere", export="your code", primary_key=True),
    column(
        "lookup",
        LargeBinary(33),
        IDENTITY,
        "to know you again (HMAC of the Telegram id, or of the return code)",
        export="your scrambled number",
        nullable=False,
        unique=True,
    ),
    column("audience", String(16), SETTINGS, "fitting content", export="who you are"),
    column("locale", String(16), SETTINGS, "the bot's language", export="language", nullable=False),
    column("country", String(2), SETTINGS, "help lines", export="country", nullable=False),
    column("zone", String(64), SETTINGS, "your hour and day", export="time zone", nullable=False),
    column("text_mode", Boolean, SETTINGS, "how screens look", export="text mode", nullable=False),
    column("agreed_text", String(32), AGREEMENT, "proof", export="text agreed to", nullable=False),
    column("agreed_on", Date, AGREEMENT, "proof", export="agreed on"),
    column("place", String(64), LAST_VISIT, "to go on", export="last page", nullable=False),
    column("begun", String(64), LAST_VISIT, "to go on", export="begun last", nullable=False),
    column(
        "seen_on", Date, LAST_VISIT, "to erase those who left", export="last visit", nullable=False, index=True
    ),
    column(
        "not_before",
        Moment,
        WISHES,
        "when I may write unasked again (a pause, a rest, something unfinished: all alike)",
        export="not before",
    ),
    column("blocked_on", Date, WISHES, "not to write to who wants no messages", export="blocked on"),
    column("picture", String(12), SETTINGS, "to tell those apart who share a phone", export="picture"),
    column(
        "guest",
        String(12),
        SETTINGS,
        "who is at the phone just now, if not you",
        export="somebody new on the phone",
    ),
    column("adult_on", Date, SETTINGS, "what a grown-up may do on a shared phone", export="grown-up since"),
    column("organises", Boolean, SETTINGS, "who on a shared phone runs campaigns", export="organiser"),
    CheckConstraint("length(key) = 16", name="key"),
    export="The person",
)
# Partial indexes: they hold the few people who rest or are away, and cost nothing for the others.
for _rare in (people.c.not_before, people.c.blocked_on):
    Index(None, _rare, sqlite_where=_rare.is_not(None), postgresql_where=_rare.is_not(None))

progress = table(
    "progress",
    person_column(PROGRESS),
    column("ref", String(64), PROGRESS, "what was begun", export="item", primary_key=True),
    column("card", String(16), PROGRESS, "where to go on", export="card", nullable=False),
    column("done_on", Date, PROGRESS, "what is done", export="finished on"),
    export="Lessons and stories",
)

updates = table(
    "updates",
    column("bot_id", BigInteger, UPDATES, "whose message number", primary_key=True, autoincrement=False),
    column("update_id", BigInteger, UPDATES, "handled already", primary_key=True, autoincrement=False),
    column("day", Date, UPDATES, "to erase in time", nullable=False),
    column("answered", Boolean, UPDATES, "not to answer twice", nullable=False),
)

deliveries = table(
    "deliveries",
    column(
        "id",
        BigInteger().with_variant(Integer, "sqlite"),
        DELIVERY,
        "finds it again",
        export="number",
        primary_key=True,
    ),
    person_column(DELIVERY, part_of_key=False, nullable=True),
    chat_column(DELIVERY, "where to send it", nullable=False),
    column("path", String(64), DELIVERY, "what to send", export="page", nullable=False),
    column("why", String(16), DELIVERY, "why it is sent", export="why", nullable=False),
    column("campaign", String(48), DELIVERY, "what it belongs to", export="campaign", nullable=False),
    column("version", Integer, DELIVERY, "a changed plan", export="version", nullable=False),
    column("step", SmallInteger, DELIVERY, "which day of it", export="step", nullable=False),
    column("due_at", Moment, DELIVERY, "when to send it", export="due", nullable=False),
    column("good_until", Moment, DELIVERY, "never stale", export="good until"),
    column("state", String(8), DELIVERY, "waiting or failed", export="state", nullable=False),
    column("next_at", Moment, DELIVERY, "not twice at once", export="next look", nullable=False),
    column("reason", String(16), DELIVERY, "why it is not sent yet", export="waits for", nullable=False),
    column("attempts", Integer, DELIVERY, "when to give up", export="tries", nullable=False),
    Index(None, "person"),
    Index(None, "state", "why", "next_at"),
    export="Messages on their way",
    rowid=True,
)
# The guard against planning the same visit twice. Replies are not planned. The person is the last column, so that
# a group fills one range of the index: on SQLite every touched page goes to the WAL.
_PLANNED = deliveries.c.why != text("'reply'")
Index(
    "uq_deliveries_once",
    *(deliveries.c[name] for name in ("why", "campaign", "step", "due_at", "person")),
    unique=True,
    sqlite_where=_PLANNED,
    postgresql_where=_PLANNED,
)

dispatches = table(
    "dispatches",
    person_column(SENT),
    column("due_at", Moment, SENT, "when it should come", export="due", primary_key=True),
    column("why", String(16), SENT, "a tip, a campaign, a class", export="why", primary_key=True),
    column("campaign", String(48), SENT, "which one it is", export="campaign", primary_key=True),
    column("step", SmallInteger, SENT, "which day of it", export="step", primary_key=True, autoincrement=False),
    column("path", String(64), SENT, "what was sent", export="page", nullable=False),
    column("outcome", String(16), SENT, "sent or why not", export="outcome", nullable=False),
    column("at", Moment, SENT, "not too often", export="when", nullable=False, index=True),
    column("attempts", Integer, SENT, "may it have come twice", export="tries", nullable=False),
    export="What I sent first",
)

# How far each group (one zone, one moment) has been planned; the cursor is the key of the last planned person.
planned = table(
    "planned",
    column("why", String(16), DELIVERY, "tips or a campaign", primary_key=True),
    column("campaign", String(48), DELIVERY, "which one it is", primary_key=True),
    column("step", SmallInteger, DELIVERY, "which day of it", primary_key=True, autoincrement=False),
    column("zone", String(64), DELIVERY, "for which places", primary_key=True),
    column("due_at", Moment, DELIVERY, "for which hour", primary_key=True),
    column("version", Integer, DELIVERY, "a changed plan", nullable=False),
    column("cursor", LargeBinary(16), DELIVERY, "to go on after a restart", nullable=False),
    column("done", Boolean, DELIVERY, "not to plan twice", nullable=False),
)

# Used only in the visitors' store in memory; empty on disk.
visits = table(
    "visits",
    person_column(VISITOR),
    column("touched_at", Moment, VISITOR, "to forget a visitor", export="last tap", nullable=False, index=True),
    column("link", String(64), VISITOR, "to go on to a class once you agree", export="link with a code"),
    export="Looking round",
)

# `token` is the SHA-256 of the secret in the link, or in the browser's cookie: a stolen database opens nothing.
desks = table(
    "desks",
    column(
        "token",
        LargeBinary(32),
        DELIVERY,
        "finds it again (hash of what the browser keeps)",
        export="scrambled key",
        primary_key=True,
    ),
    person_column(DELIVERY, part_of_key=False),
    chat_column(DELIVERY, "to know you in the browser as in the chat", nullable=False),
    column("opened", Boolean, DELIVERY, "a link opens once", export="opened", nullable=False),
    column("until", Moment, DELIVERY, "it ends by itself", export="until", nullable=False, index=True),
    column("proven", Boolean, DELIVERY, "a teacher's PIN was typed there", export="PIN typed"),
    Index(None, "person"),
    export="Your screens in a browser",
)

# Computers that show digits until somebody in the chat types them; of nobody. `token`: the SHA-256 of what the
# computer's browser keeps.
waiting_screens = table(
    "waiting_screens",
    column("digits", String(6), DELIVERY, "typed in the chat", primary_key=True),
    column("token", LargeBinary(32), DELIVERY, "opens that browser and no other", nullable=False, unique=True),
    column("until", Moment, DELIVERY, "it ends by itself", nullable=False, index=True),
)

# How many people saw the page of a situation; only whole tens are written (decision 0042).
help_totals = table(
    "help_totals",
    column("situation", SmallInteger, ANSWERS, "what help was for", primary_key=True, autoincrement=False),
    column("country", String(2), ANSWERS, "whose lines to check first", primary_key=True),
    column("number", Integer, ANSWERS, "how many people, in tens", nullable=False),
    column("last_on", Date, ANSWERS, "old ones go", nullable=False),
)

# `key_check` is a fixed word sealed with the key; `clock_at` the latest moment that the bot has believed.
installation = table(
    "installation",
    column("name", String(16), INSTALLATION, "finds the row", primary_key=True),
    column("key_check", LargeBinary(64), INSTALLATION, "a wrong key file is refused at the start"),
    column("clock_at", Moment, INSTALLATION, "a clock that jumps erases nothing"),
)


@cache
def of_a_person() -> tuple[tuple[Table, Column[bytes]], ...]:
    """Return every table with rows of persons and its column for the person, parents first.

    Export, forget and the visitors' move walk this list, so a new table joins them by having a `person` column.
    """
    keyed = ((table, key_of_person(table)) for table in metadata.sorted_tables)
    return tuple((table, column) for table, column in keyed if column is not None)


import_parts("tables")
"""Import the tables of all features: the metadata then contains every table."""

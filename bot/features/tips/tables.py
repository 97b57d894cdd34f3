"""The tables of tips: who wishes for them, at which hour, and which they have had."""

from __future__ import annotations

from sqlalchemy import Date, Index, SmallInteger, String

from bot.db.base import chat_column, column, person_column, table
from bot.db.ledger import WISHES

# `zone` follows the person's own (`people.on_change`): so a group is one range of an index.
tip_wishes = table(
    "tip_wishes",
    person_column(WISHES),
    column("zone", String(64), WISHES, "your hour", export="time zone", nullable=False),
    column("hour", SmallInteger, WISHES, "when to write", export="hour", nullable=False),
    column("days", SmallInteger, WISHES, "how often to write", export="days of the week", nullable=False),
    chat_column(WISHES, "where to send it", nullable=False),
    Index(None, "zone", "hour", "person"),
    export="Tips",
)

tips_seen = table(
    "tips_seen",
    person_column(WISHES),
    column("path", String(64), WISHES, "not the same twice", export="tip", primary_key=True),
    column("seen_on", Date, WISHES, "the oldest comes again first", export="day", nullable=False),
    export="Tips seen",
)

"""The tables of search: who found nothing on a topic, until five have, and numbers without persons."""

from __future__ import annotations

from sqlalchemy import Date, Index, Integer, String

from bot.db.base import column, person_column, table
from bot.db.ledger import ANSWERS

waiting_topics = table(
    "waiting_topics",
    person_column(ANSWERS),
    column("topic", String(20), ANSWERS, "waits until five are one number", export="topic", primary_key=True),
    column("locale", String(16), ANSWERS, "waits until five are one number", export="language", primary_key=True),
    column("asked_on", Date, ANSWERS, "to erase in time", export="day", nullable=False, index=True),
    Index(None, "topic", "locale"),
    export="Topics on which you found nothing",
)

unanswered_topics = table(
    "unanswered_topics",
    column("topic", String(20), ANSWERS, "what is missing", primary_key=True),
    column("locale", String(16), ANSWERS, "in which language", primary_key=True),
    column("number", Integer, ANSWERS, "how many", nullable=False),
    column("last_on", Date, ANSWERS, "old ones go", nullable=False),
)

"""The tables of flags: who flagged which card until ten have, and numbers without persons."""

from __future__ import annotations

from sqlalchemy import Date, Index, Integer, String

from bot.db.base import column, person_column, table
from bot.db.ledger import ANSWERS, PROGRESS

# What a person has flagged, so that each counts once. `wording` is the hash of the card as it was then. Language,
# reason and day are kept until ten flags with the same reason become a number of `flags`.
flagged = table(
    "flagged",
    person_column(PROGRESS),
    column("ref", String(64), PROGRESS, "counts once", export="item", primary_key=True),
    column("card", String(16), PROGRESS, "counts once", export="card", primary_key=True),
    column(
        "wording",
        String(12),
        PROGRESS,
        "counts once",
        export="wording mark",
        context="export: card",
        primary_key=True,
    ),
    column("locale", String(16), ANSWERS, "waits until ten are one number", export="language"),
    column("reason", String(1), ANSWERS, "waits until ten are one number", export="reason"),
    column("flagged_on", Date, ANSWERS, "to erase in time", export="day"),
    export="Cards you flagged",
)
_WAITS = flagged.c.reason.is_not(None)
Index(
    "ix_flagged_waiting",
    *(flagged.c[name] for name in ("ref", "card", "wording", "locale", "reason")),
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)

flags = table(
    "flags",
    column("pack", String(16), ANSWERS, "what was flagged", primary_key=True),
    column("ref", String(64), ANSWERS, "what was flagged", primary_key=True),
    column("locale", String(16), ANSWERS, "what was flagged", primary_key=True),
    column("card", String(16), ANSWERS, "what was flagged", primary_key=True),
    column("wording", String(12), ANSWERS, "what was flagged", primary_key=True),
    column("reason", String(1), ANSWERS, "what to mend", primary_key=True),
    column("number", Integer, ANSWERS, "how many", nullable=False),
    column("last_on", Date, ANSWERS, "old ones go", nullable=False),
)

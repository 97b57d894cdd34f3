"""The table of lanterns."""

from __future__ import annotations

from sqlalchemy import Integer

from bot.db.base import column, person_column, table
from bot.db.ledger import PROGRESS

lanterns = table(
    "lanterns",
    person_column(PROGRESS),
    column("number", Integer, PROGRESS, "which one", export="number", primary_key=True, autoincrement=False),
    export="Lanterns",
)

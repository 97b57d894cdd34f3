"""The table of question sets that educators picked."""

from __future__ import annotations

from sqlalchemy import Integer, String

from bot.db.base import column, person_column, table
from bot.db.ledger import CLASS

# An educator's own question set: `recipe` lists ids of questions; `number` is drawn like `room`. An assignment has
# a recipe of its own, so that changing, erasing or forgetting the set takes nothing from the class.
ownsets = table(
    "ownsets",
    person_column(CLASS),
    column(
        "number", Integer, CLASS, "which set", export="number of the set", primary_key=True, autoincrement=False
    ),
    column("revision", Integer, CLASS, "a changed set is another", export="changes", nullable=False),
    column("recipe", String(1200), CLASS, "your own set", export="questions picked", nullable=False),
    column("code", String(12), CLASS, "to share it", export="code of its link", index=True, unique=True),
    export="Your own question sets",
)

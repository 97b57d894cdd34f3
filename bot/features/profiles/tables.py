"""The table of profiles: the keys of three icons."""

from __future__ import annotations

from sqlalchemy import LargeBinary

from bot.db.base import column, person_column, table
from bot.db.ledger import SETTINGS

profile_keys = table(
    "profile_keys",
    person_column(SETTINGS),
    column(
        "icons",
        LargeBinary(64),
        SETTINGS,
        "to let in only who knows them",
        export="three icons, encrypted",
        sealed="person",
        nullable=False,
    ),
    export="Your key on a shared phone",
)

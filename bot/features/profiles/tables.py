"""The tables of profiles: the keys of three icons, and which a grown-up has taken off."""

from __future__ import annotations

from sqlalchemy import Date, LargeBinary

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

keys_taken_off = table(
    "keys_taken_off",
    person_column(SETTINGS),
    column("taken_off_on", Date, SETTINGS, "to tell whose it was", export="taken off on", nullable=False),
    export="Your key was taken off",
)

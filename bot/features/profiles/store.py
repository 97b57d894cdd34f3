"""Store of profiles: keys of three icons, sealed, and which were taken off, each a row of its person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.features.profiles.tables import keys_taken_off, profile_keys

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

TOLD = timedelta(days=90)
"""How long a person is told that their key was taken off. Somebody who looks in meanwhile cannot hide it."""


def icons_of(db: Connection, key: bytes) -> bytes | None:
    """Return the sealed icons that open a person's screens; None if they have no key."""
    sealed: bytes | None = db.scalar(select(profile_keys.c.icons).where(profile_keys.c.person == key))
    return sealed


def set_icons(db: Connection, key: bytes, icons: bytes) -> None:
    """Let these icons, sealed for the person, open their screens from now on."""
    drop_icons(db, key)
    db.execute(insert(profile_keys).values(person=key, icons=icons))


def take_off(db: Connection, key: bytes, today: date) -> None:
    """Let a person's screens open without a key since a grown-up on their phone wishes so; they are told of it."""
    drop_icons(db, key)
    row = upsert(keys_taken_off).values(person=key, taken_off_on=today)
    db.execute(row.on_conflict_do_update(index_elements=["person"], set_={"taken_off_on": today}))


def taken_off_on(db: Connection, key: bytes, today: date) -> date | None:
    """Return the day on which a grown-up took a person's key off; None where nobody did lately (`TOLD`)."""
    day: date | None = db.scalar(select(keys_taken_off.c.taken_off_on).where(keys_taken_off.c.person == key))
    return day if day is not None and today - day < TOLD else None


def drop_icons(db: Connection, key: bytes) -> None:
    """Let a person's screens open without a key."""
    db.execute(delete(profile_keys).where(profile_keys.c.person == key))

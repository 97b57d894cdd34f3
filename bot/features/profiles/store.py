"""Store of profiles: keys of three icons, sealed, each a row of its person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.features.profiles.tables import profile_keys

if TYPE_CHECKING:
    from sqlalchemy import Connection


def icons_of(db: Connection, key: bytes) -> bytes | None:
    """Return the sealed icons that open a person's screens; None for who has no key."""
    sealed: bytes | None = db.scalar(select(profile_keys.c.icons).where(profile_keys.c.person == key))
    return sealed


def set_icons(db: Connection, key: bytes, icons: bytes) -> None:
    """Let these icons, sealed for the person, open their screens from now on."""
    drop_icons(db, key)
    db.execute(insert(profile_keys).values(person=key, icons=icons))


def drop_icons(db: Connection, key: bytes) -> None:
    """Let a person's screens open without a key."""
    db.execute(delete(profile_keys).where(profile_keys.c.person == key))

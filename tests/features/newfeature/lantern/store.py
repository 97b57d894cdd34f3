"""Which lanterns are lit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from bot.db import people

from .tables import lanterns

if TYPE_CHECKING:
    from sqlalchemy import Connection


def light(db: Connection, key: bytes, number: int) -> None:
    """Light a lantern of a person."""
    db.execute(insert(lanterns).values(person=key, number=number))


@people.on_rest
def put_out(db: Connection, key: bytes) -> None:
    """Put out all lanterns of a person who rests."""
    db.execute(delete(lanterns).where(lanterns.c.person == key))

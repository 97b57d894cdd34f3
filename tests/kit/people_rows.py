"""Somebody in the database, for tests of what is stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.db import people
from bot.values.audience import Audience

if TYPE_CHECKING:
    from sqlalchemy import Connection


TODAY = date(2026, 11, 25)


def someone(db: Connection, seen_on: date = TODAY, audience: Audience | None = None) -> bytes:
    key = people.new_key()
    people.add(db, b"\1" + key + key, people.Person(key, audience), seen_on)
    return key

"""Waiting screens: computers that show six digits until somebody in the chat types them. Rows of nobody, for
minutes.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.db import desks, retention
from bot.db.ledger import A_WEEK
from bot.db.schema import waiting_screens

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

WAITS = timedelta(minutes=5)
"""How long a computer shows its digits."""

DIGITS = 6
"""So many of them: typed from one screen to another without a mistake, and read aloud in one breath."""

MOST = 2_000
"""Computers that wait at once: of the million numbers one in five hundred is taken, so a slip of a finger rarely
meets another computer."""

TRIES = 8
"""Numbers that are drawn until one is free; with `MOST` of them waiting, eight are all taken once in 10^21."""


def show(db: Connection, secret: str, now: datetime) -> str | None:
    """Return the digits for a computer that keeps this secret, the same as long as they wait; None while too many
    wait.
    """
    waiting = shown(db, secret, now)
    if waiting is not None:
        return waiting
    table = waiting_screens.c
    db.execute(delete(waiting_screens).where((table.token == desks.hashed(secret)) | (table.until <= now)))
    if (db.scalar(select(func.count()).select_from(waiting_screens)) or 0) >= MOST:
        return None
    for _ in range(TRIES):
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        row = {"digits": digits, "token": desks.hashed(secret), "until": now + WAITS}
        try:
            with db.begin_nested():
                db.execute(insert(waiting_screens).values(row))
        except IntegrityError:
            continue
        return digits
    return None


def shown(db: Connection, secret: str, now: datetime) -> str | None:
    """Return the digits that the computer with this secret shows now; None where they are over."""
    table = waiting_screens.c
    mine = (table.token == desks.hashed(secret), table.until > now)
    found: str | None = db.scalar(select(table.digits).where(*mine))
    return found


def spaced(digits: str) -> str:
    """Return digits in two halves, which are read and typed without a slip."""
    return f"{digits[:3]} {digits[3:]}"


def waits(db: Connection, digits: str, now: datetime) -> bool:
    """Whether a computer shows these digits now."""
    table = waiting_screens.c
    return db.scalar(select(table.digits).where(table.digits == digits, table.until > now)) is not None


def let_in(db: Connection, digits: str, key: bytes, chat: bytes, now: datetime) -> bool:
    """Let the one computer that shows these digits open the screens of a person, once; False if none does. If two
    type them at once, the database lets one through.
    """
    table = waiting_screens.c
    mine = (table.digits == digits, table.until > now)
    token = db.scalar(delete(waiting_screens).where(*mine).returning(table.token))
    if token is None:
        return False
    desks.let_open(db, token, key, chat, now)
    return True


@retention.erases(A_WEEK)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase what has ended; return how many."""
    table = waiting_screens.c
    over = select(table.digits).where(table.until <= now).limit(limit)
    return db.execute(delete(waiting_screens).where(table.digits.in_(over.scalar_subquery()))).rowcount

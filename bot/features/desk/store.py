"""Store of the desk: links that open once, and the browsers that they opened. Rows of their person, for hours."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.db import retention
from bot.db.ledger import A_WEEK
from bot.features.desk.tables import desks

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

OPENS_WITHIN = timedelta(minutes=5)
"""How long a link waits to be opened."""

LASTS = timedelta(hours=12)
"""How long a browser stays open: a working day. /privacy tells it with the line of the table."""

SECRET_BYTES = 24
"""Random bytes of a link and of a cookie: nobody guesses them."""


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A browser that is open: whose it is, and the sealed number of their chat."""

    person: bytes
    chat: bytes


def invite(db: Connection, key: bytes, chat: bytes, now: datetime) -> str:
    """Return the secret of a new link of a person; the one that they had before opens nothing any more."""
    db.execute(delete(desks).where(desks.c.person == key, desks.c.opened.is_(False)))
    return _add(db, key, chat, opened=False, until=now + OPENS_WITHIN)


def open_link(db: Connection, secret: str, now: datetime) -> str | None:
    """Use a link up; return the secret of the browser that it opens, None when it was used, is old or was never
    given. Of two who use it at once the database lets one through.
    """
    mine = (desks.c.token == _hash(secret), desks.c.opened.is_(False), desks.c.until > now)
    used = db.execute(delete(desks).where(*mine).returning(desks.c.person, desks.c.chat)).first()
    return None if used is None else _add(db, used.person, used.chat, opened=True, until=now + LASTS)


def open_for(db: Connection, key: bytes, chat: bytes, now: datetime) -> str:
    """Return the secret of a browser of a person of whom Telegram itself has said that it is theirs."""
    return _add(db, key, chat, opened=True, until=now + LASTS)


def find(db: Connection, secret: str, now: datetime) -> OpenDesk | None:
    """Return the browser with this secret; None for one that was closed, has ended or was forgotten."""
    mine = (desks.c.token == _hash(secret), desks.c.opened.is_(True), desks.c.until > now)
    row = db.execute(select(desks.c.person, desks.c.chat).where(*mine)).first()
    return None if row is None else OpenDesk(row.person, row.chat)


def move(db: Connection, key: bytes, secret: str, chat: bytes) -> None:
    """Let one browser of a person open under another number from now on, and close all others."""
    db.execute(delete(desks).where(desks.c.person == key, desks.c.token != _hash(secret)))
    db.execute(update(desks).where(desks.c.token == _hash(secret)).values(chat=chat))


def close(db: Connection, secret: str) -> None:
    """Close one browser."""
    db.execute(delete(desks).where(desks.c.token == _hash(secret)))


def close_all(db: Connection, key: bytes) -> int:
    """Close every browser of a person, and the link that waits; return how many."""
    return db.execute(delete(desks).where(desks.c.person == key)).rowcount


def _add(db: Connection, key: bytes, chat: bytes, *, opened: bool, until: datetime) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = {"token": _hash(secret), "person": key, "chat": chat, "opened": opened, "until": until}
    db.execute(insert(desks).values(row))
    return secret


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


@retention.erases(A_WEEK)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase what has ended; return how many."""
    over = select(desks.c.token).where(desks.c.until <= now).limit(limit)
    return db.execute(delete(desks).where(desks.c.token.in_(over.scalar_subquery()))).rowcount

"""Desks: links that open once, and the browsers that they opened. Rows of their person, for hours."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.db import retention
from bot.db.ledger import A_WEEK
from bot.db.schema import desks

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
    proven: bool
    """Whether a teacher without Telegram has typed the PIN there."""


def invite(db: Connection, key: bytes, chat: bytes, now: datetime) -> str:
    """Return the secret of a new link of a person; their earlier link opens nothing any more."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    let_open(db, hashed(secret), key, chat, now)
    return secret


def let_open(db: Connection, token: bytes, key: bytes, chat: bytes, now: datetime) -> None:
    """Let the browser whose secret is stored as `token` open the person's screens; their link opens nothing."""
    db.execute(delete(desks).where(desks.c.person == key, desks.c.opened.is_(False)))
    row = {"token": token, "person": key, "chat": chat, "opened": False, "until": now + OPENS_WITHIN}
    db.execute(insert(desks).values(row))


def open_link(db: Connection, secret: str, now: datetime) -> str | None:
    """Use a link up; return the secret of the browser that it opens, or None if it was used, is old or never
    existed. If two use it at once, the database lets one through.
    """
    mine = (desks.c.token == hashed(secret), desks.c.opened.is_(False), desks.c.until > now)
    used = db.execute(delete(desks).where(*mine).returning(desks.c.person, desks.c.chat)).first()
    return None if used is None else open_for(db, used.person, used.chat, now)


def open_for(db: Connection, key: bytes, chat: bytes, now: datetime, *, proven: bool = False) -> str:
    """Return the secret of a browser for a person who was identified. `proven`: a teacher has typed the PIN."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = {"token": hashed(secret), "person": key, "chat": chat, "opened": True, "until": now + LASTS}
    row["proven"] = proven or None
    db.execute(insert(desks).values(row))
    return secret


def find(db: Connection, secret: str, now: datetime) -> OpenDesk | None:
    """Return the browser with this secret; None if it was closed, has ended or was forgotten."""
    mine = (desks.c.token == hashed(secret), desks.c.opened.is_(True), desks.c.until > now)
    row = db.execute(select(desks.c.person, desks.c.chat, desks.c.proven).where(*mine)).first()
    return None if row is None else OpenDesk(row.person, row.chat, bool(row.proven))


def move(db: Connection, key: bytes, secret: str, chat: bytes) -> None:
    """Let one browser of a person open under another number from now on, and close all others."""
    db.execute(delete(desks).where(desks.c.person == key, desks.c.token != hashed(secret)))
    db.execute(update(desks).where(desks.c.token == hashed(secret)).values(chat=chat))


def close(db: Connection, secret: str) -> None:
    """Close one browser."""
    db.execute(delete(desks).where(desks.c.token == hashed(secret)))


def close_all(db: Connection, key: bytes) -> int:
    """Close every browser of a person, and the link that waits; return how many."""
    return db.execute(delete(desks).where(desks.c.person == key)).rowcount


def hashed(secret: str) -> bytes:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).digest()


@retention.erases(A_WEEK)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Erase what has ended; return how many."""
    over = select(desks.c.token).where(desks.c.until <= now).limit(limit)
    return db.execute(delete(desks).where(desks.c.token.in_(over.scalar_subquery()))).rowcount

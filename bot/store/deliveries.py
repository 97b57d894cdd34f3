"""Deliveries: visits owed to people, each sent by whoever holds its lease. For now these are replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, or_, select, update

from bot.store.schema import deliveries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LEASE = timedelta(seconds=60)
"""How long who took a delivery may send it before somebody else takes it (a kill in the middle, mostly)."""

WAITING = "waiting"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A visit owed. `person` is None for who is not known; `chat` is sealed (`Keys.open` with the person's key or
    `rotate.UNBOUND`); `tries` counts this one too: above 1 it may have arrived already.
    """

    id: int
    person: bytes | None
    chat: bytes
    path: str
    due_at: datetime
    why: str
    tries: int


def owe(  # noqa: PLR0913, PLR0917 - a delivery is all of these
    db: Connection, person: bytes | None, chat: bytes, path: str, due_at: datetime, why: str = "reply"
) -> None:
    """Write down that a page is owed to a chat (sealed by `Keys.seal`)."""
    db.execute(
        insert(deliveries).values(
            person=person, chat=chat, path=path, due_at=due_at, why=why, state=WAITING, attempts=0
        )
    )


def due(db: Connection, now: datetime, limit: int, lease: timedelta = LEASE) -> list[Delivery]:
    """Take up to `limit` deliveries that are due, longest due first; nobody else gets them meanwhile."""
    free = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now)
    some = (
        select(deliveries.c.id)
        .where(deliveries.c.state == WAITING, deliveries.c.due_at <= now, free)
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = db.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(some.scalar_subquery()))
        .values(lease_until=now + lease, attempts=deliveries.c.attempts + 1)
        .returning(
            deliveries.c.id,
            deliveries.c.person,
            deliveries.c.chat,
            deliveries.c.path,
            deliveries.c.due_at,
            deliveries.c.why,
            deliveries.c.attempts,
        )
    )
    return sorted((Delivery(*row) for row in rows), key=lambda one: (one.due_at, one.id))


def next_due(db: Connection) -> datetime | None:
    """Return when the next delivery that waits is due, which may be past; None when none waits."""
    earliest: datetime | None = db.scalar(
        select(func.min(deliveries.c.due_at)).where(deliveries.c.state == WAITING)
    )
    return earliest


def settle(db: Connection, delivery: int, *, sent: bool, again_at: datetime | None = None) -> None:
    """Say what became of a delivery: sent, it is erased; else it waits until `again_at`, or has failed (None)."""
    this = deliveries.c.id == delivery
    if sent:
        db.execute(delete(deliveries).where(this))
    elif again_at is not None:
        db.execute(update(deliveries).where(this).values(due_at=again_at, lease_until=None))
    else:
        db.execute(update(deliveries).where(this).values(state=FAILED, lease_until=None))


def drop_person(db: Connection, key: bytes, why: str = "") -> int:
    """Erase whatever is owed to a person (they blocked the bot, or said stop), or only what is owed for one
    reason; return how many.
    """
    which = (deliveries.c.person == key, *((deliveries.c.why == why,) if why else ()))
    return db.execute(delete(deliveries).where(*which)).rowcount

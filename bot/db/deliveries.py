"""Deliveries: visits owed or planned; the process that takes one sends it. Decision 0010 defines a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import String, bindparam, delete, exists, func, insert, literal_column, select, union_all, update
from sqlalchemy.dialects.postgresql import insert as insert_new

from bot.db.schema import deliveries
from bot.db.statement import Hot
from bot.values.why import PLANNED, Why

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

LEASE = timedelta(seconds=60)
"""How long a process may take to send a delivery before another may take it (mostly after a kill)."""

WAITING = "waiting"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to plan: the page's path (a doorway, drawn without effects), the reason, when it is due, until when
    it may be sent (None: 24 hours later), and for a campaign its id, version and step. All moments are aware.
    """

    path: str
    why: Why
    due_at: datetime
    good_until: datetime | None = None
    campaign: str = ""
    version: int = 0
    step: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """A visit owed. `person` is None if the person is not known; `chat` is sealed (`Keys.open` with the person's
    key or `keys.UNBOUND`); `tries` includes this one: above 1 it may have arrived already.
    """

    id: int
    person: bytes | None
    chat: bytes
    path: str
    why: str
    campaign: str
    version: int
    step: int
    due_at: datetime
    good_until: datetime | None
    tries: int


_COLUMNS = tuple(
    deliveries.c[name]
    for name in ("id", "person", "chat", "path", "why", "campaign", "version", "step", "due_at", "good_until")
)


def owe(  # noqa: PLR0913, PLR0917 - a delivery is all of these
    db: Connection,
    person: bytes | None,
    chat: bytes,
    path: str,
    due_at: datetime,
    why: str = Why.REPLY,
    held_until: datetime | None = None,
) -> int:
    """Record that a page is owed to a chat (sealed by `Keys.seal`); return its number. `held_until`: until then
    only the caller may send it.
    """
    row = _row(person, chat, Visit(path, Why(why), due_at))
    if held_until is not None:
        row["next_at"] = held_until
    return int(db.scalar(insert(deliveries).values(row).returning(deliveries.c.id)) or 0)


def lead_to(db: Connection, delivery: int, person: bytes, path: str, held_until: datetime) -> bool:
    """Change the page of a reply owed to a person; the caller holds it and sends it. Returns False if it is gone,
    or owed to somebody else.
    """
    this = (deliveries.c.id == delivery, deliveries.c.person == person, deliveries.c.state == WAITING)
    return db.execute(update(deliveries).where(*this).values(path=path, next_at=held_until)).rowcount > 0


def lead_person(db: Connection, person: bytes, path: str, to: str, held_until: datetime) -> int | None:
    """Change a waiting reply that leads a person to `path`, so that it leads `to` another page (or the same); the
    caller holds it and sends it. Returns its number, None if there is none.
    """
    this = (
        deliveries.c.person == person,
        deliveries.c.path == path,
        deliveries.c.why == Why.REPLY.value,
        deliveries.c.state == WAITING,
    )
    leading = update(deliveries).where(*this).values(path=to, next_at=held_until).returning(deliveries.c.id)
    return next(iter(db.scalars(leading)), None)


def leads(db: Connection, person: bytes, path: str) -> bool:
    """Whether a waiting reply leads a person to `path`."""
    this = (deliveries.c.person == person, deliveries.c.path == path, deliveries.c.state == WAITING)
    return db.scalar(select(deliveries.c.id).where(*this).limit(1)) is not None


def plan(db: Connection, person: bytes, chat: bytes, visit: Visit) -> bool:
    """Plan a visit to a person who has agreed to such visits (`chat` sealed with their key). Returns False if the
    same visit (why, campaign, step, due) is planned already. `chat.notification_policy` decides at its time
    whether and when it is sent.
    """
    new = insert_new(deliveries).values(_row(person, chat, visit)).on_conflict_do_nothing()
    # The row itself is returned, because PostgreSQL's driver does not report how many rows an insert wrote.
    return db.scalar(new.returning(deliveries.c.id)) is not None


def _row(person: bytes | None, chat: bytes, visit: Visit) -> dict[str, object]:
    return {
        "person": person,
        "chat": chat,
        "path": visit.path,
        "why": visit.why.value,
        "campaign": visit.campaign,
        "version": visit.version,
        "step": visit.step,
        "due_at": visit.due_at,
        "good_until": visit.good_until,
        "state": WAITING,
        "next_at": visit.due_at,
        "reason": "",
        "attempts": 0,
    }


def due(
    db: Connection, now: datetime, limit: int, whys: Collection[Why] = tuple(Why), lease: timedelta = LEASE
) -> list[Delivery]:
    """Take up to `limit` due deliveries of these reasons, the longest waiting first; other processes do not get
    them until the lease ends.
    """
    some = (
        select(deliveries.c.id)
        .where(
            deliveries.c.state == WAITING,
            deliveries.c.why.in_([why.value for why in whys]),
            deliveries.c.next_at <= now,
        )
        .order_by(deliveries.c.next_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = db.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(some.scalar_subquery()))
        .values(next_at=now + lease, attempts=deliveries.c.attempts + 1)
        .returning(*_COLUMNS, deliveries.c.attempts)
    )
    return sorted((Delivery(*row) for row in rows), key=lambda one: (one.due_at, one.id))


_WHYS_DUE = Hot(
    union_all(
        *(
            select(literal_column(f"'{why.value}'", String).label("why")).where(
                exists().where(
                    deliveries.c.state == literal_column(f"'{WAITING}'"),
                    deliveries.c.why == literal_column(f"'{why.value}'"),
                    deliveries.c.next_at <= bindparam("now", type_=deliveries.c.next_at.type),
                )
            )
            for why in PLANNED
        )
    )
)


def whys_due(db: Connection, now: datetime) -> list[Why]:
    """Return the reasons, without replies, for which deliveries are due; higher ranks first."""
    there = {row[0] for row in _WHYS_DUE.all(db, now=now)}
    return [why for why in PLANNED if why.value in there]


def next_due(db: Connection) -> datetime | None:
    """Return when the next waiting delivery is due, which may be in the past; None if none waits."""
    earliest: datetime | None = db.scalar(
        select(func.min(deliveries.c.next_at)).where(deliveries.c.state == WAITING)
    )
    return earliest


def count_due(db: Connection, now: datetime, whys: Collection[Why], limit: int) -> int:
    """Return how many deliveries of these reasons are due; counting ends at `limit`."""
    this = (deliveries.c.state == WAITING, deliveries.c.why.in_([why.value for why in whys]))
    some = select(deliveries.c.id).where(*this, deliveries.c.next_at <= now).limit(limit).subquery()
    return int(db.scalar(select(func.count()).select_from(some)) or 0)


_IS_DUE = Hot(
    select(deliveries.c.id).where(
        deliveries.c.id == bindparam("id", type_=deliveries.c.id.type),
        deliveries.c.state == literal_column(f"'{WAITING}'"),
        deliveries.c.next_at <= bindparam("now", type_=deliveries.c.next_at.type),
    )
)


def is_due(db: Connection, delivery: int, now: datetime) -> bool:
    """Whether a delivery still waits and may be taken now."""
    return _IS_DUE.one(db, id=delivery, now=now) is not None


def nth_due(db: Connection, now: datetime, why: Why, number: int) -> int | None:
    """Return the id of the delivery that comes as this `number` (from 1) for a reason; None if fewer are due."""
    this = deliveries.c.state == WAITING, deliveries.c.why == why.value, deliveries.c.next_at <= now
    order = deliveries.c.next_at, deliveries.c.id
    found: int | None = db.scalar(
        select(deliveries.c.id).where(*this).order_by(*order).offset(max(0, number - 1)).limit(1)
    )
    return found


def settle(db: Connection, delivery: int, *, sent: bool, again_at: datetime | None = None) -> None:
    """Record the result of a delivery: sent, it is erased; else it waits until
    `again_at`, or has failed (None).
    """
    this = deliveries.c.id == delivery
    if sent:
        db.execute(delete(deliveries).where(this))
    elif again_at is not None:
        db.execute(update(deliveries).where(this).values(next_at=again_at))
    else:
        db.execute(update(deliveries).where(this).values(state=FAILED))


def drop_person(db: Connection, key: bytes, why: str = "", campaign: str = "") -> int:
    """Erase all deliveries owed to a person (who blocked the bot, or said stop), or only those of one reason or
    one campaign; return how many.
    """
    which = [deliveries.c.person == key]
    if why:
        which.append(deliveries.c.why == why)
    if campaign:
        which.append(deliveries.c.campaign == campaign)
    return db.execute(delete(deliveries).where(*which)).rowcount


def drop(db: Connection, why: Why, campaign: str) -> int:
    """Erase all waiting deliveries of one reason and campaign (such as a withdrawn assignment), for everybody;
    return how many.
    """
    which = (deliveries.c.why == why.value, deliveries.c.campaign == campaign)
    return db.execute(delete(deliveries).where(*which)).rowcount

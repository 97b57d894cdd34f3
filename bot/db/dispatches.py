"""Dispatches: the ledger of messages begun, sent or not sent, with reasons, for `why` and the attention budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.db import people
from bot.db.deliveries import FAILED, WAITING
from bot.db.schema import deliveries, dispatches
from bot.db.schema import people as people_table
from bot.db.statement import Hot
from bot.values.hook import Hook
from bot.values.why import BUDGETED, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Table
    from sqlalchemy.dialects.postgresql import Insert

    from bot.db.deliveries import Delivery

SENDING = "sending"
SENT = "sent"
UNREADABLE = "unreadable"
"""Outcome: the row, or one that it needs, cannot be read: damaged, or sealed with a missing key."""

LOOKS_BACK = timedelta(days=8)
"""A child's budget covers seven of the person's own days; these may begin up to a day before ours."""

Name = tuple[bytes, int, str, str, int]


@dataclass(slots=True)
class Known:
    """What the ledger knows about a person before something is sent to them."""

    person: people.Person
    not_before: datetime | None
    blocked: bool
    sent: list[tuple[Name, datetime]] = field(default_factory=list)
    """Budgeted messages of the last `LOOKS_BACK`, sent or on their way, each with its moment."""
    campaigns: list[InCampaign] = field(default_factory=list)
    """The campaigns in which they take part."""
    steps: set[tuple[str, int]] = field(default_factory=set)
    """The campaign steps that they have received."""
    awaits: list[Why] = field(default_factory=list)
    """The reasons of other due messages that wait for them."""
    in_class: bool = False
    """Whether a class may tell them of assignments."""

    def sent_but(self, this: Name) -> list[tuple[Why, datetime]]:
        """Return why and when messages were sent, other than this one."""
        return [(Why(name[2]), at) for name, at in self.sent if name != this]


@dataclass(frozen=True, slots=True)
class InCampaign:
    """A campaign (`pack/item`) in which somebody takes part; on `ends_on` it may send them something last."""

    name: str
    joined_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """The result of a delivery that was taken. `outcome`: `sent`, or why it was not sent; with `again_at`, why it
    waits. `path`: the page that was shown, if the doorway stood for another page. `tried`: whether it was begun
    to be sent, so that it may have arrived.
    """

    delivery: Delivery
    outcome: str
    at: datetime
    again_at: datetime | None = None
    path: str = ""
    tried: bool = True


on_know: Hook[[Connection, dict[bytes, Known], set[str]], None] = Hook()
"""Called before sending for these reasons: adds facts about the people, by key."""

on_draw: Hook[[Connection, Sequence[tuple[bytes, str, int, str]]], None] = Hook()
"""Called with the steps that are about to be sent: person, campaign, step number, step name."""

on_sent: Hook[[Connection, Sequence[DeliveryResult]], None] = Hook()
"""Called with the results of sent messages, so that they are counted."""

held: Hook[[Connection], frozenset[str]] = Hook()
"""Called for the campaigns and page paths that an organiser holds back."""


def held_back(db: Connection) -> frozenset[str]:
    """Return the campaigns and page paths that must not be sent at this moment."""
    return frozenset().union(*held.call(db))


def name_of(delivery: Delivery) -> Name:
    """Return the key of a delivery in the ledger. Errors: ValueError for a stranger's delivery."""
    if delivery.person is None:
        raise ValueError("a stranger's reply stands in no ledger")
    due = int(delivery.due_at.timestamp())
    return delivery.person, due, delivery.why, delivery.campaign, delivery.step


def know(db: Connection, taken: Sequence[Delivery], now: datetime) -> dict[bytes, Known]:
    """Return the known facts about the people of these deliveries; people who are gone are missing.

    On PostgreSQL their rows are locked until the transaction ends, so that two workers never decide about one
    person at the same time; SQLite has one writer.
    """
    keys = sorted({one.person for one in taken if one.person is not None})
    rows = db.execute(
        select(*people.COLUMNS, people_table.c.not_before, people_table.c.blocked_on)
        .where(people_table.c.key.in_(keys))
        .order_by(people_table.c.key)
        .with_for_update(key_share=True)
    )
    known = {row[0]: Known(people.person_of(tuple(row)[:-2]), row[-2], row[-1] is not None) for row in rows}
    keys = list(known)
    for name, at in sent_lately(db, keys, now):
        known[name[0]].sent.append((name, at))
    whys = {one.why for one in taken}
    if Why.TIP in whys:
        _know_rivals(db, known, keys, now)
    on_know.call(db, known, whys)
    return known


def sent_lately(db: Connection, keys: Sequence[bytes], now: datetime) -> list[tuple[Name, datetime]]:
    """Return the budgeted messages of the last `LOOKS_BACK` to these people, sent or on their way."""
    lately = dispatches.c.outcome.in_((SENT, SENDING)), dispatches.c.at > now - LOOKS_BACK
    budgeted = dispatches.c.why.in_([why.value for why in BUDGETED])
    rows = db.execute(select(dispatches).where(dispatches.c.person.in_(keys), budgeted, *lately))
    return [((row.person, int(row.due_at.timestamp()), row.why, row.campaign, row.step), row.at) for row in rows]


def _know_rivals(db: Connection, known: dict[bytes, Known], keys: list[bytes], now: datetime) -> None:
    """Add the other due messages, to which a tip gives way."""
    others = deliveries.c.person.in_(keys), deliveries.c.why.not_in((Why.TIP.value, Why.REPLY.value))
    due = deliveries.c.state == WAITING, deliveries.c.next_at <= now
    for person, why in db.execute(select(deliveries.c.person, deliveries.c.why).where(*others, *due)):
        known[person].awaits.append(Why(why))


def know_one(db: Connection, key: bytes) -> Known:
    """Return whether a person rests or has blocked the bot, for the operator's question.

    Errors: NoResultFound if the person is gone.
    """
    row = db.execute(
        select(*people.COLUMNS, people_table.c.not_before, people_table.c.blocked_on).where(
            people_table.c.key == key
        )
    ).one()
    return Known(people.person_of(tuple(row)[:-2]), row[-2], row[-1] is not None)


def since(db: Connection, key: bytes, begin: datetime) -> Sequence[Row[Any]]:
    """Return the ledger's rows of a person since `begin`, ordered by due moment."""
    mine = dispatches.c.person == key, dispatches.c.at >= begin
    return db.execute(select(dispatches).where(*mine).order_by(dispatches.c.due_at)).all()


def waiting(db: Connection, key: bytes) -> Sequence[Row[Any]]:
    """Return the waiting deliveries of a person, without replies."""
    mine = deliveries.c.person == key, deliveries.c.state == WAITING, deliveries.c.why != Why.REPLY.value
    return db.execute(select(deliveries).where(*mine).order_by(deliveries.c.due_at)).all()


def insert_known(table: Table, names: Sequence[str]) -> Insert:
    """Return an insert of these columns that writes nothing if the `person` was forgotten meanwhile. On PostgreSQL
    it keeps the person's row until the end of the transaction.
    """
    values = [bindparam(name, type_=table.c[name].type) for name in names]
    known = select(*values).where(people_table.c.key == bindparam("person", type_=people_table.c.key.type))
    return insert(table).from_select(
        names, known.with_for_update(read=True, key_share=True), include_defaults=False
    )


_DISPATCH = insert_known(dispatches, dispatches.c.keys())
_NAMED = [column.name for column in dispatches.primary_key.columns]
_BEGIN = Hot(
    _DISPATCH.on_conflict_do_update(
        index_elements=_NAMED, set_={name: _DISPATCH.excluded[name] for name in ("outcome", "at", "attempts")}
    )
)
# A sent message stays sent: planned again it is judged "already", and its day's budget stays spent.
_NOTE = Hot(
    _DISPATCH.on_conflict_do_update(
        index_elements=_NAMED,
        set_={name: _DISPATCH.excluded[name] for name in ("path", "outcome", "at", "attempts")},
        where=dispatches.c.outcome != literal_column(f"'{SENT}'"),
    )
)
_UNBEGIN = Hot(
    delete(dispatches).where(
        *(dispatches.c[name] == bindparam(name, type_=dispatches.c[name].type) for name in _NAMED),
        dispatches.c.outcome == literal_column(f"'{SENDING}'"),
    )
)
_ERASE = Hot(delete(deliveries).where(deliveries.c.id == bindparam("delivery")))
_PUT_OFF = Hot(
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"))
    .values(
        next_at=bindparam("again_at", type_=deliveries.c.next_at.type),
        reason=bindparam("why_not", type_=deliveries.c.reason.type),
        attempts=deliveries.c.attempts - bindparam("untried", type_=deliveries.c.attempts.type),
    )
)


def begin(db: Connection, some: Iterable[Delivery], now: datetime) -> None:
    """Record that these deliveries are about to be sent. Beginning again after a kill increases the tries."""
    _BEGIN.many(db, [_row(one, one.path, SENDING, now) for one in some])


_SET_ASIDE = Hot(
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"))
    .values(state=literal_column(f"'{FAILED}'"), reason=literal_column(f"'{UNREADABLE}'"))
)


def set_aside(db: Connection, some: Sequence[Delivery], now: datetime) -> None:
    """Mark unreadable deliveries as failed, so that they do not block others. Their rows stay for investigation,
    as long as those of any message that could not be sent.
    """
    _SET_ASIDE.many(db, [{"delivery": one.id} for one in some])
    _NOTE.many(db, [_row(one, one.path, UNREADABLE, now) for one in some])


def settle(db: Connection, results: Sequence[DeliveryResult]) -> None:
    """Record the results of deliveries: waiting ones keep waiting, others are erased and recorded in the ledger.
    Sent messages are counted as a tip or campaign step that the person has received. People who were forgotten
    meanwhile get no ledger row, and do not block others.
    """
    over = [result for result in results if result.again_at is None]
    waiting = [result for result in results if result.again_at is not None]
    later = [
        {
            "delivery": one.delivery.id,
            "again_at": one.again_at,
            "why_not": one.outcome,
            "untried": 0 if one.tried else 1,
        }
        for one in waiting
    ]
    _PUT_OFF.many(db, later)
    _UNBEGIN.many(db, [{name: getattr(one.delivery, name) for name in _NAMED} for one in waiting])
    _ERASE.many(db, [{"delivery": result.delivery.id} for result in over])
    _NOTE.many(
        db,
        [_row(result.delivery, result.path or result.delivery.path, result.outcome, result.at) for result in over],
    )
    on_sent.call(db, [result for result in over if result.outcome == SENT])


def _row(one: Delivery, path: str, outcome: str, at: datetime) -> dict[str, Any]:
    return {
        "person": one.person,
        "due_at": one.due_at,
        "why": one.why,
        "campaign": one.campaign,
        "step": one.step,
        "path": path,
        "outcome": outcome,
        "at": at,
        "attempts": one.tries,
    }

"""Planning: one statement plans a visit for everybody of one zone and moment, in bounded batches, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    bindparam,
    cast,
    delete,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.db.deliveries import WAITING
from bot.db.schema import deliveries, planned
from bot.db.statement import Hot
from bot.values.hook import Hook

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from bot.values.why import Why

BATCH = 2_000
"""People planned in one transaction: some tens of milliseconds, so that no turn waits long."""

SLOTS = 1_000
"""Slots of a person are below this: the slot sets after which share of the window their visit is due."""

NEAR = timedelta(minutes=1)
"""How long before its moment a visit is planned: longer than the pause between two runs (`chat.planner`)."""

is_wanted: Hook[[], ColumnElement[bool]] = Hook()
"""Called for the condition that a row of `planned` concerns somebody who lives in its zone."""


@dataclass(frozen=True, slots=True)
class Group:
    """The same visit for everybody of one zone at one moment (aware); for a campaign its id, version and step, and
    over how long its people are spread. `who` returns what selects person, chat and slot (0 if nobody is spread):
    only when the group is planned, since most that are looked at were planned before.
    """

    why: Why
    who: Callable[[], Select[Any]] = field(compare=False, repr=False)
    zone: str
    path: str
    due_at: datetime
    good_until: datetime
    campaign: str = ""
    version: int = 0
    step: int = 0
    spread: timedelta = timedelta()

    @property
    def name(self) -> tuple[str, str, int, str, datetime]:
        """The group's identity; a new version of a campaign does not change it."""
        return self.why.value, self.campaign, self.step, self.zone, self.due_at


def slot_of(key: bytes) -> int:
    """Return a person's place in a spread window. It grows with the key, so planning in the order of keys is
    planning in the order of time, and only rows for the next minute are written.
    """
    return int.from_bytes(key[:_HEAD], "big") * SLOTS >> 8 * _HEAD


def plan_some(db: Connection, group: Group, now: datetime, limit: int = BATCH) -> bool:
    """Plan up to `limit` people of a group; return True if nobody whose moment is `NEAR` is left. Until then call
    it again, each time in a new transaction; for a spread group, on every run.

    Two processes may call it at the same time: they take turns, and each person is planned once.
    """
    this = _this(group)
    row = dict(zip(_NAME, group.name, strict=True))
    fresh = insert(planned).values(**row, version=group.version, cursor=b"", done=False)
    db.execute(fresh.on_conflict_do_nothing())
    cursor, done = db.execute(select(planned.c.cursor, planned.c.done).where(*this).with_for_update()).one()
    if done:
        return True
    who = group.who()
    person = who.selected_columns.person
    later = _later(group, now)
    if later is not None:
        who = who.where(person < later)
    waiting = who.where(person > cursor).order_by(person)
    last = db.scalar(waiting.with_only_columns(person).offset(limit - 1).limit(1))
    some = who.where(person > cursor, *(() if last is None else (person <= last,)))
    into = insert(deliveries).from_select(list(_values(group)), _selected(some, group))
    db.execute(into.on_conflict_do_nothing())
    if last is None:
        # Never move back, even if the clock was set back: visits planned there may have been sent.
        db.execute(update(planned).where(*this).values(cursor=max(cursor, later or b""), done=later is None))
    else:
        db.execute(update(planned).where(*this).values(cursor=last))
    return last is None


def done_since(db: Connection, since: datetime) -> set[tuple[str, str, int, str, datetime]]:
    """Return the names of the completely planned groups that were due since then."""
    return set(_DONE.all(db, since=since))  # a row is such a tuple


def zones_in(column: ColumnElement[str], *where: ColumnElement[bool]) -> Hot:
    """Return a statement that finds the zones of an indexed column by one seek each:
    dozens in a million rows.
    """
    found = select(func.min(column).label("zone")).where(*where).cte("zones", recursive=True)
    after = select(func.min(column)).where(column > found.c.zone, *where).scalar_subquery()
    found = found.union_all(select(after).where(found.c.zone.is_not(None)))
    return Hot(select(found.c.zone).where(found.c.zone.is_not(None)))


def forget_zone(db: Connection, zone: str) -> None:
    """Forget the plans for a zone if nobody there needs them (any more): after somebody was erased or moved, the
    row would tell that there was such a person.
    """
    nobody = not_(or_(false(), *is_wanted.call()))
    db.execute(delete(planned).where(planned.c.zone == zone, nobody))


def replan(db: Connection, campaign: str, version: int) -> int:
    """Make way for another version of a campaign: drop waiting visits of other versions and forget the plans, so
    that planning starts again. A step never reaches the same person twice. Returns how many visits were dropped.
    """
    old = deliveries.c.campaign == campaign, deliveries.c.version != version, deliveries.c.state == WAITING
    dropped = db.execute(delete(deliveries).where(*old)).rowcount
    db.execute(delete(planned).where(planned.c.campaign == campaign, planned.c.version != version))
    return dropped


def planned_version(db: Connection, campaign: str) -> int | None:
    """Return the version by which a campaign's groups were planned; None if none was."""
    version: int | None = db.scalar(select(planned.c.version).where(planned.c.campaign == campaign).limit(1))
    return version


_NAME = ("why", "campaign", "step", "zone", "due_at")

_DONE = Hot(
    select(*(planned.c[name] for name in _NAME)).where(
        planned.c.due_at >= bindparam("since", type_=planned.c.due_at.type), planned.c.done
    )
)


_HEAD = 4
"""Bytes of a key that determine a person's slot."""


def _later(group: Group, now: datetime) -> bytes | None:
    """Return the smallest beginning of keys whose slot is not near yet; None if the whole group is near."""
    whole = int(group.spread.total_seconds())
    passed = int((now + NEAR - group.due_at).total_seconds())
    if not whole or passed >= whole:
        return None
    slots = max(0, -(-(passed + 1) * SLOTS // whole))  # those whose slot * whole // SLOTS is at most `passed`
    if slots >= SLOTS:
        return None
    return (-(-(slots << 8 * _HEAD) // SLOTS)).to_bytes(_HEAD, "big")


def _this(group: Group) -> list[ColumnElement[bool]]:
    return [planned.c[name] == value for name, value in zip(_NAME, group.name, strict=True)]


def _values(group: Group) -> dict[str, Any]:
    """Return the values that are the same for all, by column; None for values that differ by person."""
    return {
        "person": None,
        "chat": None,
        "due_at": None,
        "next_at": None,
        "path": group.path,
        "why": group.why.value,
        "campaign": group.campaign,
        "version": group.version,
        "step": group.step,
        "good_until": group.good_until,
        "state": WAITING,
        "reason": "",
        "attempts": 0,
    }


def _selected(some: Select[Any], group: Group) -> Select[Any]:
    seconds = int(group.due_at.timestamp()), int(group.spread.total_seconds())
    # As wide as the sum: a slot times the seconds of an hour is more than PostgreSQL's smallint holds.
    slot = cast(some.selected_columns.slot, BigInteger)
    begins, long, of = (literal(value, BigInteger) for value in (*seconds, SLOTS))
    due_at = begins + (slot * long // of if seconds[1] else 0)
    mine = {
        "person": some.selected_columns.person,
        "chat": some.selected_columns.chat,
        "due_at": due_at,
        "next_at": due_at,
    }
    columns = (mine.get(name, literal(value, deliveries.c[name].type)) for name, value in _values(group).items())
    return some.with_only_columns(*columns)

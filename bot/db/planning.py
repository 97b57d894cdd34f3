"""Planning: everybody of one zone and one moment by a single statement, in bounded batches, each group once."""

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
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from bot.values.why import Why

BATCH = 2_000
"""People planned in one transaction: some tens of milliseconds, so that nobody's turn waits for long."""

SLOTS = 1_000
"""A person's slot is below it: the share of the spread window after which their visit is due."""

NEAR = timedelta(minutes=1)
"""So long before its moment a visit is planned: longer than it takes to look again (`chat.planner`)."""

is_wanted: Hook[[], ColumnElement[bool]] = Hook()
"""Called for the condition under which a row of `planned` is for somebody of its zone who is there."""


@dataclass(frozen=True, slots=True)
class Group:
    """The same visit for everybody of one zone at one moment (aware); for a campaign its id, version and step, and
    over how long its people are spread. `who` selects their person, chat and slot (0 where nobody is spread).
    """

    why: Why
    who: Select[Any] = field(compare=False, repr=False)
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
        """What tells it from every other group; a new version of a campaign is no new group."""
        return self.why.value, self.campaign, self.step, self.zone, self.due_at


def slot_of(key: bytes) -> int:
    """Return a person's place in a spread window. It grows with the key: so a group that is planned in the order
    of keys is planned in the order of time, and rows are written for no more than the next minute.
    """
    return int.from_bytes(key[:_HEAD], "big") * SLOTS >> 8 * _HEAD


def plan_some(db: Connection, group: Group, now: datetime, limit: int = BATCH) -> bool:
    """Plan up to `limit` people of a group; True when nobody is left in it whose moment is `NEAR`. Call it again,
    in a transaction of its own, until then; a spread group, every time that it is looked at.

    Two processes may call it at once: they take turns, and each person is planned once.
    """
    this = _this(group)
    row = dict(zip(_NAME, group.name, strict=True))
    fresh = insert(planned).values(**row, version=group.version, cursor=b"", done=False)
    db.execute(fresh.on_conflict_do_nothing())
    cursor, done = db.execute(select(planned.c.cursor, planned.c.done).where(*this).with_for_update()).one()
    if done:
        return True
    who = group.who
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
        # Never back, even when the clock was set back: what was planned there may have been sent by now.
        db.execute(update(planned).where(*this).values(cursor=max(cursor, later or b""), done=later is None))
    else:
        db.execute(update(planned).where(*this).values(cursor=last))
    return last is None


def done_since(db: Connection, since: datetime) -> set[tuple[str, str, int, str, datetime]]:
    """Return the names of the groups due since then that are planned in full."""
    return set(_DONE.all(db, since=since))  # a row is such a tuple


def zones_in(column: ColumnElement[str], *where: ColumnElement[bool]) -> Hot:
    """Return the statement that finds the zones of an indexed column by one seek each: dozens among a million."""
    found = select(func.min(column).label("zone")).where(*where).cte("zones", recursive=True)
    after = select(func.min(column)).where(column > found.c.zone, *where).scalar_subquery()
    found = found.union_all(select(after).where(found.c.zone.is_not(None)))
    return Hot(select(found.c.zone).where(found.c.zone.is_not(None)))


def forget_zone(db: Connection, zone: str) -> None:
    """Forget what was planned for a zone in which nobody (any more) is whom it was for: somebody was erased or
    lives elsewhere now, and the row would tell that there was one.
    """
    nobody = not_(or_(false(), *is_wanted.call()))
    db.execute(delete(planned).where(planned.c.zone == zone, nobody))


def replan(db: Connection, campaign: str, version: int) -> int:
    """Make way for another version of a campaign: drop what waits by other ones and forget what was planned, so
    that it is planned anew; whom a step has reached, it does not reach again. Return how many were dropped.
    """
    old = deliveries.c.campaign == campaign, deliveries.c.version != version, deliveries.c.state == WAITING
    dropped = db.execute(delete(deliveries).where(*old)).rowcount
    db.execute(delete(planned).where(planned.c.campaign == campaign, planned.c.version != version))
    return dropped


def planned_version(db: Connection, campaign: str) -> int | None:
    """Return the version by which a campaign's groups were planned; None when none was."""
    version: int | None = db.scalar(select(planned.c.version).where(planned.c.campaign == campaign).limit(1))
    return version


_NAME = ("why", "campaign", "step", "zone", "due_at")

_DONE = Hot(
    select(*(planned.c[name] for name in _NAME)).where(
        planned.c.due_at >= bindparam("since", type_=planned.c.due_at.type), planned.c.done
    )
)


_HEAD = 4
"""Bytes of a key that tell a person's slot."""


def _later(group: Group, now: datetime) -> bytes | None:
    """Return the least head of a key whose slot is not near yet; None when the whole group is near, or past."""
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
    """Return what is the same for all, by column; None for what each has of their own."""
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

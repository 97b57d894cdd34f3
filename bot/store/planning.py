"""Planning: everybody of one zone and one moment by a single statement, in bounded batches, each group once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, cast, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.store.deliveries import WAITING
from bot.store.schema import deliveries, joined, planned, tip_wishes
from bot.store.statement import Hot
from bot.values.why import Why

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection, Select

BATCH = 2_000
"""People planned in one transaction: some tens of milliseconds, so that nobody's turn waits for long."""

SLOTS = 1_000
"""`joined.slot` is below it: the share of the spread window after which a person's step is due."""

NEAR = timedelta(minutes=1)
"""So long before its moment a visit is planned: longer than it takes to look again (`chat.planner`)."""


@dataclass(frozen=True, slots=True)
class Tips:
    """Whose tips: those who asked for this hour of this day of the week (0 = Monday)."""

    hour: int
    weekday: int


@dataclass(frozen=True, slots=True)
class Joiners:
    """Whose step: those who take part in the campaign; only who joined on a day, when it counts from then."""

    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The same visit for everybody of one zone at one moment (aware); for a campaign its id, version and step, and
    over how long its people are spread.
    """

    why: Why
    who: Tips | Joiners
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
    in a turn of its own, until then; a spread group, every time that it is looked at.

    Two processes may call it at once: they take turns, and each person is planned once.
    """
    this = _this(group)
    row = dict(zip(_NAME, group.name, strict=True))
    fresh = insert(planned).values(**row, version=group.version, cursor=b"", done=False)
    db.execute(fresh.on_conflict_do_nothing())
    cursor, done = db.execute(select(planned.c.cursor, planned.c.done).where(*this).with_for_update()).one()
    if done:
        return True
    who = _who(group)
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


def unreached_tips(db: Connection, key: bytes, since: datetime) -> list[datetime]:
    """Return when tips were due since then that the person asked for and whose planning has not come to them: it
    will, or the evening at their place was sooner.
    """
    mine = tip_wishes.c.person == key, tip_wishes.c.zone == planned.c.zone, planned.c.cursor < tip_wishes.c.person
    begun = planned.c.why == Why.TIP.value, planned.c.due_at >= since, ~planned.c.done
    wanted = select(planned.c.due_at, tip_wishes.c.zone, tip_wishes.c.hour, tip_wishes.c.days)
    found: list[datetime] = []
    for due_at, zone, hour, days in db.execute(
        wanted.select_from(planned).join(tip_wishes, and_(*mine)).where(*begun)
    ):
        here = due_at.astimezone(ZoneInfo(zone or "UTC"))
        if here.hour == hour and days >> here.weekday() & 1:
            found.append(due_at)
    return sorted(found)


def zones_of_tips(db: Connection) -> list[str]:
    """Return the zones in which somebody wants tips."""
    return [zone for (zone,) in _TIP_ZONES.all(db)]


def zones_of_campaign(db: Connection, campaign: str) -> list[str]:
    """Return the zones in which somebody takes part in a campaign."""
    return [zone for (zone,) in _CAMPAIGN_ZONES.all(db, campaign=campaign)]


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


def _zones(column: ColumnElement[str], *where: ColumnElement[bool]) -> Hot:
    """Return the statement that finds the values of an indexed column by one seek each: dozens among a million."""
    found = select(func.min(column).label("zone")).where(*where).cte("zones", recursive=True)
    after = select(func.min(column)).where(column > found.c.zone, *where).scalar_subquery()
    found = found.union_all(select(after).where(found.c.zone.is_not(None)))
    return Hot(select(found.c.zone).where(found.c.zone.is_not(None)))


_TIP_ZONES = _zones(tip_wishes.c.zone)
_CAMPAIGN_ZONES = _zones(joined.c.zone, joined.c.campaign == bindparam("campaign", type_=joined.c.campaign.type))

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


def _who(group: Group) -> Select[Any]:
    """Select person, chat and slot of the group's people."""
    if isinstance(group.who, Tips):
        today = tip_wishes.c.days.bitwise_and(1 << group.who.weekday) != 0
        return select(tip_wishes.c.person, tip_wishes.c.chat, literal(0).label("slot")).where(
            tip_wishes.c.zone == group.zone, tip_wishes.c.hour == group.who.hour, today
        )
    here = [joined.c.campaign == group.campaign, joined.c.zone == group.zone, joined.c.chat.is_not(None)]
    if group.who.joined_on is not None:
        here.append(joined.c.joined_on == group.who.joined_on)
    return select(joined.c.person, joined.c.chat, joined.c.slot).where(*here)


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

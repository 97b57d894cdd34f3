"""Wishes: who asked for tips, on which days and at which hour of theirs, and which tips they have had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.db import deliveries, dispatches, people, planning, retention
from bot.db.ledger import UNTIL_STOPPED
from bot.db.schema import people as people_table
from bot.db.schema import planned
from bot.db.statement import Hot
from bot.features.tips.tables import tip_wishes, tips_seen
from bot.values.audience import Audience
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from bot.db.dispatches import DeliveryResult

DAYS = 7

_SPREAD = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 7: tuple(range(DAYS))}
"""Days between the tips of a week: apart from one another, so that no two follow on one another."""

TIMES = frozenset(_SPREAD)
"""How many tips a week may be wished for."""

_OF = Hot(select(tip_wishes.c.days, tip_wishes.c.hour).where(tip_wishes.c.person == bindparam("person")))
_HAD = Hot(select(tips_seen.c.path, tips_seen.c.seen_on).where(tips_seen.c.person == bindparam("person")))


@dataclass(frozen=True, slots=True)
class Wish:
    """`a_week` times (1, 2, 3 or 7) at `hour` o'clock of the person's zone."""

    a_week: int
    hour: int


def wish(db: Connection, key: bytes, chat: bytes, wanted: Wish) -> None:
    """Write down what the person wants, instead of what they wanted before; `chat` sealed with their key. The days
    follow from the key, so that a week's tips do not all come on a Monday.

    Errors: KeyError for another number of times.
    """
    days = _days(key, wanted.a_week)
    zone = select(people_table.c.zone).where(people_table.c.key == key).scalar_subquery()
    row = insert(tip_wishes).values(person=key, zone=zone, hour=wanted.hour, days=days, chat=chat)
    same = {name: row.excluded[name] for name in ("zone", "hour", "days", "chat")}
    db.execute(row.on_conflict_do_update(index_elements=["person"], set_=same))


def of(db: Connection, key: bytes) -> Wish | None:
    """Return what the person wants; None if they want no tips."""
    row = _OF.one(db, person=key)
    return Wish(int(row[0]).bit_count(), row[1]) if row else None


def drop(db: Connection, key: bytes) -> None:
    """Forget the wish, the chat's id with it, and what waits for it."""
    db.execute(delete(tip_wishes).where(tip_wishes.c.person == key))
    deliveries.drop_person(db, key, Why.TIP)


def fit(db: Connection, key: bytes, audience: Audience) -> None:
    """Adapt a wish to the hours and the number of times that suit this audience, if it is another one now."""
    wanted = of(db, key)
    if wanted is None:
        return
    begins, ends = audience.awake
    hour = min(max(wanted.hour, begins), ends - 1)
    a_week = min(wanted.a_week, 3) if audience.is_child else wanted.a_week
    mine = tip_wishes.c.person == key
    db.execute(update(tip_wishes).where(mine).values(hour=hour, days=_days(key, a_week)))


def _days(key: bytes, a_week: int) -> int:
    return sum(1 << (key[0] + day) % DAYS for day in _SPREAD[a_week])


def had(db: Connection, key: bytes) -> dict[str, date]:
    """Return the tips that the person has had, by path, with the day of the last time."""
    return dict(_HAD.all(db, person=key))


def wanting(zone: str, hour: int, weekday: int) -> Select[Any]:
    """Select who wants a tip in this zone at this hour of this day of the week (0 = Monday)."""
    today = tip_wishes.c.days.bitwise_and(1 << weekday) != 0
    return select(tip_wishes.c.person, tip_wishes.c.chat, literal(0).label("slot")).where(
        tip_wishes.c.zone == zone, tip_wishes.c.hour == hour, today
    )


_ZONES = planning.zones_in(tip_wishes.c.zone)


def zones(db: Connection) -> list[str]:
    """Return the zones in which somebody wants tips. People with an unknown zone are in none: nothing goes out
    by a guessed clock.
    """
    return [zone for (zone,) in _ZONES.all(db) if zone]


def unreached(db: Connection, key: bytes, since: datetime) -> list[datetime]:
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


def by_hour(db: Connection) -> list[tuple[str, str, int, int, int]]:
    """Return zone, audience, hour, days of the week (bits from Monday) and how many people want tips then."""
    what = (tip_wishes.c.zone, people_table.c.audience, tip_wishes.c.hour, tip_wishes.c.days)
    rows = db.execute(
        select(*what, func.count()).join(people_table, people_table.c.key == tip_wishes.c.person).group_by(*what)
    )
    return [(zone, audience or "", hour, days, count) for zone, audience, hour, days, count in rows]


@planning.is_wanted
def somebody_wants() -> ColumnElement[bool]:
    """Return the condition under which somebody wants the tips of a row of `planned`."""
    wished = select(tip_wishes.c.person).where(tip_wishes.c.zone == planned.c.zone).exists()
    return and_(planned.c.why == Why.TIP.value, wished)


@people.on_change
def follow(db: Connection, key: bytes, changed: Mapping[str, str | bool | None]) -> None:
    """Let a wish follow the person's zone, and adapt it to their audience."""
    if "zone" in changed:
        db.execute(update(tip_wishes).where(tip_wishes.c.person == key).values(zone=changed["zone"]))
    audience = changed.get("audience")
    if audience:
        fit(db, key, Audience(str(audience)))


_HAD_ONE = dispatches.insert_known(tips_seen, tips_seen.c.keys())
_SENT = Hot(
    _HAD_ONE.on_conflict_do_update(index_elements=["person", "path"], set_={"seen_on": _HAD_ONE.excluded.seen_on})
)


def note_had(db: Connection, key: bytes, path: str, today: date) -> None:
    """Note that somebody who gets tips has looked at one: it is not sent to them soon."""
    _SENT.many(db, [{"person": key, "path": path, "seen_on": today}])


@dispatches.on_sent
def note_sent(db: Connection, sent: Sequence[DeliveryResult]) -> None:
    """Note the tips that people have just been sent as had."""
    tips = [result for result in sent if result.delivery.why == Why.TIP and result.path]
    _SENT.many(db, [{"person": one.delivery.person, "path": one.path, "seen_on": one.at.date()} for one in tips])


@retention.erases(UNTIL_STOPPED)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Forget up to `limit` wishes of those who blocked the bot long ago."""
    mine = tip_wishes.c.person.in_(retention.long_blocked(now).scalar_subquery())
    gone = db.scalars(select(tip_wishes.c.person).where(mine).limit(limit)).all()
    return db.execute(delete(tip_wishes).where(tip_wishes.c.person.in_(gone))).rowcount

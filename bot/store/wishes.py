"""Wishes: who asked for tips, on which days and at which hour of theirs, and which tips they have had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.store import deliveries
from bot.store.schema import people, tip_wishes, tips_seen
from bot.store.statement import Hot
from bot.values.why import Why

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.values.audience import Audience

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
    zone = select(people.c.zone).where(people.c.key == key).scalar_subquery()
    row = insert(tip_wishes).values(person=key, zone=zone, hour=wanted.hour, days=days, chat=chat)
    same = {name: row.excluded[name] for name in ("zone", "hour", "days", "chat")}
    db.execute(row.on_conflict_do_update(index_elements=["person"], set_=same))


def of(db: Connection, key: bytes) -> Wish | None:
    """Return what the person wants; None for who wants no tips."""
    row = _OF.one(db, person=key)
    return Wish(int(row[0]).bit_count(), row[1]) if row else None


def drop(db: Connection, key: bytes) -> None:
    """Forget the wish, the chat's id with it, and what waits for it."""
    db.execute(delete(tip_wishes).where(tip_wishes.c.person == key))
    deliveries.drop_person(db, key, Why.TIP)


def fit(db: Connection, key: bytes, audience: Audience) -> None:
    """Bring a wish into the hours and the number of times that suit this audience, when it is another one now."""
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


def note_had(db: Connection, key: bytes, path: str, today: date) -> None:
    """Note that the person has had a tip."""
    row = insert(tips_seen).values(person=key, path=path, seen_on=today)
    db.execute(
        row.on_conflict_do_update(index_elements=["person", "path"], set_={"seen_on": row.excluded.seen_on})
    )

"""Classrooms: making one, who teaches in it, its code, its end. The person who acts must teach there: `taught`
tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, false, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import retention
from bot.db.codes import new_code
from bot.db.ledger import A_YEAR
from bot.db.schema import people
from bot.features.classes.store import closings
from bot.features.classes.tables import classrooms, teachers
from bot.values.audience import Audience
from bot.values.hook import Hook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

CODE_DAYS = 60
"""How long a code lets pupils in; then the teacher renews it with one tap."""

YEAR = timedelta(days=365)
"""How long a class lives at most (reliability 3, privacy data map: 12 months)."""

AFTER_CLOSING = timedelta(days=30)
"""How long its totals can still be read after it was closed."""

INVITE = timedelta(days=2)
"""How long the link for a second teacher waits to be used."""

MOST_TAUGHT = 20
"""Classes of one teacher at once."""


on_stop_teaching: Hook[[Connection, bytes, int], None] = Hook()
"""Called when a teacher leaves a class, which may go on with another one: its room."""


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class. `colour` and `animal` are words of our own list, its name; `tier` whose content it reads, `country`
    where it is (empty: not known); `code` lets pupils in until `code_until`, unless joining is `held`;
    `code_number` counts its renewals.
    All of it is erased on `ends_on`.
    """

    room: int
    colour: str
    animal: str
    tier: Audience
    country: str
    code: str
    code_number: int
    code_until: date
    closed: bool
    ends_on: date
    held: bool


_COLUMNS = (
    classrooms.c.room,
    classrooms.c.colour,
    classrooms.c.animal,
    classrooms.c.tier,
    classrooms.c.country,
    classrooms.c.code,
    classrooms.c.code_number,
    classrooms.c.code_until,
    classrooms.c.closed,
    classrooms.c.ends_on,
    func.coalesce(classrooms.c.held, false()),
)


def make(  # noqa: PLR0913, PLR0917 - a class is all of these
    db: Connection, key: bytes, room: int, name: tuple[str, str], tier: Audience, today: date, country: str = ""
) -> bool:
    """Make a class whose first teacher is this person; False when `room` is there already (a second tap, or a
    forged number). `name` is a colour and an animal.
    """
    values = {
        "room": room,
        "colour": name[0],
        "animal": name[1],
        "tier": tier.value,
        "country": country,
        "code": new_code(),
        "code_number": 1,
        "code_until": today + timedelta(days=CODE_DAYS),
        "closed": False,
        "ends_on": today + YEAR,
    }
    new = upsert(classrooms).values(values).on_conflict_do_nothing().returning(classrooms.c.room)
    if db.scalar(new) is None:
        return False
    db.execute(insert(teachers).values(person=key, room=room))
    return True


def taught_by(db: Connection, key: bytes) -> list[Classroom]:
    """Return the classes in which this person teaches, those that end last first."""
    rows = db.execute(
        select(*_COLUMNS)
        .join_from(classrooms, teachers, classrooms.c.room == teachers.c.room)
        .where(teachers.c.person == key)
        .order_by(classrooms.c.closed, classrooms.c.ends_on.desc(), classrooms.c.room)
    )
    return [_classroom(row) for row in rows]


def taught(db: Connection, key: bytes, room: int) -> Classroom | None:
    """Return the class if this person teaches in it, else None: the check that every page of a class makes."""
    row = db.execute(
        select(*_COLUMNS)
        .join_from(classrooms, teachers, classrooms.c.room == teachers.c.room)
        .where(teachers.c.person == key, teachers.c.room == room)
    ).first()
    return _classroom(row) if row else None


def get(db: Connection, room: int) -> Classroom | None:
    """Return a class by its room, None when it is over."""
    row = db.execute(select(*_COLUMNS).where(classrooms.c.room == room)).first()
    return _classroom(row) if row else None


def by_code(db: Connection, code: str, today: date) -> Classroom | None:
    """Return the class that this code opens today; None for a wrong code, an expired one, a closed class alike."""
    row = db.execute(
        select(*_COLUMNS).where(
            classrooms.c.code == code, classrooms.c.code_until >= today, classrooms.c.closed.is_(False)
        )
    ).first()
    return _classroom(row) if row else None


def zone_of(db: Connection, room: int) -> str:
    """Return the time zone of somebody who teaches in a class; empty if nobody has said theirs."""
    found = select(people.c.zone).join_from(teachers, people, people.c.key == teachers.c.person)
    known = found.where(teachers.c.room == room, people.c.zone != "").order_by(people.c.zone)
    return db.scalar(known.limit(1)) or ""


def teachers_in(db: Connection, room: int) -> int:
    """Count the teachers of a class."""
    return db.scalar(select(func.count()).select_from(teachers).where(teachers.c.room == room)) or 0


def renew_code(db: Connection, room: int, number: int, today: date) -> None:
    """Give the class its code of this number, if the one before is in use: a second tap renews nothing."""
    db.execute(
        update(classrooms)
        .where(classrooms.c.room == room, classrooms.c.code_number == number - 1, classrooms.c.closed.is_(False))
        .values(code=new_code(), code_number=number, code_until=today + timedelta(days=CODE_DAYS))
    )


def hold(db: Connection, room: int, *, held: bool) -> None:
    """Let nobody join a class for now, or let pupils in again. Pupils who have joined stay."""
    db.execute(update(classrooms).where(classrooms.c.room == room).values(held=held))


def invite(db: Connection, room: int, now: datetime) -> str:
    """Return the code of the one open invitation for a second teacher, a new one if none is open."""
    row = db.execute(
        select(classrooms.c.invite).where(
            classrooms.c.room == room, classrooms.c.invite.is_not(None), classrooms.c.invite_until > now
        )
    ).first()
    if row:
        return str(row[0])
    code = new_code()
    db.execute(update(classrooms).where(classrooms.c.room == room).values(invite=code, invite_until=now + INVITE))
    return code


def accept(db: Connection, key: bytes, code: str, now: datetime) -> int:
    """Let this person teach in the class of an open invitation, which is used up; return its room, 0 for none."""
    room = db.execute(
        update(classrooms)
        .where(
            classrooms.c.invite == code,
            classrooms.c.invite_until > now,
            classrooms.c.closed.is_(False),
        )
        .values(invite=None, invite_until=None)
        .returning(classrooms.c.room)
    ).scalar()
    if room is None:
        return 0
    db.execute(upsert(teachers).values(person=key, room=room).on_conflict_do_nothing())
    return int(room)


def close(db: Connection, room: int, today: date) -> None:
    """Close a class: its code opens nothing, its totals stay readable for 30 days. `memberships.let_go` goes with
    it.
    """
    db.execute(
        update(classrooms)
        .where(classrooms.c.room == room, classrooms.c.closed.is_(False))
        .values(closed=True, ends_on=today + AFTER_CLOSING, invite=None, invite_until=None)
    )


def stop_teaching(db: Connection, key: bytes, room: int) -> None:
    """Let a teacher go; a class without any is erased by `erase_over`."""
    db.execute(delete(teachers).where(teachers.c.person == key, teachers.c.room == room))
    on_stop_teaching.call(db, key, room)


@retention.erases(A_YEAR)
def erase_over(db: Connection, now: datetime, limit: int) -> int:
    """Erase classes whose day has come and classes that nobody teaches any more; return how many."""
    alone = ~select(teachers.c.room).where(teachers.c.room == classrooms.c.room).exists()
    over = db.scalars(
        select(classrooms.c.room).where((classrooms.c.ends_on <= now.date()) | alone).limit(limit)
    ).all()
    if over:
        closings.note(db, over, now.date())
        db.execute(delete(classrooms).where(classrooms.c.room.in_(over)))
    return len(over)


def _classroom(row: Sequence[Any]) -> Classroom:
    room, colour, animal, tier, *rest = row
    return Classroom(room, colour, animal, Audience(tier), *rest)

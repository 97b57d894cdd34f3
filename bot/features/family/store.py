"""Store of the family link: made and ended by the child, opened once by one adult; no message depends on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, exists, func, insert, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db import mydata, retention
from bot.db.codes import new_code
from bot.db.ledger import WHILE_LINKED
from bot.db.schema import people
from bot.db.statement import Hot
from bot.features.family.tables import MOST_LINKS, family_adults, family_links
from bot.values.audience import TIERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection

CODE_LASTS = timedelta(days=2)
"""How long a link waits for its adult; then it is erased."""

MOST_FOLLOWED = 12
"""Links that one adult may have opened: as many as there are pictures."""


@dataclass(frozen=True, slots=True)
class Bond:
    """A family link. `child` is the key of the child who holds it; `icon` its picture; `code` opens it, and is
    empty once an adult has used it; `topics` and `plan` (letters of rules) are what the child shows.
    """

    link: int
    child: bytes = field(repr=False)
    icon: str
    code: str = field(repr=False)
    code_until: datetime | None
    topics: tuple[str, ...]
    plan: str

    @property
    def is_open(self) -> bool:
        """Whether an adult has opened it."""
        return not self.code


_COLUMNS = (
    family_links.c.link,
    family_links.c.person,
    family_links.c.icon,
    family_links.c.code,
    family_links.c.code_until,
    family_links.c.topics,
    family_links.c.plan,
)
_TIERS: list[ColumnElement[Any]] = [literal_column(f"'{tier.value}'") for tier in TIERS]


def _opened() -> Any:
    """Select links that an adult has opened and a child holds."""
    joined = family_links.join(family_adults, family_adults.c.link == family_links.c.link)
    return select(*_COLUMNS).select_from(joined).where(_of_a_child())


def _of_a_child() -> ColumnElement[bool]:
    """Whether the holder of a link is a child: a link that an adult made as a child shows nothing."""
    return exists().where(people.c.key == family_links.c.person, people.c.audience.in_(_TIERS))


def _stands(now: ColumnElement[datetime] | datetime) -> ColumnElement[bool]:
    """Whether a link was opened, or still can be."""
    return or_(family_links.c.code.is_(None), family_links.c.code_until > now)


# Every menu asks for a person's links, so these two are compiled once.
_OF_CHILD = Hot(
    select(*_COLUMNS)
    .where(
        family_links.c.person == bindparam("person"),
        _stands(bindparam("now", type_=family_links.c.code_until.type)),
    )
    .order_by(family_links.c.place)
)
_OF_ADULT = Hot(
    _opened()
    .where(family_adults.c.person == bindparam("person"))
    .order_by(family_links.c.icon, family_links.c.link)
)


def make(db: Connection, key: bytes, link: int, icon: str, now: datetime) -> bool:
    """Make a link that shows nothing yet; False if the child has four, or has this picture on another one.
    Idempotent: the same link made twice exists once.
    """
    held = of_child(db, key, now)
    if any(bond.link == link for bond in held):
        return True
    if any(bond.icon == icon for bond in held):
        return False
    db.execute(delete(family_links).where(family_links.c.person == key, family_links.c.code_until <= now))
    taken = set(db.scalars(select(family_links.c.place).where(family_links.c.person == key)))
    for place in sorted({*range(1, MOST_LINKS + 1)} - taken):
        row = {
            "link": link,
            "person": key,
            "place": place,
            "icon": icon,
            "code": new_code(),
            "code_until": now + CODE_LASTS,
            "topics": "",
            "plan": next((bond.plan for bond in held if bond.plan), ""),
            "seen_on": now.date(),
        }
        new = upsert(family_links).values(row).on_conflict_do_nothing().returning(family_links.c.link)
        if db.scalar(new) is not None:
            return True
    return False


def of_child(db: Connection, key: bytes, now: datetime) -> list[Bond]:
    """Return the links that a child holds, in the order of their places, without those whose code has expired."""
    return [_bond(row) for row in _OF_CHILD.all(db, person=key, now=now)]


def held(db: Connection, key: bytes, link: int, now: datetime) -> Bond | None:
    """Return a link if this child holds it, else None: the check that every page of the child makes."""
    mine = (family_links.c.person == key, family_links.c.link == link, _stands(now))
    row = db.execute(select(*_COLUMNS).where(*mine)).first()
    return _bond(row) if row else None


def of_adult(db: Connection, key: bytes) -> list[Bond]:
    """Return the links that this adult has opened, by picture; only those whose holder is a child."""
    return [_bond(row) for row in _OF_ADULT.all(db, person=key)]


def opened(db: Connection, key: bytes, link: int) -> Bond | None:
    """Return a link if this adult has opened it, else None: the check that every page of the adult makes."""
    row = db.execute(_opened().where(family_adults.c.person == key, family_adults.c.link == link)).first()
    return _bond(row) if row else None


def accept(db: Connection, key: bytes, code: str, now: datetime) -> int:
    """Open the link of a code for this adult, which uses up the code. Returns the link; 0 for a code that opens
    nothing (any more), for the adult's own code, and for an adult who has opened many.
    """
    many = db.scalar(select(func.count()).select_from(family_adults).where(family_adults.c.person == key)) or 0
    if many >= MOST_FOLLOWED:
        return 0
    fits = (
        family_links.c.code == code,
        family_links.c.code_until > now,
        family_links.c.person != key,
        _of_a_child(),
    )
    link: int | None = db.scalar(
        update(family_links).where(*fits).values(code=None, code_until=None).returning(family_links.c.link)
    )
    if link is None:
        return 0
    db.execute(insert(family_adults).values(link=link, person=key, seen_on=now.date()))
    return link


def show_topics(db: Connection, key: bytes, link: int, topics: Sequence[str]) -> None:
    """Show just these topics on a link of this child."""
    mine = (family_links.c.person == key, family_links.c.link == link)
    db.execute(update(family_links).where(*mine).values(topics=" ".join(topics)))


def show_plan(db: Connection, key: bytes, rules: str, link: int | None = None) -> None:
    """Show this plan (no rules: none) on one link of this child, or on all of them."""
    mine = [family_links.c.person == key, *([] if link is None else [family_links.c.link == link])]
    db.execute(update(family_links).where(*mine).values(plan=rules))


def look(db: Connection, key: bytes, link: int, today: date) -> None:
    """Note the day on which one of the two looked at a link; it ends when neither looks for long."""
    for table in (family_links, family_adults):
        mine = (table.c.person == key, table.c.link == link, table.c.seen_on < today)
        db.execute(update(table).where(*mine).values(seen_on=today))


def end(db: Connection, key: bytes, link: int) -> None:
    """End a link that this child holds; the adult's row is erased with it."""
    db.execute(delete(family_links).where(family_links.c.person == key, family_links.c.link == link))


def leave(db: Connection, key: bytes, link: int) -> None:
    """End a link that this adult has opened; the child's row is erased too."""
    mine = select(family_adults.c.link).where(family_adults.c.person == key, family_adults.c.link == link)
    db.execute(delete(family_links).where(family_links.c.link.in_(mine.scalar_subquery())))


@mydata.on_forget
def forget_links_of_adult(db: Connection, key: bytes) -> None:
    """Erase the links that an adult has opened, for both sides; a child's own links are erased with the child."""
    mine = select(family_adults.c.link).where(family_adults.c.person == key)
    db.execute(delete(family_links).where(family_links.c.link.in_(mine.scalar_subquery())))


@retention.erases(WHILE_LINKED)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """End links that were never opened in time, and those that neither of the two has looked at for long."""
    long_ago = (now - WHILE_LINKED.period).date()
    looked = exists().where(family_adults.c.link == family_links.c.link, family_adults.c.seen_on >= long_ago)
    over = or_(family_links.c.code_until <= now, and_(family_links.c.seen_on < long_ago, ~looked))
    some = select(family_links.c.link).where(over).limit(limit)
    return db.execute(delete(family_links).where(family_links.c.link.in_(some.scalar_subquery()))).rowcount


def _bond(row: Sequence[Any]) -> Bond:
    link, child, icon, code, code_until, topics, plan = row
    return Bond(link, child, icon, code or "", code_until, tuple(topics.split()), plan)

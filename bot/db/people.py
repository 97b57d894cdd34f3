"""People: who Mayak speaks with, known by a random key; nothing about them but what they chose."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, insert, literal_column, null, or_, select, update

from bot.db import planning
from bot.db.schema import people
from bot.db.statement import Hot
from bot.values import places
from bot.values.audience import Audience
from bot.values.hook import Hook
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

KEY_BYTES = 16

LONG_AGO = datetime.fromtimestamp(0, UTC)
"""A moment before all others: nothing waits for it."""

on_rest: Hook[[Connection, bytes], None] = Hook()
"""Called when a person rests: what asks them something just now lets them go."""

on_change: Hook[[Connection, bytes, Mapping[str, str | bool | None]], None] = Hook()
"""Called when a person has changed what they chose, with what is new by its name (`change`)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person and what they chose. `audience` is None, `country` and `zone` are empty until chosen; `zone` is
    an IANA name, chosen with a country whose clocks agree; `agreed` = remember me; `place` is the path of the last
    page; `begun` the item (`lesson:pack/item`) that was begun last, or opened by a link, and not finished, or
    empty.
    """

    key: bytes
    audience: Audience | None = None
    locale: str = SOURCE_LOCALE
    country: str = ""
    zone: str = ""
    text_mode: bool = False
    agreed: bool = False
    place: str = ""
    begun: str = ""
    picture: str = ""
    """By which they are told apart from others on the same phone; empty for who has it to themselves."""
    guest: str = ""
    """Whose look-up finds them although somebody new, with this picture, is at the phone just now, or NOBODY."""

    @property
    def clock(self) -> str:
        """The zone by which their day is reckoned: their own; where it is not known, their country's likeliest.
        Nothing is sent by it then (`zone` is empty, see `chat.notification_policy`).
        """
        return self.zone or next(iter(places.zones(self.country)), "")


COLUMNS = (
    people.c.key,
    people.c.audience,
    people.c.locale,
    people.c.country,
    people.c.zone,
    people.c.text_mode,
    people.c.agreed_text,
    people.c.place,
    people.c.begun,
    people.c.picture,
    people.c.guest,
)
"""What a `Person` is made of, in this order."""
_FIND = Hot(select(*COLUMNS).where(people.c.lookup == bindparam("lookup")))
_GET = Hot(select(*COLUMNS).where(people.c.key == bindparam("person")))
_BEGIN = Hot(
    update(people)
    .where(people.c.key == bindparam("person"), people.c.begun != bindparam("ref", type_=people.c.begun.type))
    .values(begun=bindparam("ref", type_=people.c.begun.type))
)
_BUSY = bindparam("busy_until", type_=people.c.not_before.type)
_BUSIER = func.coalesce(people.c.not_before, literal_column("0")) < _BUSY
_STAY = Hot(
    update(people)
    .where(
        people.c.key == bindparam("person"),
        or_(
            people.c.place != bindparam("path", type_=people.c.place.type),
            people.c.blocked_on.is_not(None),
            _BUSIER,
            people.c.seen_on != bindparam("today", type_=people.c.seen_on.type),
        ),
    )
    .values(
        place=bindparam("path"),
        seen_on=bindparam("today"),
        blocked_on=null(),
        not_before=case((_BUSIER, _BUSY), else_=people.c.not_before),
    )
)
_CHANGEABLE = frozenset({"audience", "locale", "country", "zone", "text_mode"})


def new_key() -> bytes:
    """Return a new person's key: 16 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def find(db: Connection, lookups: Sequence[bytes], today: date) -> Person | None:
    """Find a person by their look-ups (`Keys.lookups`, newest generation first); None for a stranger.

    Someone found by the look-up of an older generation is known by the newest from now on.
    """
    for lookup in lookups:
        row = _FIND.one(db, lookup=lookup)
        if row is None:
            continue
        if lookup is not lookups[0]:
            db.execute(update(people).where(people.c.lookup == lookup).values(lookup=lookups[0], seen_on=today))
        return person_of(row)
    return None


def find_here(db: Connection, lookups: Sequence[bytes], today: date) -> Person | None:
    """Find who is at the phone at this moment; None for a stranger, and while somebody new looks round there or it
    is not said who is here.
    """
    person = find(db, lookups, today)
    return None if person is None or person.guest else person


def find_all(db: Connection, lookups: Sequence[Sequence[bytes]]) -> list[Person]:
    """Find everybody who is known by one of these look-ups, in their order; each item has those of one person,
    newest generation first. Who is found by an older generation's is known by the newest from now on.
    """
    place = {lookup: at for at, each in enumerate(lookups) for lookup in each}
    rows = db.execute(select(people.c.lookup, *COLUMNS).where(people.c.lookup.in_(list(place)))).all()
    for row in rows:
        newest = lookups[place[row.lookup]][0]
        if row.lookup != newest:
            know_by(db, row.key, newest)
    return [person_of(row[1:]) for row in sorted(rows, key=lambda row: place[row.lookup])]


def get(db: Connection, key: bytes) -> Person | None:
    """Return the person of this key; None when they are not (any more) in this store."""
    row = _GET.one(db, person=key)
    return person_of(row) if row else None


def person_of(row: Sequence[Any]) -> Person:
    """Return the person of a row of `COLUMNS`."""
    key, audience, locale, country, zone, text_mode, agreed_text, place, begun, picture, guest = row
    chosen = Audience(audience) if audience else None
    return Person(
        key, chosen, locale, country, zone, text_mode, bool(agreed_text), place, begun, picture or "", guest or ""
    )


def anyone(db: Connection) -> bool:
    """Whether the store knows anybody. With people in it, a missing key file must be brought back, never made."""
    return db.execute(select(people.c.key).limit(1)).first() is not None


def add(db: Connection, lookup: bytes, person: Person, today: date) -> None:
    """Add a person who has agreed to nothing yet (see `agree`), known by the newest generation's look-up, without
    a picture (see `take_picture`).

    Errors: ValueError when `person.agreed`; IntegrityError when the look-up or key is there already.
    """
    if person.agreed:
        raise ValueError("agreement is recorded by agree(), with its text and day")
    db.execute(
        insert(people).values(
            key=person.key,
            lookup=lookup,
            audience=person.audience,
            locale=person.locale,
            country=person.country,
            zone=person.zone,
            text_mode=person.text_mode,
            agreed_text="",
            place=person.place,
            begun=person.begun,
            seen_on=today,
        )
    )


def know_by(db: Connection, key: bytes, lookup: bytes) -> None:
    """Know a person by another look-up from now on: the one before finds nobody."""
    db.execute(update(people).where(people.c.key == key).values(lookup=lookup))


def take_picture(db: Connection, key: bytes, picture: str) -> None:
    """Tell the person apart from others on the same phone by this picture from now on; by none ("")."""
    db.execute(update(people).where(people.c.key == key).values(picture=picture or None))


def let_in(db: Connection, key: bytes, guest: str) -> None:
    """Note that somebody new with this picture is at the phone, or NOBODY; the person themselves again ("")."""
    db.execute(update(people).where(people.c.key == key).values(guest=guest or None))


def change(db: Connection, key: bytes, **fields: str | bool | None) -> None:
    """Set audience, locale, country, zone or text_mode. Errors: ValueError for another field."""
    if not fields.keys() <= _CHANGEABLE:
        raise ValueError(f"not a person's choice: {', '.join(sorted(fields.keys() - _CHANGEABLE))}")
    before = db.scalar(select(people.c.zone).where(people.c.key == key)) if "zone" in fields else None
    db.execute(update(people).where(people.c.key == key).values(**fields))
    on_change.call(db, key, fields)
    if before:
        planning.forget_zone(db, before)


def begin(db: Connection, key: bytes, ref: str) -> None:
    """Note the item that the person is in, so that they can go on with it; none ("") once it is over."""
    _BEGIN.changed(db, person=key, ref=ref)


def agree(db: Connection, key: bytes, text: str, today: date) -> None:
    """Record that the person agreed to the privacy text of version `text` (not empty) on this day."""
    db.execute(update(people).where(people.c.key == key).values(agreed_text=text, agreed_on=today))


def stay(db: Connection, key: bytes, path: str, today: date, busy_until: datetime = LONG_AGO) -> None:
    """Remember the last page and the day of the visit (a day only), and that nothing comes unasked before
    `busy_until` (coarse, like `rest`); writes only when one of them changed. Who is here has not blocked us.
    """
    _STAY.changed(db, person=key, path=path, today=today, busy_until=busy_until)


def rest(db: Connection, key: bytes, until: datetime) -> None:
    """Let nothing come unasked before `until`, or a later moment that was set already. A rest, a pause, help that
    was shown and an unfinished lesson all set it alike, so it tells nothing of which it was.
    """
    later = or_(people.c.not_before.is_(None), people.c.not_before < until)
    db.execute(update(people).where(people.c.key == key, later).values(not_before=until))
    on_rest.call(db, key)


def rests_until(db: Connection, key: bytes) -> datetime | None:
    """Return until when nothing comes unasked (it may be over); None when nothing has set it."""
    until: datetime | None = db.scalar(select(people.c.not_before).where(people.c.key == key))
    return until


def rest_only(db: Connection, key: bytes, until: datetime | None) -> None:
    """Let things come unasked from `until` on (None: at once), whatever was set before (see `rest`)."""
    db.execute(update(people).where(people.c.key == key).values(not_before=until))


def block(db: Connection, key: bytes, today: date) -> None:
    """Note that the person takes no messages from us; their next step here, or their word, takes it back."""
    db.execute(update(people).where(people.c.key == key, people.c.blocked_on.is_(None)).values(blocked_on=today))


def unblock(db: Connection, key: bytes) -> None:
    """Note that the person lets us write again."""
    db.execute(update(people).where(people.c.key == key).values(blocked_on=None))

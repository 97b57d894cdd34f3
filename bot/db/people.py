"""People: everybody who speaks with Mayak, known by a random key, with only what they chose."""

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
"""A moment before all others: it delays nothing."""

on_rest: Hook[[Connection, bytes], None] = Hook()
"""Called when a person rests, to cancel whatever waits for their answer."""

on_change: Hook[[Connection, bytes, Mapping[str, str | bool | None]], None] = Hook()
"""Called after a person changed their choices, with the new values by name (`change`)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person and their choices. `audience` is None, `country` and `zone` are empty until chosen; `zone`: an IANA
    name, set with the country if all its clocks agree; `agreed`: remember me; `place`: the path of the last page;
    `begun`: the item (`lesson:pack/item`) that was last begun, or opened by a link, and not finished; or empty.
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
    """Tells them apart from others on the same phone; empty if nobody shares the phone."""
    guest: str = ""
    """The picture of somebody new who is at this person's phone now, or NOBODY; empty if the person has it."""

    @property
    def clock(self) -> str:
        """The time zone of their days: their own or, if not known, the likeliest one of their country. Nothing is
        sent by the latter (`zone` is empty, see `chat.notification_policy`).
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
"""The columns of a `Person`, in this order."""
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
    """Return the person of these look-ups (`Keys.lookups`, newest generation first); None for a stranger.

    A person found by an older generation gets the newest look-up.
    """
    for lookup in lookups:
        row = _FIND.one(db, lookup=lookup)
        if row is None:
            continue
        if lookup is not lookups[0]:
            db.execute(update(people).where(people.c.lookup == lookup).values(lookup=lookups[0], seen_on=today))
        return person_of(row)
    return None


def find_here(db: Connection, lookups: Sequence[bytes], today: date, only: bytes | None = None) -> Person | None:
    """Return the person who is at the phone now; None for a stranger, while somebody new looks round, or while
    nobody has said who is here. `only`: the key of the person who began this; returns None if somebody else has
    the phone by now.
    """
    person = find(db, lookups, today)
    if person is None or person.guest or only not in {None, person.key}:
        return None
    return person


def find_all(db: Connection, lookups: Sequence[Sequence[bytes]]) -> list[Person]:
    """Return all people known by one of these look-ups, in their order; each item has the look-ups of one person,
    newest generation first. People found by an older generation get the newest look-up.
    """
    place = {lookup: at for at, each in enumerate(lookups) for lookup in each}
    rows = db.execute(select(people.c.lookup, *COLUMNS).where(people.c.lookup.in_(list(place)))).all()
    for row in rows:
        newest = lookups[place[row.lookup]][0]
        if row.lookup != newest:
            know_by(db, row.key, newest)
    return [person_of(row[1:]) for row in sorted(rows, key=lambda row: place[row.lookup])]


def get(db: Connection, key: bytes) -> Person | None:
    """Return the person of this key; None if they are not (any more) in this store."""
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
    """Whether the store knows anybody. Then a missing key file must be brought back, never made anew."""
    return db.execute(select(people.c.key).limit(1)).first() is not None


def add(db: Connection, lookup: bytes, person: Person, today: date) -> None:
    """Add a person who has agreed to nothing yet (see `agree`), known by the newest look-up, without a picture
    (see `take_picture`).

    Errors: ValueError if `person.agreed`; IntegrityError if the look-up or key exists already.
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
    """Replace the look-up of a person; the old one finds nobody."""
    db.execute(update(people).where(people.c.key == key).values(lookup=lookup))


def take_picture(db: Connection, key: bytes, picture: str) -> None:
    """Set the picture that tells the person apart on a shared phone; "" removes it."""
    db.execute(update(people).where(people.c.key == key).values(picture=picture or None))


def let_in(db: Connection, key: bytes, guest: str) -> None:
    """Record that somebody new with this picture, or NOBODY, is at the phone; "" means the person themselves."""
    db.execute(update(people).where(people.c.key == key).values(guest=guest or None))


def adult_since(db: Connection, key: bytes) -> date | None:
    """Return the day since when somebody says that they are a parent or an educator; None for a child."""
    day: date | None = db.scalar(select(people.c.adult_on).where(people.c.key == key))
    return day


def organises(db: Connection, key: bytes, others: Sequence[bytes]) -> bool:
    """Whether a grown-up has an organiser's rights on a phone shared with `others`: the first person there who got
    them keeps them. If nobody has them yet, they go to the first to come of the people who have been grown-ups
    for the longest, and this is stored.
    """
    columns = people.c.key, people.c.adult_on, people.c.organises
    there = {row.key: row for row in db.execute(select(*columns).where(people.c.key.in_([key, *others])))}
    noted = [each for each, row in there.items() if row.organises]
    if noted:
        return key in noted
    days = [row.adult_on for row in there.values() if row.adult_on is not None]
    if key not in there or not days or there[key].adult_on != min(days):
        return False
    db.execute(update(people).where(people.c.key == key).values(organises=True))
    return True


def change(db: Connection, key: bytes, today: date, **fields: str | bool | None) -> None:
    """Set audience, locale, country, zone or text_mode. Errors: ValueError for another field."""
    if not fields.keys() <= _CHANGEABLE:
        raise ValueError(f"not a person's choice: {', '.join(sorted(fields.keys() - _CHANGEABLE))}")
    before = db.scalar(select(people.c.zone).where(people.c.key == key)) if "zone" in fields else None
    grown_up = {}
    if "audience" in fields:
        is_child = fields["audience"] not in {Audience.PARENT, Audience.EDUCATOR}
        grown_up = {"adult_on": null() if is_child else func.coalesce(people.c.adult_on, today)}
    db.execute(update(people).where(people.c.key == key).values(**fields, **grown_up))
    on_change.call(db, key, fields)
    if before:
        planning.forget_zone(db, before)


def begin(db: Connection, key: bytes, ref: str) -> None:
    """Record the item that the person has begun, so that they can continue it; "" when it is over."""
    _BEGIN.changed(db, person=key, ref=ref)


def agree(db: Connection, key: bytes, text: str, today: date) -> None:
    """Record that the person agreed to the privacy text of version `text` (not empty) on this day."""
    db.execute(update(people).where(people.c.key == key).values(agreed_text=text, agreed_on=today))


def stay(db: Connection, key: bytes, path: str, today: date, busy_until: datetime = LONG_AGO) -> None:
    """Store the last page, the day of the visit (only the day), and that nothing comes unasked before `busy_until`
    (coarse, like `rest`). Writes only changes. A visit also shows that the person has not blocked the bot.
    """
    _STAY.changed(db, person=key, path=path, today=today, busy_until=busy_until)


def last_visit(db: Connection, key: bytes) -> date:
    """Return the day of a person's last visit."""
    found: date = db.execute(select(people.c.seen_on).where(people.c.key == key)).scalar_one()
    return found


def rest(db: Connection, key: bytes, until: datetime) -> None:
    """Send nothing unasked before `until`, or before a later moment set earlier. A rest, a pause, shown help and
    an unfinished lesson all set the same field, so it does not tell which of them it was.
    """
    later = or_(people.c.not_before.is_(None), people.c.not_before < until)
    db.execute(update(people).where(people.c.key == key, later).values(not_before=until))
    on_rest.call(db, key)


def rests_until(db: Connection, key: bytes) -> datetime | None:
    """Return until when nothing is sent unasked (may be past); None if never set."""
    until: datetime | None = db.scalar(select(people.c.not_before).where(people.c.key == key))
    return until


def rest_only(db: Connection, key: bytes, until: datetime | None) -> None:
    """Allow unasked messages from `until` on (None: at once), replacing an earlier setting (see `rest`)."""
    db.execute(update(people).where(people.c.key == key).values(not_before=until))


def block(db: Connection, key: bytes, today: date) -> None:
    """Record that the person blocked the bot; their next step or word here revokes it."""
    db.execute(update(people).where(people.c.key == key, people.c.blocked_on.is_(None)).values(blocked_on=today))


def unblock(db: Connection, key: bytes) -> None:
    """Record that the person accepts messages again."""
    db.execute(update(people).where(people.c.key == key).values(blocked_on=None))

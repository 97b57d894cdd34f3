"""Joined: who takes part in which campaign, which days reached them, were opened and done; what is paused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, case, delete, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.store import deliveries, outcomes
from bot.store.outcomes import Group
from bot.store.planning import slot_of
from bot.store.schema import joined, paused, people, steps
from bot.store.statement import Hot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection


INVITATIONS = "invitations"
"""What those have joined who want to be told of campaigns; no campaign is called so, its name has a slash."""


BACK_WITHIN = timedelta(days=1)
"""So long a way out of a campaign can be taken back."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A person's part in a campaign (`pack/item`): their variant, the day on which they joined, their last day;
    `left_on` None while they take part.
    """

    campaign: str
    variant: str
    joined_on: date
    ends_on: date
    left_on: date | None = None

    def may_come_back(self, today: date) -> bool:
        """Whether, if they left (or leave now), it can still be taken back."""
        return self.left_on is None or self.left_on >= today - BACK_WITHIN


@dataclass(frozen=True, slots=True)
class Day:
    """What became of one day (a step's number) for a person; None = not. `name`: the step's own that was drawn or
    opened, which it keeps when a new version moves it to another day; None when it was not noted.
    """

    name: str | None
    sent_on: date | None
    opened_on: date | None
    done_on: date | None


_PART = (joined.c.campaign, joined.c.variant, joined.c.joined_on, joined.c.ends_on, joined.c.left_on)


_GROUP = tuple(joined.c[name] for name in Group._fields)
_MINE = joined.c.person == bindparam("person"), joined.c.campaign == bindparam("campaign")
# What of a person's part has been counted; on PostgreSQL locked until the turn ends, so that nothing counts twice.
_KNOWN = Hot(
    select(joined.c.exposed_on, joined.c.opened_on, joined.c.done, *_GROUP).where(*_MINE).with_for_update()
)
_OWN = joined.c.person == bindparam("whose"), joined.c.campaign == bindparam("which")
_FIRST_OPENED = Hot(
    update(joined)
    .where(*_OWN)
    .values(
        exposed_on=func.coalesce(joined.c.exposed_on, bindparam("today", type_=joined.c.opened_on.type)),
        opened_on=bindparam("today", type_=joined.c.opened_on.type),
    )
)
_MORE_DONE = Hot(update(joined).where(*_OWN).values(done=bindparam("days")))
_REACHED = (
    update(joined)
    .where(joined.c.person.in_(bindparam("people", expanding=True)), joined.c.campaign == bindparam("which"))
    .where(joined.c.exposed_on.is_(None))
    .values(exposed_on=bindparam("today", type_=joined.c.exposed_on.type))
    .returning(*_GROUP)
)
_DAYS_DONE = Hot(
    select(func.count(steps.c.done_on)).where(
        steps.c.person == bindparam("person"),
        steps.c.campaign == bindparam("campaign"),
        steps.c.step > literal_column("0"),
    )
)

_NAME = insert(steps).values({name: bindparam(name) for name in ("person", "campaign", "step", "name")})
# Of a day that has reached somebody the name stays: another step that takes its place is not what they had.
_HAD = and_(steps.c.name.is_not(None), or_(steps.c.sent_on.is_not(None), steps.c.opened_on.is_not(None)))
_NEW_NAME = case((_HAD, steps.c.name), else_=_NAME.excluded.name)
_NAMED = Hot(_NAME.on_conflict_do_update(index_elements=["person", "campaign", "step"], set_={"name": _NEW_NAME}))


def join(db: Connection, key: bytes, chat: bytes, part: Joined, *, anew: bool) -> None:
    """Write down that a person takes part (`chat` sealed with their key). Joining twice changes nothing; who comes
    back begins with the days that are ahead, or (`anew`: everyone has days of their own) with the first.
    """
    there = of_person(db, key).get(part.campaign)
    if there is not None and there.left_on is None:
        return
    if there is not None and anew:
        db.execute(delete(steps).where(steps.c.person == key, steps.c.campaign == part.campaign))
    who = select(people.c.zone, people.c.locale, func.coalesce(people.c.audience, ""), people.c.country)
    zone, locale, audience, country = db.execute(who.where(people.c.key == key)).one()
    here = {"zone": zone, "chat": chat, "joined_on": part.joined_on, "ends_on": part.ends_on}
    group = Group(locale, audience, country, part.variant)
    new = insert(joined).values(person=key, campaign=part.campaign, slot=slot_of(key), **here, **group._asdict())
    if db.execute(new.on_conflict_do_nothing().returning(joined.c.person)).first():
        _count(db, part.campaign, {(group, outcomes.JOINED): 1}, part.joined_on)
        return
    back = joined.c.person == key, joined.c.campaign == part.campaign, joined.c.left_on.is_not(None)
    found = db.execute(update(joined).where(*back).values(**here, left_on=None).returning(*_GROUP)).all()
    _count(db, part.campaign, {(Group(*row), outcomes.LEFT): -1 for row in found}, part.joined_on)


def leave(db: Connection, key: bytes, campaign: str, today: date) -> None:
    """Let a person go: the chat's id and what waits are erased at once; that they left is kept, to be counted."""
    _leave(db, today, joined.c.person == key, joined.c.campaign == campaign)
    deliveries.drop_person(db, key, campaign=campaign)


def forget_chats(db: Connection, campaign: str, joined_until: date, limit: int) -> int:
    """Forget the chats of up to `limit` people who joined on such a day or before: the campaign is over for them.
    That they took part stays. Return how many there were.
    """
    over = joined.c.campaign == campaign, joined.c.joined_on <= joined_until, joined.c.chat.is_not(None)
    some = select(joined.c.person).where(*over).limit(limit).scalar_subquery()
    return db.execute(update(joined).where(*over, joined.c.person.in_(some)).values(chat=None)).rowcount


def come_back(db: Connection, key: bytes, campaign: str, chat: bytes, today: date) -> None:
    """Take back that a person left (`may_come_back`): they go on where they were. For who has not left, this
    changes nothing.
    """
    back = joined.c.person == key, joined.c.campaign == campaign, joined.c.left_on >= today - BACK_WITHIN
    found = db.execute(update(joined).where(*back).values(chat=chat, left_on=None).returning(*_GROUP)).all()
    _count(db, campaign, {(Group(*row), outcomes.LEFT): -1 for row in found}, today)


def leave_all(db: Connection, key: bytes, today: date) -> None:
    """Let a person go from every campaign, and take back that they want to be told of new ones."""
    _leave(db, today, joined.c.person == key)


def _leave(db: Connection, today: date, *whose: ColumnElement[bool]) -> None:
    gone = update(joined).where(*whose, joined.c.left_on.is_(None)).values(left_on=today, chat=None)
    for campaign, *group in sorted(tuple(row) for row in db.execute(gone.returning(joined.c.campaign, *_GROUP))):
        _count(db, campaign, {(Group(*group), outcomes.LEFT): 1}, today)


def _count(db: Connection, campaign: str, changes: Mapping[tuple[Group, str], int], today: date) -> None:
    """Count what changed; invitations are no campaign."""
    if campaign != INVITATIONS:
        outcomes.count(db, campaign, changes, today)


def wish_invitations(db: Connection, key: bytes, chat: bytes, today: date) -> None:
    """Write down that a person wants to be told of campaigns: they have joined the invitations, which are no
    campaign and so end before they begin (a campaign that is on replaces tips).
    """
    before = today - timedelta(days=1)
    join(db, key, chat, Joined(INVITATIONS, "", today, before), anew=False)


def refuse_invitations(db: Connection, key: bytes) -> None:
    """Forget that wish, the chat's id with it, and what waits."""
    db.execute(delete(joined).where(joined.c.person == key, joined.c.campaign == INVITATIONS))
    deliveries.drop_person(db, key, campaign=INVITATIONS)


def wishes_invitations(db: Connection, key: bytes) -> bool:
    """Whether the person wants to be told of campaigns."""
    wished = of_person(db, key).get(INVITATIONS)
    return wished is not None and wished.left_on is None


def of_person(db: Connection, key: bytes) -> dict[str, Joined]:
    """Return a person's parts by campaign, those that they left too."""
    return {row[0]: Joined(*row) for row in db.execute(select(*_PART).where(joined.c.person == key))}


def days_of(db: Connection, key: bytes, campaign: str) -> dict[int, Day]:
    """Return what became of a person's days in a campaign, by the day's number."""
    rows = db.execute(
        select(steps.c.step, steps.c.name, steps.c.sent_on, steps.c.opened_on, steps.c.done_on).where(
            steps.c.person == key, steps.c.campaign == campaign
        )
    )
    return {step: Day(*days) for step, *days in rows}


def open_day(  # noqa: PLR0913, PLR0917 - what of which campaign, when
    db: Connection, key: bytes, campaign: str, day: int, name: str, today: date
) -> None:
    """Note that a person opened a day, the first time, and which step it was. With the first day after joining
    their variant has been seen, which counts once.
    """
    row = insert(steps).values(person=key, campaign=campaign, step=day, name=name, opened_on=today)
    first = {"name": _NEW_NAME, "opened_on": func.coalesce(steps.c.opened_on, row.excluded.opened_on)}
    db.execute(row.on_conflict_do_update(index_elements=["person", "campaign", "step"], set_=first))
    if not day:
        return
    known = _KNOWN.one(db, person=key, campaign=campaign)
    if known is None or known[1] is not None:
        return
    exposed_on, _, _, *rest = known
    group = Group(*rest)
    _FIRST_OPENED.changed(db, whose=key, which=campaign, today=today)
    changes = {(group, outcomes.OPENED): 1}
    if exposed_on is None:
        changes[group, outcomes.REACHED] = 1
    outcomes.count(db, campaign, changes, today)


def name_days(db: Connection, shown: Iterable[tuple[bytes, str, int, str]]) -> None:
    """Note which step is about to be sent on a day: person, campaign, day, the step's name."""
    names = ("person", "campaign", "step", "name")
    _NAMED.many(db, [dict(zip(names, one, strict=True)) for one in shown])


def reach(db: Connection, keys: Collection[bytes], campaign: str, day: date) -> None:
    """Note that a day after that of joining was sent to people: with the first, their variant has been seen."""
    first = db.execute(_REACHED, {"people": list(keys), "which": campaign, "today": day})
    _count(db, campaign, Counter((Group(*row), outcomes.REACHED) for row in first), day)


def finish_day(db: Connection, key: bytes, campaign: str, day: int, today: date) -> None:
    """Note that what a day opens is done; only a day that was opened, and only the first time."""
    this = steps.c.person == key, steps.c.campaign == campaign, steps.c.step == day
    fresh = steps.c.opened_on.is_not(None), steps.c.done_on.is_(None)
    if db.execute(update(steps).where(*this, *fresh).values(done_on=today)).rowcount != 1 or not day:
        return
    known = _KNOWN.one(db, person=key, campaign=campaign)
    days = _DAYS_DONE.one(db, person=key, campaign=campaign)
    if known is None or days is None or days[0] <= known[2]:
        return
    _, _, before, *rest = known
    group = Group(*rest)
    _MORE_DONE.changed(db, whose=key, which=campaign, days=days[0])
    more = range(before + 1, days[0] + 1)
    outcomes.count(db, campaign, {(group, outcomes.done(number)): 1 for number in more}, today)


def pause(db: Connection, campaign: str, now: datetime) -> None:
    """Stop a campaign: nothing of it goes out until `resume`."""
    db.execute(insert(paused).values(campaign=campaign, at=now).on_conflict_do_nothing())


def resume(db: Connection, campaign: str) -> None:
    """Let a paused campaign go on."""
    db.execute(delete(paused).where(paused.c.campaign == campaign))


def paused_since(db: Connection) -> dict[str, datetime]:
    """Return the paused campaigns, each with the moment since when."""
    return {campaign: at for campaign, at in db.execute(select(paused.c.campaign, paused.c.at))}  # noqa: C416 - rows are not pairs for mypy

"""Enrolments: who takes part in which campaign; which days reached them, were opened and done; which campaigns
are paused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, delete, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.db import deliveries, mydata, planning
from bot.db.planning import slot_of
from bot.db.schema import people
from bot.db.statement import Hot
from bot.features.campaigns.store import outcomes
from bot.features.campaigns.store.outcomes import Group
from bot.features.campaigns.tables import enrolments, paused, steps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Select


INVITATIONS = "invitations"
"""What those have joined who want to be told of campaigns; no campaign is called so, its name has a slash."""


BACK_WITHIN = timedelta(days=1)
"""So long a way out of a campaign can be taken back."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person's part in a campaign (`pack/item`): their variant, the day on which they joined, their last day;
    `left_on` None while they take part.
    """

    campaign: str
    variant: str
    joined_on: date
    ends_on: date
    left_on: date | None = None

    def may_come_back(self, today: date) -> bool:
        """Whether leaving (now or before) can still be taken back."""
        return self.left_on is None or self.left_on >= today - BACK_WITHIN


@dataclass(frozen=True, slots=True)
class Day:
    """What became of one day (a step's number) for a person; None = it did not happen. `name`: the name of the
    step that was drawn or opened, which stays the same when a new version moves the step to another day; None
    if it was not noted.
    """

    name: str | None
    sent_on: date | None
    opened_on: date | None
    done_on: date | None


_PART = (
    enrolments.c.campaign,
    enrolments.c.variant,
    enrolments.c.joined_on,
    enrolments.c.ends_on,
    enrolments.c.left_on,
)

_OF_PERSON = Hot(select(*_PART).where(enrolments.c.person == bindparam("person")))

_GROUP = tuple(enrolments.c[name] for name in Group._fields)
_MEASURES = (
    *(outcomes.JOINED, outcomes.REACHED, outcomes.OPENED),
    *(outcomes.DONE, outcomes.FINISHED, outcomes.LEFT),
)
_MINE = enrolments.c.person == bindparam("person"), enrolments.c.campaign == bindparam("campaign")
# What has been counted of a person's part; on PostgreSQL locked until the turn ends, so that nothing counts
# twice.
_KNOWN = Hot(
    select(enrolments.c.exposed_on, enrolments.c.opened_on, enrolments.c.done, enrolments.c.finished_on, *_GROUP)
    .where(*_MINE)
    .with_for_update()
)
_OWN = enrolments.c.person == bindparam("whose"), enrolments.c.campaign == bindparam("which")
_FIRST_OPENED = Hot(
    update(enrolments)
    .where(*_OWN)
    .values(
        exposed_on=func.coalesce(enrolments.c.exposed_on, bindparam("today", type_=enrolments.c.opened_on.type)),
        opened_on=bindparam("today", type_=enrolments.c.opened_on.type),
    )
)
_MORE_DONE = Hot(
    update(enrolments)
    .where(*_OWN)
    .values(done=bindparam("days"), finished_on=bindparam("finished_on", type_=enrolments.c.finished_on.type))
)
_REACHED = (
    update(enrolments)
    .where(
        enrolments.c.person.in_(bindparam("people", expanding=True)), enrolments.c.campaign == bindparam("which")
    )
    .where(enrolments.c.exposed_on.is_(None))
    .values(exposed_on=bindparam("today", type_=enrolments.c.exposed_on.type))
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
# The name stays for a day that has reached somebody: a step that replaces it is not the one they had.
_HAD = and_(steps.c.name.is_not(None), or_(steps.c.sent_on.is_not(None), steps.c.opened_on.is_not(None)))
_NEW_NAME = case((_HAD, steps.c.name), else_=_NAME.excluded.name)
_NAMED = Hot(_NAME.on_conflict_do_update(index_elements=["person", "campaign", "step"], set_={"name": _NEW_NAME}))


def join(db: Connection, key: bytes, chat: bytes, part: Enrolment, *, anew: bool) -> None:
    """Write down that a person takes part (`chat` sealed with their key). Idempotent. People who come back
    begin with the coming days, or with the first day (`anew`: everyone has days of their own).
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
    new = insert(enrolments).values(
        person=key, campaign=part.campaign, slot=slot_of(key), **here, **group._asdict()
    )
    if db.execute(new.on_conflict_do_nothing().returning(enrolments.c.person)).first():
        _count(db, part.campaign, [(group, outcomes.JOINED)], part.joined_on)
        return
    back = enrolments.c.person == key, enrolments.c.campaign == part.campaign, enrolments.c.left_on.is_not(None)
    db.execute(update(enrolments).where(*back).values(**here, left_on=None))


def leave(db: Connection, key: bytes, campaign: str, today: date) -> None:
    """Let a person leave: the chat's id and waiting messages are erased at once; the fact that they left is
    kept, to be counted.
    """
    _leave(db, today, enrolments.c.person == key, enrolments.c.campaign == campaign)
    deliveries.drop_person(db, key, campaign=campaign)


def forget_chats(db: Connection, campaign: str, joined_until: date, limit: int) -> int:
    """Forget the chats of up to `limit` people who joined on this day or before: the campaign is over for them.
    Their taking part stays. Return how many there were.
    """
    over = (
        enrolments.c.campaign == campaign,
        enrolments.c.joined_on <= joined_until,
        enrolments.c.chat.is_not(None),
    )
    some = select(enrolments.c.person).where(*over).limit(limit).scalar_subquery()
    return db.execute(update(enrolments).where(*over, enrolments.c.person.in_(some)).values(chat=None)).rowcount


def come_back(db: Connection, key: bytes, campaign: str, chat: bytes, today: date) -> None:
    """Take back that a person left (`may_come_back`): they go on where they were. Changes nothing for people
    who have not left.
    """
    back = (
        enrolments.c.person == key,
        enrolments.c.campaign == campaign,
        enrolments.c.left_on >= today - BACK_WITHIN,
    )
    db.execute(update(enrolments).where(*back).values(chat=chat, left_on=None))


def leave_all(db: Connection, key: bytes, today: date) -> None:
    """Let a person leave every campaign, and drop their wish to be told about new ones."""
    _leave(db, today, enrolments.c.person == key)


def _leave(db: Connection, today: date, *whose: ColumnElement[bool]) -> None:
    takes_part = *whose, enrolments.c.left_on.is_(None)
    first = (
        select(enrolments.c.campaign, *_GROUP)
        .where(*takes_part, enrolments.c.has_left.is_(False))
        .with_for_update()
    )
    fresh = sorted(tuple(row) for row in db.execute(first))
    db.execute(update(enrolments).where(*takes_part).values(left_on=today, has_left=True, chat=None))
    for campaign, *group in fresh:
        _count(db, campaign, [(Group(*group), outcomes.LEFT)], today)


def _count(db: Connection, campaign: str, fresh: Iterable[tuple[Group, str]], today: date) -> None:
    """Count people; invitations are not counted as a campaign."""
    if campaign != INVITATIONS:
        outcomes.count(db, campaign, fresh, today)


@mydata.on_forget
def take_off(db: Connection, key: bytes) -> None:
    """Subtract a person who is erased from the numbers of few people in which they count. Erase their rows
    after it.
    """
    marks = (
        enrolments.c.exposed_on,
        enrolments.c.opened_on,
        enrolments.c.done,
        enrolments.c.finished_on,
        enrolments.c.has_left,
    )
    mine = select(enrolments.c.campaign, *_GROUP, *marks).where(
        enrolments.c.person == key, enrolments.c.campaign != INVITATIONS
    )
    for campaign, *row in db.execute(mine.order_by(enrolments.c.campaign)).all():
        group, counted = Group(*row[: len(_GROUP)]), (True, *row[len(_GROUP) :])
        outcomes.take_off(
            db, campaign, [(group, measure) for measure, is_in in zip(_MEASURES, counted, strict=True) if is_in]
        )


def wish_invitations(db: Connection, key: bytes, chat: bytes, today: date) -> None:
    """Write down that a person wants to be told about campaigns. They join the invitations, which end before
    they begin, because a running campaign would replace tips.
    """
    before = today - timedelta(days=1)
    join(db, key, chat, Enrolment(INVITATIONS, "", today, before), anew=False)


def refuse_invitations(db: Connection, key: bytes) -> None:
    """Forget that wish, the chat's id with it, and what waits."""
    db.execute(delete(enrolments).where(enrolments.c.person == key, enrolments.c.campaign == INVITATIONS))
    deliveries.drop_person(db, key, campaign=INVITATIONS)


def wishes_invitations(db: Connection, key: bytes) -> bool:
    """Whether the person wants to be told about campaigns."""
    wished = of_person(db, key).get(INVITATIONS)
    return wished is not None and wished.left_on is None


def of_person(db: Connection, key: bytes) -> dict[str, Enrolment]:
    """Return a person's parts by campaign, including those they left."""
    return {row[0]: Enrolment(*row) for row in _OF_PERSON.all(db, person=key)}


def has_joined_any(db: Connection, key: bytes) -> bool:
    """Whether the person has a part (or invitations) that they can leave."""
    return any(part.left_on is None for part in of_person(db, key).values())


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
    """Note that a person opened a day for the first time, and which step it was. The first day after joining
    shows that their variant was seen, which counts once.
    """
    row = insert(steps).values(person=key, campaign=campaign, step=day, name=name, opened_on=today)
    first = {"name": _NEW_NAME, "opened_on": func.coalesce(steps.c.opened_on, row.excluded.opened_on)}
    db.execute(row.on_conflict_do_update(index_elements=["person", "campaign", "step"], set_=first))
    if not day:
        return
    known = _KNOWN.one(db, person=key, campaign=campaign)
    if known is None or known[1] is not None:
        return
    exposed_on, _, _, _, *rest = known
    group = Group(*rest)
    _FIRST_OPENED.changed(db, whose=key, which=campaign, today=today)
    fresh = [outcomes.OPENED, *([outcomes.REACHED] if exposed_on is None else [])]
    outcomes.count(db, campaign, [(group, measure) for measure in fresh], today)


def name_days(db: Connection, shown: Iterable[tuple[bytes, str, int, str]]) -> None:
    """Note which step is about to be sent on a day: person, campaign, day, the step's name."""
    names = ("person", "campaign", "step", "name")
    _NAMED.many(db, [dict(zip(names, one, strict=True)) for one in shown])


def reach(db: Connection, keys: Collection[bytes], campaign: str, day: date) -> None:
    """Note that a day after the day of joining was sent to people; the first one shows that their variant was
    seen.
    """
    first = db.execute(_REACHED, {"people": list(keys), "which": campaign, "today": day})
    _count(db, campaign, [(Group(*row), outcomes.REACHED) for row in first], day)


def finish_day(  # noqa: PLR0913, PLR0917 - what of which campaign, when
    db: Connection, key: bytes, campaign: str, day: int, days: int, today: date
) -> None:
    """Note that the content of a day is done: only an opened day, and only the first time. With `days` done the
    person has finished.
    """
    this = steps.c.person == key, steps.c.campaign == campaign, steps.c.step == day
    fresh = steps.c.opened_on.is_not(None), steps.c.done_on.is_(None)
    if db.execute(update(steps).where(*this, *fresh).values(done_on=today)).rowcount != 1 or not day:
        return
    known = _KNOWN.one(db, person=key, campaign=campaign)
    done = _DAYS_DONE.one(db, person=key, campaign=campaign)
    if known is None or done is None or done[0] <= known[2]:
        return
    _, _, before, finished_on, *rest = known
    finishes = finished_on is None and done[0] >= days
    _MORE_DONE.changed(db, whose=key, which=campaign, days=done[0], finished_on=today if finishes else finished_on)
    counts = [*([] if before else [outcomes.DONE]), *([outcomes.FINISHED] if finishes else [])]
    outcomes.count(db, campaign, [(Group(*rest), measure) for measure in counts], today)


def pause(db: Connection, campaign: str, now: datetime) -> None:
    """Stop a campaign: nothing of it goes out until `resume`."""
    db.execute(insert(paused).values(campaign=campaign, at=now).on_conflict_do_nothing())


def resume(db: Connection, campaign: str) -> None:
    """Let a paused campaign go on."""
    db.execute(delete(paused).where(paused.c.campaign == campaign))


def paused_since(db: Connection) -> dict[str, datetime]:
    """Return the paused campaigns, each with the moment since when."""
    return {campaign: at for campaign, at in db.execute(select(paused.c.campaign, paused.c.at))}  # noqa: C416 - rows are not pairs for mypy


def paused_campaigns(db: Connection) -> set[str]:
    """Return the campaigns that an organiser has paused."""
    return set(db.scalars(select(paused.c.campaign)))


def taking_part(campaign: str, zone: str, joined_on: date | None = None) -> Select[Any]:
    """Select the people who take part in a campaign in this zone, for `planning.Group`; only those who joined
    on a certain day, if the campaign counts from that.
    """
    here = [enrolments.c.campaign == campaign, enrolments.c.zone == zone, enrolments.c.chat.is_not(None)]
    if joined_on is not None:
        here.append(enrolments.c.joined_on == joined_on)
    return select(enrolments.c.person, enrolments.c.chat, enrolments.c.slot).where(*here)


_ZONES = planning.zones_in(
    enrolments.c.zone, enrolments.c.campaign == bindparam("campaign", type_=enrolments.c.campaign.type)
)


def zones(db: Connection, campaign: str) -> list[str]:
    """Return the known zones in which somebody takes part in a campaign: nothing goes out by a guessed clock."""
    return [zone for (zone,) in _ZONES.all(db, campaign=campaign) if zone]


def joiners(db: Connection) -> dict[str, int]:
    """Return how many take part in each campaign."""
    rows = db.execute(
        select(enrolments.c.campaign, func.count())
        .where(enrolments.c.left_on.is_(None))
        .group_by(enrolments.c.campaign)
    )
    return {campaign: count for campaign, count in rows}  # noqa: C416 - rows are not pairs for mypy

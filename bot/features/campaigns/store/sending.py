"""What campaigns add when messages are planned, judged, sent and erased: the store's hooks they join."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, select, update

from bot.db import dispatches, people, planning, retention
from bot.db.dispatches import InCampaign
from bot.db.ledger import UNTIL_STOPPED
from bot.db.schema import planned
from bot.db.statement import Hot
from bot.features.campaigns import pages
from bot.features.campaigns.store.enrolments import name_days, paused_campaigns, reach, take_off
from bot.features.campaigns.tables import enrolments, steps
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.db.dispatches import DeliveryResult, Known

dispatches.on_draw(name_days)


@planning.is_wanted
def somebody_takes_part() -> ColumnElement[bool]:
    """Return the condition under which somebody takes part in the campaign of a row of `planned`."""
    there = enrolments.c.zone == planned.c.zone, enrolments.c.campaign == planned.c.campaign
    return and_(planned.c.why != Why.TIP.value, select(enrolments.c.person).where(*there).exists())


@people.on_change
def follow(db: Connection, key: bytes, changed: Mapping[str, str | bool | None]) -> None:
    """Let the parts in campaigns follow the person's zone."""
    if "zone" in changed:
        db.execute(update(enrolments).where(enrolments.c.person == key).values(zone=changed["zone"]))


@dispatches.held
def held(db: Connection) -> frozenset[str]:
    """Return the campaigns that are paused, and the paths of their invitations."""
    names = paused_campaigns(db)
    return frozenset(names | {pages.Invitation(*name.split("/")).path for name in names})


@dispatches.on_know
def know(db: Connection, known: dict[bytes, Known], whys: set[str]) -> None:
    """Add people's campaigns, during which tips wait, and the steps that have reached them."""
    if Why.TIP in whys:
        mine = enrolments.c.person.in_(known), enrolments.c.chat.is_not(None)
        columns = (enrolments.c.campaign, enrolments.c.joined_on, enrolments.c.ends_on)
        for person, *part in db.execute(select(enrolments.c.person, *columns).where(*mine)):
            known[person].campaigns.append(InCampaign(*part))
    if Why.CAMPAIGN in whys:
        reached = select(steps.c.person, steps.c.campaign, steps.c.step)
        for person, campaign, step in db.execute(
            reached.where(steps.c.person.in_(known), steps.c.sent_on.is_not(None))
        ):
            known[person].steps.add((campaign, step))


_STEP = dispatches.insert_known(steps, ("person", "campaign", "step", "sent_on"))
_STEP_SENT = Hot(
    _STEP.on_conflict_do_update(
        index_elements=["person", "campaign", "step"], set_={"sent_on": _STEP.excluded.sent_on}
    )
)


@dispatches.on_sent
def note_sent(db: Connection, sent: Sequence[DeliveryResult]) -> None:
    """Note that the steps that were just sent have reached people."""
    reached = [(result.delivery, result.at.date()) for result in sent if result.delivery.why == Why.CAMPAIGN]
    _STEP_SENT.many(
        db,
        [
            {"person": one.person, "campaign": one.campaign, "step": one.step, "sent_on": day}
            for one, day in reached
        ],
    )
    parts: dict[tuple[str, date], list[bytes]] = defaultdict(list)
    for one, day in reached:
        if one.person is not None:
            parts[one.campaign, day].append(one.person)
    for (campaign, day), keys in sorted(parts.items()):
        reach(db, keys, campaign, day)


@retention.erases(UNTIL_STOPPED)
def sweep(db: Connection, now: datetime, limit: int) -> int:
    """Forget the parts in campaigns of up to `limit` people who blocked the bot long ago."""
    mine = enrolments.c.person.in_(retention.long_blocked(now).scalar_subquery())
    gone = db.scalars(select(enrolments.c.person).where(mine).distinct().limit(limit)).all()
    for key in gone:
        take_off(db, key)
    return db.execute(delete(enrolments).where(enrolments.c.person.in_(gone))).rowcount

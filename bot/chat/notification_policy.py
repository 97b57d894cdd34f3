"""Decides whether an unasked message may be sent to a person, now, later or never, and why. Pure.

The rules are docs/design.md §3 ("attention is a budget"): the person's own zone, quiet hours by tier, at most
one message a day (a child: three a week; a joined campaign may come daily and replaces tips), nothing before
the person's "not before", nothing later than its useful time, nothing to people who have blocked the bot. What
a class is given comes first: it outranks all else that is budgeted, the days of a campaign do not count against
it, and one of the three a week is kept for it while a child is in a class. A live quiz that the person has just
joined goes on at any hour; a person who rests has left it (`people.rest`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.values.audience import Audience
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GOOD_FOR = timedelta(hours=24)
"""Nothing that came due longer ago is sent, whatever kept it back (an outage, mostly)."""

ASK_AGAIN = timedelta(hours=2)
"""After this something is judged again that no hour suits while it is not known where the person lives: they may
say so meanwhile.
"""

A_WEEK_FOR_CHILDREN = 3
"""Messages unasked within seven days; adults: one a day."""

KEPT_FOR_CLASS = 1
"""So many of a child's messages a week are for classes alone, while the child is in one."""

WEEK = timedelta(days=7)


EVERYWHERE = tuple(f"Etc/GMT{hours:+}" for hours in range(-14, 13, 2))
"""Zones all over the earth, for people who have not named a country: at any hour, it is night in one of them."""


class Reason(StrEnum):
    """Why a message was sent, waits or is dropped. The ledger keeps these words; `why` explains them."""

    OK = "ok"
    BLOCKED = "blocked"
    PAUSED = "paused"
    STALE = "stale"
    REPLACED = "replaced"
    OUTRANKED = "outranked"
    ALREADY = "already"
    REST = "rest"
    QUIET = "quiet"
    DAY = "day"
    WEEK = "week"
    CLASS = "class"


def by_budget(sent: Iterable[tuple[Why, datetime]]) -> tuple[list[datetime], list[datetime], list[datetime]]:
    """Return when something was sent for campaigns, for classes, and for all else that is budgeted."""
    found: dict[Why, list[datetime]] = {Why.CAMPAIGN: [], Why.ASSIGNMENT: []}
    others: list[datetime] = []
    for why, at in sent:
        found.get(why, others).append(at)
    return found[Why.CAMPAIGN], found[Why.ASSIGNMENT], others


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person for this question. `zone` is an IANA name or empty (UTC); `sent`: when something
    budgeted was sent within the last week (aware, any order; see `by_budget`), beside `sent_for_campaigns` and
    `sent_for_classes`; `in_class`: a class may tell them of assignments; `in_campaign`: a campaign that they
    joined is on; `awaited`: the highest-ranking thing that waits for them and is due; `zones`: where they may be
    while `zone` is only the likeliest: then the quiet hours of all of these hold.
    """

    zone: str
    audience: Audience | None
    not_before: datetime | None = None
    blocked: bool = False
    sent: Sequence[datetime] = ()
    in_campaign: bool = False
    awaited: Why | None = None
    zones: Sequence[str] = ()
    sent_for_campaigns: Sequence[datetime] = ()
    sent_for_classes: Sequence[datetime] = ()
    in_class: bool = False

    def days(self, moments: Sequence[datetime]) -> list[date]:
        """Return the person's own days of these moments, in order."""
        return sorted(at.astimezone(zone_of(self.zone)).date() for at in moments)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`at` is None for never, `now` for now, else the earliest moment at which to ask again."""

    at: datetime | None
    reason: Reason


def judge(why: Why, due_at: datetime, good_until: datetime | None, who: Standing, now: datetime) -> Verdict:
    """Decide about one message. All moments are aware; `good_until` None means `GOOD_FOR` after it was due."""
    until = good_until or due_at + GOOD_FOR
    never = _never(why, who, late=now > until)
    if never is not None:
        return Verdict(None, never)
    at, reason = max(now, due_at), Reason.OK
    while at <= until:
        later, because = _moved(why, at, who)
        if later <= at:
            break
        at, reason = later, because
    if at > until and reason is Reason.QUIET and who.zones and now + ASK_AGAIN <= until:
        return Verdict(now + ASK_AGAIN, reason)
    if at > until:
        return Verdict(None, reason)
    return Verdict(at, reason)


def may_ever_write(zones: Sequence[str], audience: Audience | None, now: datetime) -> bool:
    """Whether one hour of the day lies outside the quiet hours of all these zones."""
    begins, ends = (audience or Audience.TIER_9_11).awake
    moments = (now + timedelta(hours=ahead) for ahead in range(24))
    return any(all(begins <= at.astimezone(zone_of(zone)).hour < ends for zone in zones) for at in moments)


@lru_cache(maxsize=4096)
def moment(day: date, hour: time, zone: str) -> datetime:
    """Return the moment (UTC) when the clocks of a zone show this hour of this day. An hour that the clocks skip
    comes as much later as they jump; one that they show twice is the first.
    """
    return datetime.combine(day, hour, zone_of(zone)).astimezone(UTC)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone; UTC for an empty name."""
    return ZoneInfo(name or "UTC")


def _never(why: Why, who: Standing, *, late: bool) -> Reason | None:
    if who.blocked:
        return Reason.BLOCKED
    if late:
        return Reason.STALE
    if why is Why.TIP and who.in_campaign:
        return Reason.REPLACED
    if why is Why.TIP and who.awaited is not None and why in who.awaited.outranks and who.awaited.is_budgeted:
        return Reason.OUTRANKED
    return None


def _moved(why: Why, at: datetime, who: Standing) -> tuple[datetime, Reason]:
    """Return the moment itself if all rules allow it; else a later one and the rule that moved it."""
    if why is Why.LIVE:
        return at, Reason.OK
    if who.not_before is not None and who.not_before > at:
        return who.not_before, Reason.REST
    begins, ends = (who.audience or Audience.TIER_9_11).awake
    for zone in who.zones or (who.zone,):
        here = at.astimezone(zone_of(zone))
        if here.hour < begins:
            return _morning(here.date(), at, who, zone), Reason.QUIET
        if here.hour >= ends:
            return _morning(here.date() + timedelta(days=1), at, who, zone), Reason.QUIET
    if not why.is_budgeted:
        return at, Reason.OK
    return _spent(why, at, at.astimezone(zone_of(who.zone)).date(), who)


def _spent(why: Why, at: datetime, today: date, who: Standing) -> tuple[datetime, Reason]:
    """Return when the budget allows one more: the moment itself, the morning of another day, or another week."""
    days = who.days([*who.sent, *who.sent_for_campaigns, *who.sent_for_classes])
    if days and days[-1] >= today:
        return _morning(days[-1] + timedelta(days=1), at, who, who.zone), Reason.DAY
    child = who.audience is None or who.audience.is_child
    for counted, most, reason in _weekly(why, who) if child else ():
        lately = [day for day in who.days(counted) if day > today - WEEK]
        if len(lately) >= most:
            return _morning(lately[-most] + WEEK, at, who, who.zone), reason
    return at, Reason.OK


def _weekly(why: Why, who: Standing) -> Iterator[tuple[list[datetime], int, Reason]]:
    """Yield a child's limits for seven days: what counts, how many there may be, and the name of the rule."""
    if why is Why.ASSIGNMENT:
        yield [*who.sent, *who.sent_for_classes], A_WEEK_FOR_CHILDREN, Reason.WEEK
    elif why is not Why.CAMPAIGN:
        others = [*who.sent, *who.sent_for_campaigns]
        yield [*others, *who.sent_for_classes], A_WEEK_FOR_CHILDREN, Reason.WEEK
        if who.in_class:
            yield others, A_WEEK_FOR_CHILDREN - KEPT_FOR_CLASS, Reason.CLASS


def _morning(day: date, after: datetime, who: Standing, zone: str) -> datetime:
    """Return the first moment after `after`, on this day or later, when the quiet hours are over in a zone."""
    begins = (who.audience or Audience.TIER_9_11).awake[0]
    morning = moment(day, time(begins), zone)
    while morning <= after:  # a day that a zone skipped (Samoa, 30 December 2011), or clocks set back
        day += timedelta(days=1)
        morning = moment(day, time(begins), zone)
    return morning

"""Decides whether an unasked message may be sent to a person, now, later or never, and why. Pure.

The rules are docs/design.md §3 ("attention is a budget"): the person's own zone, quiet hours by tier, at most one
message a day (a child: three a week; a campaign that was joined may come daily and replaces tips), nothing before
the person's "not before", nothing past the hour it is good for, nothing to somebody who has blocked the bot. A
live quiz that the person has just joined goes on at any hour; a person who rests has left it (`people.rest`).
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
    from collections.abc import Sequence

GOOD_FOR = timedelta(hours=24)
"""Nothing that came due longer ago is sent, whatever kept it back (an outage, mostly)."""

A_WEEK_FOR_CHILDREN = 3
"""Messages unasked within seven days; adults: one a day."""

WEEK = timedelta(days=7)


EVERYWHERE = tuple(f"Etc/GMT{hours:+}" for hours in range(-14, 13, 2))
"""Zones all over the earth, for who has not even said a country: no hour is a waking one in all of them."""


class Reason(StrEnum):
    """Why something was sent, waits or is dropped; the ledger keeps these words, `why` explains them."""

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


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person for this question. `zone` is an IANA name or empty (UTC); `sent`: when something
    budgeted was sent within the last week (aware, any order); `in_campaign`: a campaign that they joined is on;
    `awaited`: the highest-ranking thing that waits for them and is due; `zones`: where they may be while `zone` is
    only the likeliest: then the quiet hours of all of these hold.
    """

    zone: str
    audience: Audience | None
    not_before: datetime | None = None
    blocked: bool = False
    sent: Sequence[datetime] = ()
    in_campaign: bool = False
    awaited: Why | None = None
    zones: Sequence[str] = ()


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
    if at > until:
        return Verdict(None, reason)
    return Verdict(at, reason)


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
    """Return the moment itself when all holds then, else a later one and what moved it."""
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
    """Return when the budget allows one more: the moment itself, another day's morning or another week's."""
    days = sorted(sent.astimezone(zone_of(who.zone)).date() for sent in who.sent)
    if days and days[-1] >= today:
        return _morning(days[-1] + timedelta(days=1), at, who, who.zone), Reason.DAY
    child = who.audience is None or who.audience.is_child
    if child and why is not Why.CAMPAIGN:
        lately = [day for day in days if day > today - WEEK]
        if len(lately) >= A_WEEK_FOR_CHILDREN:
            return _morning(lately[-A_WEEK_FOR_CHILDREN] + WEEK, at, who, who.zone), Reason.WEEK
    return at, Reason.OK


def _morning(day: date, after: datetime, who: Standing, zone: str) -> datetime:
    """Return the first moment after `after` on or behind this day at which the quiet hours are over in a zone."""
    begins = (who.audience or Audience.TIER_9_11).awake[0]
    morning = moment(day, time(begins), zone)
    while morning <= after:  # a day that a zone left out (Samoa, 30 December 2011), or clocks set back
        day += timedelta(days=1)
        morning = moment(day, time(begins), zone)
    return morning

"""Explains to the operator, from the ledger and in plain words, why something was or was not sent to a person."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.chat.notification_policy import Reason, moment, zone_of
from bot.db import dispatches, people
from bot.features.campaigns.participation import name_of
from bot.features.campaigns.store import enrolments
from bot.features.tips.store import wishes
from bot.packs.campaign import AT_JOINING
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.db.keys import Keys
    from bot.db.people import Person
    from bot.packs.campaign import Campaign

WORDS = {
    "sent": "sent",
    "sending": "being sent, or cut off by a kill; it is tried again when its lease ends",
    "refused": "Telegram refused it: a mistake of ours, the log has the method",
    "late": "Telegram did not take it in time; it is tried again",
    "empty": "there was nothing (any more) to show to this person",
    "failed": "it could not be drawn: a mistake of ours, the log has the trace",
    Reason.BLOCKED: "the person has blocked the bot",
    Reason.PAUSED: "an organiser has paused the campaign",
    Reason.STALE: "its time was over before it could go (an outage, a long queue)",
    Reason.REPLACED: "a campaign that the person joined replaces tips",
    dispatches.UNREADABLE: "what is stored for it cannot be read (damaged, or sealed by a key that is gone)",
    Reason.OUTRANKED: "something that matters more was waiting",
    Reason.ALREADY: "this step had reached the person already",
    Reason.REST: "the person rests: help was shown, a lesson was open, enough for today, or a week of quiet",
    Reason.QUIET: "quiet hours where the person lives",
    Reason.DAY: "one message a day is enough",
    Reason.WEEK: "three messages a week are enough for a child",
    Reason.CLASS: "one of a child's three messages a week is kept for what a class is given",
}
"""The meaning of each outcome and reason in the ledger."""

_UNPLANNED = (
    "it passed unplanned: the bot was away until the evening, the campaign paused, or joined later that day"
)

_NAMES = {
    Why.NUDGE: "the evening reminder",
    Why.LIVE: "a question of a live quiz",
    Why.ASSIGNMENT: "an assignment",
    Why.CAMPAIGN: "a step of a campaign",
    Why.INVITE: "an invitation",
    Why.WORK: "news of packs on which the person works",
    Why.TIP: "a tip",
}


class UnknownPersonError(Exception):
    """Nobody is known under this id: they never agreed, or were forgotten."""


def explain(  # noqa: PLR0913, PLR0917 - who, of which bot, since when
    db: Connection,
    keys: Keys,
    bot_id: int,
    who: str,
    now: datetime,
    days: int = 7,
    campaigns: Iterable[Campaign] = (),
) -> list[str]:
    """Return a person's sent, unsent and waiting messages, one row each, by the person's own clock. `who`: a
    Telegram id, or the person's code (32 hexadecimal digits, as in `/export`); `campaigns`: all campaigns, to
    report which of their days passed without being planned.

    Errors: UnknownPersonError; ValueError if `who` is not an id or code.
    """
    person = _find(db, keys, bot_id, who, now)
    known = dispatches.know_one(db, person.key)
    zone = zone_of(person.clock)

    def at(moment: datetime) -> str:
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")

    lines = [f"Zone {person.zone or 'not known'}, {person.audience or 'audience not said'}."]
    wish = wishes.of(db, person.key)
    lines.append(f"Tips: {wish.a_week} a week at {wish.hour:02}:00." if wish else "Tips: not asked for.")
    if known.blocked:
        lines.append("The person has blocked the bot: nothing is sent.")
    if known.not_before is not None and known.not_before > now:
        lines.append(f"Nothing before {at(known.not_before)}: {WORDS[Reason.REST]}.")
    since = now - timedelta(days=days)
    handled, waiting = dispatches.since(db, person.key, since), dispatches.waiting(db, person.key)
    told = [
        f"{at(one.due_at)}  {_what(one.why, one.campaign, one.step)}: {WORDS.get(one.outcome, one.outcome)}"
        + (f" at {at(one.at)}" if one.outcome == dispatches.SENT else "")
        + (f", try {one.attempts}: it may have come twice" if one.attempts > 1 else "")
        for one in handled
    ]
    told += [
        f"{at(one.due_at)}  {_what(one.why, one.campaign, one.step)}: waits until {at(one.next_at)}"
        + (f": {WORDS.get(one.reason, one.reason)}" if one.reason else "")
        for one in waiting
    ]
    told += [
        f"{at(due_at)}  {_NAMES[Why.TIP]}: its turn has not come, or came too late: too many at that hour"
        for due_at in wishes.unreached(db, person.key, since)
    ]
    planned = {(one.campaign, one.step) for one in (*handled, *waiting)}
    told += [
        f"{at(due_at)}  {_what(Why.CAMPAIGN, name, day)}: {_UNPLANNED}"
        for due_at, name, day in _passed(db, person, campaigns, since, now)
        if (name, day) not in planned
    ]
    return [*lines, *_or_nothing(told, days)]


def _passed(
    db: Connection, person: Person, campaigns: Iterable[Campaign], since: datetime, now: datetime
) -> Iterator[tuple[datetime, str, int]]:
    """Yield the past days of a person's campaigns that did not reach them: when each was due, the campaign and the
    day's number.
    """
    parts = enrolments.of_person(db, person.key)
    for campaign in campaigns:
        name = name_of(campaign)
        part = parts.get(name)
        if part is None or person.audience is None:
            continue
        reached = {
            day for day, what in enrolments.days_of(db, person.key, name).items() if what.sent_on or what.opened_on
        }
        for step in campaign.steps_for(person.audience, part.variant):
            day = campaign.on(step, part.joined_on)
            gone = campaign.is_over(day) or (part.left_on is not None and day >= part.left_on)
            if step.day == AT_JOINING or gone or step.day in reached:
                continue
            due_at = moment(day, time(step.hour), person.clock)
            if due_at >= since and moment(day, campaign.evening, person.clock) < now:
                yield due_at, name, step.day


def is_code(who: str) -> bool:
    """Whether this is a person's code from their export: 32 hexadecimal digits."""
    return re.fullmatch(r"[0-9a-fA-F]{32}", who) is not None


def _find(db: Connection, keys: Keys, bot_id: int, who: str, now: datetime) -> Person:
    if is_code(who):
        person = people.get(db, bytes.fromhex(who))
    else:
        # One look-up at a time: a question about people is not a visit, so no row is updated here.
        found = (people.find(db, [each], now.date()) for each in keys.lookups(bot_id, int(who)))
        person = next(filter(None, found), None)
    if person is None:
        raise UnknownPersonError("nobody is known under this id: never agreed to be remembered, or forgotten")
    return person


def _what(why: str, campaign: str, step: int) -> str:
    name = _NAMES.get(Why(why), "a reply")
    return f"{name} ({campaign}, {step})" if campaign else name


def _or_nothing(told: Sequence[str], days: int) -> Sequence[str]:
    return told or [f"Nothing was planned for this person within {days} days."]

"""Which days of campaigns and which invitations are due where, as groups that the planner plans."""

from __future__ import annotations

from datetime import time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from bot.chat import conversation, planner
from bot.chat.notification_policy import moment, zone_of
from bot.db import planning, retention
from bot.db.planning import Group
from bot.features.campaigns import pages
from bot.features.campaigns.participation import name_of
from bot.features.campaigns.store import enrolments
from bot.packs.campaign import AT_JOINING
from bot.values.why import Why

INVITED_BEFORE = timedelta(days=3)
"""So long before its first day a campaign invites those who wished for such."""

OVER = timedelta(days=2)
"""After so long a day is over everywhere on earth."""

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.db.engine import Transaction
    from bot.packs.campaign import Campaign
    from bot.packs.library import Library


@planner.on_look
def days_due(db: Transaction, library: Library, now: datetime) -> Iterator[Group]:
    """Yield the groups of campaign days whose hour has come at their place, until the evening there: a message
    that an outage or a pause held back goes out on its day or never. A campaign with a new version is planned
    again.
    """
    stopped = enrolments.paused_since(db)
    for campaign in library.campaigns():
        name = name_of(campaign)
        if name in stopped:
            continue
        if planning.planned_version(db, name) not in {None, campaign.version}:
            planning.replan(db, name, campaign.version)
        for zone in enrolments.zones(db, name):
            yield from _today(campaign, name, zone, now)


@planner.on_look
def invitations_due(db: Transaction, library: Library, now: datetime) -> Iterator[Group]:
    """Yield the groups of invitations to dated campaigns, `INVITED_BEFORE` their first day, at their first
    hour, for people who wished for them. An invitation that their day or week has no room for waits for the days
    until the campaign begins. A paused campaign invites nobody.
    """
    stopped = enrolments.paused_since(db)
    dated = [campaign for campaign in library.campaigns() if campaign.starts and name_of(campaign) not in stopped]
    for zone in enrolments.zones(db, enrolments.INVITATIONS) if dated else ():
        today = now.astimezone(zone_of(zone)).date()
        for campaign in dated:
            due_at = moment(today, time(min(step.hour for step in campaign.steps)), zone)
            evening = moment(today, campaign.evening, zone)
            if campaign.starts != today + INVITED_BEFORE or not due_at <= now <= evening:
                continue
            path = pages.Invitation(campaign.ref.pack, campaign.ref.item).path
            number = crc32(name_of(campaign).encode()) % 30_000  # distinguishes invitations of the same moment
            spread = timedelta(minutes=campaign.window)
            until = moment(campaign.starts - timedelta(days=1), campaign.evening, zone)
            who = partial(enrolments.taking_part, enrolments.INVITATIONS, zone)
            yield Group(
                *(Why.INVITE, who, zone, path, due_at, until),
                *(enrolments.INVITATIONS, campaign.version, number, spread),
            )


@conversation.on_sweep
def forget_over(db: Transaction, library: Library, now: datetime) -> int:
    """Erase the chats of people whose campaign is over everywhere on earth, as promised to them, some of each
    campaign; return how many. Only the campaign knows when that is, because a new version may have moved its
    end. A chat stays while the campaign cannot be read.
    """
    over, forgotten = now.date() - OVER, 0
    for campaign in library.campaigns():
        last = campaign.until or (campaign.starts and campaign.ends_on(campaign.starts))
        if last and last < over:
            forgotten += enrolments.forget_chats(db, name_of(campaign), over, retention.BATCH)
        elif campaign.starts is None:
            days = max(step.day for step in campaign.steps)
            until = over - timedelta(days=days)
            forgotten += enrolments.forget_chats(db, name_of(campaign), until, retention.BATCH)
    return forgotten


def _today(campaign: Campaign, name: str, zone: str, now: datetime) -> Iterator[Group]:
    """Yield the steps that are due today at the place. The number of a step is its day, so that people of all
    audiences and variants, who get different steps of one day, form one group; the doorway picks the right
    step.
    """
    today = now.astimezone(zone_of(zone)).date()
    if campaign.is_over(today):
        return
    evening = moment(today, campaign.evening, zone)
    for day, hour in sorted({(step.day, step.hour) for step in campaign.steps if step.day != AT_JOINING}):
        due_at = moment(today, time(hour), zone)
        if not (_is_today(campaign, day, today) and due_at <= now <= evening):
            continue
        joined_on = None if campaign.starts else today - timedelta(days=day)
        who = partial(enrolments.taking_part, name, zone, joined_on)
        path = pages.CampaignDay(campaign.ref.pack, campaign.ref.item, day).path
        spread = timedelta(minutes=campaign.window)
        yield Group(Why.CAMPAIGN, who, zone, path, due_at, evening, name, campaign.version, day, spread)


def _is_today(campaign: Campaign, day: int, today: date) -> bool:
    """Whether a day of a campaign is today; in a campaign that counts from joining, every day is somebody's
    today.
    """
    return campaign.starts is None or campaign.starts + timedelta(days=day - 1) == today

"""Campaigning: which days of campaigns are due where, as groups that the planner plans."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from bot.chat.attention import moment, zone_of
from bot.chat.stepping import name_of
from bot.packs.campaign import AT_JOINING
from bot.store import joined, planning, retention
from bot.store.planning import Group, Joiners
from bot.values import sitemap
from bot.values.page import parse
from bot.values.why import Why

INVITED_BEFORE = timedelta(days=3)
"""So long before its first day a campaign invites those who wished for such."""

OVER = timedelta(days=2)
"""After so long a day is over everywhere on earth."""

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.packs.campaign import Campaign
    from bot.packs.library import Library
    from bot.store.deliveries import Delivery


def campaign_of(delivery: Delivery) -> str:
    """Return the campaign (`pack/item`) of which a delivery is a day, or to which it invites; of anything else
    what its row has.
    """
    page = parse(delivery.path) if delivery.why == Why.INVITE else None
    return f"{page.pack}/{page.item}" if isinstance(page, sitemap.Invitation) else delivery.campaign


def days_due(db: Connection, library: Library, now: datetime) -> Iterator[Group]:
    """Yield the groups of campaigns' days whose hour has struck at their place, until the evening there: what an
    outage or a pause kept back is for that day, or for nobody. A campaign whose version changed is planned anew.
    """
    stopped = joined.paused_since(db)
    for campaign in library.campaigns():
        name = name_of(campaign)
        if name in stopped:
            continue
        if planning.planned_version(db, name) not in {None, campaign.version}:
            planning.replan(db, name, campaign.version)
        for zone in planning.zones_of_campaign(db, name):
            yield from _today(campaign, name, zone, now)


def invitations_due(db: Connection, library: Library, now: datetime) -> Iterator[Group]:
    """Yield the groups of invitations to dated campaigns, `INVITED_BEFORE` their first day, at their first hour,
    for those who wished for such. A paused campaign invites nobody.
    """
    stopped = joined.paused_since(db)
    dated = [campaign for campaign in library.campaigns() if campaign.starts and name_of(campaign) not in stopped]
    for zone in planning.zones_of_campaign(db, joined.INVITATIONS) if dated else ():
        today = now.astimezone(zone_of(zone)).date()
        for campaign in dated:
            due_at = moment(today, time(min(step.hour for step in campaign.steps)), zone)
            evening = moment(today, campaign.evening, zone)
            if campaign.starts != today + INVITED_BEFORE or not due_at <= now <= evening:
                continue
            path = sitemap.Invitation(campaign.ref.pack, campaign.ref.item).path
            number = crc32(name_of(campaign).encode()) % 30_000  # tells invitations of one moment apart
            spread = timedelta(minutes=campaign.window)
            yield Group(
                *(Why.INVITE, Joiners(), zone, path, due_at, evening),
                *(joined.INVITATIONS, campaign.version, number, spread),
            )


def forget_over(db: Connection, library: Library, now: datetime) -> int:
    """Erase chats of those for whom a campaign is over everywhere on earth, as it was said to them, some of each
    campaign; return how many. Only the campaign knows when that is: a new version may have moved its end. It stays
    where it can be read.
    """
    over, forgotten = now.date() - OVER, 0
    for campaign in library.campaigns():
        last = campaign.until or (campaign.starts and campaign.ends_on(campaign.starts))
        if last and last < over:
            forgotten += joined.forget_chats(db, name_of(campaign), over, retention.BATCH)
        elif campaign.starts is None:
            days = max(step.day for step in campaign.steps)
            until = over - timedelta(days=days)
            forgotten += joined.forget_chats(db, name_of(campaign), until, retention.BATCH)
    return forgotten


def _today(campaign: Campaign, name: str, zone: str, now: datetime) -> Iterator[Group]:
    """Yield what is due today at the place. The number of a step is its day, so that the people of all audiences
    and variants, who get different steps of one day, are one group; the doorway knows what is for whom.
    """
    today = now.astimezone(zone_of(zone)).date()
    if campaign.is_over(today):
        return
    evening = moment(today, campaign.evening, zone)
    for day, hour in sorted({(step.day, step.hour) for step in campaign.steps if step.day != AT_JOINING}):
        who = _joiners(campaign, day, today)
        due_at = moment(today, time(hour), zone)
        if who is None or not due_at <= now <= evening:
            continue
        path = sitemap.CampaignDay(campaign.ref.pack, campaign.ref.item, day).path
        spread = timedelta(minutes=campaign.window)
        yield Group(Why.CAMPAIGN, who, zone, path, due_at, evening, name, campaign.version, day, spread)


def _joiners(campaign: Campaign, day: int, today: date) -> Joiners | None:
    """Return whose day this is today; None when it is nobody's."""
    if campaign.starts is None:
        return Joiners(today - timedelta(days=day))
    return Joiners() if campaign.starts + timedelta(days=day - 1) == today else None

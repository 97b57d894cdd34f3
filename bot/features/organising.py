"""Organising: organisers see campaigns in numbers and stop one within a tick, or let it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import stepping
from bot.chat.choosing import menu_row
from bot.chat.days import day_words
from bot.chat.few import people_words
from bot.chat.items import dead_end
from bot.chat.names import audience_name
from bot.chat.paging import part as part_of
from bot.chat.views import Views
from bot.store import joined, outcomes
from bot.values import sitemap
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.stepping import Way
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(sitemap.Organise, role=Role.ORGANISER)
def organise(turn: Turn, page: sitemap.Organise) -> Screen:
    """List all campaigns, those that are paused with a sign."""
    stopped = joined.paused_since(turn.db)
    ways = [stepping.way(turn, found.ref.pack, found.ref.item) for found in turn.library.campaigns()]
    shown = part_of([way for way in ways if way], page.number, 8)
    rows: list[Row] = []
    for way in shown.entries:
        sign = "⏸" if stepping.name_of(way.campaign) in stopped else "📅"
        rows.append((Link(f"{sign} {way.words.title}", _page(way)),))
    words = turn.say("A paused campaign sends nothing, from the next second on.")
    text = join([bold(shown.heading(turn, turn.say("Run campaigns"))), words])
    rows += shown.turning(turn, sitemap.Organise)
    rows.append((Link(turn.say("🚩 Flags on cards"), sitemap.OrganiseFlags()),))
    rows.append((Link(turn.say("➕ Invite to the studio"), sitemap.InviteEditors()),))
    return Screen(text, (*rows, menu_row(turn)))


@views(sitemap.OrganiseCampaign, role=Role.ORGANISER)
def organise_campaign(turn: Turn, page: sitemap.OrganiseCampaign) -> Screen:
    """Show one campaign: its plan, how many joined, opened and finished a day, and the switch."""
    way = stepping.way(turn, page.pack, page.item)
    return _drawn(turn, way) if way else dead_end(turn)


@views(sitemap.PauseCampaign, role=Role.ORGANISER, kept=False)
def pause_campaign(turn: Turn, page: sitemap.PauseCampaign) -> Screen:
    """Stop it or let it go on."""
    way = stepping.way(turn, page.pack, page.item)
    if way is None:
        return dead_end(turn)
    if page.switch == "on":
        joined.pause(turn.db, stepping.name_of(way.campaign), turn.now)
    else:
        joined.resume(turn.db, stepping.name_of(way.campaign))
    return _drawn(turn, way)


def _drawn(turn: Turn, way: Way) -> Screen:
    campaign, name = way.campaign, stepping.name_of(way.campaign)
    since = joined.paused_since(turn.db).get(name)
    numbers = outcomes.counts(turn.db, name)
    first = day_words(turn, campaign.starts) if campaign.starts else turn.say("the day after joining")
    readers = ", ".join(audience_name(turn, audience) for audience in campaign.audiences)
    plan = [
        turn.say("Version {number}, first day: {first}", number=campaign.version, first=first),
        turn.say("Last day: {last}", last=day_words(turn, campaign.until)) if campaign.until else "",
        turn.say("For: {audiences}", audiences=readers),
    ]
    told = [
        turn.say("Joined: {number}", number=people_words(turn, numbers.get(outcomes.JOINED, 0))),
        turn.say("Left: {number}", number=people_words(turn, numbers.get(outcomes.LEFT, 0))),
        turn.say("Opened a day: {number}", number=people_words(turn, numbers.get(outcomes.OPENED, 0))),
        turn.say("Finished a day: {number}", number=people_words(turn, numbers.get(outcomes.done(1), 0))),
    ]
    parts = [bold(way.words.title), join(plan, "\n"), join(told, "\n")]
    ref = campaign.ref
    if since is None:
        switch: Row = (Link(turn.say("⏸ Stop it now"), sitemap.PauseCampaign(ref.pack, ref.item, "on")),)
    else:
        parts.append(bold(turn.say("Paused since {time}. Nothing of it goes out.", time=_moment(turn, since))))
        switch = (Link(turn.say("▶ Let it go on"), sitemap.PauseCampaign(ref.pack, ref.item, "off")),)
    ways: Row = (
        Link(turn.say("👀 As people see it"), sitemap.Campaign(ref.pack, ref.item)),
        Link(turn.say("⬆ All campaigns"), sitemap.Organise()),
    )
    # Not in the same place: who taps twice in a hurry to stop it must not let it go on.
    rows = (switch, ways) if since is None else (ways, switch)
    return Screen(join(parts), (*rows, menu_row(turn)))


def _moment(turn: Turn, moment: datetime) -> str:
    """Return an hour by the organiser's clock, with its day when that is another one."""
    day = moment.astimezone(stepping.here(turn).tzinfo).date()
    time = turn.clock_of(moment)
    return time if day == turn.today else f"{day_words(turn, day)}, {time}"


def _page(way: Way) -> sitemap.OrganiseCampaign:
    return sitemap.OrganiseCampaign(way.campaign.ref.pack, way.campaign.ref.item)

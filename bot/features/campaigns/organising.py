"""Organising: organisers see campaigns in numbers, and stop one within a tick or let it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.counts import people_words
from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.names import audience_name
from bot.chat.paging import part as part_of
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.campaigns import pages, participation
from bot.features.campaigns.store import enrolments, outcomes
from bot.features.organiser import pages as organiser_pages
from bot.features.publishing import pages as publishing_pages
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.turn import Turn
    from bot.features.campaigns.participation import Participation
    from bot.values.screen import Row

views = Views()


@views(pages.Organise, role=Role.ORGANISER)
def organise(turn: Turn, page: pages.Organise) -> Screen:
    """List all campaigns; paused ones have a sign."""
    stopped = enrolments.paused_since(turn.db)
    found = [participation.find(turn, one.ref.pack, one.ref.item) for one in turn.library.campaigns()]
    shown = part_of([mine for mine in found if mine], page.number, 8)
    rows: list[Row] = []
    for mine in shown.entries:
        sign = "⏸" if participation.name_of(mine.campaign) in stopped else "📅"
        rows.append((Link(f"{sign} {mine.words.title}", _page(mine)),))
    words = turn.say("A paused campaign sends nothing, from the next second on.")
    text = join([bold(shown.heading(turn, turn.say("Run campaigns"))), words])
    rows += shown.page_row(turn, pages.Organise)
    rows.append((Link(turn.say("🧭 Overview"), organiser_pages.Overview()),))
    rows.append((Link(turn.say("🚩 Flags on cards"), publishing_pages.OrganiseFlags()),))
    rows.append((Link(turn.say("➕ Invite to the studio"), publishing_pages.InviteEditors()),))
    return Screen(text, (*rows, menu_row(turn)))


@views(pages.OrganiseCampaign, role=Role.ORGANISER)
def organise_campaign(turn: Turn, page: pages.OrganiseCampaign) -> Screen:
    """Show one campaign: its plan, how many joined, opened and finished a day, and the switch."""
    mine = participation.find(turn, page.pack, page.item)
    return _drawn(turn, mine) if mine else dead_end(turn)


@views(pages.AskPause, role=Role.ORGANISER, kept=False)
def ask_pause(turn: Turn, page: pages.AskPause) -> Screen:
    """Ask before a campaign is stopped for everybody."""
    mine = participation.find(turn, page.pack, page.item)
    if mine is None:
        return dead_end(turn)
    words = turn.say(
        "From the next second on nothing of it goes out, to anybody. What comes due meanwhile comes the same "
        "evening or never. Stop it?"
    )
    yes = Link(turn.say("⏸ Yes, stop it"), pages.PauseCampaign(page.pack, page.item, "on"))
    return Screen(join([bold(mine.words.title), words]), ((Link(turn.say("No, go back"), _page(mine)),), (yes,)))


@views(pages.PauseCampaign, role=Role.ORGANISER, kept=False)
def pause_campaign(turn: Turn, page: pages.PauseCampaign) -> Screen:
    """Stop it or let it go on."""
    mine = participation.find(turn, page.pack, page.item)
    if mine is None:
        return dead_end(turn)
    if page.switch == "on":
        enrolments.pause(turn.db, participation.name_of(mine.campaign), turn.now)
    else:
        enrolments.resume(turn.db, participation.name_of(mine.campaign))
    return _drawn(turn, mine)


def _drawn(turn: Turn, mine: Participation) -> Screen:
    campaign, name = mine.campaign, participation.name_of(mine.campaign)
    since = enrolments.paused_since(turn.db).get(name)
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
        turn.say("Finished a day: {number}", number=people_words(turn, numbers.get(outcomes.DONE, 0))),
    ]
    parts = [bold(mine.words.title), join(plan, "\n"), join(told, "\n")]
    ref = campaign.ref
    if since is None:
        switch: Row = (Link(turn.say("⏸ Stop it now"), pages.AskPause(ref.pack, ref.item)),)
    else:
        parts.append(bold(turn.say("Paused since {time}. Nothing of it goes out.", time=_moment(turn, since))))
        switch = (Link(turn.say("▶ Let it go on"), pages.PauseCampaign(ref.pack, ref.item, "off")),)
    others: Row = (
        Link(turn.say("📊 In numbers"), organiser_pages.CampaignGroups(ref.pack, ref.item, "all")),
        Link(turn.say("👀 As people see it"), pages.Campaign(ref.pack, ref.item)),
        Link(turn.say("⬆ All campaigns"), pages.Organise(), Means.BACK),
    )
    # Not in the same place: a hurried double tap on "stop" must not let it go on.
    rows = (switch, others) if since is None else (others, switch)
    return Screen(join(parts), (*rows, menu_row(turn)))


def _moment(turn: Turn, moment: datetime) -> str:
    """Return a moment by the organiser's clock, with its day if that is another one."""
    day = moment.astimezone(participation.here(turn).tzinfo).date()
    time = turn.clock_of(moment)
    return time if day == turn.today else f"{day_words(turn, day)}, {time}"


def _page(mine: Participation) -> pages.OrganiseCampaign:
    return pages.OrganiseCampaign(mine.campaign.ref.pack, mine.campaign.ref.item)

"""Sheets of campaigns: all of them on a calendar, in numbers, by partner, and one campaign by groups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.names import audience_name, language_words
from bot.features.campaigns import pages as campaigns_pages
from bot.features.campaigns.participation import name_of
from bot.features.campaigns.store import enrolments, outcomes
from bot.features.organiser import pages
from bot.features.organiser.campaign_report import MEASURES, report
from bot.features.organiser.sheet import Sheet
from bot.packs.model import Kind
from bot.pictures.charts import Bar, Panel, Span, draw_bars, draw_calendar
from bot.values.audience import Audience
from bot.values.few import FEW
from bot.values.places import country_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.chat.turn import Reader, Turn
    from bot.features.organiser.campaign_report import Report, Row
    from bot.packs.campaign import Campaign
    from bot.values.cells import Cell

BACK, AHEAD = 30, 90
"""Days of the calendar's picture before and after today."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A campaign with its title, its partner's name and its report."""

    campaign: Campaign
    title: str
    partner: str
    told: Report


def calendar(turn: Turn) -> Sheet:
    """Return all campaigns by their days: from, to, and how they stand today; what is over comes last."""
    paused = enrolments.paused_since(turn.db)
    found = sorted(turn.library.campaigns(), key=lambda one: _place(one, turn.today))
    rows = [
        (
            title_of(turn, one),
            day_words(turn, one.starts) if one.starts else turn.say("the day after joining"),
            day_words(turn, ends) if (ends := _ends(one)) else None,
            turn.say("paused") if name_of(one) in paused else _stands(turn, one),
        )
        for one in found
    ]
    spans = [(title_of(turn, one), one.starts, ends) for one in found if one.starts and (ends := _ends(one))]
    return Sheet(
        turn.say("Campaigns by day"),
        (turn.say("Campaign"), turn.say("From"), turn.say("To"), turn.say("Today")),
        rows,
        empty=turn.say("There is no campaign."),
        pages=[campaigns_pages.OrganiseCampaign(one.ref.pack, one.ref.item) for one in found],
        picture=partial(_drawn_calendar, turn, spans),
    )


def title_of(turn: Turn, campaign: Campaign) -> str:
    """Return the title of a campaign in the organiser's language."""
    words = turn.library.find(Kind.CAMPAIGN, campaign.ref.pack, campaign.ref.item, turn.locale)
    return words.title if words else name_of(campaign)


def _ends(campaign: Campaign) -> date | None:
    return campaign.ends_on(campaign.starts) if campaign.starts else campaign.until


def _place(campaign: Campaign, today: date) -> tuple[bool, date, str]:
    ends = _ends(campaign)
    return ends is not None and ends < today, campaign.starts or today, str(campaign.ref)


def _stands(turn: Turn, campaign: Campaign) -> str:
    """Say how a campaign stands on the organiser's day."""
    today, ends = turn.today, _ends(campaign)
    if ends is not None and ends < today:
        return turn.say("over")
    if campaign.starts is None:
        return turn.say("open for joining")
    if campaign.starts > today:
        days = (campaign.starts - today).days
        return turn.count("begins in {number} day", "begins in {number} days", days, number=days)
    return turn.say("day {number}", number=(today - campaign.starts).days + 1)


def _drawn_calendar(turn: Turn, spans: Sequence[tuple[str, date, date]]) -> bytes:
    """Draw when dated campaigns are on, and how many at once, from a month ago to three months ahead."""
    begins, days = turn.today - timedelta(days=BACK), BACK + AHEAD + 1
    lasting = [
        Span(name, max(0, (first - begins).days), min(days - 1, (last - begins).days))
        for name, first, last in spans
        if (last - begins).days >= 0 and (first - begins).days < days
    ]
    at_once = [sum(one.first <= day <= one.last for one in lasting) for day in range(days)]
    short = partial(turn.phrases.language.date, form="d MMM")
    labels = [short(begins + timedelta(days=day)) if day % 15 == 0 else "" for day in range(days)]
    labels[BACK] = turn.say("today")
    heading = turn.say("Campaigns at once: {number} at most", number=max(at_once))
    panel = Panel("", at_once, labels, "", heading=heading)
    return draw_calendar(turn.say("Campaigns by day"), (panel,), lasting, rtl=turn.phrases.rtl)


def counted(turn: Turn, packs: Collection[str] | None = None) -> list[Counted]:
    """Return every campaign (of some packs) with the numbers that may be shown."""
    found = []
    for one in turn.library.campaigns():
        if packs is not None and one.ref.pack not in packs:
            continue
        told = report(turn.db, one, name_of(one), turn.today)
        found.append(Counted(one, title_of(turn, one), _partner(turn, one.ref.pack), told))
    return found


def _partner(turn: Turn, pack: str) -> str:
    works = turn.library.works_of(pack)
    return works[0].pack.partner.name if works else pack


def measure_names(reader: Reader) -> dict[str, str]:
    """Return what is counted of a campaign, as headings."""
    return {
        outcomes.JOINED: reader.say("Joined"),
        outcomes.REACHED: reader.say("Reached"),
        outcomes.OPENED: reader.say("Opened"),
        outcomes.FINISHED: reader.say("Finished"),
        outcomes.LEFT: reader.say("Left"),
    }


def tens_note(reader: Reader) -> str:
    """Say how numbers of people are told."""
    return reader.say(
        "Numbers of people are whole tens: 20 stands for 20 to 29. “–” is fewer than {few}, or nobody.", few=FEW
    )


def in_numbers(turn: Turn, packs: Collection[str] | None = None) -> Sheet:
    """Return all campaigns (of some packs) in numbers of people, in tens; one of fewer than ten people looks like
    one of none.
    """
    found = counted(turn, packs)
    heads, names = measure_names(turn), [one.title for one in found]
    told = [one.told.all.counts if one.told.all else {} for one in found]
    rows = [
        (one.title, one.partner, *(counts.get(measure) for measure in MEASURES), learnt_words(turn, one.told.all))
        for one, counts in zip(found, told, strict=True)
    ]
    most = max((counts.get(outcomes.JOINED) or 0 for counts in told), default=0) or 1
    groups = [
        (
            heads[measure],
            [_bar(turn, name, counts.get(measure), most) for name, counts in zip(names, told, strict=True)],
        )
        for measure in MEASURES
    ]
    return Sheet(
        turn.say("Campaigns in numbers"),
        (turn.say("Campaign"), turn.say("Partner"), *heads.values(), turn.say("Learnt")),
        rows,
        tens_note(turn),
        turn.say("There is no campaign."),
        [pages.CampaignGroups(one.campaign.ref.pack, one.campaign.ref.item, "all") for one in found],
        partial(draw_bars, turn.say("Campaigns in numbers"), groups, rtl=turn.phrases.rtl),
    )


def by_partner(turn: Turn) -> Sheet:
    """Return the campaigns of each partner together: sums of the shown numbers, so that they reveal no more
    than those.
    """
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * (len(MEASURES) + 1))
    for one in counted(turn):
        mine, counts = sums[one.partner], one.told.all.counts if one.told.all else {}
        mine[0] += 1
        for place, measure in enumerate(MEASURES, 1):
            mine[place] += counts.get(measure) or 0
    heads = measure_names(turn)
    rows = [(partner, one[0], *(number or None for number in one[1:])) for partner, one in sorted(sums.items())]
    most = max((one[1] for one in sums.values()), default=0) or 1
    groups = [
        (heads[measure], [_bar(turn, partner, one[place] or None, most) for partner, one in sorted(sums.items())])
        for place, measure in enumerate(MEASURES, 1)
    ]
    return Sheet(
        turn.say("By partner"),
        (turn.say("Partner"), turn.say("Campaigns"), *heads.values()),
        rows,
        tens_note(turn),
        turn.say("There is no campaign."),
        picture=partial(draw_bars, turn.say("By partner"), groups, rtl=turn.phrases.rtl),
    )


def dimension_names(reader: Reader) -> dict[str, str]:
    """Return by what people can be counted."""
    return {
        "all": reader.say("Everybody"),
        "country": reader.say("By country"),
        "audience": reader.say("By age"),
        "locale": reader.say("By language"),
        "variant": reader.say("By variant"),
    }


def group_name(reader: Reader, dimension: str, name: str) -> str:
    """Return the name of a group in the reader's language."""
    if name == "–":
        return reader.say("not said")
    if dimension == "audience":
        return audience_name(reader, Audience(name))
    if dimension == "country":
        return country_name(reader.phrases.babel, name)
    return language_words(reader, name) if dimension == "locale" else name


def groups_of(turn: Turn, campaign: Campaign, dimension: str) -> Sheet:
    """Return one campaign by groups of ten people and more; smaller ones have no row."""
    told = report(turn.db, campaign, name_of(campaign), turn.today)
    rows = _group_rows(turn, told, dimension)
    return Sheet(
        f"{title_of(turn, campaign)} · {dimension_names(turn)[dimension]}",
        _group_columns(turn),
        rows,
        tens_note(turn),
        turn.say("No group of {few} people and more.", few=FEW),
        picture=partial(_drawn_groups, turn, campaign, told),
    )


def every_group(turn: Turn, campaign: Campaign) -> Sheet:
    """Return one campaign by all groups of ten people and more, with by what each is a group."""
    told = report(turn.db, campaign, name_of(campaign), turn.today)
    rows = [
        (dimension_name, *row)
        for dimension, dimension_name in dimension_names(turn).items()
        for row in _group_rows(turn, told, dimension)
    ]
    return Sheet(
        title_of(turn, campaign),
        (turn.say("Counted by"), *_group_columns(turn)),
        rows,
        tens_note(turn),
        turn.say("No group of {few} people and more.", few=FEW),
        picture=partial(_drawn_groups, turn, campaign, told),
    )


def _group_columns(reader: Reader) -> tuple[str, ...]:
    names = measure_names(reader).values()
    return (reader.say("Group"), *names, reader.say("Goal reached"), reader.say("Learnt"))


def _group_rows(reader: Reader, told: Report, dimension: str) -> list[tuple[Cell, ...]]:
    found = ((told.all,) if told.all else ()) if dimension == "all" else told.by.get(dimension, ())
    return [
        (
            reader.say("Everybody") if dimension == "all" else group_name(reader, dimension, row.name),
            *(row.counts[measure] for measure in MEASURES),
            goal_words(row),
            learnt_words(reader, row),
        )
        for row in found
    ]


def goal_words(row: Row | None) -> str | None:
    """Return the share that reached the declared goal, with the interval in which it lies."""
    return "{:.0%} ({:.0%}–{:.0%})".format(*row.goal) if row and row.goal else None


def learnt_words(reader: Reader, row: Row | None) -> str | None:
    """Return the mean gain in percentage points, with its interval."""
    if row is None or row.learnt is None:
        return None
    low, mean, high = (f"{100 * value:+.0f}" for value in (row.learnt.low, row.learnt.mean, row.learnt.high))
    return reader.say("{mean} points ({low} to {high})", mean=mean, low=low, high=high)


def _drawn_groups(turn: Turn, campaign: Campaign, told: Report) -> bytes:
    """Draw everybody, then of each group how many joined."""
    names, heads = dimension_names(turn), measure_names(turn)
    everybody = told.all.counts if told.all else {}
    most = everybody.get(outcomes.JOINED) or 1
    groups = [(names["all"], [_bar(turn, heads[measure], everybody.get(measure), most) for measure in MEASURES])]
    for dimension, rows in told.by.items():
        bars = [
            _bar(turn, group_name(turn, dimension, row.name), row.counts[outcomes.JOINED], most) for row in rows
        ]
        groups.append((f"{heads[outcomes.JOINED]} · {names[dimension]}", bars))
    return draw_bars(title_of(turn, campaign), groups, rtl=turn.phrases.rtl)


def _bar(reader: Reader, name: str, count: int | None, of: int) -> Bar:
    if count is None:
        return Bar(name, None, reader.say("fewer than {few}", few=FEW))
    return Bar(name, count / of, reader.say("{number} or more", number=count))

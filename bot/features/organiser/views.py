"""The organiser's page: sheets to read, each as CSV too, and as a picture where people would rather look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import audience_name, topic_name
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Views
from bot.features.campaigns import pages as campaigns_pages
from bot.features.campaigns import participation
from bot.features.campaigns.store import enrolments
from bot.features.items import menu_links
from bot.features.items.menu_links import Home
from bot.features.organiser import campaign_sheets, forecast_sheet, pages, sending_sheet, upkeep_sheets
from bot.features.organiser.sheet_screens import files_label, files_screen, sheet_screen
from bot.packs.waiting import marked
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Reader, Turn
    from bot.features.organiser.sheet import Sheet
    from bot.values.page import Page
    from bot.values.screen import Row
    from bot.values.text import Text

views = Views()

SHEETS: dict[str, Callable[[Turn], Sheet]] = {
    "calendar": campaign_sheets.calendar,
    "campaigns": campaign_sheets.in_numbers,
    "partners": campaign_sheets.by_partner,
    "sending": sending_sheet.sending,
    "forecast": forecast_sheet.ahead,
    "help": upkeep_sheets.help_shown,
    "asked": upkeep_sheets.asked,
    "packs": upkeep_sheets.packs,
    "questions": upkeep_sheets.questions,
    "lines": upkeep_sheets.lines,
}
"""The sheets, in the order of their buttons."""

FIRST_SHEETS = ("calendar", "campaigns", "partners", "sending", "forecast")
"""The sheets about campaigns, which the overview itself leads to: with seven buttons the eye finds one."""


def _labels(reader: Reader) -> dict[str, str]:
    return {
        "calendar": reader.say("🗓 By day"),
        "campaigns": reader.say("📊 In numbers"),
        "partners": reader.say("🤝 By partner"),
        "sending": reader.say("✉ Messages"),
        "forecast": reader.say("🔭 Forecast"),
        "help": reader.say("🛟 Help shown"),
        "asked": reader.say("🔎 Asked, missing"),
        "packs": reader.say("📦 Packs"),
        "questions": reader.say("❓ Questions"),
        "lines": reader.say("☎ Help lines"),
    }


@views(pages.Overview, role=Role.ORGANISER)
def overview(turn: Turn, _: pages.Overview) -> Screen:
    """Lead to the sheets."""
    paused = len(enrolments.paused_since(turn.db))
    text = join(
        [
            bold(turn.say("Overview")),
            turn.say("Campaigns: {number}, paused: {paused}", number=len(turn.library.campaigns()), paused=paused),
            *_waiting(turn),
            turn.say(
                "You only look here, nothing changes. A campaign is paused on its own page, which asks first."
            ),
        ]
    )
    labels = _labels(turn)
    first = [Link(labels[sheet], pages.OverviewSheet(sheet)) for sheet in FIRST_SHEETS]
    run = Link(turn.say("🛠 Run campaigns"), campaigns_pages.Organise())
    upkeep = Link(turn.say("🧰 Help and content"), pages.OverviewUpkeep())
    return Screen(text, (*in_pairs([*first, upkeep]), (run,), menu_row(turn)))


@views(pages.OverviewUpkeep, role=Role.ORGANISER)
def overview_upkeep(turn: Turn, _: pages.OverviewUpkeep) -> Screen:
    """Lead to the sheets about help and content."""
    labels = _labels(turn)
    links = [Link(labels[sheet], pages.OverviewSheet(sheet)) for sheet in SHEETS if sheet not in FIRST_SHEETS]
    words = turn.say("Which help was shown, which help lines are due for a call, what the packs need.")
    text = join([bold(turn.say("🧰 Help and content")), words])
    up = Link(turn.say("⬆ Overview"), pages.Overview(), Means.BACK)
    return Screen(text, (*in_pairs(links), (up, *menu_row(turn))))


def _waiting(turn: Turn) -> list[Text | str]:
    """Return what waits for a specialist: how much, which audiences have topics without anything until then,
    and whether readers see it meanwhile.
    """
    parts: list[Text | str] = []
    if shown := marked(turn.library):
        parts.append(
            turn.count(
                "{number} item that no specialist has reviewed is shown with a mark: ALLOW_UNREVIEWED is set.",
                "{number} items that no specialist has reviewed are shown with a mark: ALLOW_UNREVIEWED is set.",
                len(shown),
            )
        )
    if turn.library.hidden:
        parts.append(
            turn.count(
                "{number} item waits for a specialist and is hidden. The operator can show it with a mark: "
                "ALLOW_UNREVIEWED=1.",
                "{number} items wait for a specialist and are hidden. The operator can show them with a mark: "
                "ALLOW_UNREVIEWED=1.",
                len(turn.library.hidden),
            )
        )
    lines = [
        f"{audience_name(turn, audience)}: {', '.join(topic_name(turn, topic) for topic in topics)}"
        for audience, topics in turn.library.hidden_topics().items()
    ]
    if lines:
        parts.append(join([bold(turn.say("Topics without anything until then")), *lines], "\n"))
    return parts


@menu_links.homes
def at_a_desk(turn: Turn) -> tuple[Home, Page] | None:
    """Return where an organiser's work begins."""
    return (Home.OVERVIEW, pages.Overview()) if turn.organiser else None


@views(pages.OverviewSheet, role=Role.ORGANISER)
def overview_sheet(turn: Turn, page: pages.OverviewSheet) -> Screen:
    """Show a part of a sheet's rows, and lead to its files and to where its rows lead."""
    if page.sheet not in SHEETS:
        return dead_end(turn)
    sheet = SHEETS[page.sheet](turn)
    files = Link(files_label(turn, sheet), pages.OverviewFiles(page.sheet))
    up = Link(turn.say("⬆ Overview"), pages.Overview(), Means.BACK)
    return sheet_screen(
        turn, sheet, page.number, partial(pages.OverviewSheet, page.sheet), ((files,), (up, *menu_row(turn)))
    )


@views(pages.OverviewFiles, role=Role.ORGANISER, kept=False)
def overview_files(turn: Turn, page: pages.OverviewFiles) -> Screen:
    """Give a sheet as CSV and as a picture."""
    if page.sheet not in SHEETS:
        return dead_end(turn)
    return files_screen(turn, SHEETS[page.sheet](turn), page.sheet, pages.OverviewSheet(page.sheet))


@views(pages.CampaignGroups, role=Role.ORGANISER)
def campaign_groups(turn: Turn, page: pages.CampaignGroups) -> Screen:
    """Show how a campaign went for everybody, or by one kind of group."""
    found = participation.find(turn, page.pack, page.item)
    if found is None:
        return dead_end(turn)
    sheet = campaign_sheets.groups_of(turn, found.campaign, page.dimension)
    names = campaign_sheets.dimension_names(turn)
    others = [
        Link(name, pages.CampaignGroups(page.pack, page.item, dimension))
        for dimension, name in names.items()
        if dimension != page.dimension
    ]
    rows: tuple[Row, ...] = (
        *in_pairs(others),
        (Link(files_label(turn, sheet), pages.CampaignFiles(page.pack, page.item)),),
        (
            Link(turn.say("🛠 Its page"), campaigns_pages.OrganiseCampaign(page.pack, page.item)),
            Link(turn.say("⬆ Overview"), pages.Overview(), Means.BACK),
        ),
        menu_row(turn),
    )
    return sheet_screen(
        turn, sheet, page.number, partial(pages.CampaignGroups, page.pack, page.item, page.dimension), rows
    )


@views(pages.CampaignFiles, role=Role.ORGANISER, kept=False)
def campaign_files(turn: Turn, page: pages.CampaignFiles) -> Screen:
    """Give a campaign's groups as CSV and as a picture."""
    found = participation.find(turn, page.pack, page.item)
    if found is None:
        return dead_end(turn)
    sheet = campaign_sheets.every_group(turn, found.campaign)
    back = pages.CampaignGroups(page.pack, page.item, "all")
    return files_screen(turn, sheet, page.item.replace("/", "-"), back)

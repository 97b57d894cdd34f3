"""Pages of the organiser's page: the way in, its sheets, a campaign by groups, and the same as files."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("overview")
class Overview(Page):
    """For organisers: what stands out today, and the way to each sheet."""


@page("overview/upkeep")
class OverviewUpkeep(Page):
    """For organisers: the way to the sheets about help and content."""


@page("overview/{sheet}/{number}")
class OverviewSheet(Page):
    """For organisers: one sheet, such as the campaigns by their days, a part of its rows at a time."""

    sheet: fields.Sheet
    number: int = 0


@page("overview/{sheet}/files")
class OverviewFiles(Page):
    """For organisers: a sheet as CSV, and as a picture where people would rather look."""

    sheet: fields.Sheet


@page("by/{pack}/{item}:{dimension}/{number}")
class CampaignGroups(Page):
    """For organisers: how one campaign went, by groups of ten people and more."""

    pack: fields.Pack
    item: fields.Item
    dimension: fields.Dimension
    number: int = 0


@page("by/{pack}/{item}")
class CampaignFiles(Page):
    """For organisers: how one campaign went, as CSV and as a picture."""

    pack: fields.Pack
    item: fields.Item

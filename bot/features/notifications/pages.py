"""Pages of a week of quiet."""

from __future__ import annotations

from bot.values.page import Page, page


@page("quiet")
class Quiet(Page):
    """Nothing comes by itself until the morning in a week."""


@page("quiet/over/{hour}")
class QuietOver(Page):
    """Things come again from this hour on (hours since 1970 in UTC; 0: from now on)."""

    hour: int

"""The page of what somebody can do now."""

from __future__ import annotations

from bot.values.page import Page, page


@page("lamps")
class Lamps(Page):
    """What I can do now: a lamp for each topic, what waits, what comes back."""

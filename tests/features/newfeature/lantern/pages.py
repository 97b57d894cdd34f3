"""The page of a lantern."""

from __future__ import annotations

from bot.values.page import Page, page


@page("lantern/{number}")
class Lantern(Page):
    """A lantern is lit."""

    number: int

"""Pages of Help: neutral addresses, drawn from the package alone."""

from __future__ import annotations

from bot.values.page import Page, page


@page("help")
class Help(Page):
    """Help, first screen: immediate danger, the child line, what else there is."""


@page("help/{number}")
class HelpPage(Page):
    """A help page by its number in the package, so that the address says nothing of the trouble."""

    number: int


@page("help-in:{number}")
class HelpCountries(Page):
    """Choose the country whose help lines are shown."""

    number: int


@page("help-in/{country}")
class HelpIn(Page):
    """Help with the lines of another country; nothing is stored."""

    country: str

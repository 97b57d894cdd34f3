"""Pages of Help: neutral addresses, drawn from the package alone."""

from __future__ import annotations

from bot.values import fields
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


@page("help-in/found/{countries}")
class HelpFound(Page):
    """The countries that may be meant by what was typed: `GB-US`, or `none`."""

    countries: fields.Countries


@page("help-in/{place}")
class HelpIn(Page):
    """Help with the lines of another country (`RU`), or of a region of it as well (`RU2`); nothing is stored."""

    place: fields.Place


@page("offer/{number}")
class Offer(Page):
    """The soft offer after something was heard in typed words; `number` of the help page that fits, 0 for none."""

    number: int


@page("heard/{number}")
class Heard(Page):
    """The help card itself after something urgent was heard, with the choice to correct the bot."""

    number: int


@page("misheard")
class Misheard(Page):
    """The bot got it wrong: sorry, and on."""


@page("onward")
class Onward(Page):
    """On where the person was, unchanged."""


@page("wipe/{message}")
class Wipe(Page):
    """Delete this: everything from this message on that Telegram lets us delete."""

    message: fields.Message


@page("cover")
class Cover(Page):
    """Something neutral to cover the screen with."""

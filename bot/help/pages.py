"""Pages of Help: neutral addresses, drawn from the package alone."""

from __future__ import annotations

from bot.values import fields
from bot.values.means import Means
from bot.values.page import Page, page


@page("help")
class Help(Page):
    """Help, first screen: immediate danger, the line for children, other help."""

    means = Means.HELP
    commands = ("help", "sos")


@page("help/{number}")
class HelpPage(Page):
    """A help page by its number in the package, so that the address does not tell the trouble."""

    number: int


@page("help-next/{number}/{follow_up}")
class HelpNext(Page):
    """The answer to a follow-up of the help page with this number (0: of Help itself)."""

    number: int
    follow_up: fields.Card


@page("help-here/{number}")
class HelpHere(Page):
    """The answer to words that nothing understands soon after a help page (0: Help itself) was shown."""

    number: int


@page("help-fine")
class HelpFine(Page):
    """Everything is fine: Help lets go of what it was about."""


@page("help-in:{number}")
class HelpCountries(Page):
    """Choose the country whose help lines are shown."""

    number: int


@page("help-in/found/{countries}")
class HelpFound(Page):
    """The countries that the typed words may mean: `GB-US`, or `none`."""

    countries: fields.Countries


@page("help-in/{place}")
class HelpIn(Page):
    """Help with the lines of another country (`RU`), or also of one of its regions (`RU2`); nothing is stored."""

    place: fields.Place


@page("offer/{number}")
class Offer(Page):
    """The soft offer of help after typed words gave a hint; `number` of the fitting help page, 0 for none."""

    number: int


@page("heard/{number}")
class Heard(Page):
    """The help card itself, after typed words sounded urgent, with a way to correct the bot."""

    number: int


@page("misheard")
class Misheard(Page):
    """The bot misunderstood: it apologises and goes on."""


@page("onward")
class Onward(Page):
    """Back to the person's place, unchanged."""


@page("wipe/{message}")
class Wipe(Page):
    """Deletes everything from this message on, as far as Telegram lets us."""

    message: fields.Message


@page("cover")
class Cover(Page):
    """A neutral screen that covers the last one."""

"""Countries: choosing whose help lines are shown; nothing of it is stored. Drawn from a Reader alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.helpwords import HELP_SIGN
from bot.chat.pickers import CountryPages, country_screen, found_screen
from bot.chat.views import Views
from bot.features.help.numbers import back_row, danger, directory_of
from bot.help import pages
from bot.help.help_book import EVERYWHERE
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader

views = Views()

PAGES = CountryPages(pages.HelpCountries, pages.HelpFound, pages.HelpIn)


@views.help(pages.HelpCountries)
def help_countries(reader: Reader, page: pages.HelpCountries) -> Screen:
    """Offer the countries that have help lines, the likeliest first; any place can be typed."""
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Which country are you in?")),
            danger(reader, directory_of(reader, "")),
            reader.say("You can also type a country or a city."),
            reader.say("I show its numbers for now and do not remember it."),
        ]
    )
    return _with_ways_on(reader, country_screen(reader, text, page.number, PAGES, reader.book.countries()))


@views.help(pages.HelpFound)
def help_found(reader: Reader, page: pages.HelpFound) -> Screen:
    """Offer the countries that the typed words may mean."""
    screen = found_screen(reader, page.countries, PAGES)
    text = join([danger(reader, directory_of(reader, "")), screen.text])
    return _with_ways_on(reader, replace(screen, text=Text(f"{HELP_SIGN} ") + text))


def _with_ways_on(reader: Reader, screen: Screen) -> Screen:
    """Return the screen with the way for people who do not find their country, and the way back."""
    nowhere = (Link(reader.say("My country is not here"), pages.HelpIn(EVERYWHERE)),)
    return replace(screen, rows=(*screen.rows, nowhere, back_row(reader, "")), asks=None)

"""Where: the country, asked when something needs it, and the way back to what needed it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.pickers import (
    CountryPages,
    country_screen,
    find_countries,
    found_screen,
    sure_screen,
)
from bot.chat.textmode import links
from bot.chat.views import Outcome, Views
from bot.features.account import pages
from bot.features.campaigns import pages as campaigns_pages
from bot.features.habits import pages as habits_pages
from bot.features.menu import pages as menu_pages
from bot.features.tips import pages as tips_pages
from bot.values import places
from bot.values.page import Page, parse
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()

BACK: dict[str, Page] = {
    "tips": tips_pages.TipWish(),
    "campaigns": campaigns_pages.Campaigns(0),
    "habits": habits_pages.Nudge(),
    "clock": pages.MyClock(),
}
"""Where to go on, by what the country was asked for."""


@views(pages.WhereAreYou, own=True)
def where(turn: Turn, page: pages.WhereAreYou) -> Screen | Page:
    """Ask for the country; the likeliest stand first, and nothing is taken without a tap."""
    if turn.typed:
        return pages.WhereFound(page.purpose, find_countries(turn, turn.typed))
    words = turn.say(
        "It tells me which help lines work there and what time it is. You can also type a country or a city."
    )
    text = join([bold(turn.say("Which country are you in?")), words])
    return _with_later(turn, country_screen(turn, text, page.number, _pages(page.purpose)))


@views(pages.WhereFound, own=True)
def where_found(turn: Turn, page: pages.WhereFound) -> Screen:
    """Offer the countries that may be meant by what was typed."""
    return _with_later(turn, found_screen(turn, page.countries, _pages(page.purpose)))


@views(pages.IAmIn, own=True)
def i_am_in(turn: Turn, page: pages.IAmIn) -> Screen | Page | Outcome:
    """Take the country that the list in hand offers. A tap on an old list, or another country than the one that is
    set, is asked about once more.
    """
    if not places.is_country(page.country):
        return pages.WhereAreYou(page.purpose, 0)
    if turn.country == page.country:
        return BACK[page.purpose]
    if turn.country or not _offered(turn, page):
        yes = pages.IAmInSurely(page.purpose, page.country)
        return sure_screen(turn, page.country, yes, _pages(page.purpose))
    return _taken(turn, page)


@views(pages.IAmInSurely, kept=False, own=True)
def i_am_in_surely(turn: Turn, page: pages.IAmInSurely) -> Page | Outcome:
    """Take the country where that was just asked; else, on an old screen, ask."""
    asked = pages.IAmIn(page.purpose, page.country)
    if parse(turn.person.place) != asked or not places.is_country(page.country):
        return asked
    return _taken(turn, asked)


def _pages(purpose: str) -> CountryPages:
    return CountryPages(
        lambda number: pages.WhereAreYou(purpose, number),
        lambda countries: pages.WhereFound(purpose, countries),
        lambda country: pages.IAmIn(purpose, country),
    )


def _with_later(turn: Turn, screen: Screen) -> Screen:
    """Return the screen with the way on for a person who does not want to say."""
    return replace(screen, rows=(*screen.rows, (Link(turn.say("Later"), menu_pages.Menu()),)))


def _offered(turn: Turn, page: pages.IAmIn) -> bool:
    """Whether the screen where the person is offers this country: else the button is that of an old list."""
    place = parse(turn.person.place)
    screen: Screen | Page | None = None
    if isinstance(place, pages.WhereAreYou):
        screen = where(turn, place)
    elif isinstance(place, pages.WhereFound):
        screen = where_found(turn, place)
    return isinstance(screen, Screen) and page in {link.page for link in links(screen)}


def _taken(turn: Turn, page: pages.IAmIn) -> Outcome:
    """Keep the country, with it the time zone where its clocks agree, and go on with what needed it."""
    zone = places.only_zone(page.country, turn.now.year)
    return Outcome(BACK[page.purpose], turn.choose(country=page.country, zone=zone))

"""The country: asked for when something needs it, or when somebody changes it; then the way back to that
something.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.pickers import (
    CountryPages,
    country_screen,
    find_countries,
    found_screen,
    in_pairs,
    sure_screen,
)
from bot.chat.textmode import links
from bot.chat.views import Outcome, Views
from bot.features.account import pages, time_zone
from bot.features.campaigns import pages as campaigns_pages
from bot.features.habits import pages as habits_pages
from bot.features.tips import pages as tips_pages
from bot.values import landmarks, places
from bot.values.means import Means
from bot.values.page import Page, parse
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()

SETTINGS = "settings"
"""The purpose when people change the country by themselves: then every tap is confirmed once."""

BACK: dict[str, Page] = {
    "tips": tips_pages.TipsOn(),
    "campaigns": campaigns_pages.Campaigns(0),
    "habits": habits_pages.Nudge(),
    "clock": pages.MyClock(),
    SETTINGS: pages.Settings(),
}
"""Where to go on, by what the country was asked for."""


@views(pages.ChooseCountry, own=True)
def choose_country(turn: Turn, page: pages.ChooseCountry) -> Screen | Page:
    """Ask for the country; the likeliest stand first, and nothing is taken without a tap."""
    if turn.typed:
        return pages.CountryFound(page.purpose, find_countries(turn, turn.typed))
    words = (
        turn.say("You can also type a country or a city.")
        if page.purpose == SETTINGS
        else turn.say(
            "It tells me which help lines work there and what time it is. You can also type a country or a city."
        )
    )
    text = join([bold(turn.say("Which country are you in?")), words])
    return _with_way_out(turn, page.purpose, country_screen(turn, text, page.number, _pages(page.purpose)))


@views(pages.CountryFound, own=True)
def country_found(turn: Turn, page: pages.CountryFound) -> Screen:
    """Offer the countries that the typed words may mean."""
    return _with_way_out(turn, page.purpose, found_screen(turn, page.countries, _pages(page.purpose)))


@views(pages.SetCountry, own=True)
def set_country(turn: Turn, page: pages.SetCountry) -> Screen | Page | Outcome:
    """Take the country that the shown list offers. A tap on an old list, or another country than the one that
    is set, is confirmed first.
    """
    if not places.is_country(page.country):
        return pages.ChooseCountry(page.purpose, 0)
    if turn.country == page.country:
        return BACK[page.purpose]
    if turn.country or page.purpose == SETTINGS or not _offered(turn, page):
        yes = pages.SetCountrySurely(page.purpose, page.country)
        asked = sure_screen(turn, page.country, yes, _pages(page.purpose))
        return _with_way_out(turn, page.purpose, asked) if page.purpose == SETTINGS else asked
    return _taken(turn, page)


@views(pages.SetCountrySurely, kept=False, own=True)
def set_country_surely(turn: Turn, page: pages.SetCountrySurely) -> Page | Outcome:
    """Take the country if its question was just asked; on an old screen, ask."""
    asked = pages.SetCountry(page.purpose, page.country)
    if parse(turn.person.place) != asked or not places.is_country(page.country):
        return asked
    return _taken(turn, asked)


def _pages(purpose: str) -> CountryPages:
    return CountryPages(
        lambda number: pages.ChooseCountry(purpose, number),
        lambda countries: pages.CountryFound(purpose, countries),
        lambda country: pages.SetCountry(purpose, country),
    )


def _with_way_out(turn: Turn, purpose: str, screen: Screen) -> Screen:
    """Return the screen with the way on for a person who does not want to say."""
    settings = purpose == SETTINGS
    way = _settings(turn) if settings else Link(turn.say("Later"), landmarks.Menu(), Means.LATER)
    return replace(screen, rows=(*screen.rows, (way,)))


def _settings(turn: Turn) -> Link:
    return Link(turn.say("⚙ Settings"), pages.Settings(), Means.BACK)


def _offered(turn: Turn, page: pages.SetCountry) -> bool:
    """Whether the current screen offers this country; if not, the button belongs to an old list."""
    place = parse(turn.person.place)
    screen: Screen | Page | None = None
    if isinstance(place, pages.ChooseCountry):
        screen = choose_country(turn, place)
    elif isinstance(place, pages.CountryFound):
        screen = country_found(turn, place)
    return isinstance(screen, Screen) and page in {link.page for link in links(screen)}


def _taken(turn: Turn, page: pages.SetCountry) -> Outcome:
    """Keep the country, and go on with what needed it. A time zone outside the country gives way to the
    country's own, if all clocks there agree. If they do not, settings ask for the time at once; campaigns that
    wait for the time ask as well.
    """
    own, zones = turn.person.zone, places.zones(page.country)
    zone = own if own in zones else places.only_zone(page.country, turn.now.year)
    turn = turn.choose(country=page.country, zone=zone)
    agree = len(places.times(page.country, turn.now.year)) == 1
    if page.purpose == "campaigns" and not agree and time_zone.is_awaited(turn):
        return Outcome(pages.MyClock(), turn)
    if page.purpose != SETTINGS or agree:
        return Outcome(BACK[page.purpose], turn)
    text = join([bold(turn.say("What time is it where you are?")), turn.say("Choose the place with your time.")])
    rows = (*in_pairs(time_zone.time_links(turn, pages.SetZone)), (_settings(turn),))
    return Outcome(Screen(text, rows), turn)

"""Me: language, who I am, time zone, text mode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.menukeys import greeting
from bot.chat.names import audience_name
from bot.chat.paging import part
from bot.chat.pickers import LANGUAGES_IN_A_ROW, audience_rows, in_pairs, language_links, menu_row, what_it_cannot
from bot.chat.views import Outcome, Views
from bot.features.account import pages, time_zone
from bot.features.account.country import BACK
from bot.features.campaigns import pages as campaigns_pages
from bot.features.family import pages as family_pages
from bot.features.habits import pages as habits_pages
from bot.features.notifications import pages as notifications_pages
from bot.features.tips import pages as tips_pages
from bot.values import landmarks, places
from bot.values.landmarks import Profiles
from bot.values.means import Means
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page

views = Views()

ZONES_A_PAGE = 10

WAITS_FOR_TIME = (
    campaigns_pages.Campaign,
    campaigns_pages.Campaigns,
    habits_pages.Nudge,
    tips_pages.TipsOn,
    tips_pages.TipHour,
)
"""Pages that ask for the time of day and go on once it is known."""


@views(pages.Settings, own=True)
def settings(turn: Turn, _: pages.Settings) -> Screen:
    """Draw what is set and the ways to change it."""
    babel = turn.phrases.babel
    zone = turn.person.zone
    facts = [
        turn.say("Language: {value}", value=turn.phrases.language.name),
        turn.say("I am: {value}", value=audience_name(turn, turn.reads)),
        turn.say("Country: {value}", value=places.country_name(babel, turn.country) if turn.country else "–"),
        turn.say("Time zone: {value}", value=places.zone_name(babel, zone) if places.is_zone(zone) else "–"),
        turn.say("Text mode: {value}", value=turn.say("on") if turn.text_mode else turn.say("off")),
    ]
    rows = (
        (
            Link(turn.say("Language"), pages.ChooseLocale()),
            Link(turn.say("Who I am"), pages.ChooseAudience()),
        ),
        (
            Link(turn.say("Country"), pages.ChooseCountry("settings", 0)),
            Link(turn.say("Time zone"), pages.ChooseZone(0)),
        ),
        (
            Link(turn.say("Turn off text mode"), pages.SetTextMode("off"))
            if turn.text_mode
            else Link(turn.say("Turn on text mode"), pages.SetTextMode("on")),
        ),
        (Link(turn.say("🔔 Tips now and then"), tips_pages.TipWish()),),
        (
            Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),
            Link(turn.say("👪 My family"), family_pages.Family()),
        ),
        (
            Link(turn.say("What you store"), pages.Privacy()),
            Link(turn.say("My data"), pages.Export()),
        ),
        *(() if turn.person.agreed else ((Link(turn.say("💾 What you would remember"), landmarks.Consent()),),)),
        (Link(turn.say("👥 Several people on this phone"), Profiles()),),
        (Link(turn.say("Forget me"), pages.Forget()),),
        menu_row(turn),
    )
    about = turn.say("Text mode: numbered choices that you can type, and words instead of pictures.")
    return Screen(join([bold(turn.say("Settings")), Text("\n".join(facts)), about]), rows)


@views(pages.ChooseLocale, kept=False, own=True)
def choose_locale(turn: Turn, _: pages.ChooseLocale) -> Screen:
    """Offer the other languages, and say which one is used now: people who ask for that one come here too."""
    text = Text(turn.say("Which language shall it be? Now it is English."))
    links = language_links(turn, pages.SetLocale)
    rows = in_pairs(links) if len(links) >= LANGUAGES_IN_A_ROW else (links,)
    return Screen(text, (*rows, _back(turn)))


@views(pages.SetLocale, kept=False, own=True)
def set_locale(turn: Turn, page: pages.SetLocale) -> Screen | Outcome:
    """Speak this language from now on; the bottom keyboard is sent again in it."""
    if page.locale not in turn.instance.languages:
        return choose_locale(turn, pages.ChooseLocale())
    turn = turn.choose(locale=page.locale)
    screen = settings(turn, pages.Settings())
    told = join([turn.say("I speak English now."), what_it_cannot(turn)]).plain
    return Outcome(replace(screen, greeting=greeting(turn, told)), turn)


@views(pages.ChooseAudience, kept=False, own=True)
def choose_audience(turn: Turn, _: pages.ChooseAudience) -> Screen:
    """Offer the six audiences."""
    return Screen(Text(turn.say("Who are you?")), (*audience_rows(turn, pages.SetAudience), _back(turn)))


@views(pages.SetAudience, kept=False, own=True)
def set_audience(turn: Turn, page: pages.SetAudience) -> Outcome:
    """Choose content for this audience from now on."""
    turn = turn.choose(audience=page.audience)
    return Outcome(settings(turn, pages.Settings()), turn)


@views(pages.ChooseZone, own=True)
def choose_zone(turn: Turn, page: pages.ChooseZone) -> Screen | Page:
    """Offer the country's time zones: the city that names each one, and the time there."""
    zones = places.zones(turn.country)
    if not zones:
        return pages.ChooseCountry("settings", 0)
    shown = part(zones, page.number, ZONES_A_PAGE)
    links = [
        Link(f"{places.zone_name(turn.phrases.babel, zone)} · {turn.clock(zone)}", pages.SetZone(zone))
        for zone in shown.entries
    ]
    text = join([bold(turn.say("What time is it where you are?")), turn.say("Choose the place with your time.")])
    return Screen(text, (*in_pairs(links), *shown.page_row(turn, pages.ChooseZone), _back(turn)))


@views(pages.SetZone, kept=False, own=True)
def set_zone(turn: Turn, page: pages.SetZone) -> Page | Outcome:
    """Use this time zone from now on."""
    if not places.is_zone(page.zone):
        return pages.ChooseZone(0)
    turn = turn.choose(zone=page.zone)
    return Outcome(settings(turn, pages.Settings()), turn)


@views(pages.MyClock, kept=False, own=True)
def my_clock(turn: Turn, _: pages.MyClock) -> Screen:
    """Ask what time it is where the person is, because something waits for it."""
    return time_zone.question(turn, turn.say("Until I know it, nothing comes by itself."))


@views(pages.MyTime, kept=False, own=True)
def my_time(turn: Turn, page: pages.MyTime) -> Screen | Outcome:
    """Use this time from now on, and go on where the question came from."""
    if page.zone not in places.zones(turn.country):
        return time_zone.question(turn)
    place = parse(turn.person.place)
    if isinstance(place, pages.ChooseCountry | pages.CountryFound | pages.SetCountry):
        place = BACK[place.purpose]  # the country was asked just before
    back = place if isinstance(place, WAITS_FOR_TIME) else landmarks.Menu()
    return Outcome(back, turn.choose(zone=page.zone))


@views(pages.SetTextMode, kept=False, own=True)
def set_text_mode(turn: Turn, page: pages.SetTextMode) -> Outcome:
    """Switch text mode."""
    turn = turn.choose(text_mode=page.switch == "on")
    return Outcome(settings(turn, pages.Settings()), turn)


def _back(turn: Turn) -> tuple[Link, ...]:
    return (Link(turn.say("⚙ Settings"), pages.Settings(), Means.BACK),)

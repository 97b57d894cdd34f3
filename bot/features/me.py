"""Me: language, who I am, country and time zone, text mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import audience_rows, country_screen, in_pairs, language_row, menu_row
from bot.chat.menukeys import greeting
from bot.chat.names import audience_name
from bot.chat.paging import part
from bot.chat.views import Views
from bot.store import wishes
from bot.values import places, sitemap
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()

ZONES_A_PAGE = 10


@views(sitemap.Settings)
def settings(turn: Turn, _: sitemap.Settings) -> Screen:
    """Draw what is set and the ways to change it."""
    babel = turn.phrases.babel
    zone = turn.person.zone
    facts = [
        turn.say("Language: {value}", value=places.language_name(babel)),
        turn.say("I am: {value}", value=audience_name(turn, turn.reads)),
        turn.say("Country: {value}", value=places.country_name(babel, turn.country) if turn.country else "–"),
        turn.say("Time zone: {value}", value=places.zone_name(babel, zone) if places.is_zone(zone) else "UTC"),
        turn.say("Text mode: {value}", value=turn.say("on") if turn.text_mode else turn.say("off")),
    ]
    rows = (
        (
            Link(turn.say("Language"), sitemap.ChooseLocale()),
            Link(turn.say("Who I am"), sitemap.ChooseAudience()),
        ),
        (
            Link(turn.say("Country"), sitemap.ChooseCountry(0)),
            Link(turn.say("Time zone"), sitemap.ChooseZone(0)),
        ),
        (
            Link(turn.say("Text mode: off"), sitemap.SetTextMode("off"))
            if turn.text_mode
            else Link(turn.say("Text mode: on"), sitemap.SetTextMode("on")),
        ),
        (
            Link(turn.say("🔔 Tips now and then"), sitemap.TipWish()),
            Link(turn.say("🔕 A week of quiet"), sitemap.Quiet()),
        ),
        (
            Link(turn.say("What you store"), sitemap.Privacy()),
            Link(turn.say("My data"), sitemap.Export()),
        ),
        (Link(turn.say("Forget me"), sitemap.Forget()),),
        menu_row(turn),
    )
    about = turn.say("Text mode: numbered choices that you can type, and words instead of pictures.")
    return Screen(join([bold(turn.say("Settings")), Text("\n".join(facts)), about]), rows)


@views(sitemap.ChooseLocale, kept=False)
def choose_locale(turn: Turn, _: sitemap.ChooseLocale) -> Screen:
    """Offer the other languages."""
    text = Text(turn.say("Which language shall I speak?"))
    return Screen(text, (language_row(turn, sitemap.SetLocale), _back(turn)))


@views(sitemap.SetLocale, kept=False)
def set_locale(turn: Turn, page: sitemap.SetLocale) -> Screen:
    """Speak this language from now on; the bottom keyboard is sent again in it."""
    if page.locale not in turn.languages:
        return choose_locale(turn, sitemap.ChooseLocale())
    turn.change(locale=page.locale)
    screen = settings(turn, sitemap.Settings())
    return Screen(screen.text, screen.rows, greeting=greeting(turn, turn.say("I speak English now.")))


@views(sitemap.ChooseAudience, kept=False)
def choose_audience(turn: Turn, _: sitemap.ChooseAudience) -> Screen:
    """Offer the six audiences."""
    return Screen(Text(turn.say("Who are you?")), (*audience_rows(turn, sitemap.SetAudience), _back(turn)))


@views(sitemap.SetAudience, kept=False)
def set_audience(turn: Turn, page: sitemap.SetAudience) -> Screen:
    """Choose content for this audience from now on."""
    turn.change(audience=Audience(page.audience))
    wishes.fit(turn.db, turn.person.key, Audience(page.audience))
    return settings(turn, sitemap.Settings())


@views(sitemap.ChooseCountry)
def choose_country(turn: Turn, page: sitemap.ChooseCountry) -> Screen:
    """Offer the countries; first letters can be typed."""
    text = join([bold(turn.say("Which country are you in?")), turn.say("You can also type the first letters.")])
    screen = country_screen(turn, text, page.number, sitemap.SetCountry, sitemap.ChooseCountry)
    return Screen(screen.text, (*screen.rows, _back(turn)), asks=screen.asks)


@views(sitemap.SetCountry, kept=False)
def set_country(turn: Turn, page: sitemap.SetCountry) -> Screen:
    """Show this country's help lines from now on; a time zone that is not in it gives way."""
    zones = places.zones(page.country)
    if not zones:
        return choose_country(turn, sitemap.ChooseCountry(0))
    turn.change(country=page.country, zone=turn.person.zone if turn.person.zone in zones else zones[0])
    return choose_zone(turn, sitemap.ChooseZone(0)) if len(zones) > 1 else settings(turn, sitemap.Settings())


@views(sitemap.ChooseZone)
def choose_zone(turn: Turn, page: sitemap.ChooseZone) -> Screen:
    """Offer the country's time zones by the city that names them, with the time it is there."""
    zones = places.zones(turn.country)
    if not zones:
        return choose_country(turn, sitemap.ChooseCountry(0))
    shown = part(zones, page.number, ZONES_A_PAGE)
    links = [
        Link(f"{places.zone_name(turn.phrases.babel, zone)} · {turn.clock(zone)}", sitemap.SetZone(zone))
        for zone in shown.entries
    ]
    text = join([bold(turn.say("What time is it where you are?")), turn.say("Choose the place with your time.")])
    return Screen(text, (*in_pairs(links), *shown.turning(turn, sitemap.ChooseZone), _back(turn)))


@views(sitemap.SetZone, kept=False)
def set_zone(turn: Turn, page: sitemap.SetZone) -> Screen:
    """Reckon with this time zone from now on."""
    if not places.is_zone(page.zone):
        return choose_zone(turn, sitemap.ChooseZone(0))
    turn.change(zone=page.zone)
    return settings(turn, sitemap.Settings())


@views(sitemap.SetTextMode, kept=False)
def set_text_mode(turn: Turn, page: sitemap.SetTextMode) -> Screen:
    """Switch text mode."""
    turn.change(text_mode=page.switch == "on")
    return settings(turn, sitemap.Settings())


def _back(turn: Turn) -> tuple[Link, ...]:
    return (Link(turn.say("⚙ Settings"), sitemap.Settings()),)

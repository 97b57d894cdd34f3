"""Help: whom to call, what to do if …, in which country. Drawn from a Reader alone: no store, consent or role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.choosing import in_pairs, menu_row
from bot.chat.helpwords import HELP_SIGN
from bot.chat.views import Views
from bot.help.directory import Directory
from bot.help.helpbook import EVERYWHERE
from bot.help.saying import place
from bot.help.situations import (
    ALL_LINES,
    REGIONS,
    TOPICS,
    URGENT,
    Group,
    Situation,
    Spot,
    country_and_region,
    group_of,
    numbered,
    spot_of,
    taken_apart,
)
from bot.values import places, sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Reader
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

LINES_FIRST = 3
"""Lines to talk to on the first screen: a frightened person reads no long list."""

LINES_BESIDE = 2
"""Lines to talk to beside a card."""

COUNTRIES_A_PAGE = 24


@views.help(sitemap.Help)
def help_first(reader: Reader, _: sitemap.Help) -> Screen:
    """Draw Help for the reader's own country; for every country when they have said none."""
    return _first(reader, "")


@views.help(sitemap.HelpIn)
def help_in(reader: Reader, page: sitemap.HelpIn) -> Screen:
    """Draw Help for a place that was chosen for this look; it travels in the addresses and is not stored."""
    return _first(reader, page.place)


@views.help(sitemap.HelpPage)
def help_page(reader: Reader, page: sitemap.HelpPage) -> Screen:
    """Draw a card of a help page, or all lines; a number of no page (forged, old) is answered with Help itself."""
    rest, chosen = taken_apart(page.number)
    if rest == ALL_LINES:
        return _all_lines(reader, chosen)
    if rest == REGIONS and _directory(reader, chosen).regions:
        return _regions(reader, chosen)
    spot = spot_of(page.number)
    item = reader.book.page(reader.locale, spot.group, spot.situation) if spot else None
    if spot is None or item is None or spot.card >= len(item.cards):
        return _first(reader, chosen)
    return _card(reader, spot, item)


@views.help(sitemap.Heard)
def heard(reader: Reader, page: sitemap.Heard) -> Screen:
    """Draw the help card itself after something urgent was heard; the person can correct the bot or go on."""
    card = help_page(reader, sitemap.HelpPage(page.number))
    choices = (
        Link(reader.say("You got me wrong"), sitemap.Misheard()),
        Link(reader.say("▶ Go on"), sitemap.Onward()),
    )
    return replace(card, rows=(*card.rows[:-1], choices, card.rows[-1]))


@views.help(sitemap.HelpCountries)
def help_countries(reader: Reader, page: sitemap.HelpCountries) -> Screen:
    """Offer the countries that have help lines, in pages named by their first letters; the suggested one first."""
    babel = reader.phrases.babel
    named = [(places.country_name(babel, code), code) for code in reader.book.countries()]
    named.sort(key=lambda pair: pair[0].casefold().replace("ё", "е"))
    pages = [named[at : at + COUNTRIES_A_PAGE] for at in range(0, len(named), COUNTRIES_A_PAGE)]
    number = max(0, min(page.number, len(pages) - 1))
    turning = [
        Link(f"{listed[0][0][:1]} – {listed[-1][0][:1]}", sitemap.HelpCountries(at))
        for at, listed in enumerate(pages)
        if at != number
    ]
    here = [Link(name, sitemap.HelpIn(code)) for listed in pages[number : number + 1] for name, code in listed]
    suggested = reader.country or places.suggest_country(reader.locale)
    rows: list[Row] = [_suggestion(reader, suggested, sitemap.HelpIn)]
    rows += [*in_pairs(here), *(tuple(turning[at : at + 3]) for at in range(0, len(turning), 3))]
    rows += [(Link(reader.say("My country is not here"), sitemap.HelpIn(EVERYWHERE)),), _back(reader, "")]
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Which country are you in?")),
            _danger(reader, _directory(reader, "")),
            reader.say("I show its numbers for now and do not remember it."),
        ]
    )
    return Screen(text, tuple(row for row in rows if row))


def _regions(reader: Reader, chosen: str) -> Screen:
    """Offer the regions of a country that have lines of their own."""
    directory = _directory(reader, chosen)
    here = [Link(name, sitemap.HelpIn(f"{directory.country}{at}")) for at, name in enumerate(directory.regions, 1)]
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Which region are you in?")),
            _danger(reader, directory),
            reader.say("Help lines for the whole country are shown with those of a region."),
            reader.say("I show its numbers for now and do not remember it."),
        ]
    )
    whole = (Link(reader.say("The whole country"), sitemap.HelpIn(directory.country)),)
    return Screen(text, (*in_pairs(here), whole, _back(reader, chosen)))


def _first(reader: Reader, chosen: str) -> Screen:
    """Draw the first screen of Help: danger now, who to talk to, who else can help, what it is about."""
    directory = _directory(reader, chosen)
    group = group_of(reader.audience)
    to_talk = directory.to_talk(group)[:LINES_FIRST]
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Help")),
            _danger(reader, directory),
            bold(_where(reader, directory)),
            *directory.blocks(to_talk),
            directory.unchecked(to_talk),
            _who_else(reader),
            _program(reader),
            bold(reader.say("Choose what it is about")),
        ]
    )
    every = (Link(reader.say("All help lines"), sitemap.HelpPage(numbered(ALL_LINES, chosen))),)
    # What it is about stands right below the words that ask for it; the numbers are in the text already.
    rows = (
        _suggestion(reader, _suggested(reader, chosen), sitemap.HelpIn),
        *_situations(reader, group, chosen),
        *directory.copies(to_talk),
        every if directory.own else (),
        _place_row(reader, directory),
        _delete_row(reader),
        menu_row(reader),
    )
    return Screen(text, tuple(row for row in rows if row))


def _card(reader: Reader, spot: Spot, item: Item) -> Screen:
    """Draw one card with the numbers at hand; on an urgent page the emergency number is the first line."""
    directory = _directory(reader, spot.place)
    topic = TOPICS.get(spot.situation, "")
    to_talk = directory.to_talk(spot.group, topic)[:LINES_BESIDE]
    urgent = spot.situation in URGENT
    card = item.cards[spot.card]
    reports = directory.to_report(spot.group) if topic == "reporting" else ()
    text = join(
        [
            directory.at_the_top(HELP_SIGN, to_talk) if urgent else f"{HELP_SIGN} {item.title}",
            bold(card.title),
            card.body,
            *directory.blocks(to_talk),
            *(place(reader.say, line) for line in reports),
            "" if urgent else _danger(reader, directory),
            directory.unchecked(to_talk),
            _program(reader),
        ]
    )

    def at(card: int, place: str) -> sitemap.HelpPage:
        return sitemap.HelpPage(Spot(spot.group, spot.situation, card, place).number)

    turning = tuple(
        Link(label, at(number, spot.place))
        for label, number in ((reader.say("◀ Back"), spot.card - 1), (reader.say("Next ▶"), spot.card + 1))
        if 0 <= number < len(item.cards)
    )
    rows = (
        turning,
        _suggestion(reader, _suggested(reader, spot.place), lambda country: at(spot.card, country)),
        *directory.copies(to_talk),
        (*_place_row(reader, directory), *_delete_row(reader)),
        _back(reader, spot.place),
    )
    return Screen(text, tuple(row for row in rows if row))


def _all_lines(reader: Reader, chosen: str) -> Screen:
    """Draw every line of a country: numbers, lines to talk to, places to report to."""
    directory = _directory(reader, chosen)
    group = group_of(reader.audience)
    to_talk = directory.to_talk(group)
    text = join(
        [
            bold(f"{HELP_SIGN} " + _where(reader, directory)),
            _danger(reader, directory),
            *directory.blocks(to_talk),
            *(place(reader.say, line) for line in directory.to_report(group)),
            directory.unchecked(to_talk),
            _program(reader),
        ]
    )
    rows = (*directory.copies(to_talk), _place_row(reader, directory), _back(reader, chosen))
    return Screen(text, tuple(row for row in rows if row))


def _directory(reader: Reader, chosen: str) -> Directory:
    country, region = country_and_region(chosen or reader.country)
    return Directory(reader.book, country, reader.locale, reader.now, reader.say, reader.phrases.babel, region)


def _danger(reader: Reader, directory: Directory) -> Text:
    adult = reader.say("If somebody is in danger right now, call:")
    return directory.danger(adult if reader.is_adult else reader.say("If you are in danger right now, call:"))


def _where(reader: Reader, directory: Directory) -> str:
    heading = reader.say("Who you can talk to")
    if not directory.own:
        return heading
    country = places.country_name(reader.phrases.babel, directory.country)
    return " · ".join(filter(None, (heading, country, directory.region)))


def _who_else(reader: Reader) -> Text:
    """Return who else can help: never "your parents" alone, who may be the trouble (requirement 12)."""
    if reader.is_adult:
        words = reader.say(
            "A doctor, the police, a counsellor, somebody close to you. Nobody has to carry this alone."
        )
    else:
        words = reader.say(
            "A grown-up you trust: a relative, a teacher, a doctor, a coach, a neighbour. "
            "If one does not listen, tell the next."
        )
    return bold(reader.say("Who else can help")) + "\n" + words


def _program(reader: Reader) -> Text:
    """Return what this bot is and is not: requirement 9, and for educators requirement 25."""
    words = reader.say("I am a program. Nobody reads this chat live.")
    if group_of(reader.audience) is Group.EDUCATOR:
        words += " " + reader.say("I do not watch over children and see nothing of their chats.")
    return italic(words)


def _situations(reader: Reader, group: Group, chosen: str) -> tuple[Row, ...]:
    """Return a button a situation, in the reader's own words."""
    pages = ((situation, reader.book.page(reader.locale, group, situation)) for situation in Situation)
    return tuple(
        (Link(item.title, sitemap.HelpPage(Spot(group, situation, place=chosen).number)),)
        for situation, item in pages
        if item
    )


def _suggested(reader: Reader, chosen: str) -> str:
    """Return the country that the language suggests; empty where one was chosen or is known."""
    return "" if chosen or reader.country else places.suggest_country(reader.locale)


def _suggestion(reader: Reader, country: str, leads_to: Callable[[str], Page]) -> Row:
    """Return the country that is suggested; only a suggestion, the person taps (requirement 18)."""
    if not country:
        return ()
    return (Link(f"📍 {places.country_name(reader.phrases.babel, country)}", leads_to(country)),)


def _delete_row(reader: Reader) -> Row:
    """Return "delete this", where it is known from which message on (requirement 22)."""
    if not reader.first_message:
        return ()
    return (Link(reader.say("🗑 Delete this"), sitemap.Wipe(reader.first_message)),)


def _place_row(reader: Reader, directory: Directory) -> Row:
    """Return the ways to another country and to a region, also on the card itself (requirement 18)."""
    country = Link(reader.say("🌍 Another country"), sitemap.HelpCountries(0))
    region = Link(reader.say("🏙 My region"), sitemap.HelpPage(numbered(REGIONS, directory.country)))
    return (country, region) if directory.regions else (country,)


def _back(reader: Reader, chosen: str) -> Row:
    """Return the way back to Help (of the chosen country) and to the menu."""
    return (Link(reader.say("🆘 Help"), sitemap.HelpIn(chosen) if chosen else sitemap.Help()), *menu_row(reader))

"""Help: whom to call, what to do if …, in which country. Drawn from a Reader alone: no store, consent or role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.helpwords import HELP_SIGN
from bot.chat.pickers import CountryPages, country_screen, found_screen, in_pairs, menu_row
from bot.chat.views import Views
from bot.features.help import pages
from bot.help.directory import Directory
from bot.help.help_book import EVERYWHERE
from bot.help.helpline_text import place
from bot.help.situations import (
    ALL_LINES,
    LIKELIEST,
    MORE,
    REGIONS,
    RELATED,
    RELATED_AT_A_GLANCE,
    SIGNS,
    TOPICS,
    URGENT,
    Group,
    Situation,
    Spot,
    country_and_region,
    group_of,
    numbered,
    split_place,
    spot_of,
)
from bot.values import places
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.chat.turn import Reader
    from bot.help.helpline_selection import Answering
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

IN_A_ROW = 3
"""Buttons of a row at most, so that a phone cuts none."""

LINES_MORE = 3
"""Lines to talk to on the page behind "more help"; all of them have a page of their own."""

PAGES = CountryPages(pages.HelpCountries, pages.HelpFound, pages.HelpIn)


@views.help(pages.Help)
def help_first(reader: Reader, _: pages.Help) -> Screen:
    """Draw Help for the reader's own country; for every country when they have said none."""
    return _first(reader, "")


@views.help(pages.HelpIn)
def help_in(reader: Reader, page: pages.HelpIn) -> Screen:
    """Draw Help for a place that was chosen for this look; it travels in the addresses and is not stored."""
    return _first(reader, page.place)


@views.help(pages.HelpPage)
def help_page(reader: Reader, page: pages.HelpPage) -> Screen:
    """Draw a card of a help page, all lines, more help or regions; any other number (forged, old) draws Help."""
    rest, chosen = split_place(page.number)
    if rest == ALL_LINES:
        return _all_lines(reader, chosen)
    if rest == MORE:
        return _more(reader, chosen)
    if rest == REGIONS and _directory(reader, chosen).regions:
        return _regions(reader, chosen)
    spot = spot_of(page.number)
    item = reader.book.page(reader.locale, spot.group, spot.situation, reader.audience) if spot else None
    if spot is None or item is None or spot.card >= len(item.cards):
        return _first(reader, chosen)
    return _card(reader, spot, item)


@views.help(pages.Heard)
def heard(reader: Reader, page: pages.Heard) -> Screen:
    """Draw the help card itself after something urgent was heard; the person can correct the bot or go on."""
    card = help_page(reader, pages.HelpPage(page.number))
    choices = (
        Link(reader.say("You got me wrong"), pages.Misheard()),
        Link(reader.say("▶ Go on"), pages.Onward()),
    )
    return replace(card, rows=(*card.rows[:-1], choices, card.rows[-1]))


@views.help(pages.HelpCountries)
def help_countries(reader: Reader, page: pages.HelpCountries) -> Screen:
    """Offer the countries that have help lines, the likeliest first; any place can be typed."""
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Which country are you in?")),
            _danger(reader, _directory(reader, "")),
            reader.say("You can also type a country or a city."),
            reader.say("I show its numbers for now and do not remember it."),
        ]
    )
    return _with_ways_on(reader, country_screen(reader, text, page.number, PAGES, reader.book.countries()))


@views.help(pages.HelpFound)
def help_found(reader: Reader, page: pages.HelpFound) -> Screen:
    """Offer the countries that may be meant by what was typed."""
    screen = found_screen(reader, page.countries, PAGES)
    text = join([_danger(reader, _directory(reader, "")), screen.text])
    return _with_ways_on(reader, replace(screen, text=Text(f"{HELP_SIGN} ") + text))


def _with_ways_on(reader: Reader, screen: Screen) -> Screen:
    """Return the screen with the way for who finds no country of theirs, and the way back."""
    nowhere = (Link(reader.say("My country is not here"), pages.HelpIn(EVERYWHERE)),)
    return replace(screen, rows=(*screen.rows, nowhere, _back(reader, "")), asks=None)


def _regions(reader: Reader, chosen: str) -> Screen:
    """Offer the regions of a country that have lines of their own."""
    directory = _directory(reader, chosen)
    here = [Link(name, pages.HelpIn(f"{directory.country}{at}")) for at, name in enumerate(directory.regions, 1)]
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Which region are you in?")),
            _danger(reader, directory),
            reader.say("Help lines for the whole country are shown with those of a region."),
            reader.say("I show its numbers for now and do not remember it."),
        ]
    )
    whole = (Link(reader.say("The whole country"), pages.HelpIn(directory.country)),)
    return Screen(text, (*in_pairs(here), whole, _back(reader, chosen)))


def _first(reader: Reader, chosen: str) -> Screen:
    """Draw the first screen of Help, at one glance: the emergency number, one thing to do, one line to talk to,
    the likeliest situations; everything else is behind "more help".
    """
    directory = _directory(reader, chosen)
    group = group_of(reader.audience)
    to_talk = _enough(directory.at_a_glance(group))
    situations = _situations(reader, group, chosen, LIKELIEST)
    instead = directory.instead_of_a_child_line(most=1)
    if group is Group.EDUCATOR:
        # What this bot is not (requirement 25) takes the room: one line, that which answers now if one does.
        to_talk = tuple(sorted(to_talk, key=lambda one: not one.open))[:1]
        instead = [] if to_talk else instead
    danger: list[Text | str] = [
        bold(f"{HELP_SIGN} " + reader.say("Help")),
        _danger_at_a_glance(reader, directory),
        _who_else_at_a_glance(reader),
    ]
    lines: list[Text | str] = [
        bold(_where(reader, directory)) if directory.own else "",
        *directory.glances(to_talk),
        *instead,
        _regional(reader, directory, to_talk),
    ]
    choose = bold(reader.say("Choose what it is about")) if situations else ""
    blocks = [danger, lines, [_program(reader), choose]]
    if reader.is_adult:
        # An adult is told more at a glance, so fewer lines are left empty and none says the obvious.
        lines.append(_program(reader))
        blocks = [danger, lines] if directory.own else [[*danger, *lines]]
    text = join(join(block, "\n") for block in blocks)
    more = Link(reader.say("More help ▶"), pages.HelpPage(numbered(MORE, chosen)))
    rows = (
        () if directory.own and to_talk else _place_row(reader, directory, _suggested(reader, chosen)),
        *(situations or directory.copies(to_talk)),
        (more, *menu_row(reader)),
    )
    return Screen(text, tuple(row for row in rows if row))


def _more(reader: Reader, chosen: str) -> Screen:
    """Draw what the first screen has no room for: more lines, who else can help, every situation."""
    directory = _directory(reader, chosen)
    group = group_of(reader.audience)
    to_talk = directory.to_talk(group)[:LINES_MORE]
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Help")),
            _danger(reader, directory),
            bold(_where(reader, directory)),
            *directory.blocks(to_talk),
            _next_number(reader),
            _who_else(reader),
            _program(reader),
            bold(reader.say("Choose what it is about")),
        ]
    )
    every = (Link(reader.say("All help lines"), pages.HelpPage(numbered(ALL_LINES, chosen))),)
    # What it is about stands right below the words that ask for it; the numbers are in the text already.
    rows = (
        *_situations(reader, group, chosen, Situation),
        *directory.copies(to_talk),
        every if directory.own else (),
        _place_row(reader, directory, _suggested(reader, chosen)),
        _delete_row(reader),
        _back(reader, chosen),
    )
    return Screen(text, tuple(row for row in rows if row))


def _card(reader: Reader, spot: Spot, item: Item) -> Screen:
    """Draw one card with the numbers at hand; on an urgent page the emergency number is the first line."""
    directory = _directory(reader, spot.place)
    topic = TOPICS.get(spot.situation, "")
    urgent = spot.situation in URGENT
    to_talk = directory.at_a_glance(spot.group, topic)
    if not urgent:
        to_talk = _enough(to_talk)
    card = item.cards[spot.card]
    reports = directory.to_report(spot.group) if topic == "reporting" and spot.card else ()
    title = "" if urgent else f"{HELP_SIGN} {item.title}"
    lines = [
        "" if urgent else _danger_at_a_glance(reader, directory),
        *directory.glances(to_talk[1:] if urgent else to_talk),
        *directory.instead_of_a_child_line(most=1 if directory.country else 0),
    ]
    text = join(
        [
            directory.at_the_top(HELP_SIGN, to_talk) if urgent else "",
            join([title, bold(card.title), card.body], "\n"),
            *(place(reader.say, line) for line in reports),
            join([*lines, _program(reader)], "\n"),
        ]
    )

    def at(card: int, place: str) -> pages.HelpPage:
        return pages.HelpPage(Spot(spot.group, spot.situation, card, place).number)

    related = RELATED.get(spot.situation, ()) if spot.card else RELATED_AT_A_GLANCE.get(spot.situation, ())
    page_row = tuple(
        Link(label, at(number, spot.place))
        for label, number in ((reader.say("◀ Back"), spot.card - 1), (reader.say("More ▶"), spot.card + 1))
        if 0 <= number < len(item.cards)
    )
    place_row = _place_row(
        reader, directory, _suggested(reader, spot.place), lambda country: at(spot.card, country)
    )
    below: tuple[Row, ...] = (page_row, (*place_row, *_delete_row(reader)), _back(reader, spot.place))
    if reader.is_adult and len(page_row) + len(place_row) <= IN_A_ROW:
        below = ((*page_row, *place_row), (), (*_back(reader, spot.place), *_delete_row(reader)))
    rows = (
        below[0],
        *_situations(reader, spot.group, spot.place, related),
        *directory.copies_at_a_glance(to_talk),
        *below[1:],
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
            _next_number(reader),
            _program(reader),
        ]
    )
    rows = (*directory.copies(to_talk), _place_row(reader, directory), _back(reader, chosen))
    return Screen(text, tuple(row for row in rows if row))


def _directory(reader: Reader, chosen: str) -> Directory:
    country, region = country_and_region(chosen or reader.country)
    return Directory(reader.book, country, reader.phrases.language, reader.now, reader.say, region)


def _danger(reader: Reader, directory: Directory) -> Text:
    return directory.danger(_in_danger(reader))


def _danger_at_a_glance(reader: Reader, directory: Directory) -> Text:
    words = reader.say("Anyone in danger? Call:") if reader.is_adult else _in_danger(reader)
    return directory.danger_at_a_glance(words)


def _in_danger(reader: Reader) -> str:
    if reader.is_adult:
        return reader.say("If somebody is in danger right now, call:")
    return reader.say("If you're in danger right now, call:")


def _where(reader: Reader, directory: Directory) -> str:
    heading = reader.say("Who you can talk to")
    if not directory.own:
        return heading
    country = places.country_name(reader.phrases.babel, directory.country)
    return " · ".join(filter(None, (heading, country, directory.region)))


def _who_else(reader: Reader) -> Text:
    """Return who else can help."""
    return bold(reader.say("Who else can help")) + "\n" + _people(reader)


def _people(reader: Reader) -> str:
    """Return people who can help: never "your parents" alone, who may be the trouble (requirement 12)."""
    if reader.is_adult:
        return reader.say(
            "A doctor, the police, a counsellor, somebody close to you. Nobody has to carry this alone."
        )
    return reader.say(
        "A grown-up you trust: a relative, a teacher, a doctor, a coach, a neighbour. "
        "If one does not listen, tell the next."
    )


def _who_else_at_a_glance(reader: Reader) -> str:
    """Return the one thing to do: tell a person."""
    match group_of(reader.audience):
        case Group.PARENT:
            return reader.say("Don't carry this alone: tell somebody you trust.")
        case Group.EDUCATOR:
            return reader.say("Tell your school's child protection lead.")
        case _:
            return reader.say("Tell a grown-up you trust.")


def _enough(to_talk: tuple[Answering, ...]) -> tuple[Answering, ...]:
    """Return the first line, and the second one as well where the first may not answer now."""
    return to_talk[:1] if to_talk and to_talk[0].open else to_talk[:2]


def _regional(reader: Reader, directory: Directory, to_talk: tuple[Answering, ...]) -> str:
    """Return why no line stands here although the country has some: they serve regions only."""
    if to_talk or not directory.has_child_line:
        return ""
    return reader.say("The help lines here serve parts of the country. Choose your region.")


def _next_number(reader: Reader) -> str:
    """Return what to do where nobody answers."""
    return reader.say("If nobody answers, it is not your fault. Try the next number.")


def _program(reader: Reader) -> Text:
    """Return what this bot is and is not: requirement 9, and for educators requirement 25."""
    words = reader.say("I am a program. Nobody reads this chat live.")
    if group_of(reader.audience) is Group.EDUCATOR:
        words += " " + reader.say("I do not watch over children or see their chats.")
    return italic(words)


def _situations(reader: Reader, group: Group, chosen: str, situations: Iterable[Situation]) -> tuple[Row, ...]:
    """Return a button a situation, in the reader's own words."""
    items = (
        (situation, reader.book.page(reader.locale, group, situation, reader.audience)) for situation in situations
    )
    return tuple(
        (Link(f"{SIGNS[situation]} {item.title}", pages.HelpPage(Spot(group, situation, place=chosen).number)),)
        for situation, item in items
        if item
    )


def _suggested(reader: Reader, chosen: str) -> str:
    """Return the country that the language suggests; empty where one was chosen or is known."""
    return "" if chosen or reader.country else places.suggest_country(reader.locale)


def _delete_row(reader: Reader) -> Row:
    """Return "delete this", where it is known from which message on (requirement 22)."""
    if not reader.first_message:
        return ()
    return (Link(reader.say("🗑 Delete this"), pages.Wipe(reader.first_message)),)


def _place_row(
    reader: Reader, directory: Directory, suggested: str = "", leads_to: Callable[[str], Page] = pages.HelpIn
) -> Row:
    """Return the ways to the suggested country (only a suggestion, the person taps), to another one and to a
    region, also on the card itself (requirement 18).
    """
    country = Link(reader.say("🌍 Country"), pages.HelpCountries(0))
    if suggested:
        return (Link(f"📍 {places.country_name(reader.phrases.babel, suggested)}", leads_to(suggested)), country)
    region = Link(reader.say("🏙 My region"), pages.HelpPage(numbered(REGIONS, directory.country)))
    return (country, region) if directory.regions else (country,)


def _back(reader: Reader, chosen: str) -> Row:
    """Return the way back to Help (of the chosen country) and to the menu."""
    return (Link(reader.say("🆘 Help"), pages.HelpIn(chosen) if chosen else pages.Help()), *menu_row(reader))

"""Help: whom to call, what to do if …, in which country. Drawn from a Reader alone: no store, consent or role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.helpwords import HELP_SIGN
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Views
from bot.features.help.numbers import (
    back_row,
    danger,
    directory_of,
    enough,
    in_danger,
    number_link,
    number_rows,
    number_text,
    only_one,
)
from bot.help import pages
from bot.help.helpline_text import place
from bot.help.situations import (
    ALL_LINES,
    EVERYTHING,
    LIKELIEST,
    MORE,
    NUMBER,
    REGIONS,
    RELATED,
    RELATED_AT_A_GLANCE,
    SIGNS,
    TOPICS,
    URGENT,
    Group,
    Situation,
    Spot,
    group_of,
    numbered,
    split_place,
    spot_of,
)
from bot.values import places
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.chat.turn import Reader
    from bot.help.directory import Directory
    from bot.help.helpline_selection import Answering
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


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
    if rest in _OWN_PAGES:
        return _OWN_PAGES[rest](reader, chosen)
    if rest == REGIONS and directory_of(reader, chosen).regions:
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
        Link(reader.say("▶ Go on"), pages.Onward(), Means.NEXT),
    )
    return replace(card, rows=(*card.rows[:-1], choices, card.rows[-1]))


def _regions(reader: Reader, chosen: str) -> Screen:
    """Offer the regions of a country that have lines of their own."""
    directory = directory_of(reader, chosen)
    here = [Link(name, pages.HelpIn(f"{directory.country}{at}")) for at, name in enumerate(directory.regions, 1)]
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Which region are you in?")),
            danger(reader, directory),
            reader.say("Help lines for the whole country are shown with those of a region."),
            reader.say("I show its numbers for now and do not remember it."),
        ]
    )
    whole = (Link(reader.say("The whole country"), pages.HelpIn(directory.country)),)
    return Screen(text, (*in_pairs(here), whole, back_row(reader, chosen)))


def _first(reader: Reader, chosen: str) -> Screen:
    """Draw the first screen of Help, at one glance: the emergency number, one thing to do, one line to talk to,
    the likeliest situations; everything else is behind "more help".
    """
    directory = directory_of(reader, chosen)
    group = group_of(reader.audience)
    to_talk = enough(directory.at_a_glance(group))
    situations = _situations(reader, group, chosen, LIKELIEST)
    instead = directory.instead_of_a_child_line(most=1)
    if group is Group.EDUCATOR:
        # What this bot is not (requirement 25) takes the room: one line, that which answers now if one does.
        to_talk = tuple(sorted(to_talk, key=lambda one: not one.open))[:1]
        instead = [] if to_talk else instead
    urgent: list[Text | str] = [
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
    blocks = [urgent, lines, [_program(reader), choose]]
    if reader.is_adult:
        # An adult is told more at a glance, so fewer lines are left empty and none says the obvious.
        lines.append(_program(reader))
        blocks = [urgent, lines] if directory.own else [[*urgent, *lines]]
    text = join(join(block, "\n") for block in blocks)
    more = Link(reader.say("More help ▶"), pages.HelpPage(numbered(MORE, chosen)), Means.MORE)
    rows = (
        () if directory.own and to_talk else _place_row(reader, directory, _suggested(reader, chosen)),
        *(situations or directory.copies(to_talk)),
        (more, *menu_row(reader)),
    )
    return Screen(text, tuple(row for row in rows if row))


def _number(reader: Reader, chosen: str) -> Screen:
    """Draw whom to call, for people who ask for a number: nothing stands before it."""
    text = join([number_text(reader, chosen), _program(reader)])
    talk = reader.recent.talk
    about = spot_of(talk.number) if talk else None
    every = Link(reader.say("All help lines"), pages.HelpPage(numbered(ALL_LINES, chosen)))
    # The countries to tap stand above already; a known country can be changed, and its region chosen.
    directory = directory_of(reader, chosen)
    rows = (
        *number_rows(reader, chosen),
        (every, *(_place_row(reader, directory) if directory.country else ())),
        *(_situations(reader, about.group, chosen or about.place, [about.situation]) if about else ()),
        back_row(reader, chosen),
    )
    return Screen(text, tuple(row for row in rows if row))


def _three_lines(reader: Reader, chosen: str) -> Screen:
    """Draw "more help" for the youngest: a number, a grown-up to tell, and one button to everything else."""
    directory = directory_of(reader, chosen)
    lines = directory.glances(directory.at_a_glance(group_of(reader.audience))[:1])
    named = [line[: line.plain.index("\n")] if "\n" in line.plain else line for line in lines]
    choose: list[Text | str] = [reader.say("Choose or type your country to see its numbers.")]
    text = join(
        [
            directory.at_the_top(HELP_SIGN, (), where=False),
            *(named or ([] if directory.country else choose)),
            join([_who_else_at_a_glance(reader), _program(reader)], " "),
        ],
        "\n",
    )
    every = Link(reader.say("More help ▶"), pages.HelpPage(numbered(EVERYTHING, chosen)), Means.MORE)
    return Screen(text, ((every,), back_row(reader, chosen)))


def _more_help(reader: Reader, chosen: str) -> Screen:
    young = reader.audience is Audience.TIER_6_8
    return _three_lines(reader, chosen) if young else _more(reader, chosen)


def _more(reader: Reader, chosen: str) -> Screen:
    """Draw what the first screen has no room for: other people who can help, and the other situations. Numbers
    and countries have a page of their own.
    """
    group = group_of(reader.audience)
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Help")),
            _danger_at_a_glance(reader, directory_of(reader, chosen)),
            _who_else(reader),
            join([_program(reader), bold(reader.say("Choose what it is about"))], "\n"),
        ]
    )
    rows = (
        *_situations(reader, group, chosen, (one for one in Situation if one not in LIKELIEST)),
        (number_link(reader, chosen), *_delete_row(reader)),
        back_row(reader, chosen),
    )
    return Screen(text, tuple(row for row in rows if row))


def _card(reader: Reader, spot: Spot, item: Item) -> Screen:
    """Draw one card. The first begins with what to do, on an urgent page below the emergency number, and has one
    line to talk to; where each number serves, other lines and countries stand behind "more" and "whom to call".
    """
    directory = directory_of(reader, spot.place)
    topic = TOPICS.get(spot.situation, "")
    urgent = spot.situation in URGENT
    to_talk = directory.at_a_glance(spot.group, topic)
    to_talk = enough(to_talk) if spot.card else only_one(to_talk)
    card = item.cards[spot.card]
    reports = directory.to_report(spot.group) if topic == "reporting" and spot.card else ()
    title = "" if urgent else f"{HELP_SIGN} {item.title}"
    lines = [
        "" if urgent else directory.danger_at_a_glance(in_danger(reader), where=bool(spot.card)),
        *directory.glances(to_talk),
        *(directory.instead_of_a_child_line(most=1 if directory.country else 0) if spot.card else ()),
    ]
    text = join(
        [
            directory.at_the_top(HELP_SIGN, (), where=bool(spot.card)) if urgent else "",
            join([title, bold(card.title), card.body], "\n"),
            *(place(reader.say, line) for line in reports),
            join([*lines, _program(reader)], "\n"),
        ]
    )

    def at(card: int, place: str = spot.place) -> pages.HelpPage:
        return pages.HelpPage(Spot(spot.group, spot.situation, card, place).number)

    related = RELATED.get(spot.situation, ()) if spot.card else RELATED_AT_A_GLANCE.get(spot.situation, ())
    ways = ((reader.say("◀ Back"), spot.card - 1, Means.BACK), (reader.say("More ▶"), spot.card + 1, Means.NEXT))
    page_row = tuple(Link(label, at(card), means) for label, card, means in ways if 0 <= card < len(item.cards))
    where = _place_row(reader, directory, _suggested(reader, spot.place), lambda country: at(spot.card, country))
    rows = (
        page_row,
        *_situations(reader, spot.group, spot.place, related),
        *directory.copies_at_a_glance(to_talk),
        (*(where if spot.card else (number_link(reader, spot.place),)), *_delete_row(reader)),
        back_row(reader, spot.place),
    )
    return Screen(text, tuple(row for row in rows if row))


def _all_lines(reader: Reader, chosen: str) -> Screen:
    """Draw every line of a country: numbers, lines to talk to, places to report to."""
    directory = directory_of(reader, chosen)
    group = group_of(reader.audience)
    to_talk = directory.to_talk(group)
    text = join(
        [
            bold(f"{HELP_SIGN} " + _where(reader, directory)),
            danger(reader, directory),
            *directory.blocks(to_talk),
            *(place(reader.say, line) for line in directory.to_report(group)),
            _next_number(reader),
            _program(reader),
        ]
    )
    rows = (*directory.copies(to_talk), _place_row(reader, directory), back_row(reader, chosen))
    return Screen(text, tuple(row for row in rows if row))


def _danger_at_a_glance(reader: Reader, directory: Directory) -> Text:
    words = reader.say("Anyone in danger? Call:") if reader.is_adult else in_danger(reader)
    return directory.danger_at_a_glance(words)


def _where(reader: Reader, directory: Directory) -> str:
    heading = reader.say("Who you can talk to")
    if not directory.own:
        return heading
    country = places.country_name(reader.phrases.babel, directory.country)
    return " · ".join(filter(None, (heading, country, directory.region)))


def _who_else(reader: Reader) -> Text:
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


def _regional(reader: Reader, directory: Directory, to_talk: tuple[Answering, ...]) -> str:
    """Return why no line stands here although the country has some: they serve regions only."""
    if to_talk or not directory.has_child_line:
        return ""
    return reader.say("The help lines here serve parts of the country. Choose your region.")


def _next_number(reader: Reader) -> str:
    """Return what to do if nobody answers."""
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
    if not reader.recent.first_message:
        return ()
    return (Link(reader.say("🗑 Delete this"), pages.Wipe(reader.recent.first_message)),)


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


_OWN_PAGES: dict[int, Callable[[Reader, str], Screen]] = {
    ALL_LINES: _all_lines,
    NUMBER: _number,
    MORE: _more_help,
    EVERYTHING: _more,
}
"""Pages about no situation, by their numbers."""

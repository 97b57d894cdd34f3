"""Numbers: whom to call, at once: the reader's own country's lines first, else emergency numbers and countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.helpwords import HELP_SIGN
from bot.chat.pickers import in_pairs, menu_row
from bot.help import pages
from bot.help.directory import Directory
from bot.help.place_names import place_names
from bot.help.situations import NUMBER, country_and_region, group_of, numbered
from bot.values import places
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.help.helpline_selection import Answering
    from bot.values.screen import Row

COUNTRIES = 6
"""Countries to tap where the reader's is not known."""

PHONE_SIGN = "☎"


def directory_of(reader: Reader, chosen: str) -> Directory:
    """Return the lines of the chosen place, else of the reader's own country."""
    country, region = country_and_region(chosen or reader.country)
    return Directory(reader.book, country, reader.phrases.language, reader.now, reader.say, region)


def enough(to_talk: tuple[Answering, ...]) -> tuple[Answering, ...]:
    """Return the first line, and the second one as well where the first may not answer now."""
    return to_talk[:1] if to_talk and to_talk[0].open else to_talk[:2]


def only_one(to_talk: tuple[Answering, ...]) -> tuple[Answering, ...]:
    """Return the one line for a screen with room for one: the first, unless nobody knows its hours and another one
    certainly answers now.
    """
    if to_talk and not to_talk[0].line.hours:
        return tuple(sorted(to_talk, key=lambda one: not one.open))[:1]
    return to_talk[:1]


def in_danger(reader: Reader) -> str:
    """Return the words before the emergency number."""
    if reader.is_adult:
        return reader.say("If somebody is in danger right now, call:")
    return reader.say("If you're in danger right now, call:")


def numbers(reader: Reader, chosen: str, topic: str = "", lists: int | None = 1) -> Text:
    """Return whom to call: the line to talk to that fits the reader, then the emergency number; in a country that
    is not known 112 and 911, and where each works. `lists`: most lists for all countries, where no line is known.
    """
    directory = directory_of(reader, chosen)
    to_talk = enough(directory.at_a_glance(group_of(reader.audience), topic))
    lines = [
        *directory.glances(to_talk),
        *directory.instead_of_a_child_line(lists),
        danger(reader, directory) if lists is None else directory.danger_at_a_glance(in_danger(reader)),
    ]
    return join(lines if directory.own else reversed(lines), "\n")


def number_rows(reader: Reader, chosen: str, topic: str = "") -> tuple[Row, ...]:
    """Return the buttons below the numbers: a copy of the first one, or the likeliest countries."""
    directory = directory_of(reader, chosen)
    if directory.country:
        return directory.copies_at_a_glance(directory.at_a_glance(group_of(reader.audience), topic))
    suggested = places.suggest_country(reader.locale)
    likely = [code for code in place_names().likely(reader.locale) if code != suggested]
    codes = [*filter(None, [suggested]), *likely][:COUNTRIES]
    links = [
        Link(places.country_name(reader.phrases.babel, code), pages.HelpPage(numbered(NUMBER, code)))
        for code in codes
    ]
    return (*in_pairs(links), (Link(reader.say("🌍 Another country"), pages.HelpCountries(0)),))


def number_link(reader: Reader, chosen: str) -> Link:
    """Return the button that leads to the numbers."""
    return Link(f"{PHONE_SIGN} " + reader.say("Who to call"), pages.HelpPage(numbered(NUMBER, chosen)))


def number_text(reader: Reader, chosen: str) -> Text:
    """Return the words of the page for people who ask for a number."""
    directory = directory_of(reader, chosen)
    name = places.country_name(reader.phrases.babel, directory.country) if directory.own else ""
    where = " · ".join(filter(None, (reader.say("Who to call"), name, directory.region)))
    return join(
        [
            bold(f"{HELP_SIGN} {where}"),
            numbers(reader, chosen, lists=None),
            reader.say("If nobody answers, it is not your fault. Try the next number."),
        ]
    )


def danger(reader: Reader, directory: Directory) -> Text:
    """Return all emergency numbers, with the words before them."""
    return directory.danger(in_danger(reader))


def back_row(reader: Reader, chosen: str) -> Row:
    """Return the way back to Help (of the chosen country) and to the menu."""
    return (Link(reader.say("🆘 Help"), pages.HelpIn(chosen) if chosen else pages.Help()), *menu_row(reader))

"""Choosing among many: the rows and screens for an audience, a country, a language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.chat.names import audience_name
from bot.chat.paging import part
from bot.help.directory import Directory
from bot.help.language_steps import Step, step_of
from bot.help.place_names import place_names
from bot.help.situations import group_of
from bot.values import landmarks, places
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.chat.paging import Part
    from bot.chat.turn import Reader, Turn
    from bot.values.page import Page
    from bot.values.screen import Button, Row
    from bot.values.text import Text

T = TypeVar("T")

COUNTRIES_A_PAGE = 24

ENTRIES_A_PAGE = 8
"""Entries of a list on one page, where a reader is shown any number of buttons."""

BACK_AND_FORTH = 2
"""Buttons that turn the pages of a list."""

LANGUAGES_IN_A_ROW = 4
"""Other languages from which one button leads to a list: four flags became five buttons on the first screen."""

LIKELIEST = 6
"""Countries on the first list."""

NONE = "none"
"""What a page of found countries says when nothing was found."""


@dataclass(frozen=True, slots=True)
class CountryPages:
    """The pages of choosing a country: the list by page, the found countries, one country."""

    page_at: Callable[[int], Page]
    found: Callable[[str], Page]
    choose: Callable[[str], Page]


def audience_rows(reader: Reader, page: Callable[[Audience], Page]) -> tuple[Row, ...]:
    """Return the six audiences as buttons, two a row."""
    links = [Link(audience_name(reader, audience), page(audience)) for audience in Audience]
    return in_pairs(links)


def language_row(turn: Turn, page: Callable[[str], Page], more: Page) -> Row:
    """Return one button for every other language that is offered, named in that language; where these are many,
    one that leads to all of them (`more`).
    """
    links = language_links(turn, page)
    return links if len(links) < LANGUAGES_IN_A_ROW else (Link(turn.say("🌐 Language"), more),)


def language_links(turn: Turn, page: Callable[[str], Page]) -> tuple[Link, ...]:
    """Return a button for every other language that is offered: one that has the phrases of the first hour."""
    return tuple(
        Link(phrases.language.name, page(locale))
        for locale, phrases in turn.instance.languages.items()
        if locale != turn.locale and step_of(locale, turn.book) >= Step.PHRASES
    )


def what_it_cannot(turn: Turn) -> str:
    """Return one honest sentence about a language whose typed words are not read for trouble yet, else nothing."""
    if step_of(turn.locale, turn.book) >= Step.LISTS:
        return ""
    return turn.say("I cannot yet read everything that is typed in this language. 🆘 is always here, in one tap.")


def country_screen(
    reader: Reader, text: Text, number: int, pages: CountryPages, codes: Collection[str] | None = None
) -> Screen:
    """Return a screen to choose a country. Page 0 has the likeliest six, beginning with the one that the
    language suggests; the other pages have `codes` (all countries, if none are given) by name. A place can
    always be typed.
    """
    babel = reader.phrases.babel
    if number == 0:
        rows = [*_likeliest(reader, pages), (_another(reader, pages),)]
        return Screen(text, tuple(rows), asks=pages.page_at(0))
    named = [(code, name) for code, name in places.countries(babel) if codes is None or code in codes]
    shown = part(named, number - 1, COUNTRIES_A_PAGE)
    others = [part(named, at, COUNTRIES_A_PAGE) for at in range(shown.pages) if at != shown.number]
    by_letter = [Link(_letters(other.entries), pages.page_at(other.number + 1)) for other in others]
    rows = [
        *in_pairs([Link(name, pages.choose(code)) for code, name in shown.entries]),
        *in_rows(by_letter, 4),
    ]
    return Screen(text, tuple(rows), asks=pages.page_at(0))


def found_screen(reader: Reader, countries: str, pages: CountryPages) -> Screen:
    """Return a screen with the countries that the typed words may mean (see `find_countries`); the person
    always taps one.
    """
    codes = [code for code in countries.split("-") if places.is_country(code)]
    rows: tuple[Row, ...]
    if codes:
        words = reader.say("Is your country here? If not, type it in other words or choose from the list.")
        rows = tuple(
            (Link(places.country_name(reader.phrases.babel, code), pages.choose(code)),) for code in codes
        )
    else:
        words = reader.say("I do not know this place. Type the name of the country, or choose from the list.")
        rows = _likeliest(reader, pages)
    text = join([bold(reader.say("Which country are you in?")), words])
    return Screen(text, (*rows, (_another(reader, pages),)), asks=pages.page_at(0))


def find_countries(reader: Reader, words: str) -> str:
    """Return the countries that typed words may mean, as a page of found ones holds them."""
    return "-".join(place_names().find(words, reader.locale)) or NONE


def sure_screen(reader: Reader, country: str, yes: Page, pages: CountryPages) -> Screen:
    """Return a screen that asks again before a country is taken, and says which country's help lines will be
    shown.
    """
    name = places.country_name(reader.phrases.babel, country)
    directory = Directory(reader.book, country, reader.phrases.language, reader.now, reader.say)
    lines = [line.phone or line.sms for line in directory.first_lines(group_of(reader.audience))]
    shown = (
        reader.say("Help will then show: {numbers}", numbers=" · ".join([directory.numbers, *lines]))
        if directory.own
        else reader.say(
            "I know no help lines in this country. Help will then show 112 and lists of lines for all countries."
        )
    )
    text = join([bold(reader.say("Are you in this country now: {country}?", country=name)), shown])
    rows: list[Row] = [(Link(reader.say("Yes, {country}", country=name), yes),)]
    if reader.country and reader.country != country:
        stays = places.country_name(reader.phrases.babel, reader.country)
        rows.append((Link(reader.say("No, keep {country}", country=stays), pages.choose(reader.country)),))
    rows.append((Link(reader.say("🌍 Another country"), pages.page_at(0)),))
    return Screen(text, tuple(rows))


def _likeliest(reader: Reader, pages: CountryPages) -> tuple[Row, ...]:
    """Return the likeliest countries; first, and marked, the reader's own or the one that the language
    suggests.
    """
    suggested = reader.country or places.suggest_country(reader.locale)
    likely = [code for code in place_names().likely(reader.locale)[:LIKELIEST] if code != suggested]

    def named(code: str) -> str:
        return places.country_name(reader.phrases.babel, code)

    first = [(Link(f"📍 {named(suggested)}", pages.choose(suggested)),)] if suggested else []
    return (*first, *in_pairs([Link(named(code), pages.choose(code)) for code in likely]))


def _another(reader: Reader, pages: CountryPages) -> Link:
    return Link(reader.say("🌍 Another country"), pages.page_at(1))


def _letters(entries: Sequence[tuple[str, str]]) -> str:
    """Return the first letters of a page of names: `A – B`."""
    return f"{entries[0][1][:1]} – {entries[-1][1][:1]}"


def in_pairs(links: Sequence[Button]) -> tuple[Row, ...]:
    """Return buttons two a row."""
    return in_rows(links, 2)


def in_rows(links: Sequence[Button], across: int) -> tuple[Row, ...]:
    """Return buttons in rows of this length."""
    return tuple(tuple(links[at : at + across]) for at in range(0, len(links), across))


def menu_row(reader: Reader) -> Row:
    """Return the way back to the menu."""
    return (Link(reader.say("☰ Menu"), landmarks.Menu()),)


def list_part(
    turn: Turn, entries: Sequence[T], number: int, page: Callable[[int], Page], rows_below: tuple[Row, ...]
) -> tuple[Part[T], tuple[Row, ...]]:
    """Return a page of a list and the rows below it. The youngest readers have one button: on through the list,
    and at its end to the menu.
    """
    most = turn.reads.most_buttons
    if turn.reads is Audience.TIER_6_8:
        shown = part(entries, number, most - 1)
        if shown.number + 1 < shown.pages:
            return shown, ((Link(turn.say("➡ More"), page(shown.number + 1), Means.MORE),),)
        return shown, (menu_row(turn),)
    others = sum(len(row) for row in rows_below) + BACK_AND_FORTH
    shown = part(entries, number, most - others if most else ENTRIES_A_PAGE)
    return shown, (*shown.page_row(turn, page), *rows_below)

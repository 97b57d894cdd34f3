"""Choosing among many: the rows and screens for an audience, a country, a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.names import audience_name
from bot.chat.paging import part
from bot.values import places, sitemap
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import join

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Reader, Turn
    from bot.values.page import Page
    from bot.values.screen import Row
    from bot.values.text import Text

COUNTRIES_A_PAGE = 12


def audience_rows(reader: Reader, page: Callable[[str], Page]) -> tuple[Row, ...]:
    """Return the six audiences as buttons, two a row."""
    links = [Link(audience_name(reader, audience), page(audience.value)) for audience in Audience]
    return in_pairs(links)


def language_row(turn: Turn, page: Callable[[str], Page]) -> Row:
    """Return one button for every other language, named in that language."""
    return tuple(
        Link(places.language_name(phrases.babel), page(locale))
        for locale, phrases in turn.languages.items()
        if locale != turn.locale
    )


def country_screen(
    reader: Reader, text: Text, number: int, choose: Callable[[str], Page], turn_to: Callable[[int], Page]
) -> Screen:
    """Return a screen to choose a country: the suggestion first, then all by name in pages. Typed first letters
    narrow the list.
    """
    wanted = _letters(getattr(reader, "typed", ""))
    everywhere = places.countries(reader.phrases.babel)
    matching = [pair for pair in everywhere if _letters(pair[1]).startswith(wanted)] if wanted else everywhere
    shown = part(matching or everywhere, number, COUNTRIES_A_PAGE)
    rows: list[Row] = []
    suggested = reader.country or places.suggest_country(reader.locale)
    if suggested and number == 0 and not wanted:
        name = places.country_name(reader.phrases.babel, suggested)
        rows.append((Link(f"📍 {name}", choose(suggested)),))
    rows += in_pairs([Link(name, choose(code)) for code, name in shown.entries])
    rows += shown.turning(reader, turn_to)
    if wanted and not matching:
        text = join([reader.say("I know no country that begins like this. Here are all of them."), text])
    return Screen(text, tuple(rows), asks=turn_to(0))


def in_pairs(links: list[Link]) -> tuple[Row, ...]:
    """Return buttons two a row."""
    return tuple(tuple(links[at : at + 2]) for at in range(0, len(links), 2))


def menu_row(reader: Reader) -> Row:
    """Return the way back to the menu."""
    return (Link(reader.say("☰ Menu"), sitemap.Menu()),)


def _letters(words: str) -> str:
    return words.strip().casefold().replace("ё", "е")

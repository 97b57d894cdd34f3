"""Reading: readers of every kind and the help screens that they see, for the tests of Help."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.chat.turn import Reader
from bot.chat.views import Views
from bot.features.help import countries, following
from bot.features.help import views as help_views
from bot.help import pages as help_pages
from bot.help.help_book import HelpBook, package_book
from bot.help.situations import ALL_LINES, MORE, Group, Situation, Spot, group_of
from bot.values.audience import Audience
from bot.values.page import parse
from bot.values.screen import Copy, Link
from tests.talk import the_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.model import Card, Item
    from bot.values.page import Page
    from bot.values.screen import Screen

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
LOCALES = ("ru", "en")
AUDIENCES = (None, *Audience)
COUNTRIES = (
    *("RU", "KZ", "BY", "KG", "AM", "UZ", "GE", "AZ", "MD", "UA"),
    *("GB", "US", "DE", "FR", "JO", "BE", "JP", "GM", "AR", "XK"),
)
"""Twenty: those where Russian is spoken, the largest entries, and those with gaps (no child line, no 112)."""


def reader(
    locale: str = "ru",
    audience: Audience | None = Audience.TIER_9_11,
    country: str = "RU",
    now: datetime = NOON,
    book: HelpBook | None = None,
) -> Reader:
    return Reader(the_phrases()[locale], now, audience, country=country, book=book or package_book())


VIEWS = Views.merge(help_views.views, countries.views, following.views)


def sees(who: Reader, page: Page | str) -> Screen:
    """The screen that this reader sees at a page or a path."""
    found = parse(page) if isinstance(page, str) else page
    assert found is not None
    return VIEWS.without_store[type(found)](who, found)


def page(situation: Situation, group: Group = Group.CHILD, card: int = 0, country: str = "") -> Page:
    return help_pages.HelpPage(Spot(group, situation, card, country).number)


def copies(screen: Screen) -> list[str]:
    return [button.words for button in itertools.chain(*screen.rows) if isinstance(button, Copy)]


def ways(screen: Screen) -> list[str]:
    """The paths that the buttons of a screen lead to."""
    return [button.page.path for button in itertools.chain(*screen.rows) if isinstance(button, Link)]


def all_items(locale: str) -> Iterator[tuple[Group, Situation, Item]]:
    """Every page in a language; what is said to older children in place of a page is a child's page too."""
    for group in Group:
        for situation in Situation:
            item = package_book().page(locale, group, situation)
            assert item is not None
            assert item.locale == locale
            yield group, situation, item
            older = package_book().page(locale, group, situation, Audience.TIER_12_15)
            assert older is not None
            if older is not item:
                assert older.locale == locale
                yield group, situation, older


def words_of(card: Card) -> str:
    return f"{card.title}\n{card.body.plain}"


def item_words(item: Item) -> str:
    return "\n".join([item.title, *(words_of(card) for card in item.cards)])


def unquoted(words: str) -> str:
    """Words without what stands in quotation marks: what somebody else says."""
    return re.sub(r"«[^»]*»|“[^”]*”", "", words)


def all_pages(who: Reader) -> Iterator[Page]:
    """Every help page of a reader: first screen, more help, countries, all lines, each card of each situation."""
    yield help_pages.Help()
    yield help_pages.HelpPage(MORE)
    yield help_pages.HelpCountries(0)
    yield help_pages.HelpPage(ALL_LINES)
    group = group_of(who.audience)
    for situation in Situation:
        item = who.book.page(who.locale, group, situation, who.audience)
        for card in range(len(item.cards) if item else 0):
            yield page(situation, group, card)

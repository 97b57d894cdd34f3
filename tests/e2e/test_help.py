"""Help at one glance on a phone: every screen that a child may need first is seen whole, without scrolling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.help.help_book import package_book
from bot.help.situations import LIKELIEST, Group, Situation
from tests.e2e.chat import CHILD_7, CHILD_10, EDUCATOR, PARENT, Chat
from tests.simulator.browser import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("phone_fonts")]


@dataclass(frozen=True)
class Words:
    """What a child presses and writes in a language."""

    person: int
    help: str
    told: str
    country: str
    number: str


WORDS = {
    "ru": Words(
        CHILD_7,
        "🆘 Помощь",
        "он угрожает выложить мои фото если не скину ещё",
        "Россия",
        "8-800-2000-122",
    ),
    "en": Words(
        CHILD_10,
        "🆘 Help",
        "he says he will send my nudes to everyone",
        "United Kingdom",
        "0800 1111",
    ),
}


@pytest.mark.parametrize("locale", WORDS)
def test_help_stands_above_the_fold(
    chat_of: Callable[..., Chat], shot: Callable[[Page, str], None], locale: str
) -> None:
    words = WORDS[locale]
    chat = chat_of(words.person, **PHONE)
    chat.page.get_by_role("button", name="Начать", exact=True).tap()
    if locale == "en":
        chat.taps("English")
    expect(chat.page.locator(".keys.bottom .key").last).to_have_text(words.help)
    chat.presses(words.help)
    chat.sees("112", "911")
    chat.is_seen_whole()
    shot(chat.page, "1-no-country")
    chat.writes(words.told)
    chat.sees("112", "911", "▶")
    chat.is_seen_whole()
    shot(chat.page, "2-heard")
    reads_every_page(chat, locale, "112")
    chat.presses(words.help)
    chat.writes(words.country)
    chat.taps(words.country)
    chat.sees(words.number)
    chat.is_seen_whole()
    shot(chat.page, "3-country")
    for situation in Situation:
        item = package_book().page(locale, Group.CHILD, situation)
        assert item
        if situation not in LIKELIEST:
            chat.taps("Ещё помощь ▶" if locale == "ru" else "More help ▶")
        chat.taps(item.title)
        chat.sees(item.cards[0].title, words.number)
        chat.is_seen_whole()
        shot(chat.page, f"4-{situation.name}")
        chat.taps(words.help)
        chat.leaves(item.cards[0].title)


@pytest.mark.parametrize(
    "who",
    [("ru", PARENT, "Родитель"), ("en", EDUCATOR, "Educator")],
    ids=["parent", "educator"],
)
def test_an_adults_first_screen_of_help_stands_above_the_fold(
    chat_of: Callable[..., Chat], shot: Callable[[Page, str], None], who: tuple[str, int, str]
) -> None:
    locale, person, role = who
    words = WORDS[locale]
    chat = chat_of(person, **PHONE)
    chat.page.get_by_role("button", name="Начать", exact=True).tap()
    if locale == "en":
        chat.taps("English")
    chat.taps(role)
    chat.presses(words.help)
    chat.writes(words.country)
    chat.taps(words.country)
    chat.sees("112" if locale == "ru" else "999")
    chat.is_seen_whole()
    shot(chat.page, "1-country")


def reads_every_page(chat: Chat, locale: str, number: str) -> None:
    """Type the title of each page, as a child may who knows what it is called."""
    for situation in Situation:
        item = package_book().page(locale, Group.CHILD, situation)
        assert item
        chat.writes(item.title)
        chat.sees(item.cards[0].title, number)
        chat.is_seen_whole()

"""The first minute on a phone with our own packs: every button is seen; a stranger has a class in four taps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.values import places
from tests.kit.first_minute import EVERYONE, ROLES, START
from tests.simulator.browser import PHONE
from tests.talk import ROOT, the_phrases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from simulator import Simulator
    from tests.e2e.chat import Chat

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("phone_fonts")]

HELP = {"en": "🆘 Help", "ru": "🆘 Помощь"}
A_CLASS = {
    "en": ("Educator", "➕ Make a class", "I agree, remember me", "4 (age 10)"),
    "ru": ("Педагог", "➕ Создать класс", "Я не против, запомни меня", "4 кл. (10)"),
}
TO_THE_CLASS = {"en": "▶ To the class", "ru": "▶ К классу"}
LONG = ("GB", "ID", "LB", "PE")
"""Countries whose first screen of Help has most to say."""


def make_packs(_folder: Path) -> Path:
    """The packs of the house: what stands on a card is what is measured."""
    return ROOT / "content"


@pytest.fixture
def newcomer(telegram: Simulator, chat_of: Callable[..., Chat]) -> Callable[[str], Chat]:
    """Somebody with a phone who presses Start for the first time."""

    def comes(language: str) -> Chat:
        chat = chat_of(telegram.new_person("Somebody", language).id, **PHONE)
        chat.page.get_by_role("button", name=START[language], exact=True).tap()
        chat.sees(*ROLES[language])
        return chat

    return comes


@pytest.mark.parametrize(("language", "role"), EVERYONE, ids="-".join)
def test_every_button_of_the_first_minute_is_seen(
    newcomer: Callable[[str], Chat], shot: Callable[[Page, str], None], language: str, role: str
) -> None:
    chat = newcomer(language)
    chat.is_seen_whole()
    chat.taps(role)
    chat.sees("1 of " if language == "en" else "1 из ")
    chat.is_seen_whole()
    shot(chat.page, "1-card")
    chat.taps(chat.labels()[0])
    chat.sees("Next ▶" if language == "en" else "Дальше ▶")
    chat.is_seen_whole()
    shot(chat.page, "2-answered")
    chat.presses(HELP[language])
    chat.sees("112")
    chat.is_seen_whole()
    shot(chat.page, "3-help")


@pytest.mark.parametrize(
    ("language", "role"), [one for one in EVERYONE if one[1] in ROLES[one[0]][4:]], ids="-".join
)
def test_an_adults_help_is_seen_whole_where_most_is_said(
    newcomer: Callable[[str], Chat], language: str, role: str
) -> None:
    chat = newcomer(language)
    chat.taps(role)
    for code in LONG:
        country = places.country_name(the_phrases()[language].babel, code)
        chat.presses(HELP[language])
        chat.writes(country)
        chat.taps(country)
        chat.sees(country)
        chat.is_seen_whole()


@pytest.mark.parametrize("language", ROLES)
def test_a_stranger_has_a_class_in_four_taps_and_sees_all_of_it(
    newcomer: Callable[[str], Chat], shot: Callable[[Page, str], None], language: str
) -> None:
    chat = newcomer(language)
    for label in A_CLASS[language]:
        chat.taps(label)
        chat.is_seen_whole()
    chat.sees("start=class_")
    shot(chat.page, "1-code")
    chat.taps(TO_THE_CLASS[language])
    chat.sees("start=class_")
    chat.is_seen_whole()
    shot(chat.page, "2-class")

"""A brother and a sister share one phone: pictures, a key, a tap each, and an old button that is the other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import CHILD_10
from tests.simulator.browser import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.chat import Chat

pytestmark = pytest.mark.slow


def test_two_children_at_one_phone(chat_of: Callable[..., Chat], shot: Callable[[Page, str], None]) -> None:
    chat = chat_of(CHILD_10, **PHONE)
    chat.settles_in("9–11 лет")
    chat.writes("/settings")
    chat.tap_all("👥 На телефоне нас несколько", "🖼 Выбрать картинку", "🦊 Лисёнок")
    chat.sees("Сейчас здесь: 🦊 Лисёнок")
    shot(chat.page, "1-people")
    takes_a_key(chat, shot)
    chat.writes("/settings")
    chat.sees("9–11 лет")
    settings = chat.screen
    old = settings.get_attribute("data-id")
    comes_new(chat, shot)
    chat.writes("/settings")
    chat.sees("6–8 лет")
    # The sister taps what stands in the chat of her brother.
    chat.page.locator(f'#stream .row[data-id="{old}"]').get_by_role(
        "button", name="Включить текстовый режим"
    ).click()
    chat.sees("Эта кнопка – для другой картинки: 🦊 Лисёнок")
    shot(chat.page, "5-whose")
    chat.taps("🦊 Лисёнок")
    chat.sees("нажми свои три значка")
    chat.tap_all("⭐", "⛵", "🌙")
    chat.sees("Текстовый режим: выключен")
    expect(chat.page.locator(".keys.bottom .key")).to_have_text(["☰ Меню", "🆘 Помощь"])
    chat.presses("🆘 Помощь")
    chat.sees("112")
    shot(chat.page, "6-help")


def takes_a_key(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    """Three icons in a row, shown once before they count."""
    chat.tap_all("🖼 Моя картинка и ключ", "🔐 Ключ из трёх значков")
    shot(chat.page, "2-pad")
    chat.tap_all("⭐", "⛵", "🌙")
    chat.sees("⭐ ⛵ 🌙", "Это будет твой ключ")
    chat.taps("Да, это мой ключ")
    chat.sees("Ключ готов")


def comes_new(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    """A little sister takes a picture, is greeted as everybody is, and is remembered when she agrees."""
    chat.writes("/menu")
    chat.sees("🦊 Лисёнок · Меню")
    chat.writes("/settings")
    chat.tap_all("👥 На телефоне нас несколько", "➕ Кто-то ещё", "🐼 Панда")
    chat.sees("Кто ты?")
    shot(chat.page, "3-new")
    chat.taps("6–8 лет")
    chat.writes("/settings")
    chat.tap_all("💾", "Я не против, запомни меня")
    chat.writes("/menu")
    chat.sees("🐼 Панда · Меню")
    expect(chat.screen.get_by_role("button", name="🦊 Лисёнок")).to_be_visible()
    shot(chat.page, "4-menu")

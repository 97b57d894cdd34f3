"""A person talks with the bot on the page: Start, buttons, answers, the bottom keyboard, the field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.simulator.page.conftest import LittleBot

pytestmark = pytest.mark.slow
CHILD = 5_000_001


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Сообщение").fill(text)
    page.keyboard.press("Enter")


def test_start_brings_greeting_screen_and_keyboard(
    open_page: Callable[..., Page], shot: Callable[..., None]
) -> None:
    page = open_page()
    expect(page.get_by_text("Я рассказываю, как безопасно жить в сети.")).to_be_visible()
    shot(page, "before")
    page.get_by_role("button", name="Начать", exact=True).click()
    expect(page.locator(".bubble strong")).to_have_text("Маяк")
    bottom = page.get_by_role("group", name="Кнопки бота")
    expect(bottom.get_by_role("button")).to_have_text(["📚 Уроки", "🆘 Помощь"])
    expect(page.get_by_role("textbox", name="Сообщение")).to_be_focused()
    shot(page, "after")


def test_tap_edits_the_screen_in_place_without_edited_mark(page: Page) -> None:
    rows = page.locator("#stream .row")
    before = rows.count()
    page.get_by_role("button", name="Дальше").click()
    expect(rows.last.locator(".text")).to_have_text("Экран второй")
    expect(page.locator("#chats")).to_contain_text("Экран второй")
    assert rows.count() == before
    expect(page.locator(".edited")).to_have_count(0)
    page.get_by_role("button", name="Назад").click()
    expect(rows.last.locator(".text")).to_have_text("С чего начнём?")


def test_plain_edit_of_the_bot_shows_edited(page: Page, bot: LittleBot) -> None:
    message = bot.say(CHILD, "черновик")
    bot.call("editMessageText", chat_id=CHILD, message_id=message["message_id"], text="чистовик")
    row = page.locator("#stream .row").last
    expect(row.locator(".text")).to_have_text("чистовик")
    expect(row.locator(".edited")).to_have_text("изменено ")


def test_answer_is_a_toast_and_an_alert_waits_to_be_closed(page: Page, shot: Callable[..., None]) -> None:
    page.get_by_role("button", name="Подсказка").click()
    expect(page.get_by_role("status").get_by_text("Загляни под камень")).to_be_visible()
    page.get_by_role("button", name="Важное").click()
    alert = page.get_by_role("dialog")
    expect(alert).to_contain_text("Пароль знаешь только ты")
    shot(page, "alert")
    page.keyboard.press("Escape")
    expect(alert).to_have_count(0)
    expect(page.get_by_role("button", name="Важное")).to_be_focused()


def test_key_shows_progress_until_the_answer(page: Page, bot: LittleBot) -> None:
    slow = page.get_by_role("button", name="Долго")
    slow.click()
    assert bot.hears(lambda update: "callback_query" in update)
    expect(slow).to_have_attribute("aria-busy", "true")
    bot.answer(bot.asked[0], text="Готово")
    expect(page.get_by_text("Готово")).to_be_visible()
    expect(slow).not_to_have_attribute("aria-busy", "true")


def test_bottom_keyboard_sends_its_words_and_can_be_folded(page: Page) -> None:
    page.get_by_role("button", name="🆘 Помощь").click()
    expect(page.locator("#stream .own .text").last).to_have_text("🆘 Помощь")
    expect(page.locator("#stream .theirs .text").last).to_have_text("Помощь рядом.")
    page.get_by_role("button", name="Свернуть кнопки").click()
    expect(page.get_by_role("group", name="Кнопки бота")).to_have_count(0)
    page.get_by_role("button", name="Показать кнопки").click()
    expect(page.get_by_role("group", name="Кнопки бота")).to_be_visible()


def test_commands_open_by_slash_and_by_button(page: Page, shot: Callable[..., None]) -> None:
    field = page.get_by_role("textbox", name="Сообщение")
    field.press_sequentially("/m")
    commands = page.get_by_role("listbox", name="Команды бота").get_by_role("option")
    expect(commands).to_have_text(["/menuМеню"])
    field.press("Enter")
    expect(page.locator("#stream .own .text").last).to_have_text("/menu")
    expect(field).to_have_value("")
    page.get_by_role("button", name="Команды бота").click()
    expect(commands).to_have_count(3)
    shot(page, "commands")
    page.keyboard.press("Escape")
    expect(commands).to_have_count(0)


def test_own_message_can_be_edited_and_answered(page: Page, bot: LittleBot) -> None:
    write(page, "привт")
    row = page.locator("#stream .own").last
    expect(row.locator(".text")).to_have_text("привт")
    page.keyboard.press("ArrowUp")
    write(page, "привет")
    expect(row.locator(".text")).to_have_text("привет")
    expect(row.locator(".edited")).to_be_visible()
    row.hover()
    row.get_by_role("button", name="Действия с сообщением").click()
    page.get_by_role("menuitem", name="Ответить").click()
    write(page, "это я")
    expect(page.locator("#stream .own").last.locator(".replied")).to_contain_text("привет")
    assert bot.hears(lambda update: update.get("edited_message", {}).get("text") == "привет")


def test_the_field_is_free_at_once_and_what_did_not_go_comes_back(page: Page, complaints: list[str]) -> None:
    field = page.get_by_role("textbox", name="Сообщение")
    field.fill("да")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#stream .own .text")).to_have_text(["/start", "да"])
    page.route("**/send", lambda route: route.abort())
    with page.expect_console_message(lambda line: "ERR_FAILED" in line.text):
        write(page, "не ушло")
    expect(page.locator(".toast.bad")).to_be_visible()
    expect(field).to_have_value("не ушло")
    page.unroute("**/send")
    assert all("ERR_FAILED" in words for words in complaints)
    complaints.clear()


def test_typing_is_shown_until_the_message_comes(page: Page, bot: LittleBot) -> None:
    bot.call("sendChatAction", chat_id=CHILD, action="typing")
    expect(page.locator("#subtitle")).to_contain_text("печатает")
    bot.say(CHILD, "вот")
    expect(page.locator("#subtitle")).to_have_text("бот")


def test_links_tell_where_they_lead_and_ask_first(page: Page, bot: LittleBot) -> None:
    bot.say(CHILD, '<a href="https://example.org/far">банк</a>', parse_mode="HTML")
    link = page.get_by_role("link", name="банк")
    link.hover()
    expect(page.get_by_role("tooltip")).to_have_text("https://example.org/far")
    link.click()
    expect(page.get_by_role("dialog")).to_contain_text("https://example.org/far")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Сайт").hover()
    expect(page.get_by_role("tooltip")).to_have_text("example.org")
    expect(page.get_by_role("link", name="Сайт")).to_have_attribute("rel", re.compile("noopener"))


def test_copy_button_copies_and_says_so(page: Page) -> None:
    page.get_by_role("button", name="Скопировать код").click()
    expect(page.get_by_text("Скопировано: MAYAK-42")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "MAYAK-42"


def test_command_and_own_deep_link_in_a_text_are_alive(page: Page, bot: LittleBot) -> None:
    bot.say(CHILD, "Жми /help или t.me/local_sim_bot?start=class_ABC")
    page.get_by_role("button", name="/help", exact=True).click()
    expect(page.locator("#stream .own .text").last).to_have_text("/help")
    page.get_by_role("link", name="t.me/local_sim_bot").click()
    expect(page.locator("#stream .own .text").last).to_have_text("/start class_ABC")

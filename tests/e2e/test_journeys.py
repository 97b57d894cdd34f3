"""A child, a parent and an educator use Mayak in a browser, from the first greeting to the last file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import CHILD_7, EDUCATOR, PARENT, Chat
from tests.simulator.browser import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from simulator import Simulator

pytestmark = pytest.mark.slow
QUIZ = {
    "Что даёт свет?": ["Лампа"],
    "Отметь всё": ["Ключ", "Стол", "Готово"],
    "Лампа ест суп": ["Неправда"],
    "Как зажечь лампу?": ["Подойти к столу", "Взять ключ"],
    "Какой свет тебе нравится?": ["Тихий"],
    "Что сделаешь?": ["Позову взрослого"],
}


def test_a_child_in_russian_on_a_phone(chat_of: Callable[..., Chat], shot: Callable[[Page, str], None]) -> None:
    chat = chat_of(CHILD_7, **PHONE)
    page = chat.page
    expect(page.locator("#title")).to_have_text("Маяк")
    expect(page.locator(".intro")).to_contain_text("Помощь всегда в одном касании")
    shot(page, "1-before")
    page.get_by_role("button", name="Начать", exact=True).tap()
    chat.sees("Я Маяк")
    expect(page.locator(".keys.bottom .key")).to_have_text(["☰ Меню", "🆘 Помощь"])
    shot(page, "2-greeting")
    for label, seen in (
        ("6–8 лет", "1 из 3"),
        ("☰ Меню", "Чего хочется?"),
        ("📚 Учиться", "Выбери, что интересно."),
        ("🔑 Пароли", "Лампа для малышей · 1 минута"),
        ("📖 Лампа для малышей", "1 из 3"),
    ):
        chat.taps(label)
        chat.sees(seen)
    reads_the_lesson(chat, shot)
    is_remembered(chat, shot)
    grows_up(chat)
    plays_the_story(chat, shot)
    takes_the_quiz(chat, shot)
    finds_help(chat, shot)
    changes_the_language(chat, shot)


def reads_the_lesson(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    """A card with a picture, a check question answered wrong and right, the end."""
    picture = chat.screen.get_by_role("img")
    expect(picture).to_be_visible()
    expect(chat.page.locator("#stream .photo img")).not_to_have_js_property("naturalWidth", 0)
    chat.sees("Лампа светит. Нам тепло.")
    shot(chat.page, "3-lesson")
    chat.taps("Дальше ▶")
    chat.sees("2 из 3", "Что даёт свет?")
    expect(chat.stream.locator(".photo")).to_have_count(0)
    chat.taps("Шапка")
    chat.sees("Шапка греет, а не светит.")
    chat.taps("Ещё раз")
    chat.sees("2 из 3")
    chat.taps("Лампа")
    chat.sees("Да, лампа даёт свет.")
    shot(chat.page, "4-check")
    chat.taps("Дальше ▶")
    chat.sees("📌 Запомни")
    chat.taps("Закончить ✓")
    chat.sees("Готово: Лампа для малышей", "Включить лампу.")
    shot(chat.page, "5-finished")


def is_remembered(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    chat.writes("/settings")
    for label, seen in (
        ("💾 Что ты обо мне запомнишь?", "Запомнить тебя?"),
        ("Я не против, запомни меня", "Хорошо, я тебя помню."),
        ("Страна", "В какой ты стране?"),
        ("📍 Россия", "Твоя страна сейчас – Россия?"),
        ("Да, Россия", "Который у тебя час?"),
        ("Москва", "Страна: Россия"),
    ):
        chat.taps(label)
        chat.sees(seen)
    shot(chat.page, "5-remembered")


def grows_up(chat: Chat) -> None:
    chat.writes("/settings")
    chat.sees("Кто я: 6–8 лет")
    chat.taps("Кто я")
    chat.sees("Кто ты?")
    chat.taps("9–11 лет")
    chat.sees("Кто я: 9–11 лет")


def plays_the_story(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    chat.presses("☰ Меню")
    chat.sees("Чего хочется?")
    for label, seen in (
        ("🎭 Истории", "🎭 Ночь и лампа"),
        ("🎭 Ночь и лампа", "Любой выбор можно переиграть."),
        ("▶ Начать", "Стучат. Чужой просит лампу."),
        ("Отдать лампу", "Чужой спешит, и это знак."),
        ("Забрать лампу", "🔎 В чём был приём?"),
        ("Закончить ✓", "Готово: Ночь и лампа"),
    ):
        chat.taps(label)
        chat.sees(seen)
    shot(chat.page, "6-story")


def takes_the_quiz(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    """Five of seven questions, drawn by lot: answer whatever comes."""
    chat.presses("☰ Меню")
    chat.sees("Чего хочется?")
    chat.taps("❓ Квизы")
    chat.sees("❓ Вопросы о лампе")
    chat.taps("❓ Вопросы о лампе")
    chat.sees("5 вопросов.")
    chat.taps("▶ Начать")
    for number in range(1, 6):
        chat.sees(f"{number} из 5")
        if number == 1:
            shot(chat.page, "7-question")
        asked = chat.screen.inner_text()
        if "Какая у тебя лампа?" in asked:
            chat.writes("синяя")
        else:
            chat.tap_all(*next(answers for words, answers in QUIZ.items() if words in asked))
        if number < 5:
            chat.taps("Дальше ▶")
    chat.taps("Посмотреть, что вышло")
    chat.sees("Вопросы о лампе", "Зоркий глаз!")
    shot(chat.page, "8-result")


def finds_help(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    """One press of the bottom keyboard, a number copied, and a way back."""
    chat.presses("🆘 Помощь")
    chat.sees("🆘 Помощь", "112", "Детский телефон доверия")
    shot(chat.page, "9-help")
    chat.taps("Меня обижают и травят")
    chat.leaves("Украли мой аккаунт")
    chat.sees("Меня обижают")
    shot(chat.page, "10-bullying")
    chat.taps("Скопировать 8-800-2000-122")
    expect(chat.page.locator(".toast").last).to_have_text("Скопировано: 8-800-2000-122")
    assert chat.page.evaluate("navigator.clipboard.readText()") == "8-800-2000-122"
    chat.taps("🆘 Помощь")
    chat.taps("Ещё помощь ▶")
    chat.taps("Куда звонить")
    chat.sees("112", "8-800-2000-122")


def changes_the_language(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    chat.writes("/settings")
    chat.sees("Язык: Русский")
    chat.taps("Язык")
    chat.taps("English")
    chat.sees("Language: English")
    expect(chat.page.locator(".keys.bottom .key")).to_have_text(["☰ Menu", "🆘 Help"])
    shot(chat.page, "11-english")


def test_a_parent_in_english_on_a_desk(chat_of: Callable[..., Chat], shot: Callable[[Page, str], None]) -> None:
    chat = chat_of(PARENT, locale="en-GB", color_scheme="dark")
    page = chat.page
    page.get_by_role("combobox", name="Язык приложения").select_option("en")
    expect(page.locator("#title")).to_have_text("Mayak")
    page.get_by_role("button", name="Start", exact=True).click()
    chat.sees("I am Mayak", "Who are you?")
    chat.taps("Parent")
    chat.sees("1 of ")
    chat.writes("/settings")
    for label, seen in (
        ("💾 What you would remember", "Shall I remember you?"),
        ("I agree, remember me", "All right, I remember you."),
        ("Country", "Which country are you in?"),
    ):
        chat.taps(label)
        chat.sees(seen)
    chat.writes("fra")
    for label, seen in (
        ("France", "Are you in this country now: France?"),
        ("Yes, France", "Country: France"),
        ("☰ Menu", "👀 What my child sees"),
        ("👀 What my child sees", "You will see just what they see."),
        ("9–11 years", "Topics · 9–11 years"),
        ("Passwords and accounts", "The lamp and the secret"),
        ("📖 The lamp and the secret", "1 of 3"),
    ):
        chat.taps(label)
        chat.sees(seen)
    shot(page, "1-child")
    reads_what_is_stored(chat, shot)
    takes_the_data(chat, shot)
    is_forgotten(chat, shot)


def reads_what_is_stored(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    field = chat.page.get_by_role("textbox", name="Message")
    field.press_sequentially("/pri")
    expect(chat.page.get_by_role("listbox").get_by_role("option")).to_have_text(
        ["/privacyWhat is stored about me"]
    )
    field.press("Enter")
    chat.sees("What I store", "Mayak demo, this machine only")
    shot(chat.page, "2-privacy")


def takes_the_data(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    chat.writes("/export")
    expect(chat.stream.get_by_role("link", name="mayak.txt")).to_be_visible()
    shot(chat.page, "3-export")
    data = json.loads(chat.downloads("mayak.json").read_text())
    words = chat.downloads("mayak.txt").read_text()
    assert "FR" in json.dumps(data)
    assert "France" in words
    assert str(PARENT) not in json.dumps(data) + words


def is_forgotten(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    chat.writes("/forget")
    chat.sees("Shall I forget you?")
    chat.taps("Yes, forget me")
    chat.sees("Forgotten. Nothing about you is left here.")
    shot(chat.page, "4-forgotten")
    chat.writes("/menu")
    chat.sees("I am Mayak")
    assert "Parent" in chat.labels()


def test_an_educator_looks_through_searches_and_types(
    chat_of: Callable[..., Chat], shot: Callable[[Page, str], None]
) -> None:
    chat = chat_of(EDUCATOR)
    chat.settles_in("Педагог")
    for label, seen in (
        ("☰ Меню", "👀 Посмотреть все возрасты"),
        ("👀 Посмотреть все возрасты", "Чьи темы показать?"),
        ("6–8 лет", "Темы · 6–8 лет"),
        ("Пароли и аккаунты", "Пароли и аккаунты · 6–8 лет"),
        ("📖 Лампа для малышей", "1 из 3"),
    ):
        chat.taps(label)
        chat.sees(seen)
    expect(chat.screen.get_by_role("img")).to_be_visible()
    shot(chat.page, "1-looks-through")
    chat.writes("лампа в класе")
    chat.sees("Вот что у меня", "Лампа в классе")
    shot(chat.page, "2-search")
    chat.writes("что такое лампа")
    chat.taps("📗 Что это: Лампа")
    chat.sees("Лампа")
    switches_text_mode_on(chat, shot)


def switches_text_mode_on(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    """In text mode the picture is words, and numbers are typed."""
    chat.writes("/settings")
    chat.taps("Включить текстовый режим")
    chat.sees("Текстовый режим: включён", "5. Выключить текстовый режим")
    chat.writes("/menu")
    chat.sees("1. Продолжить: Лампа")
    chat.writes("1")
    chat.sees("[Лампа светит]")
    expect(chat.stream.locator(".photo")).to_have_count(1)
    for label in chat.labels():
        assert re.match(r"\d+\. ", label), "every choice has a number to type"
    shot(chat.page, "3-text-mode")
    chat.writes("1")
    chat.sees("2 из 3")


def test_the_evening_reminder_comes_when_the_clock_is_moved(
    chat_of: Callable[..., Chat], telegram: Simulator, shot: Callable[[Page, str], None]
) -> None:
    child = telegram.new_person("Внучка", "ru")
    chat = chat_of(child.id, color_scheme="dark")
    chat.page.get_by_role("button", name="Начать", exact=True).click()
    for label, seen in (
        ("9–11 лет", "1 из "),
        ("☰ Меню", "Чего хочется?"),
        ("➡ Ещё", "Чего хочется?"),
        ("🌱 Мои привычки", "Мои привычки"),
        ("🌙 Напомнить сегодня вечером", "только тем, кого помню"),
        ("Что мне придётся запомнить", "Запомнить тебя?"),
        ("Я не против, запомни меня", "В какой ты стране?"),
        ("Выбрать страну", "Беларусь"),
        ("📍 Россия", "Который у тебя час?"),
        ("Москва", "Написать один раз в 19:30"),
        ("Да, один раз", "Хорошо: один раз"),
    ):
        chat.taps(label)
        chat.sees(seen)
    shot(chat.page, "1-agreed")
    chat.page.get_by_role("button", name="К следующей рассылке").click()
    expect(chat.page.locator(".toast").last).to_contain_text("19:30")
    chat.sees("пора отложить телефон")
    shot(chat.page, "2-reminded")
    chat.page.get_by_role("button", name="К следующей рассылке").click()
    expect(chat.page.get_by_text("Впереди ничего не запланировано")).to_be_visible()


def test_a_campaign_ends_with_a_picture_to_keep(
    chat_of: Callable[..., Chat], telegram: Simulator, shot: Callable[[Page, str], None]
) -> None:
    child = telegram.new_person("Племянник", "ru")
    chat = chat_of(child.id)
    chat.page.get_by_role("button", name="Начать", exact=True).click()
    for label, seen in (
        ("9–11 лет", "1 из "),
        ("☰ Меню", "Чего хочется?"),
        ("➡ Ещё", "Чего хочется?"),
        ("📅 Кампании", "Неделя лампы"),
        ("📅 Неделя лампы", "Три дня про лампу"),
        ("Что мне придётся запомнить", "Запомнить тебя?"),
        ("Я не против, запомни меня", "Три дня про лампу"),
        ("🙋 Участвовать", "В какой ты стране?"),
        ("Выбрать страну", "Беларусь"),
        ("Беларусь", "🙋 Неделя лампы"),
        ("🙋 Неделя лампы", "Следующее сообщение придёт"),
    ):
        chat.taps(label)
        chat.sees(seen)
    for words in ("Лампа и её секрет.", "История про ночь.", "А ещё есть картинка на память"):
        chat.page.get_by_role("button", name="К следующей рассылке").click()
        chat.sees(words)
    chat.taps("📅 Все дни")
    chat.sees("Все её сообщения уже пришли")
    chat.taps("🖼 Картинка на память")
    chat.sees("Эта картинка — на память.")
    expect(chat.screen.locator(".photo")).to_be_visible()
    chat.is_seen_whole()
    shot(chat.page, "1-to-keep")
    chat.taps("💾 Сохранить файлом")
    assert chat.downloads("mayak-week.png").read_bytes().startswith(b"\x89PNG")

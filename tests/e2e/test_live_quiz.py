"""A live quiz as a class has it: the teacher's phone, the projector, two pupils; read from what browsers show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.simulator.browser import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from simulator import Simulator
    from tests.e2e.chat import Chat

pytestmark = pytest.mark.slow


def test_a_class_before_its_projector(
    chat_of: Callable[..., Chat],
    browser: Browser,
    telegram: Simulator,
    shot: Callable[[Page, str], None],
) -> None:
    teacher = chat_of(telegram.new_person("Педагог", "ru").id)
    teacher.settles_in("Педагог")
    teacher.writes("/class")
    for label in ("➕ Создать класс", "4 кл. (10)", "▶ К классу"):
        teacher.taps(label)
    teacher.sees("Код:")
    code = re.search(r"class_(\w{12})", teacher.screen.inner_text())
    assert code
    pupils = [chat_of(telegram.new_person(name, "ru").id, **PHONE) for name in ("Первый", "Вторая")]
    for pupil in pupils:
        pupil.opens_link(f"class_{code[1]}")
        pupil.tap_all("Я не против, запомни меня", "Вступить")
        pupil.sees("Здесь твоё имя")
    for label in ("➕ Дать задание", "Пароли и аккаунты"):
        teacher.taps(label)
    teacher.taps("❓")
    for label in ("📽 Вживую на уроке", "📽 Начать с проектором"):
        teacher.taps(label)
    teacher.sees("Для проектора:")
    address = re.search(r"http://\S+/live/[\w-]+", teacher.screen.inner_text())
    assert address
    board = browser.new_page(viewport={"width": 1024, "height": 768})
    complaints: list[str] = []
    board.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    board.goto(address[0])
    expect(board.locator("#board")).to_contain_text("Открыть бота, нажать ☰ Меню")
    for pupil in pupils:
        pupil.writes("/menu")
        for label in ("📌", "▶ Участвовать"):
            pupil.taps(label)
        pupil.sees("Всё готово.")
    expect(board.locator("#board")).to_contain_text("Участвуют 2 ученика.")
    shot(board, "1-before")
    teacher.taps("▶ Первый вопрос")
    expect(board.locator("h1")).to_be_visible()
    for pupil in pupils:
        pupil.sees("Вопрос 1 из 5")
    shot(pupils[0].page, "2-asked")
    for pupil, label in zip(pupils, ("Лампа", "Шапка"), strict=True):
        pupil.taps(label)
        pupil.sees("Ответ принят, и знаешь его только ты.")
    expect(board.locator("#board")).to_contain_text("Ответов: 2 из 2.")
    shot(board, "3-asked")
    teacher.taps("⏸ Закрыть вопрос")
    expect(board.locator("#board")).to_contain_text("Ждём: числа видны, когда ответов не меньше пяти.")
    teacher.taps("💡 Показать ответ")
    expect(board.locator("li.right")).to_contain_text("Лампа")
    shot(board, "4-shown")
    shot(teacher.page, "5-teacher")
    pupils[1].taps("🔄 Что теперь?")
    pupils[1].sees("Шапка греет")
    assert not complaints
    teacher.taps("⏹ Закончить квиз")
    teacher.taps("⏹ Да, закончить")
    expect(board.locator("#board")).to_contain_text("Живой квиз окончен")
    for pupil in pupils:
        pupil.sees("Живой квиз окончен.")
    board.close()

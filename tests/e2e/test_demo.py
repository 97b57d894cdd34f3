"""`python -m bot demo` as an operator starts it: the real packs, Telegram's real limits, one address to open."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import CHILD_10, Chat
from tests.simulator.browser import PHONE
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
MOST_STEPS = 30


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", demo.stdout.readline())
        assert found, "the first line tells where to look"
        yield found[0]
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(60) == 0


def test_a_child_walks_through_the_real_packs(
    address: str, open_window: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    chat = Chat(open_window(f"{address}/#person={CHILD_10}&chat={CHILD_10}", **PHONE, color_scheme="dark"))
    page = chat.page
    chat.opens_link("https://t.me/mayak_demo_bot?start=lesson_basics_accounts_9-11")
    chat.sees("Кто ты?")
    chat.taps("9–11 лет")
    assert reads_to_the_end(chat, shot) >= 1, "there is a picture on the way"
    begins_a_quiz(chat, shot)
    plays_a_story(chat, shot)
    chat.presses("🆘 Помощь")
    chat.sees("112")
    shot(page, "5-help")
    red = page.evaluate("fetch('/_sim/state').then(answer => answer.json()).then(state => state.journal_red)")
    assert red is False


def reads_to_the_end(chat: Chat, shot: Callable[[Page, str], None]) -> int:
    """Read card after card; return how many had a picture."""
    pictures = 0
    for number in range(1, MOST_STEPS):
        chat.sees(f"· {number} из ")
        if chat.screen.get_by_role("img").count():
            pictures += 1
            shot(chat.page, f"1-card-{number}")
        if "Закончить ✓" in chat.labels():
            chat.taps("Закончить ✓")
            chat.sees("Готово:")
            shot(chat.page, "1-finished")
            return pictures
        chat.taps("Дальше ▶")
    raise AssertionError("the lesson has no end")


def begins_a_quiz(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    chat.presses("☰ Меню")
    chat.sees("Чего хочется?")
    chat.taps("❓ Квизы")
    chat.leaves("Чего хочется?")
    chat.taps(chat.labels()[0])
    chat.taps("▶ Начать")
    chat.sees("1 из 5")
    shot(chat.page, "3-question")


def plays_a_story(chat: Chat, shot: Callable[[Page, str], None]) -> None:
    """Choose the first way at every turn until an ending."""
    chat.presses("☰ Меню")
    chat.sees("Чего хочется?")
    chat.taps("🎭 Истории")
    chat.leaves("Чего хочется?")
    chat.taps(next(label for label in chat.labels() if label.startswith("🎭")))
    chat.taps("▶ Начать")
    for _ in range(MOST_STEPS):
        chat.leaves("▶ Начать")
        if "Закончить ✓" in chat.labels():
            chat.sees("В чём был приём?")
            shot(chat.page, "4-ending")
            return
        scene = chat.screen.inner_text()
        chat.taps(chat.labels()[0])
        expect(chat.screen).not_to_have_text(scene, use_inner_text=True)
    raise AssertionError("the story has no ending")

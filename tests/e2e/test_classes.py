"""Classes as an educator has them in a browser: in both languages an own set from the bank and results from paper,
and a quiz in the class's group, which becomes a supergroup meanwhile.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, expect

from tests.talk import the_phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from simulator import Simulator
    from tests.e2e.chat import Chat

pytestmark = pytest.mark.slow
SHEET = "mayak-paper-results.csv"
WORDS = {
    "ru": {
        "start": "Начать",
        "attach": "Прикрепить",
        "file": "Файл с этого компьютера…",
        "typed": "каза",
        "1 of": "1 из",
        "country": "Казахстан",
        "yes": "Да, Казахстан",
        "settled": "Страна: Казахстан",
        "grade": "4 кл. (10)",
        "topic": "Пароли и аккаунты",
        "bright": "Что светит",
        "soup": "Лампа ест суп",
        "key": "Чужой просит ключ",
        "set": "Пароли и аккаунты · набор 1",
        "lamp": "Лампа",
        "kept": "Место сохранено",
        "until": "До ",
        "slip": "Строка 3, столбец 2: «Ю» — не ответ на этот вопрос. Одна из букв А, Б, В или пусто.",
        "counted": "Учтено 5 учеников.",
        "right": "1. Что светит: 60 %",
    },
    "en": {
        "start": "Start",
        "attach": "Attach",
        "file": "A file from this computer…",
        "typed": "kaza",
        "1 of": "1 of",
        "country": "Kazakhstan",
        "yes": "Yes, Kazakhstan",
        "settled": "Country: Kazakhstan",
        "grade": "4 (age 10)",
        "topic": "Passwords and accounts",
        "bright": "What is bright",
        "soup": "A lamp eats soup",
        "key": "A stranger wants the key",
        "set": "Passwords and accounts · set 1",
        "lamp": "A lamp",
        "kept": "Your place is kept",
        "until": "Until ",
        "slip": "Line 3, column 2: “Ю” is no answer to this question. These letters are of another alphabet",
        "counted": "Counted: 5 pupils.",
        "right": "1. What is bright: 60 %",
    },
}
"""What the page, the fixture packs and the sheet say; the bot's own phrases are looked up by the English one."""


class Teacher:
    """An educator at the page, who reads one language."""

    def __init__(self, chat: Chat, language: str) -> None:
        self.chat = chat
        self.page = chat.page
        self.language = language

    def word(self, name: str) -> str:
        """What the packs say in this language, else the bot's own phrase."""
        return WORDS[self.language].get(name) or the_phrases()[self.language].say(name, adult=True)

    def goes(self, *steps: tuple[str, str]) -> None:
        """Tap and see, step by step."""
        for label, seen in steps:
            self.chat.taps(self.word(label))
            self.chat.sees(self.word(seen))

    def has_a_class(self) -> None:
        self.page.get_by_role("button", name=self.word("start"), exact=True).click()
        self.chat.sees(self.word("Educator"))
        self.chat.taps(self.word("Educator"))
        self.chat.sees(self.word("1 of"))
        self.chat.writes("/settings")
        self.goes(
            ("💾 What you would remember", "I agree, remember me"),
            ("I agree, remember me", "All right, I remember you."),
            ("Country", "Which country are you in?"),
        )
        self.chat.writes(self.word("typed"))
        self.goes(("country", "yes"), ("yes", "settled"))
        self.chat.writes("/class")
        self.goes(
            ("➕ Make a class", "Which grade?"), ("grade", "▶ To the class"), ("▶ To the class", "⚙ This class")
        )

    def sends_filled(self, letters: str) -> None:
        """Fill in the sheet that was given, a letter for each alias from the first, and send it."""
        words = self.chat.downloads(SHEET).read_text("utf-8-sig")
        separator = ";" if self.language == "ru" else ","
        cells = [*csv.reader(io.StringIO(words, newline=""), delimiter=separator)]
        for row, letter in zip(cells[1:], letters, strict=False):
            row[1] = letter
        written = io.StringIO()
        csv.writer(written, delimiter=separator).writerows(cells)
        with self.page.expect_file_chooser() as choosing:
            self.page.get_by_role("button", name=self.word("attach")).click()
            self.page.get_by_role("menuitem", name=self.word("file")).click()
        sheet = FilePayload(name=SHEET, mimeType="text/csv", buffer=written.getvalue().encode())
        choosing.value.set_files(sheet)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_own_set_is_given_and_counted_from_paper(
    chat_of: Callable[..., Chat], telegram: Simulator, shot: Callable[[Page, str], None], language: str
) -> None:
    teacher = Teacher(chat_of(telegram.new_person("Педагог", language).id), language)
    teacher.has_a_class()
    teacher.goes(
        ("➕ Give something to do", "🧩 My own question sets"),
        ("🧩 My own question sets", "➕ Make a set"),
        ("➕ Make a set", "A new set"),
        ("topic", "soup"),
        ("bright", "✔ Take this question"),
        ("✔ Take this question", "soup"),
        ("soup", "✔ Take this question"),
        ("✔ Take this question", "bright"),
        ("set", "🗑 Erase the set"),
        ("soup", "🔁 Replace it"),
        ("🔁 Replace it", "Which question shall stand in its place?"),
        ("key", "✔ Take this question"),
        ("✔ Take this question", "🗑 Erase the set"),
    )
    assert [label[:2] for label in teacher.chat.labels() if label[0].isdecimal()] == ["1.", "2."]
    teacher.chat.leaves(teacher.word("soup"))
    shot(teacher.page, "1-set")
    teacher.goes(
        ("👀 See it as a pupil does", "▶ Begin"),
        ("▶ Begin", "Stop here"),
        ("lamp", "Next ▶"),
        ("Next ▶", "Stop here"),
        ("Stop here", "kept"),
    )
    shot(teacher.page, "2-previewed")
    teacher.goes(("🏫 Classes", "➕ Make a class"))
    teacher.chat.screen.get_by_role("button", name="🏫").first.click()
    teacher.goes(
        ("➕ Give something to do", "🧩 My own question sets"),
        ("🧩 My own question sets", "set"),
    )
    teacher.chat.screen.get_by_role("button", name="🧩").first.click()
    teacher.goes(("✅ Give it", "📽 Live in class"))
    teacher.chat.screen.get_by_role("button", name=teacher.word("until")).first.click()
    teacher.goes(("📊 How it goes", "📝 Results from paper"))
    teacher.chat.taps(teacher.word("📝 Results from paper"))
    teacher.sends_filled("BЮBBA" if language == "en" else "БЮББА")
    teacher.chat.sees(teacher.word("slip"))
    shot(teacher.page, "3-slip")
    teacher.sends_filled("BABBA" if language == "en" else "БАББА")
    teacher.chat.sees(teacher.word("counted"))
    teacher.chat.taps(teacher.word("🌡 What they understood"))
    expect(teacher.chat.stream).to_contain_text(teacher.word("right"))
    shot(teacher.page, "4-understood")


def test_a_group_is_chosen_grows_and_hears_goodbye(
    chat_of: Callable[..., Chat], telegram: Simulator, shot: Callable[[Page, str], None]
) -> None:
    person = telegram.new_person("Педагог", "ru")
    telegram.new_group("4 «Б»", [person.id], bot=False)
    teacher = Teacher(chat_of(person.id), "ru")
    teacher.has_a_class()
    teacher.goes(("➕ Give something to do", "topic"), ("topic", "❓"))
    teacher.chat.screen.get_by_role("button", name="❓").first.click()
    teacher.goes(
        ("📽 Live in class", "В группе будут заданы 4 из них"),
        ("👥 Begin, in the class's group", "👥 Choose the group"),
    )
    teacher.chat.screen.get_by_role("link", name=teacher.word("👥 Choose the group")).click()
    page, stream = teacher.page, teacher.chat.stream
    page.get_by_role("dialog").get_by_role("button", name="Выбрать").click()
    expect(page.locator("#title")).to_have_text("4 «Б»")
    expect(stream).to_contain_text("Опросы анонимные")
    page.locator(f'[data-go="c{person.id}"]').click()
    teacher.chat.taps(teacher.word("▶ First question"))
    page.locator("#chats").get_by_role("button", name="4 «Б»").click()
    stream.get_by_role("radio", name="Лампа").click()
    expect(stream).to_contain_text("Свет даёт лампа.")
    shot(page, "1-voted")
    page.get_by_role("button", name="Ещё", exact=True).click()
    page.get_by_role("menuitem", name="Участники группы").click()
    page.get_by_role("button", name="Сделать супергруппой").click()
    expect(page.locator("#title")).to_have_text("Маяк")
    teacher.goes(
        ("⏸ Close the question", "💡 Show the answer"),
        ("💡 Show the answer", "▶ Next question"),
        ("▶ Next question", "⏸ Close the question"),
    )
    page.locator("#chats").get_by_role("button", name="4 «Б»").click()
    expect(stream).to_contain_text("Группа стала супергруппой")
    expect(stream).to_contain_text("✓ Лампа")
    expect(stream).to_contain_text("Верных может быть несколько.")
    expect(stream.get_by_role("checkbox")).to_have_count(3)
    shot(page, "2-grown")
    page.locator(f'[data-go="c{person.id}"]').click()
    teacher.chat.writes("/forget")
    teacher.chat.taps(teacher.word("Yes, forget me"))
    page.locator("#chats").get_by_role("button", name="4 «Б»").click()
    expect(stream).to_contain_text("Спасибо за участие! Теперь я выхожу из группы.")
    shot(page, "3-goodbye")

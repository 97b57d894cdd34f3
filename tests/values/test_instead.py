"""One fallback of a language: its phrases, packs, help pages and help lines come in the same language instead."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.help.help_book import read_book
from bot.help.situations import Group, Situation
from bot.packs.model import Kind
from bot.values import locales
from bot.values.audience import Audience
from bot.values.phrases import CATALOGUE, read_phrases
from tests.talk import library

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SHIPPED = locales.FOLDER

UZBEK = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "☰ Menu"
msgstr "☰ Menyu"
"""


@pytest.fixture
def uzbek(tmp_path: Path, speak: Callable[[Path], None]) -> Callable[[str], None]:
    """A Uzbek language of one phrase; called with what language.yml says."""

    def made(told: str) -> None:
        shutil.copytree(SHIPPED, tmp_path / "locales", dirs_exist_ok=True)
        home = tmp_path / "locales" / "uz"
        (home / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
        (home / CATALOGUE).write_text(UZBEK, encoding="utf-8")
        (home / "language.yml").write_text(told, encoding="utf-8")
        speak(tmp_path / "locales")

    return made


def test_what_is_not_translated_is_said_in_the_language_that_stands_in(uzbek: Callable[[str], None]) -> None:
    uzbek("instead: [ru]")
    said = read_phrases()["uz"]
    assert said.say("☰ Menu") == "☰ Menyu"
    assert (said.say("Who are you?"), said.say("Who are you?", adult=True)) == ("Кто ты?", "Кто вы?")
    assert said.count("{number} minute", "{number} minutes", 3) == "3 минуты"
    assert said.say("no such phrase, {name}", name="Ann") == "no such phrase, Ann"
    uzbek("")
    said = read_phrases()["uz"]
    assert (said.say("Who are you?"), said.count("{number} minute", "{number} minutes", 3)) == (
        "Who are you?",
        "3 minutes",
    )


@pytest.mark.parametrize("instead", ["ru", "en"])
def test_lessons_help_pages_and_lines_come_in_the_same_language(
    uzbek: Callable[[str], None], instead: str
) -> None:
    uzbek(f"instead: [{instead}]")
    packs = library(ROOT / "content" / "basics")
    lessons = packs.listing(Kind.LESSON, Audience.TIER_9_11, "uz")
    assert {lesson.locale for lesson in lessons} == {instead}
    own = packs.listing(Kind.LESSON, Audience.TIER_9_11, instead)
    assert [lesson.locale for lesson in lessons] == [lesson.locale for lesson in own]
    book = read_book()
    page = book.page("uz", Group.CHILD, Situation.BLACKMAIL, Audience.TIER_9_11)
    assert page
    assert page.locale == instead
    assert book.lines("KZ", "uz") == book.lines("KZ", instead)


def test_languages_that_stand_in_for_each_other_come_to_an_end(uzbek: Callable[[str], None]) -> None:
    uzbek("instead: [uz, ru]")
    assert locales.instead_of("uz") == ("uz", "ru", "en")
    assert read_phrases()["uz"].say("Who are you?") == "Кто ты?"

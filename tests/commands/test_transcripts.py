"""Transcripts beside packs: `check` plays them, tells what is not as written, and which choices nobody takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.preview.replay import replay
from tests.packs.pack_kit import FIXTURES, copied, edit

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
STORY, CHAT = "lamp/night/story.ru.md", "lamp/night/story.ru.chat.md"


def bot(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def test_the_transcript_of_the_fixture_takes_every_choice_and_reads_as_written() -> None:
    assert (FIXTURES / CHAT).exists()
    assert replay([FIXTURES], NOW) == []


def test_what_the_bot_says_otherwise_is_told_at_its_line_and_written_anew(tmp_path: Path) -> None:
    story, chat = copied(tmp_path) / STORY, tmp_path / CHAT
    edit(story, "Чужой просит ещё и ключ.", "Чужой хочет и ключ.")
    lines = chat.read_text("utf-8").split("\n")
    line = next(number for number, words in enumerate(lines, 1) if "Чужой просит ещё и ключ." in words)
    told = bot("check", tmp_path, code=1)
    assert f"{chat}:{line}:1: error E131 the bot does not say: Чужой просит ещё и ключ." in told
    assert "did you mean 'Чужой хочет и ключ.'?" in told
    bot("transcript", chat)
    bot("check", tmp_path)
    assert "Чужой хочет и ключ." in chat.read_text("utf-8")


def test_a_button_that_is_gone_and_choices_that_nobody_takes_are_told(tmp_path: Path) -> None:
    chat = copied(tmp_path) / CHAT
    chat.write_text("# Кто спешит (9-11, ru)\n\n> [Начать]\nbot: Чужой просит лампу.\n> [Отдать лапму]\n", "utf-8")
    found = replay([tmp_path / "lamp" / "night"], NOW)
    assert [(problem.code, problem.line) for problem in found] == [("E130", 5)]
    assert found[0].fix == "did you mean 'Отдать лампу'?"
    chat.write_text("# Кто спешит (9-11, ru)\n\n> [Начать]\n> [Отдать лампу]\n", "utf-8")
    told = bot("check", tmp_path)
    assert "story.ru.md:16:1: warning W130 choice B of 'door' is never taken: Позвать взрослого" in told
    assert told.count("W130") == 3


def test_the_transcript_of_a_drill_begins_in_its_own_twin_and_its_choices_count(tmp_path: Path) -> None:
    copied(tmp_path)
    trap, honest = tmp_path / "lamp/chat/drill.ru.chat.md", tmp_path / "lamp/chat-ok/drill.en.chat.md"
    trap.write_text(
        "# Кто отдаёт (16-17, ru)\n\n> [Бери]\nbot: Ты: Бери\n> [Отдать ключ]\nbot: 📤 Отдать ключ\n", "utf-8"
    )
    honest.write_text("# Who asks (16-17, en)\n\nbot: Until the morning.\n> [What for?]\nbot: Ask mum.\n", "utf-8")
    found = replay([tmp_path / "lamp" / "chat", tmp_path / "lamp" / "chat-ok"], NOW)
    assert {problem.code for problem in found} == {"W130"}
    told = [problem.what for problem in found]
    assert told[:3] == [
        "choice B of 'ask' is never taken: Нет",
        "choice A of 'why' is never taken: Спросить маму",
        "choice B of 'why' is never taken: Всё равно нет",
    ]
    assert len(told) == 5
    bot("transcript", trap)
    assert "Осталась минута" in trap.read_text("utf-8")


def test_the_other_twin_counts_for_no_choice_of_this_one(tmp_path: Path) -> None:
    copied(tmp_path)
    trap = tmp_path / "lamp/chat/drill.en.chat.md"
    steps = "> [Take it]\n> [No]\n> [What was going on?]\n> [Play the other chat]\n> [What for?]\n> [Ask mum]\n"
    trap.write_text(f"# Who plays both (16-17, en)\n\n{steps}", "utf-8")
    told = [problem.what for problem in replay([trap], NOW)]
    assert told == [
        "choice B of 'ask' is never taken: Позвонить Нур",
        "choice A of 'key' is never taken: Отдать ключ",
    ]


def test_a_transcript_without_its_item_is_told(tmp_path: Path) -> None:
    copied(tmp_path)
    chat = tmp_path / "lamp/night/lesson.ru.chat.md"
    chat.write_text("# Никто (ru)\n\n> /start\n", "utf-8")
    assert [problem.code for problem in replay([chat], NOW)] == ["E130"]
    bot("transcript", tmp_path / "nowhere" / "story.ru.chat.md", code=2)


def test_a_draft_is_played_too_and_options_are_tapped_by_their_words(tmp_path: Path) -> None:
    lesson = copied(tmp_path) / "lamp/light/9-11/lesson.ru.md"
    words = lesson.read_text("utf-8").replace("status: approved", "status: draft")
    long = "Неправда, потому что ключ от лампы нужен только своим"
    lesson.write_text(words.replace("- [x] Неправда", f"- [x] {long}"), "utf-8")
    chat = lesson.with_name("lesson.ru.chat.md")
    chat.write_text(f"# Кто читает (9-11, ru)\n\n> [Дальше]\n> [{long}]\nbot: Ключ нужен только своим.\n", "utf-8")
    assert replay([chat], NOW) == []


@pytest.mark.parametrize("words", ["", "\n\n> ", "# x\n> [\n> (", "# x\n" + "> /menu\n" * 300])
def test_a_strange_transcript_breaks_nothing(tmp_path: Path, words: str) -> None:
    chat = copied(tmp_path) / CHAT
    chat.write_text(words, "utf-8")
    assert {problem.code for problem in replay([chat], NOW)} <= {"E130", "E131", "W130"}

"""Rule E625: harmful words about suicide are refused in every kind of item; plain and hopeful ones are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.packs.check import check
from tests.packs.pack_kit import copied

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "lamp/light/9-11/lesson.{}.md"


def problems(tmp_path: Path, locale: str, words: str, *, sensitive: bool = True) -> list[str]:
    """The codes that a lesson gets for these words in one of its cards."""
    root = copied(tmp_path / "packs")
    for path in root.glob("lamp/light/9-11/lesson.*.md"):
        text = path.read_text("utf-8")
        if sensitive and "sensitive:" not in text:
            text = text.replace("title:", "sensitive: true\ntitle:", 1)
        if path.name == f"lesson.{locale}.md":
            at = text.index("\n## ")
            end = text.index("\n", at + 1)
            text = f"{text[:end]}\n\n{words}\n{text[end:]}"
        path.write_text(text, "utf-8")
    return [problem.code for problem in check([root]) if problem.path.endswith(f"lesson.{locale}.md")]


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "A singer committed suicide."),
        ("en", "It was her second failed suicide attempt."),
        ("en", "Suicide is a wave: a suicide epidemic."),
        ("en", "He spoke of suicide and of the bridge near by."),
        ("en", "They want to kill themselves with pills."),
        ("en", "Someone wants to unalive."),
        ("ru", "Певец совершил самоубийство."),
        ("ru", "Это была неудачная попытка суицида."),
        ("ru", "Осталась предсмертная записка."),
        ("ru", "Мысли о суициде, крыша рядом."),
        ("ru", "Кто-то решил роскомнадзорнуться."),
    ],
)
def test_15_harmful_words_are_refused(tmp_path: Path, locale: str, words: str) -> None:
    assert "E625" in problems(tmp_path, locale, words)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "A singer died by suicide. Many who felt the same found help."),
        ("en", "A failed attempt to log in is shown. The roof of the house is red."),
        ("en", "He wanted to take pills for his cold and crossed the bridge."),
        ("ru", "Пожаловаться можно в Роскомнадзор."),
        ("ru", "Удачная попытка войти видна в журнале. С крыши видно море."),
        ("ru", "Мысли о суициде проходят, когда рядом есть люди."),
    ],
)
def test_15_plain_and_everyday_words_are_not(tmp_path: Path, locale: str, words: str) -> None:
    assert "E625" not in problems(tmp_path, locale, words)

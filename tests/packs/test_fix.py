"""`check --fix` mends spacing, anchors and their hashes, never words, and says what it mended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.packs.check import CLEAN, FOUND, run_check
from tests.kit.beginners import MISTAKES
from tests.packs.pack_kit import copied, edit

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "lamp/light/9-11/lesson.ru.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "code"),
    [
        mistake[1:6]
        for mistake in MISTAKES
        if mistake[0]
        in {
            "a colon in a title",
            "smart quotation marks",
            "a Russian x in a box",
            "a box without its space",
            "feedback at the margin",
            "no space after ##",
        }
    ],
)
def test_a_slip_of_spacing_is_mended_as_its_author_meant_it(  # noqa: PLR0913, PLR0917 - a mistake and its answer
    tmp_path: Path, file: str, old: str, new: str, line: int, code: str
) -> None:
    path = copied(tmp_path) / file
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace(old, new, 1), encoding="utf-8")
    state, told = run_check([tmp_path], fix=True)
    assert state == CLEAN, told
    assert f"{path}:{line}:1: mended {code} " in told
    expected = (
        right if ": " not in new else right.replace(old, 'title: "Лампа: и', 1).replace("секрет\n", 'секрет"\n', 1)
    )
    assert path.read_text(encoding="utf-8") == expected
    assert run_check([tmp_path], fix=True) == (CLEAN, "")


def test_what_is_words_is_left_to_the_author(tmp_path: Path) -> None:
    path = copied(tmp_path) / LESSON
    words = path.read_text(encoding="utf-8").replace("minutes:", "minuts:").replace("[!WARNING]", "[!WARNNING]")
    words = words.replace("Так бывает.", "### Так бывает")
    path.write_text(words, encoding="utf-8")
    state, told = run_check([tmp_path], fix=True)
    assert state == FOUND
    assert "mended" not in told
    assert path.read_text(encoding="utf-8") == words


def test_a_new_anchor_leaves_a_translation_as_fresh_as_it_was(tmp_path: Path) -> None:
    copied(tmp_path)
    stale = tmp_path / "lamp/light/6-8/lesson.ru.md"
    edit(stale, "Свет нужен всем.", "Свет нужен и маме.")
    for locale in ("ru", "en"):
        path = tmp_path / f"lamp/light/9-11/lesson.{locale}.md"
        edit(path, ' <a id="lost"></a>', "")
    run_check([tmp_path / "lamp/light/9-11"], stamp=True)
    state, told = run_check([tmp_path], fix=True)
    assert state == CLEAN
    lines = told.split("\n")
    assert sum("the anchor 'esli-klyuch' was added" in line for line in lines) == 2
    assert [line for line in lines if "stamped with" in line and "9-11/lesson.en.md" in line]
    assert ["6-8" in line for line in lines if "W501" in line] == [True]


def test_json_stays_a_list_of_problems_and_github_gets_a_notice(tmp_path: Path) -> None:
    path = copied(tmp_path) / LESSON
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("## Секрет лампы", "##Секрет лампы"), encoding="utf-8")
    assert json.loads(run_check([tmp_path], "json", fix=True)[1]) == []
    path.write_text(words.replace("## Секрет лампы", "##Секрет лампы"), encoding="utf-8")
    told = run_check([tmp_path], "github", fix=True)[1]
    assert told == f"::notice file={path},line=16,title=E103::a space after the signs of the heading"

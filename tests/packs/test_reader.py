"""Reader: a folder becomes a pack; what is too large, misplaced or no text is refused where it stands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.packs import pictures
from bot.packs.model import Kind
from bot.packs.parser import reader
from bot.packs.problem import Severity
from tests.kit.pictures import picture
from tests.packs.pack_kit import FIXTURES, TODAY, copied, edit

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "light/9-11/lesson.ru.md"


def problems(folder: Path, *, today: bool = False) -> list[str]:
    pack = reader.read_pack(folder, folder.name, today=TODAY if today else None)
    found = [*pack.problems, *(problem for sheet in pack.files.values() for problem in sheet.problems)]
    return [
        f"{problem.path}:{problem.line} {problem.code}" for problem in found if problem.severity is Severity.ERROR
    ]


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    return copied(tmp_path, "lamp") / "lamp"


def test_the_fixture_packs_are_read_whole() -> None:
    found = {folder.name: reader.read_pack(folder) for folder in reader.find_packs([FIXTURES])}
    assert set(found) == {"lamp", "lamp-sets", "lamp-days", "lamp-rounds", "lamp-paths"}
    kinds = [sheet.kind for sheet in found["lamp"].files.values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        Kind.LESSON: 14,
        Kind.STORY: 2,
        Kind.DRILL: 4,
        Kind.TIPS: 4,
        Kind.GLOSSARY: 2,
    }
    assert list(found["lamp"].helplines) == ["RU"]


def test_an_item_carries_what_its_author_wrote() -> None:
    sheet = reader.read_pack(FIXTURES / "lamp-sets").files["light/9-11/quiz.ru.md"]
    item = sheet.get()
    assert (str(item.ref), item.locale, item.title) == ("quiz:lamp-sets/light/9-11", "ru", "Вопросы о лампе")
    assert (item.pick, item.shuffle, item.minutes, item.age_mark) == (5, "options", 1, 6)
    assert item.misconceptions == {"hat": "Шапка светит."}
    question = item.cards[0].question
    assert question
    assert question.options[0].misconception == "hat"
    assert item.card("order") is item.cards[3]
    assert item.position("nowhere") == -1


def test_a_pack_can_be_a_root_itself() -> None:
    assert list(reader.find_packs([FIXTURES / "lamp", FIXTURES / "missing"])) == [FIXTURES / "lamp"]


def test_a_picture_of_the_locale_wins(lamp: Path) -> None:
    image = lamp / "light" / "6-8" / "img" / "lamp.png"
    (image.parent / "lamp.en.png").write_bytes(picture())
    pack = reader.read_pack(lamp)
    shown = [pack.files[f"light/6-8/lesson.{locale}.md"].get().cards[0].picture for locale in ("ru", "en")]
    assert [picture.file.name for picture in shown if picture] == ["lamp.png", "lamp.en.png"]
    assert shown[0]
    assert shown[1]
    assert shown[0].key != shown[1].key
    assert shown[0].alt == "Лампа светит"


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"---\ntitle: \xff\xfe\n---\n", 2), (b"---\n\n\ntitle: \x00\n---\n", 4), ("---\n".encode("utf-16"), 1)],
)
def test_bytes_that_are_no_utf_8_words_are_refused(lamp: Path, content: bytes, line: int) -> None:
    (lamp / LESSON).write_bytes(content)
    assert f"lamp/{LESSON}:{line} E012" in problems(lamp)


@pytest.mark.parametrize("sign", "\v\f\u0085\u2028\u2029")
def test_a_hidden_line_break_is_told_at_its_place_and_nothing_else_goes_wrong(lamp: Path, sign: str) -> None:
    lesson = lamp / LESSON
    words = lesson.read_text("utf-8")
    head, body = words.index("title: ") + 9, words.index("\n\n", words.index("\n## ")) + 4
    for place in (head, body):
        lesson.write_text(words[:place] + sign + words[place:], "utf-8", newline="\n")
        line = words.count("\n", 0, place) + 1
        assert problems(lamp) == [f"lamp/{LESSON}:{line} E622"]
        (problem,) = [one for one in reader.read_pack(lamp, "lamp").files[LESSON].problems if one.code == "E622"]
        assert problem.what == f"a hidden line break (U+{ord(sign):04X})"
        assert problem.column == place - words.rfind("\n", 0, place)


SELECTORS = "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        (SELECTORS[:100], 1),
        (f"❤{SELECTORS[:100]}", 1),
        ("n\ufe0fo\ufe01t", 2),
        ("1\U000e0141", 1),
        ("a\u200d\u200d\u200db", 1),
        ("a\u3164b", 1),
        ("a\u034fb", 1),
        ("❤️ 👁️\u200d🗨️ 🏳️\u200d🌈 👩\u200d❤️\u200d👨 ☎︎ 1️⃣ ©️ ℹ️ ㊗️", 0),
        ("葛\U000e0100飾区", 0),
        ("می\u200cخواهم \u200fשלום\u200e", 0),
    ],
)
def test_signs_without_a_picture_hide_nothing(lamp: Path, words: str, hidden: int) -> None:
    """A row of them is told once; emoji, Persian and Japanese keep those that they are written with."""
    lesson = lamp / LESSON
    whole = lesson.read_text("utf-8")
    place = whole.index("\n\n", whole.index("\n## ")) + 4
    lesson.write_text(whole[:place] + words + whole[place:], "utf-8", newline="\n")
    found = reader.read_pack(lamp, "lamp").files[LESSON].problems
    assert [problem.code for problem in found if problem.code == "E622"] == ["E622"] * hidden


@pytest.mark.parametrize("name", ["pack.yml", "helplines/RU.yml"])
def test_a_hidden_line_break_is_told_in_a_file_of_yaml_too(lamp: Path, name: str) -> None:
    words = (lamp / name).read_text("utf-8")
    place = words.index(": ", words.index("\n")) + 2
    (lamp / name).write_text(f"{words[:place]}\u2028{words[place:]}", "utf-8", newline="\n")
    line = words.count("\n", 0, place) + 1
    assert problems(lamp) == [f"lamp/{name}:{line} E622"]


def test_a_mark_of_byte_order_and_line_ends_of_windows_are_read(lamp: Path) -> None:
    words = (lamp / LESSON).read_text(encoding="utf-8")
    (lamp / LESSON).write_bytes(b"\xef\xbb\xbf" + words.replace("\n", "\r\n").encode())
    assert problems(lamp) == []


def test_a_file_larger_than_64_kib_is_not_read(lamp: Path) -> None:
    (lamp / LESSON).write_text("x" * 65_537, encoding="utf-8")
    assert f"lamp/{LESSON}:1 E306" in problems(lamp)


def test_a_paragraph_longer_than_any_card_is_refused_at_its_line(lamp: Path) -> None:
    with (lamp / LESSON).open("a", encoding="utf-8") as file:
        file.write("\n" + "слово " * 1_100)
    last = (lamp / LESSON).read_text(encoding="utf-8").count("\n") + 1
    assert f"lamp/{LESSON}:{last} E307" in problems(lamp)


@pytest.mark.parametrize(
    "words",
    [
        '\n\n## Card <a id="c"></a>\n\nWords.' * 70,
        "\n- a" * 2_100,
        "\n" * 4_001,
    ],
)
def test_too_many_cards_blocks_or_lines_are_refused(lamp: Path, words: str) -> None:
    with (lamp / LESSON).open("a", encoding="utf-8") as file:
        file.write(words)
    assert any(problem.endswith("E309") for problem in problems(lamp))


def test_too_many_files_are_not_even_read(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FILES", 5)
    pack = reader.read_pack(lamp, "lamp")
    assert [problem.code for problem in pack.problems] == ["E309"]
    assert not pack.files


def test_links_to_other_files_are_refused(lamp: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    (lamp / LESSON).rename(secret)
    (lamp / LESSON).symlink_to(secret)
    (lamp / "dark" / "more").symlink_to(tmp_path)
    image = lamp / "light" / "6-8" / "img" / "lamp.png"
    image.rename(tmp_path / "lamp.png")
    image.symlink_to(tmp_path / "lamp.png")
    found = problems(lamp)
    assert f"lamp/{LESSON}:1 E311" in found
    assert "lamp/light/6-8/lesson.ru.md:18 E311" in found
    assert not any("secret" in name for name in reader.read_pack(lamp).files)


def test_a_pipe_in_place_of_a_file_is_refused_not_waited_for(lamp: Path) -> None:
    image = lamp / "light" / "6-8" / "img" / "lamp.png"
    for file in (image, lamp / LESSON):
        file.unlink()
        os.mkfifo(file)
    assert {"lamp/light/6-8/lesson.ru.md:18 E114", f"lamp/{LESSON}:1 E311"} <= set(problems(lamp))


def test_a_picture_must_be_what_it_says_and_not_too_large(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = lamp / "light" / "6-8" / "img" / "lamp.png"
    monkeypatch.setattr(pictures, "PICTURE_BYTES", 20)
    assert "lamp/light/6-8/lesson.ru.md:18 E310" in problems(lamp)
    image.write_bytes(b"<svg/>")
    assert "lamp/light/6-8/lesson.ru.md:18 E116" in problems(lamp)


@pytest.mark.parametrize(
    "path", ["../../img/lamp.png", "/etc/passwd.png", "img/../../x.png", "https://x.example/a.png"]
)
def test_a_picture_stands_in_the_items_own_folder(lamp: Path, path: str) -> None:
    file = lamp / "light" / "6-8" / "lesson.ru.md"
    edit(file, "img/lamp.png", path)
    assert "lamp/light/6-8/lesson.ru.md:18 E114" in problems(lamp)


def test_a_caption_has_its_own_limit(lamp: Path) -> None:
    file = lamp / "light" / "6-8" / "lesson.ru.md"
    words = file.read_text(encoding="utf-8").replace('"6-8"', '"educator"')
    file.write_text(words.replace("Нам тепло.", "Тепло. " * 150), encoding="utf-8")
    assert "lamp/light/6-8/lesson.ru.md:16 E305" in problems(lamp)


def test_a_folder_without_pack_yml_and_files_without_meaning_are_named(lamp: Path) -> None:
    (lamp / "light" / "9-11" / "lesson.md").write_text("x", encoding="utf-8")
    (lamp / "light" / "9-11" / "lesson.kk.md").write_text("x", encoding="utf-8")
    (lamp / "light" / "9-11" / "notes.txt").write_text("x", encoding="utf-8")
    (lamp / "light" / "glossary.ru.md").write_text("x", encoding="utf-8")
    (lamp / "lesson.ru.md").write_text("x", encoding="utf-8")
    (lamp / "helplines" / "Russia.yml").write_text("x", encoding="utf-8")
    (lamp / "README.md").write_text("# About", encoding="utf-8")
    (lamp / ".gitignore").write_text("*", encoding="utf-8")
    assert sorted(problems(lamp)) == [
        "lamp/helplines/Russia.yml:1 E701",
        "lamp/lesson.ru.md:1 E011",
        "lamp/light/9-11/lesson.kk.md:1 E010",
        "lamp/light/9-11/lesson.md:1 E010",
        "lamp/light/9-11/notes.txt:1 E010",
        "lamp/light/glossary.ru.md:1 E011",
    ]
    (lamp / "pack.yml").unlink()
    assert problems(lamp) == ["lamp/pack.yml:1 E013"]


def test_one_broken_file_takes_no_other_with_it(lamp: Path) -> None:
    (lamp / LESSON).write_text("nothing", encoding="utf-8")
    pack = reader.read_pack(lamp)
    assert [name for name, sheet in pack.files.items() if sheet.failed] == [LESSON]

"""A bundle is one file that plays a pack without a server: every way leads on, nothing runs or is fetched."""

from __future__ import annotations

from base64 import b64encode
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.preview.bundle import bundle
from tests.packs.pack_kit import FIXTURES, TODAY, copied, edit
from tests.packs.recordings import recording, spoken

if TYPE_CHECKING:
    from pathlib import Path


class Seen(HTMLParser):
    """What stands in a page: ids, where links lead, tags, addresses of pictures, words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.ways: list[str] = []
        self.tags: set[str] = set()
        self.pictures: list[str] = []
        self.recordings: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= {*found}
        self.ids += [found["id"]] if "id" in found else []
        self.ways += [found["href"]] if tag == "a" else []
        self.pictures += [found["src"]] if tag == "img" else []
        self.recordings += [found["src"]] if tag == "audio" and "controls" in found else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen(bundle(FIXTURES / "lamp", TODAY))


def test_every_way_leads_to_a_section_and_every_section_has_its_own_name(seen: Seen) -> None:
    assert len(seen.ids) == len(set(seen.ids)) > 40
    inside = {way.removeprefix("#") for way in seen.ways if way.startswith("#")}
    assert inside <= set(seen.ids)
    assert {way for way in seen.ways if not way.startswith("#")} == {"https://lamp.example/source"}
    assert {"ru.story.night.door", "en.story.night.door", "ru.lesson.light/6-8."} <= set(seen.ids)


def test_every_item_is_there_in_each_locale_with_all_that_it_says(seen: Seen) -> None:
    words = " ".join(seen.words)
    for said in (
        "Чужой унесёт лампу.",
        "The lamp would be gone.",
        "Чужой спешит, и это знак.",
        "Виноват чужой, а не ты.",
        "Книга о лампе, 2020.",
        "Нур спит.",
        "Hurry: In a rush there is no time to check.",
        "Отказ был бы в порядке",
    ):
        assert said in words


def test_nothing_runs_and_nothing_is_fetched(seen: Seen) -> None:
    assert not seen.tags & {"script", "link", "iframe", "object", "form"}
    assert not {name for name in seen.attributes if name.startswith("on")}
    assert seen.pictures
    assert all(source.startswith("data:image/") for source in seen.pictures)
    assert "default-src 'none'" in bundle(FIXTURES / "lamp", TODAY).replace("&#x27;", "'")


def test_what_a_pack_holds_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    pack = copied(tmp_path) / "lamp"
    head = pack / "pack.yml"
    evil = '</title><script>alert(1)</script><img src=x onerror=alert(2)>"'
    words = head.read_text("utf-8")
    head.write_text(words.replace("title: {", "title: {qq: '</title><script>x()</script>', ", 1), "utf-8")
    lesson = pack / "light/9-11/lesson.ru.md"
    edit(lesson, "Так бывает.", f"Так `{evil}` бывает.")
    shown = Seen(bundle(pack, TODAY))
    assert "script" not in shown.tags
    assert "onerror" not in shown.attributes
    assert evil in " ".join(shown.words)


def test_a_card_read_aloud_is_heard_in_its_language_from_the_file_itself(tmp_path: Path) -> None:
    pack = spoken(tmp_path, "lamp", "check")
    page = bundle(pack, TODAY)
    shown, sound = Seen(page), b64encode(recording()).decode()
    assert shown.recordings == [f"data:audio/ogg;base64,{sound}"] * 2
    assert "media-src data:" in page
    words = " ".join(shown.words)
    assert "🔊 Вот лампа\nЧитает машина." in words
    assert "Read by a machine." not in words, "nobody has read the English cards"
    assert Seen(bundle(FIXTURES / "lamp", TODAY)).recordings == []


def test_a_file_with_errors_is_left_out_and_told(tmp_path: Path) -> None:
    pack = copied(tmp_path) / "lamp"
    lesson = pack / "light/9-11/lesson.ru.md"
    edit(lesson, "- [x]", "- [ ]")
    shown = Seen(bundle(pack, TODAY))
    assert not [name for name in shown.ids if "lesson.light/9-11" in name]
    assert "E201" in shown.words


def test_the_command_writes_one_file_and_tells_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bundle", str(FIXTURES / "lamp"), "--to", str(tmp_path / "x.html")])
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]
    assert CliRunner().invoke(app, ["bundle", str(tmp_path)]).exit_code == 2

"""Loader: packs are read once, then taken from the cache; a changed file comes live, a broken one is refused."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.packs import incremental
from bot.packs import loader as loader_module
from bot.packs.loader import Loader, compile_packs
from bot.packs.model import Kind
from bot.packs.parser import reader
from bot.values.audience import Audience
from tests.packs.pack_kit import TODAY, copied, edit, the_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.library import Library
    from bot.packs.problem import Problem

LESSON = "lamp/light/9-11/lesson.ru.md"


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are really read, in order."""
    names: list[str] = []
    really = reader.read_entry

    def noting(pack: object, entry: object, **more: object) -> None:
        name = entry.name  # type: ignore[attr-defined]
        if name.endswith((".md", ".yml")) and not name.endswith(("pack.yml", ".chat.md")):
            names.append(name)
        really(pack, entry, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(incremental, "read_entry", noting)
    return names


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_the_second_start_reads_no_file_and_shows_the_same(root: Path, cache: Path, read_files: list[str]) -> None:
    first = Loader([root], cache)
    first.open(TODAY)
    assert read_files
    read_files.clear()
    second = Loader([root], cache)
    _, problems = second.open(TODAY)
    assert read_files == []
    assert problems == []
    for kind in (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.TIPS):
        for audience in Audience:
            for locale in ("ru", "en"):
                assert second.library.listing(kind, audience, locale) == first.library.listing(
                    kind, audience, locale
                )
    assert second.library.term("lamp", "key", "en") == first.library.term("lamp", "key", "en")
    assert second.library.helplines("RU", "ru") == first.library.helplines("RU", "ru")


def test_only_a_changed_file_is_read_again(root: Path, cache: Path, read_files: list[str]) -> None:
    Loader([root], cache).open(TODAY)
    edit(root / LESSON, "Урок про секрет.", "Урок про тайну.")
    read_files.clear()
    loader = Loader([root], cache)
    loader.open(TODAY)
    assert read_files == ["light/9-11/lesson.ru.md"]
    assert the_lesson(loader.library).description.plain == "Урок про тайну."
    read_files.clear()
    Loader([root], cache).open(TODAY)
    assert read_files == []


def test_the_first_start_of_an_installation_reads_no_file(
    root: Path, cache: Path, tmp_path: Path, read_files: list[str]
) -> None:
    """Also that of a copy, which lies elsewhere and whose files have other times."""
    whole = Loader([root]).open(TODAY)[0]
    compiled = tmp_path / "compiled" / "packs.cache"
    compile_packs([root], compiled)
    copy = shutil.copytree(root, tmp_path / "copy", copy_function=shutil.copyfile)
    read_files.clear()
    for _ in range(2):
        loader = Loader([copy], cache, compiled=compiled)
        library, problems = loader.open(TODAY)
        assert read_files == []
        assert problems == []
        assert len(library) == len(whole)
        assert [card.title for card in the_lesson(library).cards] == [
            card.title for card in the_lesson(whole).cards
        ]
    assert loader.refresh(TODAY) == (library, [])
    assert not cache.exists(), "what the installation has is not kept twice"


def test_a_pack_that_was_changed_since_the_installation_is_read_and_kept(
    root: Path, cache: Path, tmp_path: Path, read_files: list[str]
) -> None:
    compiled = tmp_path / "packs.cache"
    compile_packs([root], compiled)
    edit(root / LESSON, "Урок про секрет.", "Урок про тайну.")
    read_files.clear()
    for read in (["light/9-11/lesson.ru.md"], []):
        loader = Loader([root], cache, compiled=compiled)
        loader.open(TODAY)
        assert read_files == read
        assert the_lesson(loader.library).description.plain == "Урок про тайну."
        read_files.clear()
    edit(root / "lamp-sets/light/12-15/quiz.ru.md", "Два вопроса.", "Пара вопросов.")
    loader.refresh(TODAY)
    assert read_files == ["light/12-15/quiz.ru.md"]
    read_files.clear()
    Loader([root], cache, compiled=compiled).open(TODAY)
    assert read_files == []


@pytest.mark.parametrize("damage", [b"", b"[]\n", b"\xff\xfe"])
def test_a_damaged_file_of_the_installation_costs_time_alone(
    root: Path, tmp_path: Path, damage: bytes, read_files: list[str]
) -> None:
    compiled = tmp_path / "packs.cache"
    compiled.write_bytes(damage)
    loader = Loader([root], compiled=compiled)
    assert loader.open(TODAY)[1] == []
    assert read_files
    assert the_lesson(loader.library).description.plain == "Урок про секрет."


def test_a_change_comes_live_and_the_old_library_stays_as_it_was(
    root: Path, cache: Path, read_files: list[str]
) -> None:
    loader = Loader([root], cache)
    before, _ = loader.open(TODAY)
    edit(root / LESSON, "Урок про секрет.", "Урок про тайну.")
    read_files.clear()
    after, problems = loader.refresh(TODAY)
    assert problems == []
    assert read_files == ["light/9-11/lesson.ru.md"]
    assert the_lesson(loader.library).description.plain == "Урок про тайну."
    assert the_lesson(loader.library, "en").stale
    old = before.find(Kind.LESSON, "lamp", "light/9-11", "ru")
    assert old
    assert old.description.plain == "Урок про секрет."
    assert after is not before
    assert loader.refresh(TODAY) == (after, [])


def test_a_pack_with_an_error_is_refused_as_a_whole_and_told_once(root: Path, cache: Path) -> None:
    loader = Loader([root], cache)
    before, _ = loader.open(TODAY)
    edit(root / LESSON, "- [x] Неправда", "- [ ] Неправда")
    edit(root / "lamp/light/6-8/lesson.ru.md", "Урок про лампу.", "Другой урок.")
    edit(root / "lamp-sets/light/12-15/quiz.ru.md", "Два вопроса.", "Пара вопросов.")
    after, problems = loader.refresh(TODAY)
    assert "E201" in codes(problems)
    assert all(problem.line and "lamp/light/9-11" in problem.path for problem in problems)
    small = after.find(Kind.LESSON, "lamp", "light/6-8", "ru")
    quiz = after.find(Kind.QUIZ, "lamp-sets", "light/12-15", "ru")
    assert small
    assert quiz
    assert small.description.plain == "Урок про лампу."
    assert quiz.description.plain == "Пара вопросов."
    assert after is not before
    assert loader.refresh(TODAY) == (after, [])
    assert loader.broken == 1, "as long as it is"
    edit(root / LESSON, "- [ ] Неправда", "- [x] Неправда")
    mended, problems = loader.refresh(TODAY)
    assert problems == []
    assert loader.broken == 0
    small = mended.find(Kind.LESSON, "lamp", "light/6-8", "ru")
    assert small
    assert small.description.plain == "Другой урок."


def test_a_pack_that_is_broken_at_the_start_is_counted_until_it_is_mended(root: Path) -> None:
    edit(root / LESSON, "- [x] Неправда", "- [ ] Неправда")
    loader = Loader([root])
    loader.open(TODAY)
    assert loader.broken == 1
    loader.refresh(TODAY)
    assert loader.broken == 1
    edit(root / LESSON, "- [ ] Неправда", "- [x] Неправда")
    loader.refresh(TODAY)
    assert loader.broken == 0


def test_a_translation_that_no_longer_fits_refuses_the_pack(root: Path) -> None:
    loader = Loader([root])
    loader.open(TODAY)
    edit(
        root / LESSON,
        "- [ ] Правда\n  > Чужой унесёт лампу.\n- [x] Неправда",
        "- [x] Правда\n- [ ] Неправда\n  > Нет.",
    )
    _, problems = loader.refresh(TODAY)
    assert codes(problems) == ["E503"]
    assert problems[0].path.endswith("lesson.en.md")


def test_when_opened_a_broken_file_stays_out_and_the_others_serve(root: Path, cache: Path) -> None:
    edit(root / LESSON, "- [x] Неправда", "- [ ] Неправда")
    for _ in range(2):
        loader = Loader([root], cache)
        library, problems = loader.open(TODAY)
        assert "E201" in codes(problems)
        assert library.find(Kind.LESSON, "lamp", "light/9-11", "ru") is None
        assert library.find(Kind.LESSON, "lamp", "light/6-8", "ru")


def test_new_removed_and_renamed_files_and_packs_come_live(root: Path, cache: Path) -> None:
    loader = Loader([root], cache)
    loader.open(TODAY)
    (root / "lamp/night/story.en.md").unlink()
    (root / "lamp/light/parent").rename(root / "lamp/light/mum")
    library, problems = loader.refresh(TODAY)
    assert problems == []
    story = library.find(Kind.STORY, "lamp", "night", "en")
    assert story
    assert story.locale == "ru"
    assert library.find(Kind.LESSON, "lamp", "light/parent", "ru") is None
    assert library.find(Kind.LESSON, "lamp", "light/mum", "ru")
    shutil.rmtree(root / "lamp-sets")
    library, problems = loader.refresh(TODAY)
    assert problems == []
    assert library.find(Kind.QUIZ, "lamp-sets", "light/9-11", "ru") is None
    copied(root, "lamp-sets")
    library, _ = loader.refresh(TODAY)
    assert library.find(Kind.QUIZ, "lamp-sets", "light/9-11", "ru")


def glossaries(library: Library) -> list[str]:
    return [str(work.ref) for work in library.works() if work.ref.kind is Kind.GLOSSARY]


def test_a_second_pack_with_the_same_id_is_refused(root: Path) -> None:
    loader = Loader([root])
    loader.open(TODAY)
    shutil.copytree(root / "lamp", root / "zamp")
    library, problems = loader.refresh(TODAY)
    assert codes(problems) == ["E014"]
    assert glossaries(library) == ["glossary:lamp/glossary"]
    reopened, problems = Loader([root]).open(TODAY)
    assert codes(problems) == ["E014"]
    assert glossaries(reopened) == ["glossary:lamp/glossary"]


def test_a_changed_picture_has_its_card_read_again(root: Path, cache: Path) -> None:
    loader = Loader([root], cache)
    loader.open(TODAY)

    def key() -> str:
        item = loader.library.find(Kind.LESSON, "lamp", "light/6-8", "ru")
        assert item
        assert item.cards[0].picture
        return item.cards[0].picture.key

    before = key()
    image = root / "lamp/light/6-8/img/lamp.png"
    with Image.open(image) as drawn:
        drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(image)
    loader.refresh(TODAY)
    assert key() != before
    loader = Loader([root], cache)
    loader.open(TODAY)
    assert key() != before
    image.unlink()
    assert codes(loader.refresh(TODAY)[1]) == ["E114", "E114"]


def test_what_a_source_hands_down_has_its_translation_read_again(
    root: Path, cache: Path, read_files: list[str]
) -> None:
    loader = Loader([root], cache)
    loader.open(TODAY)
    read_files.clear()
    edit(root / LESSON, 'tiers: ["9-11"]', 'tiers: ["9-11", "12-15"]')
    loader.refresh(TODAY)
    assert sorted(read_files) == ["light/9-11/lesson.en.md", "light/9-11/lesson.ru.md"]


def test_a_changed_pack_yml_has_the_pack_read_anew(root: Path, cache: Path) -> None:
    loader = Loader([root], cache)
    loader.open(TODAY)
    edit(root / "lamp/pack.yml", "link_hosts: [lamp.example]", "link_hosts: []")
    library, problems = loader.refresh(TODAY)
    assert codes(problems) == ["E603", "E603"]
    assert library.find(Kind.LESSON, "lamp", "light/16-17", "ru")
    assert codes(Loader([root], cache).open(TODAY)[1]) == ["E603", "E603"]


def test_a_review_that_lapses_hides_on_the_new_day(root: Path) -> None:
    reviewer = "reviewers: [{role: psychologist, organisation: Test, on: 2026-10-01}]"
    edit(root / "lamp/pack.yml", "reviewers: []", reviewer)
    loader = Loader([root])
    library, problems = loader.open(date(2027, 5, 31))
    assert problems == []
    assert library.find(Kind.LESSON, "lamp", "dark/12-15", "ru")
    library, _ = loader.refresh(date(2027, 6, 1))
    assert library.find(Kind.LESSON, "lamp", "dark/12-15", "ru") is None


def test_a_folder_that_cannot_be_read_at_the_start_comes_later(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = Loader([root])
    with monkeypatch.context() as broken:
        broken.setattr(loader_module, "scan", unreadable)
        assert len(loader.open(TODAY)[0]) == 0
        assert len(loader.refresh(TODAY)[0]) == 0
    assert len(loader.refresh(TODAY)[0]) > 0


@pytest.mark.parametrize("broken", ["scan", "find_packs", "read_incrementally"])
def test_a_pack_serves_on_while_its_folder_cannot_be_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    loader = Loader([root])
    before = len(loader.open(TODAY)[0])
    edit(root / "lamp/light/9-11/lesson.ru.md", "title: Лампа и секрет", "title: Лампа и ключ")
    with monkeypatch.context() as fault:
        fault.setattr(loader_module, broken, unreadable)
        assert len(loader.refresh(TODAY)[0]) == before
    loader.refresh(TODAY)
    assert the_lesson(loader.library).title == "Лампа и ключ"


def unreadable(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_without_roots_or_cache_there_is_an_empty_library(tmp_path: Path) -> None:
    library, problems = Loader([tmp_path / "missing", tmp_path]).open(TODAY)
    assert len(library) == 0
    assert problems == []

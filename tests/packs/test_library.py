"""Library: items, topics, terms and help lines are found as a person of a language and tier may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.packs.model import Kind
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.visibility import open_library
from bot.values.audience import Audience
from tests.packs.pack_kit import TODAY, copied, edit, fixture_library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.library import Library

CHILD = Audience.TIER_9_11


@pytest.fixture(scope="module")
def library() -> Library:
    return fixture_library()


def test_an_item_is_found_in_the_asked_locale_else_by_fallback_else_in_its_source(library: Library) -> None:
    def locale(asked: str) -> str:
        item = library.find(Kind.LESSON, "lamp", "light/9-11", asked)
        assert item
        return item.locale

    assert [locale(asked) for asked in ("ru", "en", "kk", "fr")] == ["ru", "en", "en", "ru"]
    assert library.find(Kind.LESSON, "lamp", "nowhere", "ru") is None
    assert library.find(Kind.STORY, "lamp", "light/9-11", "ru") is None


def test_fallback_is_item_by_item(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "lamp" / "night" / "story.en.md").unlink()
    library = open_library([read_pack(folder) for folder in find_packs([root])], TODAY)
    story = library.find(Kind.STORY, "lamp", "night", "kk")
    lesson = library.find(Kind.LESSON, "lamp", "light/9-11", "kk")
    assert story
    assert lesson
    assert (story.locale, lesson.locale) == ("ru", "en")


def test_a_translation_inherits_all_but_its_words(library: Library) -> None:
    source = library.find(Kind.QUIZ, "lamp-sets", "light/9-11", "ru")
    words = library.find(Kind.QUIZ, "lamp-sets", "light/9-11", "en")
    assert source
    assert words
    for name in ("audiences", "age_mark", "topics", "minutes", "pick", "shuffle", "next", "sensitive"):
        assert getattr(words, name) == getattr(source, name)
    assert words.objective == "Know your lamp."
    assert words.misconceptions == {"hat": "A hat gives light."}
    for ours, theirs in zip(words.cards, source.cards, strict=True):
        assert ours.question
        assert theirs.question
        assert ours.question.meaning != theirs.question.meaning, "meaning is that of the words that were shown"
        assert [option.right for option in ours.question.options] == [
            option.right for option in theirs.question.options
        ]
        assert [option.misconception for option in ours.question.options] == [
            option.misconception for option in theirs.question.options
        ]


def test_next_is_found_in_another_pack_or_left_out(library: Library, tmp_path: Path) -> None:
    lesson = library.find(Kind.LESSON, "lamp", "light/9-11", "en")
    assert lesson
    assert str(lesson.next) == "quiz:lamp-sets/light/9-11"
    alone = open_library([read_pack(copied(tmp_path, "lamp") / "lamp")], TODAY)
    lesson = alone.find(Kind.LESSON, "lamp", "light/9-11", "en")
    assert lesson
    assert lesson.next is None


def test_listings_are_of_one_kind_audience_and_perhaps_topic(library: Library) -> None:
    assert [str(item.ref) for item in library.listing(Kind.LESSON, CHILD, "en")] == ["lesson:lamp/light/9-11"]
    assert [item.title for item in library.listing(Kind.STORY, Audience.TIER_12_15, "en")] == [
        "The night and the lamp"
    ]
    assert library.listing(Kind.STORY, CHILD, "ru", "accounts") == ()
    assert [item.locale for item in library.listing(Kind.STORY, CHILD, "fr", "strangers")] == ["ru"]
    assert library.listing(Kind.LESSON, Audience.PARENT, "ru", "phishing") == ()


def test_listings_stand_in_the_order_of_topics_then_packs() -> None:
    library = fixture_library(allow_unreviewed=True)
    listed = [item.ref.item for item in library.listing(Kind.LESSON, Audience.TIER_12_15, "ru")]
    assert listed == ["light/12-15", "dark/12-15"]


def test_topics_are_those_that_have_something_to_read(library: Library) -> None:
    assert library.topics(CHILD, "en") == ("accounts", "phishing", "strangers", "money")
    assert library.topics(Audience.EDUCATOR, "en") == ("phishing",)


def test_what_goes_with_an_item_has_its_topic_and_the_same_name_first(library: Library) -> None:
    lesson = library.find(Kind.LESSON, "lamp", "light/9-11", "ru")
    assert lesson
    assert [str(item.ref) for item in library.beside(lesson, Kind.QUIZ, CHILD, "ru")] == [
        "quiz:lamp-sets/light/9-11"
    ]
    assert [str(item.ref) for item in library.beside(lesson, Kind.TIPS, CHILD, "ru")] == ["tips:lamp/light/9-11"]
    assert library.beside(lesson, Kind.LESSON, CHILD, "ru") == ()


def test_terms_are_those_of_the_glossary(library: Library) -> None:
    term = library.term("lamp", "key", "ru")
    assert term
    assert term.card.body.plain == "Секрет, который открывает лампу."
    assert library.term("lamp", "nothing", "ru") is None
    assert library.term("lamp-sets", "key", "ru") is None


def test_help_lines_are_the_countrys_own_and_no_others(library: Library) -> None:
    (line,) = library.helplines("RU", "ru")
    assert (line.phone, line.name, line.hours, line.verified_on) == ("112", "Экстренная помощь", "24/7", "")
    assert library.helplines("RU", "kk")[0].name == "Emergency"
    assert library.helplines("KZ", "ru") == ()
    assert library.countries() == ("RU",)


def test_a_sensitive_item_is_hidden_until_a_specialist_has_seen_it() -> None:
    assert fixture_library().find(Kind.LESSON, "lamp", "dark/12-15", "ru") is None
    shown = fixture_library(allow_unreviewed=True).find(Kind.LESSON, "lamp", "dark/12-15", "en")
    assert shown
    assert shown.unreviewed
    ordinary = fixture_library(allow_unreviewed=True).find(Kind.LESSON, "lamp", "light/9-11", "en")
    assert ordinary
    assert not ordinary.unreviewed


REVIEWER = "\n    - {role: psychologist, organisation: Test, on: 2026-10-01}"


@pytest.mark.parametrize(
    ("today", "shown"), [(date(2026, 11, 1), True), (date(2027, 5, 31), True), (date(2027, 6, 1), False)]
)
def test_a_review_counts_until_the_next_is_due(tmp_path: Path, today: date, shown: bool) -> None:  # noqa: FBT001 - a case
    file = copied(tmp_path, "lamp") / "lamp" / "pack.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("reviewers: []", f"reviewers:{REVIEWER}"), encoding="utf-8"
    )
    pack = read_pack(file.parent)
    assert pack.head, pack.problems
    item = open_library([pack], today).find(Kind.LESSON, "lamp", "dark/12-15", "ru")
    assert (item is not None) is shown
    assert item is None or not item.unreviewed


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_only_approved_items_and_packs_are_shown(tmp_path: Path, status: str) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    lesson = folder / "light" / "9-11" / "lesson.ru.md"
    edit(lesson, "approved", status)
    library = open_library([read_pack(folder)], TODAY)
    assert library.find(Kind.LESSON, "lamp", "light/9-11", "en") is None
    assert library.find(Kind.LESSON, "lamp", "light/6-8", "en")
    head = folder / "pack.yml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("status: approved", f"status: {status}"), encoding="utf-8"
    )
    library = open_library([read_pack(folder)], TODAY)
    assert len(library) == 0
    assert library.helplines("RU", "ru")


def test_a_translation_that_fails_gives_way_to_its_source(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    (folder / "light" / "9-11" / "lesson.en.md").write_text("nothing", encoding="utf-8")
    (folder / "light" / "6-8" / "lesson.ru.md").write_text("nothing", encoding="utf-8")
    library = open_library([read_pack(folder)], TODAY)
    item = library.find(Kind.LESSON, "lamp", "light/9-11", "en")
    assert item
    assert item.locale == "ru"
    assert library.find(Kind.LESSON, "lamp", "light/6-8", "en") is None


def test_a_stale_translation_says_so(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    source = folder / "light" / "9-11" / "lesson.ru.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("Урок про секрет.", "Урок про тайну."), encoding="utf-8"
    )
    item = open_library([read_pack(folder)], TODAY).find(Kind.LESSON, "lamp", "light/9-11", "en")
    assert item
    assert item.stale


def test_a_library_is_asked_by_dict_and_makes_each_item_once(library: Library) -> None:
    first = library.find(Kind.LESSON, "lamp", "light/9-11", "en")
    assert first is library.find(Kind.LESSON, "lamp", "light/9-11", "en")
    assert first is library.listing(Kind.LESSON, CHILD, "en")[0]
    assert first
    assert replace(first, title="x") is not first

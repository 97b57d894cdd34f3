"""Check: every problem at once, in three forms; what is mechanical is mended; templates pass."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.packs.autofix import slug, with_hash
from bot.packs.check import CLEAN, FOUND, USAGE, check, run_check, write
from bot.packs.problem import Problem, Severity
from bot.packs.templates import TEMPLATES, write_template
from bot.values.audience import Audience
from tests.packs.pack_kit import FIXTURES, TODAY, copied, edit

if TYPE_CHECKING:
    from pathlib import Path

PROBLEMS = [
    Problem(
        "a/story.ru.md", 4, 3, "E402", "choice leads to '#chek', which does not exist", "did you mean '#check'?"
    ),
    Problem("b,c:d.md", 1, 1, "W608", "100 %\nsure", "no", Severity.WARNING),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_the_fixture_packs_are_clean_to_the_last_warning() -> None:
    assert check([FIXTURES], today=TODAY) == []


def test_problems_are_written_one_a_line_as_json_and_as_annotations() -> None:
    first = "a/story.ru.md:4:3: error E402 choice leads to '#chek', which does not exist — did you mean '#check'?"
    assert write(PROBLEMS, "text").split("\n")[0] == first
    assert json.loads(write(PROBLEMS, "json"))[0] == {
        "path": "a/story.ru.md",
        "line": 4,
        "column": 3,
        "severity": "error",
        "code": "E402",
        "what": "choice leads to '#chek', which does not exist",
        "fix": "did you mean '#check'?",
    }
    assert write(PROBLEMS, "github").split("\n") == [
        f"::error file=a/story.ru.md,line=4,col=3,title=E402::{first.partition('E402 ')[2]}",
        "::warning file=b%2Cc%3Ad.md,line=1,col=1,title=W608::100 %25%0Asure — no",
    ]
    assert (write([], "text"), write([], "json"), write([], "github")) == ("", "[]", "")


def test_all_problems_come_at_once_by_file_and_line(root: Path) -> None:
    lesson = root / "lamp/light/9-11/lesson.ru.md"
    edit(lesson, "age_mark: 6+", "age_mark: 12+")
    edit(lesson, "- [x] Неправда", "- [ ] Неправда")
    edit(lesson, "[!IMPORTANT]", "[!IMPORTENT]")
    story = root / "lamp/night/story.ru.md"
    edit(story, "(#give)", "(#giv)")
    found = [(problem.path.rpartition("lamp/")[2], problem.line, problem.code) for problem in check([root])]
    assert found == [
        ("light/9-11/lesson.ru.md", 4, "E008"),
        ("light/9-11/lesson.ru.md", 25, "E201"),
        ("light/9-11/lesson.ru.md", 36, "E109"),
        ("night/story.ru.md", 20, "E402"),
    ]


def test_exit_codes_tell_clean_from_errors_from_bad_usage(root: Path) -> None:
    assert run_check([root]) == (CLEAN, "")
    lesson = root / "lamp/light/9-11/lesson.ru.md"
    words = lesson.read_text(encoding="utf-8")
    edit(lesson, "Так бывает.", "Открой Discord.")
    code, told = run_check([root / "lamp"])
    assert code == CLEAN
    assert "W608" in told
    lesson.write_text(words.replace("- [x]", "- [ ]"), encoding="utf-8")
    assert run_check([root])[0] == FOUND
    assert run_check([root / "missing"]) == (USAGE, f"there is no {root / 'missing'}")


def test_a_part_of_a_pack_is_checked_with_the_whole_and_told_alone(root: Path) -> None:
    for name in ("light/9-11", "light/6-8"):
        lesson = root / "lamp" / name / "lesson.ru.md"
        edit(lesson, "- [x]", "- [ ]")
    for asked in (root / "lamp/light/9-11", root / "lamp/light/9-11/lesson.ru.md"):
        paths = {problem.path for problem in check([asked]) if problem.severity is Severity.ERROR}
        assert {path.rpartition("/light/")[2] for path in paths} <= {"9-11/lesson.ru.md", "9-11/lesson.en.md"}
        assert str(root / "lamp/light/9-11/lesson.ru.md") in paths


def test_a_warning_is_excused_in_its_card_with_a_reason(root: Path) -> None:
    lesson = root / "lamp/light/9-11/lesson.ru.md"
    words = lesson.read_text(encoding="utf-8").replace("Так бывает.", "Открой Discord.")

    def told(marked: str) -> list[str]:
        lesson.write_text(marked, encoding="utf-8")
        return [problem.code for problem in check([lesson]) if problem.code.endswith(("608", "119", "201"))]

    here = "Скажи взрослому."
    assert told(words) == ["W608"]
    assert told(words.replace(here, f"{here}\n\n<!-- ok W608: урок про это -->")) == []
    assert told(words.replace("Урок про секрет.", "Урок.\n\n<!-- ok W608: урок про это -->")) == []
    assert told(words.replace("Его знают свои.", "<!-- ok W608: не тут -->")) == ["W608"]
    assert told(words.replace(here, f"{here}\n\n<!-- ok W608 -->")) == ["W608", "E119"]
    broken = words.replace("- [x]", "- [ ]").replace("Ключ нужен только своим.", "Ключ. <!-- ok E201: никогда -->")
    assert "E201" in told(broken)


def test_fix_adds_anchors_and_gives_translations_the_same(root: Path) -> None:
    folder = root / "lamp/light/9-11"
    for locale in ("ru", "en"):
        lesson = folder / f"lesson.{locale}.md"
        words = lesson.read_text(encoding="utf-8")
        lesson.write_text(
            words.replace(' <a id="secret"></a>', "").replace(' <a id="lost"></a>', ""), encoding="utf-8"
        )
    code, told = run_check([folder])
    assert code == FOUND
    assert told.count("E105") == 4
    assert run_check([folder], fix=True, stamp=True)[0] == CLEAN
    assert run_check([root]) == (CLEAN, "")
    russian, english = ((folder / f"lesson.{locale}.md").read_text(encoding="utf-8") for locale in ("ru", "en"))
    assert '## Секрет лампы <a id="sekret"></a>' in russian
    assert '## The secret of the lamp <a id="sekret"></a>' in english
    assert '## Если ключ узнали <a id="esli-klyuch"></a>' in russian


def test_stamp_writes_the_hash_where_it_was_asked_and_touches_nothing_else(root: Path) -> None:
    edit(root / "lamp/light/9-11/lesson.ru.md", "взрослому", "маме")
    edit(root / "lamp/light/6-8/lesson.ru.md", "Свет нужен всем.", "Свет нужен и маме.")
    translation = root / "lamp/light/9-11/lesson.en.md"
    before = translation.read_text(encoding="utf-8").split("\n")
    assert "W501" in run_check([root])[1]
    run_check([translation], stamp=True)
    after = translation.read_text(encoding="utf-8").split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][0].startswith("translation: {of: ru, hash: ")
    left = run_check([root])[1].split("\n")
    assert [("6-8" in line, "W501" in line) for line in left] == [(True, True)]


@pytest.mark.parametrize(
    ("head", "stamped"),
    [
        ('translation: {of: ru, hash: "", by: human}', 'translation: {of: ru, hash: "abc", by: human}'),
        ("translation: {of: ru, by: human}", 'translation: {of: ru, hash: "abc", by: human}'),
        ("translation:\n  of: ru\n  by: human", 'translation:\n  of: ru\n  hash: "abc"\n  by: human'),
        ("translation:\n  of: ru\n  hash:", 'translation:\n  of: ru\n  hash: "abc"'),
        ("translation:\n  of: ru\n  hash: 012345678901 # old", 'translation:\n  of: ru\n  hash: "abc" # old'),
    ],
)
def test_a_hash_is_put_into_any_form_of_the_head(head: str, stamped: str) -> None:
    text = f"---\ntitle: Заголовок\n{head}\n---\n# Title\n"
    assert with_hash(text, "abc") == f"---\ntitle: Заголовок\n{stamped}\n---\n# Title\n"


def test_a_head_without_translation_cannot_be_stamped() -> None:
    with pytest.raises(ValueError, match="translation"):
        with_hash("---\ntitle: x\n---\n", "abc")


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("The key to your home", [], "the-key-to"),
        ("Ключ от твоего дома", [], "klyuch-ot"),
        ("Ключ от дома", ["klyuch-ot"], "klyuch-ot-2"),
        ("Щётка", [], "schetka"),
        ("Достопримечательность", [], "dostoprimec"),
        ("Café", [], "cafe"),
        ("日本語 !", [], "card"),
        ("?", ["card", "card-2"], "card-3"),
    ],
)
def test_anchors_are_made_of_titles(title: str, taken: list[str], name: str) -> None:
    assert slug(title, taken) == name


@pytest.mark.slow
def test_templates_of_every_kind_pass_without_a_warning_for_old_and_young(tmp_path: Path) -> None:
    assert write_template("pack", tmp_path / "ours")[0] == CLEAN
    for kind in TEMPLATES[1:]:
        # What is said in passing is one file a pack, for everybody: two would answer the same words.
        audiences = (Audience.TIER_6_8, Audience.TIER_16_17, Audience.PARENT)[: 1 if kind == "talk" else 3]
        for audience in audiences:
            code, told = write_template(kind, tmp_path / "ours" / "phishing" / audience)
            assert code == CLEAN, told
    assert {problem.code for problem in check([tmp_path], today=TODAY)} == {"W021"}, (
        "nothing but that its words are still the template's"
    )
    lesson = (tmp_path / "ours" / "phishing" / "16-17" / "lesson.ru.md").read_text(encoding="utf-8")
    assert 'tiers: ["16-17"]\nage_mark: 16+\ntopics: [phishing]' in lesson


def test_a_template_follows_the_packs_source_locale(tmp_path: Path) -> None:
    write_template("pack", tmp_path / "ours")
    head = tmp_path / "ours" / "pack.yml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("source_locale: ru", "source_locale: en"), encoding="utf-8"
    )
    code, _ = write_template("quiz", tmp_path / "ours" / "phishing" / "9-11")
    assert code == CLEAN
    assert "of: en" in (tmp_path / "ours" / "phishing" / "9-11" / "quiz.ru.md").read_text(encoding="utf-8")


def test_nothing_is_written_over_or_under_a_wrong_name(tmp_path: Path) -> None:
    write_template("pack", tmp_path / "ours")
    before = sorted(tmp_path.rglob("*"))
    for kind, path in [
        ("pack", tmp_path / "ours"),
        ("pack", tmp_path / "Our pack"),
        ("leson", tmp_path / "ours" / "a"),
        ("lesson", tmp_path / "elsewhere"),
        ("lesson", tmp_path / "ours" / "Тема"),
        ("lesson", tmp_path / "ours" / "a-name-that-is-much-too-long"),
    ]:
        code, told = write_template(kind, path)
        assert code == USAGE
        assert told
    assert sorted(tmp_path.rglob("*")) == before


def test_no_pack_is_called_as_educators_own_sets_are(tmp_path: Path) -> None:
    root = copied(tmp_path, "lamp")
    head = root / "lamp" / "pack.yml"
    edit(head, "id: lamp\n", "id: own\n")
    found = [problem for problem in check([root], today=TODAY) if problem.code == "E014"]
    assert [problem.what for problem in found] == [
        "the pack id 'own' is that of the question sets that educators make already"
    ]

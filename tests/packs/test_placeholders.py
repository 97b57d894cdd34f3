"""Template text is a hint while somebody writes and an error once a status says that it is approved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.packs.check import check
from bot.packs.lint.placeholders import FOLDER, KEEP, placeholders
from bot.packs.templates import LEADING, TEMPLATES, write_template
from tests.talk import ROOT, TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.problem import Problem


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    assert write_template("pack", folder)[0] == 0
    return folder


def write(pack: Path, kind: str) -> Path:
    """Write a template, for a campaign or path a lesson that it leads to first."""
    if kind in LEADING:
        assert write_template("lesson", pack / "accounts" / "9-11")[0] == 0
    folder = pack / "accounts" / ("week" if kind in LEADING else "9-11")
    assert write_template(kind, folder)[0] == 0
    return folder


def approve(pack: Path) -> None:
    for file in (pack / "pack.yml", *pack.rglob("*.md")):
        file.write_text(file.read_text("utf-8").replace("status: draft", "status: approved"), "utf-8")


def found(pack: Path) -> list[Problem]:
    return [problem for problem in check([pack], today=TODAY) if problem.code in {"E021", "W021"}]


@pytest.mark.parametrize("kind", [kind for kind in TEMPLATES if kind != "pack"])
def test_a_template_as_it_is_may_be_a_draft_and_no_more(pack: Path, kind: str) -> None:
    below = write(pack, kind).relative_to(pack).as_posix()
    hints = found(pack)
    assert {hint.code for hint in hints} == {"W021"}
    assert not any(problem.severity == "error" for problem in check([pack], today=TODAY))
    for locale in ("ru", "en"):
        assert sum(hint.path.endswith(f"{below}/{kind}.{locale}.md") for hint in hints) == 1, "one a file"
    approve(pack)
    errors = found(pack)
    assert {error.code for error in errors} == {"E021"}
    for locale in ("ru", "en"):
        assert sum(error.path.endswith(f"{below}/{kind}.{locale}.md") for error in errors) >= 3
    assert sum(error.path.endswith("pack.yml") for error in errors) == 4, "two titles, who gives it, who answers"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ('## Мой замок <a id="lock"></a>\n\nЗамок держит. Здесь твой вопрос.\n', 3),
        ('## Мой замок <a id="lock"></a>\n\nЗдесь твой вопрос: что держит?\n', 3),
        ('## Title of the pack <a id="lock"></a>\n\nЗамок держит.\n', 1),
        ('## Мой замок <a id="lock"></a>\n\n- [x] Замок\n- [ ] **Неверный вариант**\n  > Он мал.\n', 4),
        ('## Мой замок <a id="lock"></a>\n\n- [x] Замок\n- [ ] Нитка\n  > Что в нём не так и почему.\n', 5),
        (
            '## Мой замок <a id="lock"></a>\n\nЗамок держит.\n\n> [!NOTE]\n> Крепкий. ОБЪЯСНЕНИЕ ПОСЛЕ ОТВЕТА!\n',
            6,
        ),
    ],
)
def test_remnants_are_found_in_what_was_edited(pack: Path, words: str, line: int) -> None:
    head = (FOLDER / "lesson.ru.md").read_text("utf-8").partition("\n# ")[0]
    head = re.sub(r"(title|objective): .*", r"\1: Свой замок.", head).replace("draft", "approved")
    above = f"{head}\n# Свой замок.\n\nО замках.\n\n"
    file = pack / "accounts" / "9-11" / "lesson.ru.md"
    file.parent.mkdir(parents=True)
    file.write_text(above + words, "utf-8")
    (error,) = (one for one in found(pack) if one.path.endswith("lesson.ru.md"))
    assert (error.code, error.line) == ("E021", above.count("\n") + line)


def test_what_fits_as_it_stands_may_stay_and_nobody_sees_our_marks(pack: Path) -> None:
    folder = write(pack, "lesson")
    words = (folder / "lesson.ru.md").read_text("utf-8")
    assert "## Проверь себя" in words
    assert KEEP not in words
    assert "проверь себя" not in placeholders()
    assert {"название пака", "здесь твой вопрос", "title of the pack"} <= placeholders()


@pytest.mark.slow
def test_no_pack_of_ours_holds_template_text() -> None:
    for root in ("content", "quizzes"):
        assert not found(ROOT / root)


def test_nobody_can_join_what_is_over(pack: Path) -> None:
    folder = write(pack, "campaign")
    file = folder / "campaign.yml"
    words = file.read_text("utf-8")
    for until, wrong in (("2026-11-24", True), ("2026-11-25", False), ("", False)):
        file.write_text(re.sub(r"until:.*", f"until: {until}", words), "utf-8")
        codes = [problem.code for problem in check([pack], today=TODAY)]
        assert ("E814" in codes) is wrong, until
    file.write_text(re.sub(r"until:.*", "until: 2026-11-24", words), "utf-8")
    assert "E814" not in [problem.code for problem in check([pack])], "without a day nothing is over"

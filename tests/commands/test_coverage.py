"""Coverage: what of the curriculum is there, counted in small packs, and README's table of the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.commands.coverage import Cell, coverage_of, matrices
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.topics import TOPICS
from bot.values.audience import Audience
from tests.packs.pack_kit import FIXTURES, TODAY, copied
from tests.talk import ROOT, our_packs

if TYPE_CHECKING:
    from pathlib import Path


def test_cells_count_lessons_questions_tips_and_stories() -> None:
    found = matrices([read_pack(folder) for folder in find_packs([FIXTURES])], TODAY)
    assert {*found} >= {"en", "ru"}
    cell = found["ru"].cells["accounts", Audience.TIER_9_11]
    assert (cell.lessons, cell.questions > 0) == (1, True)
    assert found["ru"].cells["rules", Audience.PARENT] == Cell()


def test_a_pair_of_drills_counts_once_and_its_branches_are_told() -> None:
    told = coverage_of([FIXTURES], TODAY)
    assert " · 1 drills · " in told
    assert "- drill chat: trap · 4 moments · 4 choices · 3 ways" in told
    assert "- drill chat-ok: honest · 4 moments · 4 choices · 3 ways" in told
    found = matrices([read_pack(folder) for folder in find_packs([FIXTURES])], TODAY)
    assert found["en"].cells["accounts", Audience.TIER_16_17].drills == 1


def test_a_cell_is_covered_by_a_lesson_with_a_check_questions_and_two_tips() -> None:
    short, long = Cell(1, 5, 2, 0, fits=True), Cell(1, 8, 2, 0, fits=True)
    assert short.covered("money")
    assert not short.covered("privacy")
    assert long.covered("privacy")
    assert not Cell(1, 8, 2, 0, fits=False).covered("privacy")
    assert not Cell(1, 8, 1, 0, fits=True).covered("privacy")


def test_a_changed_source_makes_its_translation_stale_and_an_error_leaves_it_out(tmp_path: Path) -> None:
    lesson = copied(tmp_path) / "lamp/light/9-11/lesson.ru.md"
    words = lesson.read_text(encoding="utf-8")
    assert " 0 stale" in coverage_of([tmp_path], TODAY)
    lesson.write_text(words.replace("взрослому", "маме"), encoding="utf-8")
    assert " 1 stale" in coverage_of([tmp_path], TODAY)
    lesson.write_text(words.replace("- [x]", "- [ ]"), encoding="utf-8")
    matrix = matrices([read_pack(tmp_path / "lamp")], TODAY)["ru"]
    assert matrix.cells["accounts", Audience.TIER_9_11].lessons == 0


@pytest.mark.slow
def test_the_readme_shows_which_cells_are_covered_in_every_locale() -> None:
    found = matrices(our_packs(), TODAY)
    shown = (ROOT / "README.md").read_text("utf-8").split("<!-- coverage -->")[1].strip()
    rows = ["| topic | " + " | ".join(Audience) + " |", "| --- |" + " --- |" * len(Audience)]
    for topic in TOPICS:
        signs = [
            "✔" if all(matrix.cells[topic, who].covered(topic) for matrix in found.values()) else "·"
            for who in Audience
        ]
        rows.append(f"| {topic} | " + " | ".join(signs) + " |")
    assert shown == "\n".join(rows), "run `python -m bot check --coverage` and mend README"

"""Twenty mistakes that beginners make: each is answered by one problem, at its line, with the fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.packs.check import check
from tests.kit.beginners import ENGLISH, LESSON, MISTAKES
from tests.packs.pack_kit import TODAY, copied, edit

if TYPE_CHECKING:
    from pathlib import Path


DATED, JOINED = "lamp-days/fest/campaign.yml", "lamp-days/week/campaign.yml"

OF_CAMPAIGNS = [
    ("a day that no month has", DATED, "2026-11-02", "2026-11-31", 2, "E007", "starts: 2027-02-08"),
    ("a day as one says it", DATED, "2026-11-08", "8.11.2026", 3, "E007", "until: 2027-02-14"),
    ("a version as packs have it", DATED, "version: 2", "version: 2.0.0", 1, "E007", "write `version: 1`"),
    ("an hour of the night", DATED, "hour: 17", "hour: 23", 7, "E803", "between 8:00 and 20:00"),
    ("a step after the end", JOINED, ": joining", ": 2026-11-02\nuntil: 2026-11-03", 21, "E802", "in `until`"),
    ("an item that is not there", JOINED, "story:lamp/night", "story:lamp/nigth", 18, "E812", "story:lamp/night"),
    ("no quiz after", JOINED, "post: after\n", "", 6, "E808", "name a step in `pre` and one in `post`"),
    ("readers without a step", JOINED, ", parent]", ", parent, educator]", 3, "E806", "take it out of `tiers`"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "code", "fix"),
    [m[1:] for m in [*MISTAKES, *OF_CAMPAIGNS]],
    ids=[m[0] for m in [*MISTAKES, *OF_CAMPAIGNS]],
)
def test_a_beginners_mistake_is_one_problem_with_its_fix(  # noqa: PLR0913, PLR0917 - a mistake and its answer
    tmp_path: Path, file: str, old: str, new: str, line: int, code: str, fix: str
) -> None:
    path = copied(tmp_path, "lamp", "lamp-sets", "lamp-days") / file
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")
    errors = [problem for problem in check([tmp_path], today=TODAY) if problem.severity == "error"]
    assert [(problem.path, problem.code, problem.line) for problem in errors] == [(str(path), code, line)], errors
    assert fix in errors[0].fix


def test_a_day_that_opens_an_honest_twin_is_led_to_its_trap(tmp_path: Path) -> None:
    root = copied(tmp_path, "lamp", "lamp-sets", "lamp-days")
    for twin in ("chat", "chat-ok"):
        head = 'tiers: ["16-17"]\nage_mark: 16+'
        edit(root / "lamp" / twin / "drill.ru.md", head, 'tiers: ["9-11"]\nage_mark: 6+')
    edit(root / JOINED, "story:lamp/night", "drill:lamp/chat")
    assert not [problem for problem in check([tmp_path], today=TODAY) if problem.severity == "error"]
    edit(root / JOINED, "drill:lamp/chat", "drill:lamp/chat-ok")
    (error,) = (problem for problem in check([tmp_path], today=TODAY) if problem.severity == "error")
    assert (error.path, error.code, error.line) == (str(root / JOINED), "E429", 18)
    assert "lead to its trap" in error.fix


def test_there_are_twenty() -> None:
    assert len(MISTAKES) == 20


def test_a_translation_forgotten_altogether_is_told_at_the_source_with_the_name_to_write(tmp_path: Path) -> None:
    (copied(tmp_path) / ENGLISH).unlink()
    found = check([tmp_path], today=TODAY)
    assert [(problem.path, problem.line, problem.code) for problem in found] == [
        (str(tmp_path / LESSON), 1, "W504")
    ]
    assert "write lesson.en.md beside it" in found[0].fix

"""Some topics ask for a specialist by themselves: such an item must say so, and then waits for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from bot.packs.templates import write_template
from bot.packs.topics import SENSITIVE, TOPICS
from bot.packs.visibility import open_library
from bot.values.audience import Audience
from tests.packs.pack_kit import TODAY, copied, edit
from tests.talk import our_library, our_packs

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("topic", TOPICS)
def test_an_item_on_a_topic_for_specialists_says_so_or_is_kept_out(tmp_path: Path, topic: str) -> None:
    folder = copied(tmp_path / "packs", "lamp") / "lamp"
    lesson = folder / "light" / "9-11" / "lesson.ru.md"
    old = next(line for line in lesson.read_text("utf-8").splitlines() if line.startswith("topics:"))
    edit(lesson, old, f"topics: [accounts, {topic}]")
    sheet = read_pack(folder).files["light/9-11/lesson.ru.md"]
    asked = [problem for problem in sheet.problems if problem.code == "E628"]
    assert bool(asked) is (topic in SENSITIVE)
    assert sheet.failed is (topic in SENSITIVE)
    for problem in asked:
        assert problem.severity is Severity.ERROR
        assert lesson.read_text("utf-8").splitlines()[problem.line - 1].startswith("topics:")
    edit(lesson, f"topics: [accounts, {topic}]", f"topics: [accounts, {topic}]\nsensitive: true")
    assert "E628" not in {one.code for one in read_pack(folder).files["light/9-11/lesson.ru.md"].problems}


@pytest.mark.parametrize("topic", sorted(SENSITIVE))
@pytest.mark.parametrize("kind", ["lesson", "story", "quiz", "tips"])
def test_a_template_for_such_a_topic_passes_the_check(tmp_path: Path, topic: str, kind: str) -> None:
    write_template("pack", tmp_path / "ours")
    code, told = write_template(kind, tmp_path / "ours" / topic / "9-11")
    assert code == 0, told
    assert "E628" not in told


def test_run_hides_what_no_specialist_has_reviewed_and_the_demo_marks_it() -> None:
    hidden = open_library(our_packs(), TODAY)
    marked = our_library()
    for kind in (Kind.LESSON, Kind.QUIZ, Kind.TIPS, Kind.STORY):
        for audience in Audience:
            for topic in SENSITIVE:
                assert not hidden.listing(kind, audience, "ru", topic)
                assert all(item.unreviewed for item in marked.listing(kind, audience, "ru", topic))
    assert all(marked.listing(Kind.LESSON, audience, "en", topic) for audience in Audience for topic in SENSITIVE)


def test_no_shipped_campaign_leads_to_what_run_hides() -> None:
    library = open_library(our_packs(), TODAY)
    led = [ref for campaign in library.campaigns() for step in campaign.steps for ref in step.leads.values()]
    assert len(led) > 30
    assert [ref for ref in led if library.find(ref.kind, ref.pack, ref.item, "ru") is None] == []

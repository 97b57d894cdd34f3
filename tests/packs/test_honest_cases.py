"""Cases: a question says whether it judges something honest or a trap; a set of traps alone is warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.commands.coverage import coverage_of
from bot.packs.changes import changes
from bot.packs.check import check
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.visibility import open_library
from tests.packs.pack_kit import TODAY, codes, copied, draft, edit

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = "\n\n- [x] All right\n- [ ] A trap\n  > It asks for nothing.\n"
QUIZ = "lamp-sets/light/9-11/quiz.{}.md"


def question(number: int, case: str = "", words: str = "A letter comes.") -> str:
    marker = f"<!-- case: {case} -->\n" if case else ""
    return f'## Letter {number} <a id="c{number}"></a>\n{marker}\n{words}{OPTIONS}'


def quiz(*cases: str) -> str:
    return "\n".join(question(number, case) for number, case in enumerate(cases))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)


def mark(root: Path, locale: str, case: str) -> Path:
    """Mark the first question of the fixture quiz in one language."""
    file = root / QUIZ.format(locale)
    heading = next(line for line in file.read_text("utf-8").splitlines() if line.endswith('<a id="choice"></a>'))
    edit(file, heading, f"{heading}\n<!-- case: {case} -->")
    return file


def test_a_marker_below_the_heading_says_what_is_judged_and_is_not_shown() -> None:
    found = draft(quiz("honest", "trap", ""), Kind.QUIZ)
    assert not found.report.problems
    assert [card.case for card in found.item.cards] == ["honest", "trap", ""]
    assert {card.body.plain for card in found.item.cards} == {"A letter comes."}


def test_a_marker_changes_no_meaning_and_makes_no_translation_stale() -> None:
    marked, bare = (draft(quiz(case), Kind.QUIZ).item.cards[0] for case in ("honest", ""))
    assert marked.hash == bare.hash
    assert marked.question == bare.question


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (question(1, "honset"), "E218"),
        (question(1).replace("A letter", "<!-- case -->\nA letter"), "E218"),
        (question(1, "honest -->\n<!-- case: trap"), "E218"),
        (question(1).replace("A trap", "A trap <!-- case: trap -->"), "E219"),
        ('## View <a id="v"></a>\n<!-- case: trap -->\n<!-- poll -->\n\n- [ ] One\n- [ ] Two\n', "E219"),
        ('## Own <a id="v"></a>\n<!-- case: trap -->\n<!-- open -->\n\nSay it.\n', "E219"),
        ("<!-- case: trap -->\n\n" + question(1), "E219"),
    ],
)
def test_a_marker_that_says_nothing_is_an_error(words: str, code: str) -> None:
    assert code in codes(draft(words, Kind.QUIZ))


def test_a_slip_of_the_pen_is_told_with_its_word() -> None:
    problem = draft(question(1, "honset"), Kind.QUIZ).report.problems[0]
    assert (problem.line, problem.fix) == (15, "did you mean 'honest'?")


def test_a_lesson_may_mark_the_question_it_ends_with_but_no_card_without_one() -> None:
    assert draft(question(1, "honest")).item.cards[0].case == "honest"
    assert "E219" in codes(draft('## Words <a id="w"></a>\n<!-- case: honest -->\n\nOnly words.\n'))


@pytest.mark.parametrize(
    ("cases", "warned"),
    [
        (("honest", "trap"), False),
        (("honest", "honest", "trap", "trap", "trap"), False),
        (("honest", "trap", "trap"), True),
        (("trap",), True),
        (("", ""), False),
        (("honest", "honest"), False),
    ],
)
def test_a_set_with_fewer_than_two_honest_cases_in_five_is_warned_of(
    cases: tuple[str, ...], *, warned: bool
) -> None:
    found = draft(quiz(*cases), Kind.QUIZ, style=True)
    assert ("W218" in codes(found)) is warned


def test_topics_that_judge_no_offers_may_mark_what_they_like(tmp_path: Path) -> None:
    file = mark(copied(tmp_path), "ru", "trap")
    edit(file, "topics: [accounts]", "topics: [rules]")
    assert "W218" not in {problem.code for problem in check([tmp_path], today=TODAY)}


def test_a_translation_has_the_cases_of_its_source_without_a_word(root: Path) -> None:
    mark(root, "ru", "honest")
    assert check([root], today=TODAY) == []
    library = open_library([read_pack(root / "lamp-sets")], TODAY, allow_unreviewed=False)
    for locale in ("ru", "en"):
        item = library.find(Kind.QUIZ, "lamp-sets", "light/9-11", locale)
        assert item
        assert [card.case for card in item.cards[:2]] == ["honest", ""]


def test_a_translation_may_repeat_a_case_but_not_change_it(root: Path) -> None:
    mark(root, "ru", "honest")
    file = mark(root, "en", "honest")
    assert check([root], today=TODAY) == []
    edit(file, "case: honest", "case: trap")
    assert [(one.path, one.code) for one in check([root], today=TODAY)] == [(str(file), "E509")]


def test_coverage_tells_the_share_of_honest_cases_by_topic(root: Path) -> None:
    assert "accounts –" in coverage_of([root], TODAY)
    mark(root, "ru", "honest")
    edit(root / QUIZ.format("ru"), '<a id="key"></a>', '<a id="key"></a>\n<!-- case: trap -->')
    told = coverage_of([root], TODAY)
    assert told.count("Honest cases: accounts 1 of 2 (50%) · phishing –") == len(("en", "ru"))


def test_a_reviewer_sees_once_that_a_case_has_changed(tmp_path: Path) -> None:
    before, after = copied(tmp_path / "before"), copied(tmp_path / "after")
    mark(before, "ru", "honest")
    mark(after, "ru", "trap")
    found = changes(read_pack(before / "lamp-sets"), read_pack(after / "lamp-sets"))
    assert [(one.card, one.what, one.was, one.now) for one in found] == [("choice", "case", "honest", "trap")]

"""Kinds of questions: each is found by its module, shown to editors, recognised, marked and judged by itself."""

from __future__ import annotations

import re

import pytest

from bot.packs.kinds import KINDS, find_kinds
from bot.packs.kinds.choose_all import ChooseAll
from bot.packs.kinds.order import Order
from bot.packs.model import Kind
from bot.packs.question import Question
from tests.packs.new_kind import editors_page, known, sample, samples
from tests.packs.pack_kit import codes, draft
from tests.talk import ROOT, the_phrases


def question_in(cards: str, locale: str = "en") -> Question:
    found = draft(cards, Kind.QUIZ, locale=locale)
    assert not found.report.failed, found.report.problems
    question = found.item.cards[0].question
    assert question
    return question


@pytest.mark.parametrize("language", ["en", "ru"])
def test_editors_are_shown_each_kind_by_an_example_that_is_read_as_it(language: str) -> None:
    shown = samples(language)
    assert set(shown) == set(KINDS)
    for name, cards in shown.items():
        assert type(question_in(cards, language)) is KINDS[name]


def test_editors_are_shown_in_their_language_what_the_bot_says() -> None:
    said = re.compile(r"^- 💬 (.+)$", re.MULTILINE)
    english, russian = (said.findall(editors_page(language)) for language in ("en", "ru"))
    assert english
    assert [the_phrases()["ru"].say(sentence) for sentence in english] == russian


@pytest.mark.parametrize("name", KINDS)
def test_an_answer_is_right_or_wrong_or_nothing_is_counted(name: str) -> None:
    """What a kind says of itself, that it is counted, is what its answers are."""
    question = question_in(sample(name))
    for marks, _ in question.examples():
        assert question.complete(marks)
        assert question.fitting(marks) == marks
        assert question.right(marks) in ({True, False} if question.counted else {None})
    assert not question.complete("z")
    assert question.complete("") is question.own_words
    assert question.counted is any(question.right(marks) for marks, _ in question.examples())


@pytest.mark.parametrize(
    ("name", "marks", "complete", "right"),
    [
        ("choice", "b", True, True),
        ("choice", "a", True, False),
        ("choice", "", False, False),
        ("choice", "ab", False, False),
        ("choice", "z", False, False),
        ("choose-all", "ac", True, True),
        ("choose-all", "a", True, False),
        ("choose-all", "abc", True, False),
        ("choose-all", "", False, False),
        ("choose-all", "ca", False, False),
        ("choose-all", "aa", False, False),
        ("choose-all", "az", False, False),
        ("true-false", "b", True, True),
        ("true-false", "a", True, False),
        ("order", "abc", True, True),
        ("order", "bac", True, False),
        ("order", "ab", False, False),
        ("order", "abb", False, False),
        ("open", "", True, None),
        ("open", "a", False, None),
        ("poll", "a", True, None),
        ("poll", "c", False, None),
    ],
)
def test_answers_are_judged(name: str, marks: str, complete: bool, right: bool | None) -> None:  # noqa: FBT001 - a case
    question = question_in(sample(name))
    assert question.complete(marks) is complete
    if complete or not question.counted:
        assert question.right(marks) is right


def test_marks_follow_taps() -> None:
    choose, order = question_in(sample("choose-all")), question_in(sample("order"))
    assert isinstance(choose, ChooseAll)
    assert isinstance(order, Order)
    assert choose.toggle(choose.toggle("", "c"), "a") == "ac"
    assert choose.toggle("ac", "a") == "c"
    assert order.toggle(order.toggle("", "c"), "a") == "ca"
    assert order.toggle("cab", "a") == "cb"


@pytest.mark.parametrize("name", KINDS)
def test_what_a_forged_path_marks_is_made_to_fit(name: str) -> None:
    question = question_in(sample(name))
    for marks in ("", "z", "ba", "aab", "fedcba"):
        fitting = question.fitting(marks)
        assert set(fitting) <= set(marks) & set(question.letters)
        assert len(fitting) == len(set(fitting))
        assert question.fitting(fitting) == fitting


@pytest.mark.parametrize("seed", ["1", "2", "3", "4", "5", "6"])
def test_an_order_is_never_shown_solved_and_true_stands_before_false(seed: str) -> None:
    assert question_in(sample("order")).display_order(seed, shuffle=False) != "abc"
    assert question_in(sample("true-false")).display_order(seed, shuffle=True) == "ab"
    choice = question_in(sample("choice"))
    assert choice.display_order(seed, shuffle=False) == "abc"
    assert sorted(choice.display_order(seed, shuffle=True)) == ["a", "b", "c"]


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_options_that_number_a_picture_stand_as_the_picture_has_them(seed: str) -> None:
    """A small child looks from picture 1 to button 1, not to `2: kite, 3: pancakes, 1: door`."""
    options = "- [x] 1: door\n  > Yes\n- [ ] 2: kite\n  > No\n- [ ] 3: pancakes\n  > No\n"
    numbered = question_in(f'## Where? <a id="q"></a>\n\n{options}')
    assert numbered.display_order(seed, shuffle=True) == "abc"


def test_a_marker_says_more_than_the_options() -> None:
    both = draft('## Which? <a id="q"></a>\n\n<!-- open -->\n<!-- poll -->\n\n- [ ] One\n- [ ] Two\n', Kind.QUIZ)
    assert type(both.item.cards[0].question) is KINDS["open"]
    assert "E213" in codes(both)
    steps = draft('## Which? <a id="q"></a>\n\n<!-- poll -->\n\n1. One\n2. Two\n', Kind.QUIZ)
    assert type(steps.item.cards[0].question) is KINDS["poll"]
    assert "E203" in codes(steps)


def test_a_kind_is_found_by_its_module_alone() -> None:
    cards = sample("scale")
    assert "E118" in codes(draft(cards, Kind.QUIZ)), "its marker is not known yet"
    with known():
        question = question_in(cards)
        assert (question.name, question.key, question.right("a")) == ("scale", "", None)
        assert list(find_kinds())[-1] == "choice", "what no other kind claims is a choice"
        assert {"E205"} <= codes(draft(cards.replace("[ ] Very", "[x] Very"), Kind.QUIZ))
    assert "scale" not in KINDS


def test_nobody_outside_packs_reads_the_options_themselves() -> None:
    """What is shown of an option in each place is asked of the kind; what stands in a pack only packs read."""
    others = ("commands/blind/", "pictures/", "features/own_questions/")  # other questions
    reads = re.compile(r"\bquestion\.options\b")
    found = [
        file.relative_to(ROOT / "bot").as_posix()
        for file in (ROOT / "bot").rglob("*.py")
        if reads.search(file.read_text("utf-8"))
    ]
    assert [name for name in found if not name.startswith(("packs/", *others))] == []


def test_steps_are_not_read_aloud_in_their_order() -> None:
    order = question_in(sample("order"))
    assert [text.plain for text in order.said()] != [option.text.plain for option in order.options]
    assert {*order.said()} == {option.text for option in order.options}

"""Kinds of questions: each has a sample, is recognised, marked and judged by its module."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.packs.cards import CHECKS, FORMS
from bot.packs.model import Kind, Question, QuestionKind
from tests.packs.pack_kit import codes, draft

SAMPLES = Path(__file__).parent / "cards"


def sample(kind: QuestionKind) -> Question:
    found = draft((SAMPLES / f"{kind}.md").read_text(encoding="utf-8"), Kind.QUIZ)
    assert not found.report.failed, found.report.problems
    question = found.item.cards[0].question
    assert question
    return question


def test_every_kind_of_question_has_a_module_and_a_sample() -> None:
    assert set(FORMS) == set(QuestionKind)
    assert {file.stem for file in SAMPLES.glob("*.md")} == {kind.value for kind in QuestionKind}


def test_every_kind_of_item_has_its_check() -> None:
    assert set(CHECKS) == set(Kind)


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_a_sample_is_read_as_its_kind(kind: QuestionKind) -> None:
    assert sample(kind).kind is kind


@pytest.mark.parametrize(
    ("kind", "one_tap"),
    [
        (QuestionKind.CHOICE, True),
        (QuestionKind.TRUE_FALSE, True),
        (QuestionKind.POLL, True),
        (QuestionKind.CHOOSE_ALL, False),
        (QuestionKind.ORDER, False),
        (QuestionKind.OPEN, False),
    ],
)
def test_one_tap_answers_where_one_option_is_chosen(kind: QuestionKind, one_tap: bool) -> None:  # noqa: FBT001 - a case
    assert FORMS[kind].one_tap is one_tap


@pytest.mark.parametrize(
    ("kind", "marks", "complete", "right"),
    [
        (QuestionKind.CHOICE, "b", True, True),
        (QuestionKind.CHOICE, "a", True, False),
        (QuestionKind.CHOICE, "", False, False),
        (QuestionKind.CHOICE, "ab", False, False),
        (QuestionKind.CHOICE, "z", False, False),
        (QuestionKind.CHOOSE_ALL, "ac", True, True),
        (QuestionKind.CHOOSE_ALL, "a", True, False),
        (QuestionKind.CHOOSE_ALL, "abc", True, False),
        (QuestionKind.CHOOSE_ALL, "", False, False),
        (QuestionKind.CHOOSE_ALL, "ca", False, False),
        (QuestionKind.CHOOSE_ALL, "aa", False, False),
        (QuestionKind.CHOOSE_ALL, "az", False, False),
        (QuestionKind.TRUE_FALSE, "b", True, True),
        (QuestionKind.TRUE_FALSE, "a", True, False),
        (QuestionKind.ORDER, "abc", True, True),
        (QuestionKind.ORDER, "bac", True, False),
        (QuestionKind.ORDER, "ab", False, False),
        (QuestionKind.ORDER, "abb", False, False),
        (QuestionKind.OPEN, "", True, None),
        (QuestionKind.OPEN, "a", False, None),
        (QuestionKind.POLL, "a", True, None),
        (QuestionKind.POLL, "c", False, None),
    ],
)
def test_answers_are_judged(kind: QuestionKind, marks: str, complete: bool, right: bool | None) -> None:  # noqa: FBT001 - a case
    form, question = FORMS[kind], sample(kind)
    assert form.complete(question, marks) is complete
    if complete or kind in (QuestionKind.OPEN, QuestionKind.POLL):
        assert form.right(question, marks) is right


def test_marks_follow_taps() -> None:
    choose, order, one = FORMS[QuestionKind.CHOOSE_ALL], FORMS[QuestionKind.ORDER], FORMS[QuestionKind.CHOICE]
    assert choose.toggle(choose.toggle("", "c"), "a") == "ac"
    assert choose.toggle("ac", "a") == "c"
    assert order.toggle(order.toggle("", "c"), "a") == "ca"
    assert order.toggle("cab", "a") == "cb"
    assert one.toggle("a", "b") == "b"
    assert FORMS[QuestionKind.OPEN].toggle("", "a") == ""


def test_the_parts_of_a_card_are_told_apart() -> None:
    found = draft(
        '## Card <a id="card"></a>\n\n'
        "First **bold** words.\n\n- one\n- two\n\n![A key](img/key.png)\n\n"
        "> [!TIP]\n> A hint.\n\n> [!NOTE]\n> A note.[^n]\n\n> [!IMPORTANT]\n> Keep it.\n\n"
        "> [!WARNING]\n> Help.\n\n> [!CAUTION]\n> For adults.\n\n"
        "- [x] Yes <!-- misconception: none -->\n  > Good.\n- [ ] No\n  > Why not.\n\n[^n]: A book, 2020.\n"
    )
    card = found.item.cards[0]
    assert card.body.plain == "First bold words.\n\n• one\n• two"
    assert [card.body.plain[span.start : span.end] for span in card.body.spans] == ["bold"]
    assert (card.hint.plain, card.note.plain, card.remember.plain) == ("A hint.", "A note.", "Keep it.")
    assert (card.warning.plain, card.adult_note.plain) == ("Help.", "For adults.")
    assert [source.plain for source in card.sources] == ["A book, 2020."]
    assert card.question
    assert [(option.text.plain, option.right, option.feedback.plain) for option in card.question.options] == [
        ("Yes", True, "Good."),
        ("No", False, "Why not."),
    ]
    assert codes(found) == {"E114", "E214"}


def test_a_numbered_list_asks_for_an_order_in_a_quiz_only() -> None:
    cards = '## Steps <a id="s"></a>\n\n1. Stop\n2. Look\n'
    lesson, quiz = draft(cards), draft(cards, Kind.QUIZ)
    assert lesson.item.cards[0].question is None
    assert lesson.item.cards[0].body.plain == "1. Stop\n2. Look"
    assert quiz.item.cards[0].question


def test_the_meaning_of_a_question_outlives_layout_but_no_change_of_words_or_key() -> None:
    def meaning(words: str) -> str:
        question = draft(f'## Card <a id="c"></a>\n\n{words}\n', Kind.QUIZ).item.cards[0].question
        assert question
        return question.meaning

    first = meaning("What now?\n\n- [x] Stop\n- [ ] Run\n  > No.")
    assert meaning("**What**   now?\n\n\n- [x] Stop.\n- [ ] Run\n\n  > No, no.") == first
    assert meaning("What now?\n\n- [ ] Stop\n  > No.\n- [x] Run") != first
    assert meaning("What then?\n\n- [x] Stop\n- [ ] Run\n  > No.") != first
    assert meaning("What now?\n\n- [ ] Run\n  > No.\n- [x] Stop") != first

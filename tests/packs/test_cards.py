"""Cards: what stands in one is told apart, and what a question means outlives its layout."""

from __future__ import annotations

from bot.packs.model import Kind
from bot.packs.parser.cards import CHECKS
from tests.packs.pack_kit import codes, draft


def test_every_kind_of_item_has_its_check() -> None:
    assert set(CHECKS) == set(Kind)


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

"""A quiz with totals, and a question of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.quiz.totals import totals_of
from bot.packs.model import Item, Kind
from bot.values.few import BLOCK
from tests.talk import fixture_library

if TYPE_CHECKING:
    from bot.features.quiz.totals import Total
    from bot.packs.question import Question
    from bot.values.few import Block


@pytest.fixture(scope="module")
def quiz() -> Item:
    found = fixture_library().find(Kind.QUIZ, "lamp-sets", "light/9-11", "en")
    assert found
    return found


def question_of(quiz: Item, card: str) -> Question:
    found = quiz.card(card)
    assert found
    assert found.question
    return found.question


def shown(quiz: Item, card: str, answers: list[str]) -> Total:
    """What a teacher sees once these answers have come in this order."""
    whole = [answers[at : at + BLOCK] for at in range(0, len(answers) - len(answers) % BLOCK, BLOCK)]
    blocks: list[Block] = [{marks: block.count(marks) for marks in set(block)} for block in whole]
    return next(one for one in totals_of(quiz, {question_of(quiz, card).meaning: blocks}) if one.card == card)

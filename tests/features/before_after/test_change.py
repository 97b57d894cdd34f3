"""Before and after: the change is told with its uncertainty, and chance is called chance."""

from __future__ import annotations

import random

import pytest

from bot.features.before_after.change import compare
from bot.features.quiz.totals import Total, share_of
from bot.values.few import BLOCK


def total(number: int, rights: list[int], meaning: str = "") -> Total:
    """One question whose blocks of five had so many right answers each."""
    return Total(number, f"c{number}", "", meaning or f"m{number}", share_of(rights))


def test_a_great_change_is_told_as_sure() -> None:
    before = [total(number, [1, 2, 1, 2, 2]) for number in range(5)]
    after = [total(number, [4, 5, 4, 5, 4]) for number in range(5)]
    change = compare(before, after)
    assert change
    assert change.sure
    assert 0 < change.low < change.points < change.high
    assert (change.questions, change.pupils) == (5, 25)


def test_the_same_answers_are_no_change() -> None:
    same = [total(number, [3, 2, 3]) for number in range(4)]
    change = compare(same, same)
    assert change
    assert change.points == 0
    assert not change.sure


def test_only_what_was_asked_alike_both_times_is_compared() -> None:
    assert compare([total(1, [3], "old")], [total(1, [5], "new")]) is None
    assert compare([total(1, [])], [total(1, [5])]) is None
    assert compare([total(1, [2]), total(2, [])], [total(1, [3]), total(2, [3])]) is not None


@pytest.mark.parametrize("pupils", [10, 25])
def test_without_a_change_hardly_one_class_in_twenty_is_told_of_one(pupils: int) -> None:
    """Classes whose pupils differ in what they know, and learn nothing: false alarms stay below five percent."""
    chance = random.Random(pupils)  # noqa: S311 - a fixed seed
    alarms = 0
    for _ in range(400):
        known = [chance.betavariate(2, 2) for _ in range(pupils)]
        sides = []
        for _side in range(2):
            questions = []
            for number in range(8):
                answers = [chance.random() < knows for knows in known]
                rights = [sum(answers[at : at + BLOCK]) for at in range(0, pupils, BLOCK)]
                questions.append(total(number, rights))
            sides.append(questions)
        change = compare(*sides)
        assert change
        alarms += change.sure
    assert alarms / 400 <= 0.05


def test_a_real_change_is_mostly_noticed() -> None:
    chance = random.Random(3)  # noqa: S311 - a fixed seed
    noticed = 0
    for _ in range(200):
        sides = [
            [
                total(number, [sum(chance.random() < knows for _ in range(BLOCK)) for _ in range(5)])
                for number in range(8)
            ]
            for knows in (0.35, 0.85)
        ]
        change = compare(*sides)
        assert change
        noticed += change.sure and change.points > 0
    assert noticed / 200 > 0.9

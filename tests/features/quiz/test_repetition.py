"""Missed questions come back after 3, 10 and 28 days, or without waiting, and not for ever."""

from __future__ import annotations

from datetime import date, timedelta

from bot.features.quiz.repetition import RULES, Leitner, Recall
from bot.values.repetition import Repetition

DAY = date(2026, 11, 25)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_right_each_time_a_question_comes_back_three_times() -> None:
    leitner = Leitner()
    recall = leitner.missed(DAY)
    assert recall == Recall("1", after(3))
    second = leitner.answered(recall, after(3), right=True)
    assert second == Recall("2", after(13))
    third = leitner.answered(second, after(13), right=True)
    assert third == Recall("3", after(41))
    assert leitner.answered(third, after(41), right=True) is None


def test_a_wrong_answer_begins_anew() -> None:
    assert Leitner().answered(Recall("3", after(0)), DAY, right=False) == Recall("1", after(3))
    assert Leitner().answered(Recall("3", after(9)), DAY, right=False) == Recall("1", after(3))


def test_a_right_answer_before_its_day_changes_nothing() -> None:
    waiting = Recall("2", after(1))
    assert Leitner().answered(waiting, DAY, right=True) == waiting


def test_the_days_can_be_others() -> None:
    leitner = Leitner((1,))
    assert leitner.missed(DAY) == Recall("1", after(1))
    assert leitner.answered(leitner.missed(DAY), after(1), right=True) is None


def test_massed_asks_a_missed_question_as_often_as_spaced_on_one_day() -> None:
    massed = RULES[Repetition.MASSED]
    boxes = [Recall(str(box), DAY) for box in range(1, len(RULES[Repetition.SPACED].days) + 1)]
    assert massed.missed(DAY) == boxes[0]
    assert [massed.answered(box, DAY, right=True) for box in boxes] == [*boxes[1:], None]
    assert massed.answered(Recall("3", DAY), DAY, right=False) == Recall("1", DAY)


def test_a_question_goes_on_in_its_box_when_the_rule_is_changed() -> None:
    recall = Recall("3", DAY)
    assert RULES[Repetition.MASSED].answered(Recall("2", DAY), DAY, right=True) == recall
    assert RULES[Repetition.SPACED].answered(recall, DAY, right=False) == Recall("1", after(3))

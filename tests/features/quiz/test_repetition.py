"""Missed questions come back after 3, 10 and 28 days, and not for ever."""

from __future__ import annotations

from datetime import date, timedelta

from bot.features.quiz.repetition import Leitner, Recall

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

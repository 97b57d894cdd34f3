"""Before and after: each person beside themselves, with an interval that is as sure as it says."""

from __future__ import annotations

import random
from datetime import date
from statistics import fmean

import pytest

from bot.organisers.paired import Pair, gain, pairs, student, wilson
from bot.store.outcomes import Taken

FIRST, LAST = date(2027, 2, 7), date(2027, 2, 13)


def taken(person: int, attempt: int, on: date, share: float, after_on: date | None = LAST) -> Taken:
    key, right = person.to_bytes(16, "big"), round(1000 * share)
    return Taken(key, "ru", "9-11", "RU", "", FIRST, after_on, attempt, on, on, right, 1000)


def test_a_pair_is_the_first_go_and_the_first_after_the_second_day_was_opened() -> None:
    goes = [
        taken(1, 3, FIRST, 0.4),
        taken(1, 4, FIRST, 0.9),
        taken(1, 7, LAST, 0.8),
        taken(1, 8, LAST, 1.0),
        taken(2, 1, FIRST, 0.5, after_on=None),
        taken(3, 1, LAST, 0.5),
    ]
    found = list(pairs(goes))
    assert [(pair.before.attempt, pair.after.attempt) for pair in found] == [(3, 7)]
    assert found[0].gain == pytest.approx(0.4)


def test_students_t_is_that_of_the_tables() -> None:
    # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values at 0.975.
    for freedom, value in [(9, 2.262), (12, 2.179), (30, 2.042), (100, 1.984)]:
        assert student(freedom) == pytest.approx(value, abs=0.001)


def test_the_interval_holds_the_true_gain_in_95_of_100_trials() -> None:
    chance = random.Random(7)  # noqa: S311 - trials, no secrets
    held = 0
    for _ in range(1000):
        some = []
        for person in range(12):
            before = chance.gauss(0.5, 0.2)
            some.append(
                Pair(taken(person, 1, FIRST, before), taken(person, 2, LAST, before + chance.gauss(0.1, 0.15)))
            )
        found = gain(some)
        held += found.low <= 0.1 <= found.high
    # 950 expected; four standard deviations of a binomial are 28.
    assert 922 <= held <= 978


def test_wilsons_interval() -> None:
    low, high = wilson(50, 100)
    assert low == pytest.approx(0.4038, abs=1e-4)
    assert high == pytest.approx(0.5962, abs=1e-4)
    assert wilson(0, 20)[0] == pytest.approx(0.0)
    for of in range(1, 60):
        assert f"{wilson(0, of)[0]:.0%}" == "0%", "not -0%"
        assert wilson(of, of)[1] <= 1
    assert fmean(wilson(20, 20)) < 1

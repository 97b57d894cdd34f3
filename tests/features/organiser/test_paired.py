"""Before and after: each person beside themselves, with an interval that is as sure as it says."""

from __future__ import annotations

import random
from math import sqrt
from statistics import fmean, stdev

import pytest

from bot.features.campaigns.store.learning_gains import WHOLE, Sums
from bot.features.organiser.paired import gain, student, wilson


def sums(shares: list[tuple[float, float]]) -> Sums:
    """Return what is kept of so many shares before and after."""
    whole = [(round(WHOLE * before), round(WHOLE * after)) for before, after in shares]
    gains = [after - before for before, after in whole]
    before, after = (sum(one[place] for one in whole) for place in (0, 1))
    return Sums(len(whole), before, after, sum(one**2 for one in gains), sum(one > 0 for one in gains))


def test_the_mean_gain_and_its_interval_come_from_sums_alone() -> None:
    shares = [(0.25 + 0.05 * number, 0.5 + 0.02 * number) for number in range(10)]
    found = gain(sums(shares))
    gains = [after - before for before, after in shares]
    reach = student(9) * stdev(gains) / sqrt(10)
    assert found.people == 10
    assert found.before == pytest.approx(0.475)
    assert found.after == pytest.approx(0.59)
    assert found.mean == pytest.approx(fmean(gains))
    assert found.low == pytest.approx(found.mean - reach)
    assert found.high == pytest.approx(found.mean + reach)


def test_students_t_is_that_of_the_tables() -> None:
    # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values at 0.975.
    for freedom, value in [(9, 2.262), (12, 2.179), (30, 2.042), (100, 1.984)]:
        assert student(freedom) == pytest.approx(value, abs=0.001)


def test_the_interval_holds_the_true_gain_in_95_of_100_trials() -> None:
    chance = random.Random(7)  # noqa: S311 - trials, no secrets
    held = 0
    for _ in range(1000):
        some = []
        for _ in range(12):
            before = chance.gauss(0.5, 0.2)
            some.append((before, before + chance.gauss(0.1, 0.15)))
        found = gain(sums(some))
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

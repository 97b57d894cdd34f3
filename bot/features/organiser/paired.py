"""Computes the difference between a quiz before and the same quiz after, for each person."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from bot.features.campaigns.store.learning_gains import WHOLE

if TYPE_CHECKING:
    from bot.features.campaigns.store.learning_gains import Sums

SURE = 0.95
"""Confidence level of the intervals."""


@dataclass(frozen=True, slots=True)
class Gain:
    """The mean gain of `people`, in shares of right answers, with its interval of 95 %; means before and after."""

    people: int
    before: float
    after: float
    mean: float
    low: float
    high: float


def gain(sums: Sums) -> Gain:
    """Return the mean gain with its interval (Student's t on the differences). Errors: ZeroDivisionError for fewer
    than two people.
    """
    people, total = sums.people, sums.after - sums.before
    mean = total / people / WHOLE
    # In whole numbers until here, so that nothing is lost where differences are alike.
    spread = sqrt((people * sums.squares - total**2) / (people - 1)) / people / WHOLE
    reach = student(people - 1) * spread
    before, after = sums.before / people / WHOLE, sums.after / people / WHOLE
    return Gain(people, before, after, mean, mean - reach, mean + reach)


def student(freedom: int, sure: float = SURE) -> float:
    """Return the two-sided quantile of Student's t for degrees of freedom of 9 and more, by the Cornish–Fisher
    expansion (Abramowitz and Stegun 26.7.5); off by less than 0.001 there.
    """
    z = NormalDist().inv_cdf((1 + sure) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum((term / freedom**power for power, term in enumerate(terms, start=1)), 0.0)


def wilson(hits: int, of: int, sure: float = SURE) -> tuple[float, float]:
    """Return the interval of a share (Wilson 1927). Errors: ZeroDivisionError for none."""
    z = NormalDist().inv_cdf((1 + sure) / 2)
    share = hits / of
    middle = share + z * z / (2 * of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    below = 1 + z * z / of
    # # 0 and 1 exactly, which rounding would miss by a hair: a table would say "-0%".
    return max(0.0, (middle - reach) / below), min(1.0, (middle + reach) / below)

"""Paired: the difference between a quiz before and the same quiz after, each person beside themselves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from operator import attrgetter
from statistics import NormalDist, fmean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from bot.store.outcomes import Taken

SURE = 0.95
"""How often such intervals hold the true value."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One person's shares of right answers before and after (0 to 1), and which groups they are in."""

    before: Taken
    after: Taken

    @property
    def gain(self) -> float:
        """How much larger the share is after."""
        return self.after.share - self.before.share

    @property
    def made_on(self) -> date:
        """The day since which it is there and stays as it is."""
        return max(self.before.closed_on, self.after.closed_on)


@dataclass(frozen=True, slots=True)
class Gain:
    """The mean gain of `people`, in shares of right answers, with its interval of 95 %; means before and after."""

    people: int
    before: float
    after: float
    mean: float
    low: float
    high: float


def pairs(taken: Iterable[Taken]) -> Iterator[Pair]:
    """Yield the people who took both quizzes: before is the first go since they opened the quiz before, after the
    first later go since they opened the one after. `taken` comes by person, in the order of their goes.
    """
    for _, goes in groupby(taken, attrgetter("person")):
        mine = list(goes)
        before = next((go for go in mine if go.before_on and go.begun_on >= go.before_on), None)
        if before is None:
            continue
        later = (go for go in mine if go.attempt > before.attempt)
        after = next((go for go in later if go.after_on and go.begun_on >= go.after_on), None)
        if after is not None:
            yield Pair(before, after)


def gain(some: Sequence[Pair]) -> Gain:
    """Return the mean gain with its interval (Student's t on the differences). Errors: ValueError for fewer than
    two pairs.
    """
    gains = [pair.gain for pair in some]
    mean, spread = fmean(gains), stdev(gains) / sqrt(len(gains))
    reach = student(len(gains) - 1) * spread
    before, after = fmean(pair.before.share for pair in some), fmean(pair.after.share for pair in some)
    return Gain(len(gains), before, after, mean, mean - reach, mean + reach)


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
    # None and all are 0 and 1, which rounding would miss by a hair: a table would say "-0%".
    return max(0.0, (middle - reach) / below), min(1.0, (middle + reach) / below)

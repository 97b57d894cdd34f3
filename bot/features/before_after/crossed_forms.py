"""Crossed forms: how much a class has learnt when its halves swap two forms of a set after the lesson. Pure.

Each half answers one form before and the other after, so nobody meets a question twice, and what the halves and
the forms differ by falls out of the sum. Only shares are used that a teacher may see (decision 0011). What the
interval promises is tested on ten thousand simulated classes (decision 0040).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb, sqrt
from typing import TYPE_CHECKING

from bot.features.before_after.change import NORMAL_95, Change
from bot.features.quiz.totals import share_of
from bot.values.few import BLOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.features.quiz.totals import Share, Total

FEWEST_QUESTIONS = 6
"""Counted questions below which a set is not split: three a form say nothing."""

SEEN = 2.8
"""A change of so many standard errors is seen in four of five classes: 1.96 for the interval, and 0.84 more."""

TYPICAL = 0.6
"""The share right that is assumed before anybody has answered."""

COME = 0.9
"""The part of a class that usually answers."""

UNCOUNTED = 3
"""Answers of each half to a question that are lost, on average: some wait for a fifth, and halves are uneven."""

ALIKE = 0.1
"""How much of the spread of answers lies between pupils: little, in a short quiz on one topic."""

STEPS = 200


@dataclass(frozen=True, slots=True)
class _Side:
    """One form on one day: its shown shares by question."""

    shares: tuple[Share, ...]

    @property
    def middle(self) -> float:
        """The mean of the shown shares, 0 to 1."""
        return sum(share.middle for share in self.shares) / 100 / len(self.shares)

    @property
    def answers(self) -> float:
        """Answers to a question, on average."""
        return sum(share.answers for share in self.shares) / len(self.shares)


def compare_forms(before: Sequence[Total], after: Sequence[Total], pupils: int) -> Change | None:
    """Compare a class of so many pupils before and after; None while a form lacks five answers on either day."""
    earlier = {total.meaning: total.share for total in before if total.share}
    forms: list[tuple[_Side, _Side]] = []
    for form in (0, 1):
        pairs = [
            (earlier[one.meaning], one.share) for one in after[form::2] if one.share and one.meaning in earlier
        ]
        if not pairs:
            return None
        forms.append((_Side(tuple(pair[0] for pair in pairs)), _Side(tuple(pair[1] for pair in pairs))))
    rights = [_right((forms[0][day].middle + forms[1][day].middle) / 2) for day in (0, 1)]
    spread = sum(_spread_of_answers([form[day] for form in forms], right) for day, right in enumerate(rights))
    # A half answers one form before and the other after. Pupils who answer only once make the halves differ.
    halves = ((forms[0][0].answers, forms[1][1].answers), (forms[1][0].answers, forms[0][1].answers))
    between = ALIKE * sum(right * (1 - right) for right in rights) / 2
    spread += sum(between * max(0.0, 1 / one + 1 / two - 4 / max(pupils, one + two)) for one, two in halves) / 4
    guess, margin = rights[1] - rights[0], NORMAL_95 * sqrt(spread)
    low, high = max(guess - margin, -1), min(guess + margin, 1)
    questions = sum(len(form[0].shares) for form in forms)
    asked = min(share.answers for form in forms for side in form for share in side.shares)
    return Change(round(100 * guess), round(100 * low), round(100 * high), questions, asked)


def smallest_change(pupils: int, questions: int) -> int | None:
    """Return the change in percent points that four of five such classes would be told of as sure; None where the
    halves are too small to be compared at all.
    """
    come = pupils / 2 * COME
    asked = come - UNCOUNTED
    if come <= BLOCK + 1 or questions < FEWEST_QUESTIONS:
        return None
    answers = 2 * _variance(TYPICAL) / (asked / BLOCK) / questions / _slope(TYPICAL) ** 2
    between = ALIKE * TYPICAL * (1 - TYPICAL) * max(0.0, 2 / asked - 4 / max(pupils, 2 * asked)) / 2
    return round(100 * SEEN * sqrt(answers + between))


def _spread_of_answers(forms: Sequence[_Side], right: float) -> float:
    """Return the variance of one day's share, from how the blocks of each question scatter."""
    total = 0.0
    for form in forms:
        for share in form.shares:
            blocks = share.answers / BLOCK
            own = (_right(share.middle / 100) * blocks + 2 * right) / (blocks + 2)  # few blocks know little
            total += _variance(own) / blocks / len(form.shares) ** 2 / 4
    return total / _slope(right) ** 2


@lru_cache(maxsize=1)
def _shown() -> tuple[float, ...]:
    """Return what is shown of a block, as a share, by how many of it were right: none and one look alike, four and
    five do.
    """
    shares = [share_of([right]) for right in range(BLOCK + 1)]
    return tuple(share.middle / 100 for share in shares if share)


def _expected(right: float) -> float:
    """Return the share that blocks show on average when so many answers are right."""
    return sum(chance * shown for chance, shown in zip(_chances(right), _shown(), strict=True))


def _variance(right: float) -> float:
    mean = _expected(right)
    return sum(chance * (shown - mean) ** 2 for chance, shown in zip(_chances(right), _shown(), strict=True))


def _chances(right: float) -> list[float]:
    return [comb(BLOCK, number) * right**number * (1 - right) ** (BLOCK - number) for number in range(BLOCK + 1)]


@lru_cache(maxsize=1)
def _grid() -> tuple[float, ...]:
    return tuple(_expected(step / STEPS) for step in range(STEPS + 1))


def _right(shown: float) -> float:
    """Return how many answers are right where blocks show this share: `_expected` read backwards."""
    grid = _grid()
    above = next((step for step in range(1, STEPS) if grid[step] > shown), STEPS)
    part = (shown - grid[above - 1]) / (grid[above] - grid[above - 1])
    return (above - 1 + min(max(part, 0.0), 1.0)) / STEPS


def _slope(right: float) -> float:
    step = 1 / STEPS
    low, high = max(right - step, 0.0), min(right + step, 1.0)
    return (_expected(high) - _expected(low)) / (high - low)

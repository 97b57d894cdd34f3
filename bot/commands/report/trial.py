"""Reports the trial of repetition: the share right four weeks later by arm, how sure the difference is, and the
smallest difference that this many people would have shown.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from bot.features.quiz.store import delayed_tests
from bot.features.quiz.store.delayed_tests import WHOLE, Sums
from bot.values.audience import Audience
from bot.values.cells import as_words
from bot.values.few import FEW
from bot.values.repetition import Repetition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

SURE = 0.95
"""Confidence level of the intervals."""

POWER = 0.8
"""How often a trial must show a difference that counts as detectable."""

UNEVEN = 0.001
"""Below this probability of such uneven arms, something other than chance decided who came to the test."""

ARMS = (Repetition.SPACED, Repetition.MASSED)

COLUMNS = ("group", "arm", "people", "right", "difference", "low", "high", "seen_from")


@dataclass(frozen=True, slots=True)
class Difference:
    """Spaced minus massed, in shares of right answers, with its interval of 95 %; `seen_from` is the smallest
    true difference that four of five such trials would have shown.
    """

    mean: float
    low: float
    high: float
    seen_from: float


@dataclass(frozen=True, slots=True)
class Group:
    """One group of people (`all`, or an audience) by arm; arms of fewer than ten people are left out, and without
    both arms there is no difference.
    """

    name: str
    arms: Mapping[Repetition, Sums]
    difference: Difference | None


def groups(db: Connection) -> list[Group]:
    """Return everybody, then each audience with at least ten people in some arm."""
    found = delayed_tests.sums(db)
    of_all = {arm: sum((sums for (own, _), sums in found.items() if own == arm), Sums()) for arm in ARMS}
    by_audience = [(one.value, {arm: found.get((arm, one), Sums()) for arm in ARMS}) for one in Audience]
    return [_group(name, arms) for name, arms in (("all", of_all), *by_audience) if any(map(_told, arms.values()))]


def compare(spaced: Sums, massed: Sums) -> Difference:
    """Return the difference of two arms. One person is one share, whatever the number of their answers, so that
    the answers of one person are not treated as independent.

    For the interval, one person with all right and one with nothing right are added to each arm (Agresti and Caffo
    2000), so that an arm of equal results does not look certain.
    Errors: ZeroDivisionError for an empty arm.
    """
    normal = NormalDist()
    careful = [_mean_and_variance(arm + Sums(2, WHOLE, WHOLE**2)) for arm in (spaced, massed)]
    error = sqrt(sum(variance for _, variance in careful))
    guess, reach = careful[0][0] - careful[1][0], normal.inv_cdf((1 + SURE) / 2) * error
    mean = (spaced.shares / spaced.people - massed.shares / massed.people) / WHOLE
    return Difference(
        mean, max(guess - reach, -1.0), min(guess + reach, 1.0), reach + normal.inv_cdf(POWER) * error
    )


def chance_of_split(spaced: int, massed: int) -> float:
    """Return the probability that a fair coin gives arms at least as uneven as these (normal approximation).

    Errors: ZeroDivisionError for empty arms.
    """
    return 2 * NormalDist().cdf(-abs(spaced - massed) / sqrt(spaced + massed))


def as_text(told: Sequence[Group]) -> str:
    """Return the report for a terminal."""
    if not told:
        return f"no arm of the trial has {FEW} people who were asked again after four weeks yet"
    lines = [f"{'':<10}{'spaced':>20}{'massed':>20}   difference"]
    for group in told:
        arms = "".join(f"{_arm(group.arms.get(arm)):>20}" for arm in ARMS)
        lines.append(f"{group.name:<10}{arms}   {_difference(group.difference)}")
    lines += [
        "",
        "Right answers, four weeks after a quiz was finished, to its questions that were missed then; people are",
        f"counted in whole tens of each age, · is fewer than {FEW}. Difference: spaced minus massed in percentage",
        "points, in brackets where it lies by chance (95 %), then the smallest one that four of five trials with",
        "so many people would have shown: a smaller one may be there, unseen.",
    ]
    everybody = [told[0].arms.get(arm, Sums()).people for arm in ARMS]
    if chance_of_split(*everybody) < UNEVEN:
        lines.append("The arms are more uneven than a coin makes them: do not trust the difference.")
    return "\n".join(lines)


def as_csv(told: Sequence[Group]) -> str:
    """Return the report as CSV by `COLUMNS`; hidden values are empty cells."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in as_data(told):
        writer.writerow("" if value is None else as_words(value) for value in row.values())
    return written.getvalue()


def as_data(told: Sequence[Group]) -> list[dict[str, str | int | float | None]]:
    """Return the report as plain data by `COLUMNS`: a row per arm and group, shares from 0 to 1; without a
    difference its numbers are None.
    """
    rows = []
    for group in told:
        found = group.difference
        between = (found.mean, found.low, found.high, found.seen_from) if found else (None,) * 4
        shown = [None if value is None else round(value, 4) for value in between]
        for arm, sums in group.arms.items():
            right = round(sums.shares / sums.people / WHOLE, 4)
            rows.append(dict(zip(COLUMNS, (group.name, arm.value, sums.people, right, *shown), strict=True)))
    return rows


def _group(name: str, arms: Mapping[Repetition, Sums]) -> Group:
    told = {arm: sums for arm, sums in arms.items() if _told(sums)}
    return Group(name, told, compare(*(told[arm] for arm in ARMS)) if len(told) == len(ARMS) else None)


def _told(sums: Sums) -> bool:
    return sums.people >= FEW


def _mean_and_variance(sums: Sums) -> tuple[float, float]:
    people, mean = sums.people, sums.shares / sums.people
    spread = (sums.squares - people * mean * mean) / (people - 1)
    return mean / WHOLE, spread / people / WHOLE**2


def _arm(sums: Sums | None) -> str:
    return f"{sums.shares / sums.people / WHOLE:.0%} of {sums.people} people" if sums else "·"


def _difference(found: Difference | None) -> str:
    if found is None:
        return "·"
    low, high = 100 * found.low, 100 * found.high
    return f"{100 * found.mean:+.1f} ({low:+.1f} to {high:+.1f}), seen from {100 * found.seen_from:.1f} on"

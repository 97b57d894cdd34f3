"""How well the check sees: messages with the signs that stand in them, some written apart and never tuned for.

A row is `honest|scam<tab>signs<tab>message`; signs are separated by commas, a new line is written `\\n`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from time import thread_time

import pytest

from bot.features.check.domain import Checker
from bot.values.signs import SIGNS
from tests.kit.checked_messages import rows
from tests.talk import our_library

A_MESSAGE = 0.002
"""Most seconds of the processor for a message, p99, on a core that others use too; the goal is a millisecond."""


FLOORS = {"en": (0.84, 0.065), "ru": (0.86, 0.05)}
"""Least recall and most false signs on the kept messages, as measured; the goals are .85 and .10."""


@dataclass(frozen=True)
class Seen:
    """Over scams: how many of their signs were seen, and were among the three that are shown. Over honest
    messages: how many were said to have a sign.
    """

    recall: float
    shown: float
    false: float


@cache
def checker() -> Checker:
    return Checker(our_library())


def measured(part: str, locale: str) -> Seen:
    wanted = seen = shown = false = honest = 0
    for row in rows(part, locale):
        reading = checker().read(row.message)
        found = {one.sign for one in reading.signs}
        if row.scam:
            wanted += len(row.signs)
            seen += len(row.signs & found)
            shown += len(row.signs & {one.sign for one in reading.shown})
        else:
            honest += 1
            false += bool(found)
    told = Seen(seen / wanted, shown / wanted, false / honest)
    print(f"{part} {locale}: sign recall {told.recall:.3f} (shown {told.shown:.3f}), false {told.false:.3f}")  # noqa: T201 - the figures of the test
    return told


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("part", ["dev", "tune", "kept"])
def test_rows_name_signs_that_there_are(part: str, locale: str) -> None:
    told = rows(part, locale)
    assert all(row.signs <= {*SIGNS} for row in told)
    assert all(bool(row.signs) is row.scam for row in told)
    assert abs(sum(row.scam for row in told) / len(told) - 0.5) < 0.1


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_signs_are_seen_in_the_messages_it_was_made_with(locale: str) -> None:
    told = measured("dev", locale)
    assert told.recall >= 0.99
    assert told.false <= 0.01


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_signs_are_seen_in_messages_kept_apart(locale: str) -> None:
    """False signs reach their goal, .10, in both languages; recall, .85, in Russian: what was measured."""
    told = measured("kept", locale)
    recall, false = FLOORS[locale]
    assert told.recall >= recall
    assert told.false <= false


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_a_message_costs_a_millisecond_or_two_at_most(locale: str) -> None:
    messages = [row.message for part in ("dev", "kept") for row in rows(part, locale)]
    took = []
    for message in messages:
        best = 1.0
        for _ in range(9):
            begun = thread_time()
            checker().read(message)
            best = min(best, thread_time() - begun)
        took.append(best)
    took.sort()
    p99 = took[int(len(took) * 0.99)]
    print(f"{locale}: p50 {took[len(took) // 2] * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms")  # noqa: T201 - the figures of the test
    assert p99 <= A_MESSAGE

"""How many of the rows that people may type get a fitting answer; `kept` is never looked at while tuning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.talk.domain import talk_of
from tests.talk import House, our_library, the_detector
from tests.understanding.judging import Judge, beside_hearing, everything, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEAST = {"dev": 0.85, "kept": 0.85}
"""The share of rows whose answer has to fit; topics are judged with the search (tests/features/search)."""


BESIDE = 1.5
"""Most time that matching may take beside hearing distress in the same words."""


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("part", ["dev", "kept"])
def test_most_rows_get_a_fitting_answer(
    tmp_path: Path, part: str, locale: str, record_property: Callable[[str, object], None]
) -> None:
    house = House(tmp_path, everything())
    judge = Judge(house, locale)
    judged = [(row, judge.fits(row)) for row in rows(part, locale)]
    house.close()
    own = [fits for row, fits in judged if not row.fitting.startswith("topic:")]
    record_property(
        "fitting", f"{sum(own)} of {len(own)}, with topics {sum(f for _, f in judged)} of {len(judged)}"
    )
    missed = "\n".join(f"{row.fitting}\t{row.words}" for row, fits in judged if not fits)
    assert sum(own) >= LEAST[part] * len(own), missed if part == "dev" else "see the share above"


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_nobody_is_frightened_by_small_talk(locale: str) -> None:
    detector = the_detector()
    harmless = [row for row in rows("dev", locale) if "place:help" not in row.fitting and row.fitting != "secret"]
    assert [row.words for row in harmless if detector.hear(row.words)] == []


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_matching_takes_no_longer_than_hearing(
    locale: str, record_property: Callable[[str, object], None]
) -> None:
    talk = talk_of(our_library(), locale)
    spent = beside_hearing(talk.find, locale)
    record_property("matching, p99 of processor time", f"{spent.p99 * 1000:.2f} ms")
    assert spent.answers <= BESIDE * spent.hearing

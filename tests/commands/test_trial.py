"""The trial of repetition is told in tens of people, and its interval holds what is really so."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.report.trial import Group, as_csv, as_data, as_text, chance_of_split, compare, groups
from bot.db import mydata, people
from bot.db.people import Person
from bot.features.quiz.repetition import arm_of
from bot.features.quiz.store import delayed_tests
from bot.features.quiz.store.delayed_tests import WHOLE, Sums, sums_of
from bot.values.audience import Audience
from bot.values.few import told
from bot.values.repetition import Repetition
from tests.talk import TODAY, migrated

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.commands.report.trial import Difference
    from bot.db.engine import Store

CHILD = Audience.TIER_9_11


def counts(db: Connection, arm: Repetition, shares: list[int], first: int = 0, audience: Audience = CHILD) -> None:
    """People come to the test with these shares right, in parts of `WHOLE`."""
    for number, share in enumerate(shares, first):
        key = arm.value.encode()[:1] + number.to_bytes(15, "big")
        people.add(db, key + b"-" * 17, Person(key, audience), TODAY)
        delayed_tests.count(db, key, (arm.value, audience.value), share, TODAY)


def test_an_arm_of_nine_is_not_told_and_of_ten_it_is(store: Store) -> None:
    with store.transaction() as db:
        counts(db, Repetition.SPACED, [WHOLE] * 9)
        counts(db, Repetition.MASSED, [WHOLE // 2] * 10)
        (everybody, ages) = groups(db)
        assert Repetition.SPACED not in everybody.arms
        assert everybody.difference is ages.difference is None
        assert {row["arm"] for row in csv.DictReader(io.StringIO(as_csv(groups(db))))} == {"massed"}
        assert "·" in as_text(groups(db))
        counts(db, Repetition.SPACED, [0], first=9)
        (everybody, ages) = groups(db)
    assert everybody.arms[Repetition.SPACED] == Sums(10, 9 * WHOLE, 9 * WHOLE**2)
    assert ages.name == "9-11"
    assert everybody.difference
    assert everybody.difference.mean == pytest.approx(0.4)
    assert "90% of 10 people" in as_text([everybody, ages])
    assert "+40.0" in as_text([everybody, ages])


def test_nobody_is_told_of_before_ten(store: Store) -> None:
    with store.transaction() as db:
        counts(db, Repetition.SPACED, [WHOLE] * 9)
        counts(db, Repetition.MASSED, [0] * 9)
        assert as_text(groups(db)) == "no arm of the trial has 10 people who were asked again after four weeks yet"
        assert as_csv(groups(db)).count("\n") == 1


def test_who_forgets_while_waiting_is_in_no_sum_and_later_changes_none(store: Store) -> None:
    with store.transaction() as db:
        counts(db, Repetition.SPACED, [WHOLE] * 9)
        mydata.forget(db, b"s" + bytes(15))
        counts(db, Repetition.SPACED, [0], first=9)
        assert groups(db) == []
        counts(db, Repetition.SPACED, [0], first=10)
        before = groups(db)
        mydata.forget(db, b"s" + (3).to_bytes(15, "big"))
        assert groups(db) == before != []


def test_ages_are_told_apart_and_together(store: Store) -> None:
    with store.transaction() as db:
        for place, audience in enumerate((CHILD, Audience.PARENT)):
            counts(db, Repetition.SPACED, [WHOLE, 0] * 10, first=100 * place, audience=audience)
            counts(db, Repetition.MASSED, [0] * 12, first=100 * place, audience=audience)
        found = groups(db)
    assert [group.name for group in found] == ["all", "9-11", "parent"]
    assert [group.arms[Repetition.SPACED].people for group in found] == [40, 20, 20]
    assert [group.arms[Repetition.MASSED].people for group in found] == [20, 10, 10]
    rows = [*csv.DictReader(io.StringIO(as_csv(found)))]
    assert [str(row["right"]) for row in as_data(found)] == [row["right"] for row in rows]
    assert as_data(found)[0].keys() == rows[0].keys()
    assert [(row["group"], row["arm"], row["people"], row["right"]) for row in rows[:2]] == [
        ("all", "spaced", "40", "0.5"),
        ("all", "massed", "20", "0.0"),
    ]


def test_the_command_tells_it(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_bytes(migrated())
    told = CliRunner().invoke(app, ["trial"], env={"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}"})
    assert told.exit_code == 0, told.output
    assert "no arm of the trial has 10 people" in told.stdout


def test_arms_that_no_coin_makes_are_told() -> None:
    even = {arm: sums_of([WHOLE, 0] * 60) for arm in (Repetition.SPACED, Repetition.MASSED)}
    odd = even | {Repetition.MASSED: sums_of([WHOLE, 0] * 30)}
    warned = "more uneven than a coin makes them"
    assert warned not in as_text([Group("all", even, None)])
    assert warned in as_text([Group("all", odd, None)])
    assert chance_of_split(100, 100) == pytest.approx(1)
    assert chance_of_split(120, 80) == pytest.approx(0.0047, abs=1e-4)


def a_trial(chance: random.Random, numbers: int, gain: float) -> Difference:
    """One trial with made-up learners. Each missed one to three questions, knows them more or less well (which
    both of their answers hang on), and with the spaced rule a bit better. Arms are drawn as the bot draws them,
    and whoever does not fill a ten waits.
    """
    shares: dict[Repetition, list[int]] = {Repetition.SPACED: [], Repetition.MASSED: []}
    for _ in range(numbers):
        arm = arm_of(chance.randbytes(16))
        knows = 0.2 + 0.5 * chance.random() + (gain if arm is Repetition.SPACED else 0)
        asked = chance.randint(1, 3)
        right = sum(chance.random() < knows for _ in range(asked))
        shares[arm].append(round(WHOLE * right / asked))
    spaced, massed = (sums_of(found[: told(len(found))]) for found in shares.values())
    return compare(spaced, massed)


TRIALS = 2000


@pytest.mark.slow
@pytest.mark.parametrize(("numbers", "gain"), [(60, 0.15), (200, 0.1), (200, 0.25)])
def test_the_interval_holds_a_known_difference_in_95_of_100_trials(numbers: int, gain: float) -> None:
    chance = random.Random(f"{numbers} {gain}")  # noqa: S311 - made-up people
    found = [a_trial(chance, numbers, gain) for _ in range(TRIALS)]
    held = sum(one.low <= gain <= one.high for one in found) / TRIALS
    assert 0.93 <= held <= 0.97
    assert sum(one.mean for one in found) / TRIALS == pytest.approx(gain, abs=0.01)


@pytest.mark.slow
def test_without_a_difference_one_is_seen_in_no_more_than_6_of_100_trials() -> None:
    chance = random.Random("no difference")  # noqa: S311 - made-up people
    found = [a_trial(chance, 200, 0) for _ in range(TRIALS)]
    seen = sum(one.low > 0 or one.high < 0 for one in found) / TRIALS
    assert 0.03 <= seen <= 0.06


@pytest.mark.slow
def test_the_smallest_difference_that_is_told_is_seen_in_four_of_five_trials() -> None:
    chance = random.Random("the smallest")  # noqa: S311 - made-up people
    from_ = sum(a_trial(chance, 200, 0.15).seen_from for _ in range(50)) / 50
    seen = sum(a_trial(chance, 200, from_).low > 0 for _ in range(TRIALS)) / TRIALS
    assert 0.77 <= seen <= 0.83


def test_an_arm_in_which_all_did_alike_does_not_look_certain() -> None:
    found = compare(sums_of([WHOLE] * 10), sums_of([0] * 10))
    assert found.mean == 1
    assert 0.4 < found.low < 0.8
    assert found.high == 1

"""The trial of repetition: each person has one of two rules, and what they missed is asked four weeks later."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.chat import textmode
from bot.db.schema import people
from bot.features.quiz.repetition import RULES, arm_of, rule_for
from bot.features.quiz.tables import delayed_tests, findings, waiting_delayed, waiting_findings
from bot.values.repetition import Repetition
from tests.kit.quizzes import QUIZ, RIGHT, WRONG, asked, plays
from tests.roles import SETTLED
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Row, Table

WHO_SEES = {"delayed delayed/begin": "g . . . . . . .", "delayed/no": SETTLED}

ARMS = (Repetition.SPACED, Repetition.MASSED)
LATER = "four weeks later"


def set_to(setting: Repetition, folder: Path) -> House:
    """A house whose operator has set this rule."""
    house = House(folder)
    house.conversation.services.instance.repetition = setting
    return house


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[House]:
    house = set_to(Repetition.TRIAL, tmp_path)
    yield house
    house.close()


def rows(house: House, table: Table) -> list[Row[tuple[object, ...]]]:
    with house.stores.durable.transaction() as db:
        return [*db.execute(select(table))]


def somebody_in(house: House, arm: Repetition, who: str = "9-11", language: str = "en") -> Person:
    """People come until one is drawn into this arm."""
    for number in itertools.count(2000 + len(rows(house, people))):
        known = {row.key for row in rows(house, people)}
        person = Person(house, number, language)
        person.settles_in(who)
        (key,) = {row.key for row in rows(house, people)} - known
        if arm_of(key) is arm:
            return person
    raise AssertionError


def answers_later(house: House, person: Person, answers: dict[str, str]) -> None:
    """Take the delayed test from the menu on."""
    person.types("/menu")
    person.taps(LATER)
    person.taps("Begin")
    attempt = next(link.page.path.split("/")[1] for link in textmode.links(person.see()) if "Stop" in link.label)
    for number, card in enumerate(asked(house), 1):
        person.visits(f"answer/{attempt}/{number}/{answers[card]}")
    person.taps("See how it went")


def exported(person: Person) -> str:
    """What the person's own export tells, to read."""
    content = person.visits("export").documents[1].content
    assert isinstance(content, bytes)
    return content.decode()


def is_offered(person: Person) -> bool:
    person.types("/menu")
    return any(LATER in label for label in person.labels)


@pytest.mark.parametrize("arm", ARMS)
def test_four_weeks_after_a_quiz_both_arms_are_asked_what_was_missed(trial: House, arm: Repetition) -> None:
    person = somebody_in(trial, arm)
    plays(trial, person, WRONG)
    missed = [card for card in asked(trial) if card not in {"open", "poll"}][:3]
    person.waits(27)
    assert not is_offered(person)
    person.waits(1)
    assert is_offered(person)
    person.taps(LATER)
    assert "3 questions." in person.sees
    assert "You may say no, and nothing changes." in person.sees
    answers_later(trial, person, RIGHT | {missed[0]: WRONG[missed[0]]})
    assert asked(trial) == missed
    assert "You got 2 of 3 right." in person.sees
    (row,) = rows(trial, waiting_delayed)
    assert (row.arm, row.audience, row.share) == (arm.value, "9-11", 6667)
    assert not is_offered(person)
    assert rows(trial, delayed_tests) == []


@pytest.mark.parametrize(("arm", "days"), [(Repetition.SPACED, 3), (Repetition.MASSED, 0)])
def test_missed_questions_come_back_by_the_rule_of_the_arm(trial: House, arm: Repetition, days: int) -> None:
    person = somebody_in(trial, arm)
    plays(trial, person, WRONG)
    for waited in range(4):
        person.types("/menu")
        assert ("🔁 Repeat?" in person.labels) == (waited >= days)
        person.waits(1)


def test_a_russian_child_is_asked_in_russian(trial: House) -> None:
    person = somebody_in(trial, Repetition.SPACED, language="ru")
    plays_in_russian(trial, person)
    person.waits(28)
    person.types("/menu")
    person.taps("четыре недели спустя")
    assert "Хочешь взглянуть на них ещё раз?" in person.sees
    assert "Можно отказаться: ничего не изменится." in person.sees
    person.taps("Нет, спасибо")
    assert "Хорошо, больше не предлагаю." in person.sees


def plays_in_russian(house: House, person: Person) -> None:
    person.visits(f"begin/{QUIZ.removeprefix('quiz/')}:1")
    for number, card in enumerate(asked(house), 1):
        person.visits(f"answer/1/{number}/{WRONG[card]}")
    person.visits("result/1")


def test_a_no_is_final_and_costs_nothing(trial: House) -> None:
    person = somebody_in(trial, Repetition.MASSED)
    plays(trial, person, WRONG)
    person.waits(28)
    assert is_offered(person)
    person.taps(LATER)
    person.taps("No, thanks")
    assert "I shall not ask again" in person.sees
    assert not is_offered(person)
    assert rows(trial, delayed_tests) == rows(trial, waiting_delayed) == []


def test_a_test_that_was_left_is_gone_on_with_and_counts_once(trial: House) -> None:
    person = somebody_in(trial, Repetition.SPACED)
    plays(trial, person, WRONG)
    person.waits(30)
    assert is_offered(person)
    person.taps(LATER)
    person.taps("Begin")
    attempt = next(link.page.path.split("/")[1] for link in textmode.links(person.see()) if "Stop" in link.label)
    person.visits(f"answer/{attempt}/1/{RIGHT[asked(trial)[0]]}")
    person.taps("Stop here")
    assert "Your place is kept" in person.sees
    assert rows(trial, waiting_delayed) == []
    answers_later(trial, person, RIGHT)
    person.visits(f"result/{attempt}")
    person.visits("delayed/begin")
    assert [row.share for row in rows(trial, waiting_delayed)] == [10_000]


def test_a_person_is_asked_of_one_quiz_only_and_never_again(trial: House) -> None:
    person = somebody_in(trial, Repetition.SPACED)
    plays(trial, person, WRONG)
    person.waits(1)
    plays(trial, person, WRONG)
    (planned,) = rows(trial, delayed_tests)
    person.waits(28)
    answers_later(trial, person, RIGHT)
    plays(trial, person, WRONG)
    assert planned.quiz == "quiz:lamp-sets/light/9-11"
    assert rows(trial, delayed_tests) == []


def test_who_missed_nothing_is_asked_nothing(trial: House) -> None:
    person = somebody_in(trial, Repetition.SPACED)
    plays(trial, person, RIGHT)
    person.waits(40)
    assert not is_offered(person)
    assert rows(trial, delayed_tests) == []


def test_visitors_and_a_quiz_of_others_are_no_part_of_it(trial: House) -> None:
    visitor = Person(trial, 3001)
    visitor.settles_in("9-11", agrees=False)
    visitor.visits(f"begin/{QUIZ.removeprefix('quiz/')}:1")
    for number in range(1, 8):
        visitor.visits(f"answer/1/{number}/a")
        visitor.visits(f"answer/1/{number}/c")
    parent = Person(trial, 3002)
    parent.settles_in("parent")
    plays(trial, parent, WRONG)
    with trial.stores.visitors.transaction() as db:
        assert [*db.execute(select(delayed_tests))] == []
    assert rows(trial, delayed_tests) == []


def test_nothing_is_asked_within_half_an_hour_after_help(trial: House) -> None:
    person = somebody_in(trial, Repetition.SPACED)
    plays(trial, person, WRONG)
    person.waits(28)
    person.types("/help")
    assert not is_offered(person)
    trial.later(hours=1)
    assert is_offered(person)


def test_a_delayed_test_is_no_first_attempt_for_the_analysis_of_questions(trial: House) -> None:
    person = somebody_in(trial, Repetition.SPACED)
    plays(trial, person, WRONG)
    before = rows(trial, waiting_findings)
    with trial.stores.durable.transaction() as db:
        db.execute(waiting_findings.delete())
    person.waits(28)
    answers_later(trial, person, RIGHT)
    assert before
    assert rows(trial, waiting_findings) == rows(trial, findings) == []


@pytest.mark.parametrize("setting", ARMS)
def test_without_a_trial_nothing_is_planned_and_everybody_has_the_rule_that_is_set(
    tmp_path: Path, setting: Repetition
) -> None:
    for number in range(4):
        house = set_to(setting, tmp_path / str(number))
        person = Person(house)
        person.settles_in("9-11")
        plays(house, person, WRONG)
        person.types("/menu")
        assert ("🔁 Repeat?" in person.labels) == (setting is Repetition.MASSED)
        person.waits(28)
        assert not is_offered(person)
        assert "Two ways of repeating" not in person.visits("privacy").text.plain
        assert rows(house, delayed_tests) == []
        house.close()


def test_privacy_tells_of_the_trial_and_export_and_forget_hold_it(trial: House) -> None:
    person = somebody_in(trial, Repetition.SPACED)
    assert "Two ways of repeating are compared here" in person.visits("privacy").text.plain
    plays(trial, person, WRONG)
    assert "Questions to be asked once more (1)" in exported(person)
    person.waits(28)
    answers_later(trial, person, RIGHT)
    words = exported(person)
    assert "A result after four weeks that waits to be counted (1)" in words
    assert "how missed questions come back: spaced" in words
    person.visits("forget/now")
    assert rows(trial, waiting_delayed) == []


def test_arms_are_even_stay_and_need_the_whole_key() -> None:
    chance = random.Random(28)  # noqa: S311 - made-up people
    keys = [chance.randbytes(16) for _ in range(4000)]
    massed = sum(arm_of(key) is Repetition.MASSED for key in keys)
    assert 1850 < massed < 2150
    assert [arm_of(key) for key in keys] == [arm_of(bytes(key)) for key in keys]
    changed = sum(arm_of(key) is not arm_of(key[:-1] + bytes([key[-1] ^ 1])) for key in keys)
    assert 1850 < changed < 2150, "a key that is one bit off tells nothing"
    assert {rule_for(Repetition.TRIAL, key) for key in keys} == {*RULES.values()}

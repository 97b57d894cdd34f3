"""All classes of a teacher at a glance; the results' next steps; a reminder, once; fewer than five."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.db.deliveries import due
from bot.features.quiz.store import findings
from bot.features.quiz.store.findings import Sums
from bot.features.quiz.totals import misled_by
from bot.values.why import Why
from tests.kit.assignments import LOST, answered, answers_all, classes_of, gives
from tests.kit.classrooms import another, makes_class
from tests.kit.totals import question_of, quiz, shown
from tests.roles import NOBODY

if TYPE_CHECKING:
    from bot.packs.model import Item
    from tests.talk import House, Person

__all__ = ["quiz"]

WHO_SEES = {"task/1/remind task/1/reminded task/1/few task/1/over": NOBODY}


def test_all_classes_stand_in_one_table(house: House, educator: Person) -> None:
    room, people = classes_of(house, educator, 5)
    task = gives(educator, room)
    for pupil in people:
        answers_all(house, pupil, task, {"truth": "a"})
    makes_class(educator, 7)
    (table,) = educator.types("/class").tables
    assert table.columns == ("Class", "Pupils", "Given last", "Until", "Have done it", "Look again at")
    rows = {row[0].page.path if row[0].page else "": [cell.words for cell in row[1:]] for row in table.rows}
    assert rows.pop(f"class/{room}") == ["5", "Questions about the lamp", "2 December", "5 of 5", "3"]
    assert [*rows.values()] == [["0", "–", "–", "–", "–"]]
    assert "Questions about the lamp, done 5 of 5" in educator.sees, "the chat says it in a line"


def test_what_misled_is_summed_over_questions(house: House, educator: Person) -> None:
    task = answered(house, educator, 5, {"choice": "a", "truth": "a"})
    screen = educator.visits(f"task/{task}/results")
    heat, misled = screen.tables
    assert heat.columns == ("Question", "Right", "Answers", "Often chosen instead")
    assert [cell.words for cell in heat.rows[0][:3]] == ["1. What is bright", "0–20 %", "5"]
    assert heat.rows[0][1].bounds == (0, 20)
    assert misled.columns == ("Misconception", "Misled in")
    ((words, times),) = misled.rows
    assert f"“{words.words.rstrip('.')}” misled in {times.words} questions." in educator.sees


def test_39_the_sum_tells_nothing_that_the_questions_do_not(quiz: Item) -> None:
    """Out of the sum of one question comes just what its own line says."""
    question = question_of(quiz, "choice")
    for wrong in question.wrong:
        total = shown(quiz, "choice", [wrong] * 2 + [question.key] * 3)
        told = {one.words for one in total.stumbles} & total.traps
        assert {one.words for one in misled_by([total])} == told
        assert all((one.times, one.questions) == (1, 1) for one in misled_by([total]))


def test_a_reminder_reaches_who_has_not_done_it_once(house: House, educator: Person) -> None:
    room, (one, two) = classes_of(house, educator, 2)
    task = gives(educator, room)
    answers_all(house, one, task)
    educator.visits(f"task/{task}/done")
    educator.taps("Remind who has not done it")
    assert "Not yet:" in educator.sees
    path = educator.button("Yes, remind").page.path
    educator.visits(path)
    educator.visits(path)
    house.later(hours=1)
    with house.stores.durable.transaction() as db:
        waiting = due(db, house.clock, 10, [Why.ASSIGNMENT])
    assert [(one.path, one.step) for one in waiting] == [(f"due/{task}", 1)], "in the place of the first message"
    assert "I remind of an assignment once" in educator.visits(f"task/{task}/remind").text.plain
    assert "Remind" not in str(educator.visits(f"task/{task}").rows)
    assert two.visits(f"due/{task}").text.plain


def test_nobody_is_reminded_of_what_all_have_done_or_whose_day_is_over(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task, other = gives(educator, room), gives(educator, room, "📖")
    answers_all(house, pupil, task)
    educator.visits(f"task/{task}/results")
    assert "Remind" not in str(educator.labels)
    assert "Remind" in str(educator.visits(f"task/{other}").rows)
    house.later(days=30)
    assert "Remind" not in str(educator.visits(f"task/{other}").rows)
    educator.visits(f"task/{other}/reminded")
    assert "nobody to remind" in educator.visits(f"task/{other}/remind").text.plain


def test_with_four_answers_it_says_what_is_known_and_what_helps(house: House, educator: Person) -> None:
    task = answered(house, educator, 4)
    educator.visits(f"task/{task}/results")
    educator.taps("With fewer than five")
    assert "Known for sure: 4 of 4 have done it." in educator.sees
    assert "no. 1, 2, 3, 4, 7." in educator.sees
    assert "%" not in educator.sees
    assert not educator.see().tables


def test_with_four_answers_it_tells_how_the_questions_go_everywhere(
    house: House, educator: Person, quiz: Item
) -> None:
    task = answered(house, educator, 4)
    truth = question_of(quiz, "truth")
    with house.stores.durable.transaction() as db:
        findings.settle(db, truth.meaning, Sums(30, 12, 18, "a"), house.clock.date())
    screen = educator.visits(f"task/{task}/few")
    (table,) = screen.tables
    assert [[cell.words for cell in row] for row in table.rows] == [["3. A lamp eats soup", "40–60 %", "30"]]


@pytest.mark.parametrize("page", ["remind", "reminded", "few"])
def test_others_find_none_of_it(house: House, educator: Person, page: str) -> None:
    task = answered(house, educator, 1)
    assert LOST in another(house, 92, "educator").visits(f"task/{task}/{page}").text.plain

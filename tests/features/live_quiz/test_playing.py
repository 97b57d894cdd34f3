"""A live quiz: begun for a class, joined by who wants to, answered in private, shown as totals alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.db import retention
from bot.db.schema import deliveries
from bot.features.classes.tables import classrooms, tallies
from bot.features.live_quiz.tables import live_quizzes, taking_part
from bot.features.quiz.tables import answers
from bot.help import pages as help_pages
from bot.values.why import Why
from tests.kit.assignments import classes_of
from tests.kit.classrooms import code_on
from tests.kit.live_quiz import arrives, begins, house, join_in, lesson, rows, seen_by_all
from tests.kit.quizzes import change_packs
from tests.roles import NOBODY, TEACHERS
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["house"]


WHO_SEES = {
    # No class has a live quiz; where nothing serves a projector's page, none begins.
    "class/new/4/66 lead/66/lamp-sets/light/9-11 leading/1 leading/1/1/open leading/1/over": TEACHERS,
    "leading/1/end": TEACHERS,
    "lead/66/lamp-sets/light/9-11:p lead/67/lamp-sets/light/9-11:g": NOBODY,
    "live/1 live/1/in live/1/out live/1/over live/1/1 live/1/1:a live/1/1/a": "g . . . . . . .",
}

LOST = "This page is not here any more"
SET = "lamp-sets/light/9-11"


def test_a_live_quiz_from_the_first_tap_to_the_end(house: House, educator: Person) -> None:
    task, pupils = lesson(house, educator, 6)
    assert "For the projector: https://mayak.example/live/" in educator.sees
    assert "You are in." in pupils[0].sees
    assert seen_by_all(house, task).lines[1] == "6 pupils take part."
    educator.taps("How many by now?")
    educator.taps("First question")
    assert sorted(pupil.number for pupil in arrives(house, *pupils)) == [pupil.number for pupil in pupils]
    for place, pupil in enumerate(pupils):
        assert "Question 1 of 5" in pupil.sees
        assert "What gives light?" in pupil.sees
        pupil.taps("A hat" if place < 3 else "A lamp")
        assert "Your answer is in, and only you know it." in pupil.sees
        assert "Yes" not in pupil.sees, "the board tells it, so that nobody calls it out"
    now = seen_by_all(house, task)
    assert now.lines == ("6 of 6 have answered.",)
    assert (now.share, [choice.right for choice in now.choices]) == (None, [None] * 3)
    educator.taps("How many by now?")
    educator.taps("Close the question")
    now = seen_by_all(house, task)
    assert now.lines[1] == "Right: 40 %", "one block of five: two of the first five"
    assert [choice.right for choice in now.choices] == [None] * 3
    educator.taps("Show the answer")
    now = seen_by_all(house, task)
    assert [choice.right for choice in now.choices] == [False, True, False]
    assert now.lines[2] == "Often chosen: A hat gives light."
    assert "A lamp gives light." in now.note
    pupils[0].taps("Look again")
    assert "A hat is warm." in pupils[0].sees
    educator.taps("Next question")
    assert "Question 2 of 5" in educator.sees
    assert len(arrives(house, *pupils)) == 6
    assert "Tick all that it needs." in pupils[0].sees
    educator.taps("End the quiz")
    assert "It cannot go on after that" in educator.sees
    educator.taps("No, go back")
    educator.taps("End the quiz")
    educator.taps("Yes, end it")
    assert len(arrives(house, *pupils)) == 6
    assert "The live quiz is over." in pupils[5].sees
    assert "You got 1 of 1 right." in pupils[5].sees
    assert (rows(house, live_quizzes), rows(house, taking_part)) == (0, 0)
    educator.taps("What they understood")
    assert "40 %" in educator.sees
    educator.visits(f"task/{task}")
    assert "6 of 6 have done it." in educator.sees


def test_who_has_not_joined_is_sent_nothing(house: House, educator: Person) -> None:
    room, (one, two) = classes_of(house, educator, 2)
    begins(educator, room)
    join_in(one)
    assert arrives(house, one, two) == [two], "that it begins is told once"
    educator.taps("First question")
    assert arrives(house, one, two) == [one]


def test_repeated_taps_step_once_and_count_once(house: House, educator: Person) -> None:
    task, pupils = lesson(house, educator, 5)
    for _ in range(3):
        educator.visits(f"leading/{task}/1/open")
    assert len(arrives(house, *pupils)) == 5
    assert arrives(house, *pupils) == []
    for pupil in pupils:
        for marks in "bba":
            pupil.visits(f"live/{task}/1/{marks}")
        assert "You chose: A lamp" in pupil.sees, "the first answer counts"
    assert rows(house, answers) == 5
    educator.visits(f"leading/{task}/1/closed")
    educator.visits(f"leading/{task}/1/closed")
    assert seen_by_all(house, task).lines == ("5 of 5 have answered.", "Right: 80–100 %")
    educator.visits(f"leading/{task}/2/open")
    educator.visits(f"leading/{task}/1/open")
    assert "Question 2 of 5" in educator.sees, "an old button leads nowhere back"


def test_a_class_of_fewer_than_five_answers_sees_that_it_waits(house: House, educator: Person) -> None:
    task, pupils = lesson(house, educator, 4)
    educator.visits(f"leading/{task}/1/open")
    for pupil in pupils:
        pupil.visits(f"live/{task}/1/a")
    waits = "Waiting: numbers are shown from five answers on."
    for step, words in (("closed", waits), ("shown", "Fewer than five have answered: no numbers are shown.")):
        educator.visits(f"leading/{task}/1/{step}")
        now = seen_by_all(house, task)
        assert now.share is None
        assert now.lines == ("4 of 4 have answered.", words)


def test_a_late_answer_gets_a_kind_word_and_is_not_counted(house: House, educator: Person) -> None:
    task, (pupil, *_) = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/1/open")
    educator.visits(f"leading/{task}/1/closed")
    pupil.visits(f"live/{task}/1/b")
    assert "This question is closed, and that is all right." in pupil.sees
    educator.visits(f"leading/{task}/2/open")
    pupil.visits(f"live/{task}/1/b")
    assert "that is all right" in pupil.sees
    assert rows(house, answers) == 0
    assert rows(house, tallies) == 0


def test_marks_are_set_one_by_one_where_all_that_fit_are_asked(house: House, educator: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/2/open")
    arrives(house, pupil)
    pupil.taps("A key")
    pupil.taps("A desk")
    assert rows(house, answers) == 0
    pupil.taps("Done")
    assert "Your answer is in" in pupil.sees


def test_buttons_bear_the_letters_of_the_board(house: House, educator: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    seen = set()
    for number in range(1, 6):
        educator.visits(f"leading/{task}/{number}/open")
        arrives(house, pupil)
        on_board = seen_by_all(house, task).choices
        on_buttons = [label.removeprefix("☐ ") for label in pupil.labels if not label.startswith(("🆘", "Leave"))]
        assert on_buttons in (
            [f"{one.letter}. {one.words}" for one in on_board],
            [one.letter for one in on_board],
            ["Show me an idea"],
        )
        seen.add(on_buttons[0][:2])
    assert "A." in seen
    educator.visits(f"leading/{task}/1/open")
    pupil.types("c")
    assert "Your answer is in" in pupil.sees, "a letter may be typed, too"


def test_a_question_that_is_over_is_not_brought_late(house: House, educator: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/1/open")
    educator.visits(f"leading/{task}/1/closed")
    assert arrives(house, pupil) == []
    educator.visits(f"leading/{task}/2/open")
    house.later(minutes=6)
    assert arrives(house, pupil) == [], "after five minutes it has been answered by the others"


def test_a_restart_in_the_middle_changes_nothing(house: House, educator: Person) -> None:
    task, pupils = lesson(house, educator, 5)
    educator.visits(f"leading/{task}/1/open")
    pupils[0].visits(f"live/{task}/1/b")
    house.restart()
    assert len(arrives(house, *pupils)) == 5
    for pupil in pupils:
        pupil.visits(f"live/{task}/1/b")
    educator.visits(f"leading/{task}/1/closed")
    assert "5 of 5 have answered." in educator.sees


def test_help_is_one_tap_and_lets_the_quiz_go(house: House, educator: Person) -> None:
    """After a call for help nothing of the quiz comes any more, on any process, until the pupil joins again."""
    task, (pupil,) = lesson(house, educator, 1)
    for path in (f"live/{task}", f"live/{task}/1", f"live/{task}/out"):
        pupil.visits(path)
        assert pupil.button("🆘").page == help_pages.Help()
    join_in(pupil)
    educator.visits(f"leading/{task}/1/open")
    pupil.taps("🆘")
    house.conversation.deliveries.rest(pupil.number, house.clock)
    assert arrives(house, pupil) == []
    pupil.visits(f"live/{task}")
    assert "Join in" in pupil.sees


def test_distress_is_heard_in_the_middle_of_a_live_quiz(house: House, educator: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/1/open")
    arrives(house, pupil)
    pupil.types("he says he will post my nudes")
    assert any(label.startswith("🆘") or "help" in label.lower() for label in pupil.labels)
    assert rows(house, answers) == 0


@pytest.mark.parametrize("how", ["leaves", "stops", "forgets", "rests"])
def test_whoever_goes_is_let_go_at_once(house: House, educator: Person, how: str) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/1/open")
    room = next(iter(room_of(house)))
    pupil.visits({"leaves": f"mine/{room}/left", "stops": "stop", "forgets": "forget/now", "rests": "enough"}[how])
    assert rows(house, taking_part) == 0
    assert rows(house, deliveries) == 0
    assert arrives(house, pupil) == []


def room_of(house: House) -> list[int]:
    with house.stores.durable.transaction() as db:
        return list(db.scalars(select(classrooms.c.room)))


def test_who_leads_and_forgets_ends_it(house: House, educator: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/1/open")
    educator.visits("forget/now")
    assert rows(house, live_quizzes) == 0
    assert arrives(house, pupil) == []
    pupil.visits(f"live/{task}/1/b")
    assert "The live quiz is over." in pupil.sees or LOST in pupil.sees


def test_it_ends_by_itself_after_two_hours(house: House, educator: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    house.later(hours=2)
    educator.visits(f"leading/{task}")
    assert "The live quiz is over." in educator.sees
    pupil.visits(f"live/{task}")
    assert "The live quiz is over." in pupil.sees
    with house.stores.durable.transaction() as db:
        retention.sweep(db, house.clock)
    assert (rows(house, live_quizzes), rows(house, taking_part)) == (0, 0)


def test_a_second_quiz_ends_the_first(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    first = begins(educator, room)
    assert begins(educator, room) == first, "the same set: it goes on"
    educator.visits(f"class/{room}")
    educator.taps("The live quiz that is on")
    assert "0 pupils take part." in educator.sees


def test_the_set_is_not_done_alone_while_it_is_live(house: House, educator: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    pupil.visits(f"due/{task}/begin")
    assert "You are in." in pupil.sees
    educator.visits(f"leading/{task}/over")
    pupil.visits(f"due/{task}/begin")
    assert "1 of 7" in pupil.sees


def test_answers_to_a_wording_that_changed_are_not_mixed_in(
    house: House, educator: Person, tmp_path: Path
) -> None:
    task, pupils = lesson(house, educator, 5)
    educator.visits(f"leading/{task}/1/open")
    for pupil in pupils:
        pupil.visits(f"live/{task}/1/b")
    change_packs(house, tmp_path, "A hat", "A cap")
    educator.visits(f"leading/{task}/1/closed")
    assert seen_by_all(house, task).share is None
    pupils[0].visits(f"live/{task}")
    assert "This question is closed" in pupils[0].sees


def test_a_question_that_is_withdrawn_is_skipped(house: House, educator: Person, tmp_path: Path) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/1/open")
    change_packs(house, tmp_path, '<a id="choice">', '<a id="other">')
    assert "took this question back" in seen_by_all(house, task).lines[0]
    pupil.visits(f"live/{task}/1/b")
    assert "that is all right" in pupil.sees
    pupil.visits(f"live/{task}")
    assert "This question is for the board alone." in pupil.sees
    educator.visits(f"leading/{task}/1/closed")
    educator.taps("Show the answer")
    educator.taps("Next question")
    assert "What a lamp needs" in educator.sees


def test_where_there_is_no_projector_the_teacher_is_told(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    house.conversation.services.instance.projector = ""
    educator.visits(f"lead/{room}/{SET}")
    assert "There is no page for a projector here" in educator.sees
    educator.visits(f"lead/{room}/{SET}:p")
    assert LOST in educator.sees


def test_nobody_else_gets_in(house: House, educator: Person, child: Person, parent: Person) -> None:
    task, (pupil,) = lesson(house, educator, 1)
    stranger = Person(house, 7001)
    stranger.settles_in("educator")
    for person in (child, parent, stranger, pupil):
        for path in (f"leading/{task}", f"leading/{task}/1/open", f"leading/{task}/over", f"lead/1/{SET}"):
            person.visits(path)
            assert LOST in person.sees or "The live quiz is over." in person.sees
    for person in (child, parent, stranger, educator):
        for path in (f"live/{task}", f"live/{task}/in", f"live/{task}/1/b", f"live/{task}/over"):
            person.visits(path)
            assert LOST in person.sees
    assert seen_by_all(house, task).lines[1] == "1 pupil takes part."


def test_the_ledger_knows_why_it_came(house: House, educator: Person) -> None:
    task, pupils = lesson(house, educator, 1)
    educator.visits(f"leading/{task}/1/open")
    with house.stores.durable.transaction() as db:
        row = db.execute(select(deliveries)).one()
    assert (row.why, row.path) == (Why.LIVE, f"live/{task}/1")
    assert len(arrives(house, *pupils)) == 1


def test_the_class_is_told_that_it_begins_and_the_board_shows_the_way_in(house: House, educator: Person) -> None:
    room, (joins_at_once, reads, late) = classes_of(house, educator, 3)
    code = code_on(educator.visits(f"class/{room}"))
    task = begins(educator, room)
    shown = seen_by_all(house, task)
    assert shown.entrance
    assert shown.entrance.code.replace(" ", "") == code
    assert shown.entrance.bot == "@mayak_test_bot"
    assert code in shown.entrance.link
    join_in(joins_at_once)
    told = arrives(house, joins_at_once, reads, late)
    assert {one.number for one in told} == {reads.number, late.number}, "who takes part knows it"
    assert "Live quiz in" in reads.sees
    reads.taps("Join in")
    assert "You are in" in reads.sees
    educator.visits(f"leading/{task}/1/open")
    assert seen_by_all(house, task).entrance is None


@pytest.mark.parametrize("why", ["night", "over", "eleven minutes"])
def test_nobody_is_told_late_or_at_night(house: House, educator: Person, why: str) -> None:
    room, pupils = classes_of(house, educator, 2)
    if why == "night":
        house.later(hours=9)  # midnight in Moscow
    task = begins(educator, room)
    if why == "over":
        educator.visits(f"leading/{task}/over")
    if why == "eleven minutes":
        house.later(minutes=11)
    assert arrives(house, *pupils) == []
    house.later(hours=9)
    assert arrives(house, *pupils) == []

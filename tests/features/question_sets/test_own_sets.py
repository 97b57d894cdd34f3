"""An educator's own question set: picked from the bank, looked at, given, printed, compared, changed, erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from bot.features.classes import pages as classes_pages
from bot.features.classes.store import tallies
from bot.features.classes.tables import assignments as assignment_table
from bot.features.question_sets import store as ownsets
from bot.features.question_sets.tables import ownsets as set_table
from bot.packs.recipe import MOST_QUESTIONS, Recipe
from bot.values.audience import Audience
from tests.kit.assignments import LOST, answers_all, classes_of, counted
from tests.kit.classrooms import another
from tests.kit.forged import key_of
from tests.kit.own_sets import PICKED, makes_set
from tests.kit.quizzes import change_packs
from tests.roles import NOBODY, TEACHERS
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

WHO_SEES = {
    "class/new/4/6 sets/6 sets/6/new sets/6/new/accounts/1 sets/6/1 sets/6/1/drop": TEACHERS,
    "class/new/4/7 sets/7/new/accounts/1 bank/7/1/more bank/7/1/more/accounts:0 lack/7/1/0000000000": TEACHERS,
    "class/new/4/8 sets/8/1/dropped": TEACHERS,
    # No question has this mark.
    "pick/7/1/more/0000000000 put/7/1/more/0000000000": NOBODY,
}


def gives_set(educator: Person, room: int, own: int, until: str = "2 December") -> int:
    educator.visits(f"sets/{room}/{own}")
    educator.taps("Give it")
    educator.taps(f"Until {until}")
    page = educator.button("How it goes").page
    assert isinstance(page, classes_pages.Task)
    return page.task


def test_a_set_is_picked_question_by_question(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    makes_set(educator, room)
    assert "Passwords and accounts · set 1" in educator.sees
    assert "2 questions · 1 minute" in educator.sees
    assert [label[:2] for label in educator.labels[:2]] == ["1.", "2."]
    educator.taps("More questions")
    assert f"2 of {MOST_QUESTIONS} picked" in educator.sees
    assert [label for label in educator.labels if label.startswith("☑")] == [f"☑ {title}" for title in PICKED]


def test_a_question_is_read_with_its_key_before_it_is_picked(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    makes_set(educator, room, ())
    educator.taps("More questions")
    educator.taps("What is bright")
    for words in (
        "What gives light?",
        "✗ A hat",
        "✓ A lamp",
        "A lamp gives light.",
        "From: Questions about the lamp",
    ):
        assert words in educator.sees
    educator.taps("⬆ Questions")
    assert f"0 of {MOST_QUESTIONS} picked" in educator.sees


def test_a_question_is_replaced_in_its_place_and_taken_out(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    makes_set(educator, room)
    educator.taps("1. What is bright")
    educator.taps("Replace it")
    assert "Which question shall stand in its place?" in educator.sees
    educator.taps("What a lamp needs")
    put = educator.button("Take this question").page.path
    for _ in range(2):
        educator.visits(put)
        assert educator.labels[:2] == ["1. What a lamp needs", "2. A lamp eats soup"]
    educator.taps("2. A lamp eats soup")
    out = educator.button("Take it out").page.path
    for _ in range(2):
        educator.visits(out)
        assert "1 question · 1 minute" in educator.sees


def test_tapped_twice_a_set_is_made_once_and_the_next_has_the_next_number(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    educator.visits(f"sets/{room}/new")
    path = educator.button("Passwords").page.path
    educator.visits(path)
    educator.visits(path)
    makes_set(educator, room)
    assert "set 2" in educator.sees
    educator.visits(f"sets/{room}")
    assert [label for label in educator.labels if label.startswith("🧩")] == [
        "🧩 Passwords and accounts · set 1 (0)",
        "🧩 Passwords and accounts · set 2 (2)",
    ]


def test_it_is_looked_at_as_a_pupil_does(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    makes_set(educator, room)
    educator.taps("See it as a pupil does")
    assert "2 questions." in educator.sees
    educator.taps("Begin")
    assert "1 of 2" in educator.sees
    educator.visits("answer/1/1/b")
    educator.taps("Next")
    educator.visits("answer/1/2/b")
    educator.taps("See how it went")
    assert "A sharp eye!" in educator.sees
    assert "Share it" not in educator.sees, "nobody else could open it"
    educator.types("/menu")
    assert "Something broke" not in educator.sees


def test_a_class_does_it_and_its_totals_count(house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 5)
    task = gives_set(educator, room, makes_set(educator, room))
    pupils[0].types("/menu")
    pupils[0].taps("📌 Passwords and accounts · set 1")
    assert "Questions that a teacher has chosen." not in pupils[0].sees
    pupils[0].taps("▶ Begin")
    assert "1 of 2" in pupils[0].sees
    for number, pupil in enumerate(pupils):
        answers_all(house, pupil, task, {"choice": "bbaaa"[number]})
    educator.visits(f"task/{task}")
    assert "5 of 5 have done it." in educator.sees
    educator.taps("What they understood")
    assert "1. What is bright: 40 %" in educator.sees
    assert "often chosen: " in educator.sees
    assert "2. A lamp eats soup: 80–100 %" in educator.sees


def test_a_missed_question_comes_back_as_the_banks_own(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives_set(educator, room, makes_set(educator, room))
    answers_all(house, pupil, task, {"choice": "a"})
    with house.stores.durable.transaction() as db:
        refs = {row[0] for row in db.execute(text("SELECT quiz FROM repeats"))}
        done = {row[0] for row in db.execute(text("SELECT ref FROM progress"))}
    assert refs == {"quiz:lamp-sets/light/9-11"}
    assert not done, "an own set is no item of the library that could be done"


def test_giving_it_twice_is_once_and_a_changed_set_is_another(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    own = makes_set(educator, room)
    educator.visits(f"sets/{room}/{own}")
    educator.taps("Give it")
    path = educator.button("Until 2 December").page.path
    tasks = [educator.visits(path) and educator.button("How it goes").page for _ in range(2)]
    assert tasks[0] == tasks[1]
    assert isinstance(tasks[0], classes_pages.Task)
    task = tasks[0].task
    educator.visits(f"sets/{room}/{own}")
    educator.taps("1. What is bright")
    educator.taps("Take it out")
    other = gives_set(educator, room, own)
    assert other != task
    pupil.visits(f"due/{task}/begin")
    assert "1 of 2" in pupil.sees, "what was given stays as it was that day"
    pupil.visits(f"due/{other}/begin")
    assert "1 of 1" in pupil.sees


@pytest.mark.parametrize("how", ["erased", "forgotten"])
def test_what_was_given_stays_when_the_set_goes(house: House, educator: Person, how: str) -> None:
    room, (pupil, *_) = classes_of(house, educator, 2)
    colleague = another(house, 92, "educator")
    educator.visits(f"class/{room}/invite")
    colleague.types("/start teach_" + educator.sees.split("teach_")[1][:12])
    colleague.taps("Teach there too")
    own = makes_set(educator, room)
    task = gives_set(educator, room, own)
    if how == "erased":
        educator.visits(f"sets/{room}/{own}")
        educator.taps("Erase the set")
        educator.taps("Yes, erase it")
        assert "🧩" not in educator.sees
        assert LOST in educator.visits(f"sets/{room}/{own}").text.plain
    else:
        educator.visits("forget/now")
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(set_table)) == 0
    answers_all(house, pupil, task)
    assert "A sharp eye!" in pupil.sees
    colleague.visits(f"task/{task}/results")
    assert "Passwords and accounts · set 1" in colleague.sees


def test_on_paper_and_before_and_after(house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 5)
    own = makes_set(educator, room)
    educator.taps("On paper")
    documents = educator.see().documents
    assert [document.name for document in documents] == [
        "mayak-sheet.pdf",
        "mayak-sheet.png",
        "mayak-sheet-key.pdf",
    ]
    drawn = documents[0].content
    assert not isinstance(drawn, bytes)
    assert drawn().startswith(b"%PDF")
    tasks = [gives_set(educator, room, own, until) for until in ("2 December", "9 December")]
    for task, phase, marks in zip(tasks, ("before", "after"), ("a", "b"), strict=True):
        educator.visits(f"task/{task}/phase/{phase}")
        for pupil in pupils:
            answers_all(house, pupil, task, {"choice": marks, "truth": marks})
    educator.visits(f"task/{tasks[1]}/results")
    assert "Compared with before the lesson: +" in educator.sees


def test_a_question_that_is_changed_or_taken_back(house: House, educator: Person, tmp_path: Path) -> None:
    room, pupils = classes_of(house, educator, 2)
    own = makes_set(educator, room)
    task = gives_set(educator, room, own)
    pupils[0].visits(f"due/{task}/begin")
    change_packs(house, tmp_path, "## A lamp eats soup", "## A lamp drinks tea")
    educator.visits(f"sets/{room}/{own}")
    assert educator.labels[1].startswith("2. A lamp")
    answers_all(house, pupils[1], task)
    answers_all(house, pupils[0], task)
    with house.stores.durable.transaction() as db:
        assert all(not blocks for blocks in tallies.blocks(db, task).values())
        assert len(counted(db)) == 2, "the old wording was never answered"
    change_packs(house, tmp_path, '<a id="truth"></a>', '<a id="other"></a>')
    educator.visits(f"sets/{room}/{own}")
    assert "1 question was taken back by its authors and is left out." in educator.sees
    educator.taps("1. What is bright")
    educator.taps("Take it out")
    assert "No question is in it yet." in educator.sees
    with house.stores.durable.transaction() as db:
        (left,) = db.scalars(select(set_table.c.recipe))
    assert left == "9-11 accounts 1", "what was taken back goes with the next change"


def test_in_russian(house: House) -> None:
    teacher = Person(house, 7, "ru")
    teacher.settles_in("educator")
    teacher.visits("class/new/4/7")
    teacher.taps("К классу")
    teacher.taps("Дать задание")
    teacher.taps("Мои наборы вопросов")
    teacher.taps("Собрать набор")
    teacher.taps("Пароли")
    teacher.taps("☐")
    teacher.taps("Взять этот вопрос")
    teacher.taps("⬆ Пароли и аккаунты · набор 1")
    assert "1 вопрос · 1 минута" in teacher.sees


@pytest.mark.parametrize(
    "path",
    [
        "sets/{r}/{n}",
        "sets/{r}/{n}/drop",
        "bank/{r}/{n}/more",
        "bank/{r}/{n}/more/accounts:0",
        "quiz/own/{n}-1",
        "begin/own/{n}-1:1",
        "give/{r}/q/own/{n}-1",
        "given/{r}/q/own/{n}-1:2530",
        "paper/{r}/own/{n}-1",
    ],
)
def test_a_set_is_for_its_educator_alone(house: House, educator: Person, path: str) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    forged = path.format(r=room, n=makes_set(educator, room))
    for person in (pupil, another(house, 90), another(house, 91, "parent"), another(house, 92, "educator")):
        assert LOST in person.visits(forged).text.plain, person.number
    other = another(house, 93, "educator")
    other.visits("class/new/4/3")
    assert LOST in other.visits(path.format(r=3, n=forged.split("/")[-1])).text.plain
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(assignment_table)) == 0


def test_a_full_set_takes_no_more_and_an_educator_has_fifty(house: House, educator: Person) -> None:
    full = Recipe(Audience.TIER_9_11, "accounts", 1, tuple(f"p/q:{n}" for n in range(MOST_QUESTIONS)))
    assert full.with_question("p/q:more") == full
    assert Recipe.parse(str(full)) == full
    assert (
        len(str(Recipe(Audience.TIER_9_11, "a" * 16, 50, ("p" * 16 + "/" + "i" * 24 + ":" + "c" * 11,) * 20)))
        < 1200
    )
    room, _ = classes_of(house, educator, 0)
    key = key_of(house, educator)
    with house.stores.durable.transaction() as db:
        for number in range(1, ownsets.MOST_SETS + 1):
            ownsets.make(db, key, number, f"9-11 accounts {number}")
    assert "as many sets as I can keep" in educator.visits(f"sets/{room}/new").text.plain
    assert "as many sets as I can keep" in educator.visits(f"sets/{room}/new/accounts/77").text.plain

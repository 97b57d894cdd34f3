"""What a class understood: a heat map in words and as a picture, a table, and teaching it again with one tap."""

from __future__ import annotations

import csv
import io
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import func, select

from bot.features.classes.tables import assignments
from tests.kit.assignments import LOST, answered, answers_all, classes_of, gives
from tests.kit.classrooms import another, files, makes_class
from tests.kit.quizzes import change_packs
from tests.talk import FIXTURES, library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.talk import House, Person


def test_39_nothing_is_shown_below_five(house: House, educator: Person) -> None:
    task = answered(house, educator, 4)
    educator.visits(f"task/{task}")
    educator.taps("What they understood")
    assert not set("🟩🟨🟧🟥") & set(educator.see().text.plain)
    assert educator.see().text.plain.count("fewer than 5") == 5


def test_the_heat_map_names_what_misled(house: House, educator: Person) -> None:
    task = answered(house, educator, 5, {"truth": "a"})
    educator.visits(f"task/{task}/results")
    lines = educator.see().text.plain.splitlines()
    assert "🟩 1. What is bright: 80–100 %" in lines
    assert "🟥 3. A lamp eats soup: 0–20 %" in lines
    assert any("often chosen:" in line for line in lines)
    assert "Worth another look: 3" in lines
    made = files(educator.see())
    assert Image.open(io.BytesIO(made["mayak-results.png"])).width == 1080


def test_own_words_and_polls_are_not_in_the_map(house: House, educator: Person) -> None:
    task = answered(house, educator, 5)
    educator.visits(f"task/{task}/results")
    assert sum(line[:1] in "🟩🟨🟧🟥" for line in educator.see().text.plain.splitlines() if line) == 5


def test_39_the_sixth_answer_changes_nothing_on_the_screen(house: House, educator: Person) -> None:
    room, people = classes_of(house, educator, 7)
    task = gives(educator, room)
    seen = []
    for pupil in people:
        answers_all(house, pupil, task, {"choice": "a"} if pupil is people[5] else None)
        seen.append(educator.visits(f"task/{task}/results").text)
    assert seen[4] != seen[3]
    assert seen[4] == seen[5] == seen[6]


def test_the_table_holds_the_numbers_of_the_screen_typed(house: House, educator: Person) -> None:
    task = answered(house, educator, 5, {"truth": "a"})
    educator.visits(f"task/{task}/results")
    educator.taps("As a table")
    made = files(educator.see())
    rows = list(csv.DictReader(io.StringIO(made["mayak-results.csv"].decode("utf-8-sig"))))
    assert [row["Question"] for row in rows][:1] == ["What is bright"]
    truth = next(row for row in rows if row["Question"] == "A lamp eats soup")
    assert (truth["Answers"], truth["Right, at least, %"], truth["Right, at most, %"]) == ("5", "0", "20")
    assert truth["Worth another look?"] == "yes"
    results, columns = load_workbook(io.BytesIO(made["mayak-results.xlsx"]))
    assert results.title == "1 Questions about the lamp"
    assert (results["D2"].value, results["D2"].data_type) == (5, "n"), "a number is a number"
    assert columns["B1"].value == "What it means", "the dictionary of columns"
    told = {columns.cell(row, 1).value for row in range(2, columns.max_row + 1)}
    assert {cell.value for cell in results[1]} <= told, "each column is explained by its own name"


def test_the_table_speaks_the_teachers_language_and_has_no_marks_of_the_program(
    house: House, educator: Person
) -> None:
    task = answered(house, educator, 5, {"truth": "a"})
    educator.visits("set/locale/ru")
    educator.visits(f"task/{task}/table")
    words = files(educator.see())["mayak-results.csv"].decode("utf-8-sig")
    assert words.startswith("№;Вопрос;О чём спрашивают;Ответов;")
    assert not re.search(r"[a-z]+_[a-z]+|\b[0-9a-f]{8,}\b|True|False", words)


def test_a_class_has_one_file_with_a_sheet_a_set(house: House, educator: Person) -> None:
    task = answered(house, educator, 5, {"truth": "a"})
    with house.stores.durable.transaction() as db:
        room = db.scalar(select(assignments.c.room).where(assignments.c.task == task))
    gives(educator, room or 0, until="9 December")
    gives(educator, room or 0, what="📖")
    educator.visits(f"class/{room}/tasks:0")
    educator.taps("All results as one table")
    book = load_workbook(io.BytesIO(files(educator.see())["mayak-class-results.xlsx"]))
    first, second = (sheet for sheet in book.sheetnames[1:-1])
    assert book.sheetnames[0] == "All sets"
    assert book.sheetnames[-1] == "Columns"
    assert (first, second) == ("1 Questions about the lamp", "2 Questions about the lamp")
    front = [[cell.value for cell in row] for row in book["All sets"].iter_rows()]
    assert front[0][0] == "Set"
    lamp = next(row for row in front if row[0] == "Questions about the lamp" and row[3])
    assert lamp[1:] == ["25 November", "2 December", 5, 5, "3"]


def test_a_class_without_sets_has_no_table_yet(educator: Person) -> None:
    room = makes_class(educator)
    educator.visits(f"class/{room}/table")
    assert "No question set was given yet." in educator.sees
    assert not educator.see().documents


def test_teach_again_gives_lesson_and_questions_with_one_tap(house: House, educator: Person) -> None:
    task = answered(house, educator, 5, {"truth": "a"})
    educator.visits(f"task/{task}/results")
    educator.taps("Teach it again")
    assert "The lamp and the secret" in educator.sees
    path = educator.button("Give it").page.path
    educator.visits(path)
    educator.visits(path)
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(assignments)) == 3, (
            "the set, its lesson, the set once more"
        )


def test_teach_again_says_when_the_same_questions_come_again(house: House, educator: Person) -> None:
    """The fixture has one set on the topic for this age: no others are promised."""
    task = answered(house, educator, 5, {"truth": "a"})
    educator.visits(f"task/{task}/results")
    educator.taps("Teach it again")
    assert "no other questions on this topic for this age yet: the same ones come once more" in educator.sees


def test_teach_again_gives_other_questions_where_there_are_some(
    house: House, educator: Person, tmp_path: Path
) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(FIXTURES, packs)
    shutil.copytree(packs / "lamp-sets" / "light", packs / "lamp-sets" / "bright")
    for locale, words, other in (
        ("en", "## A lamp eats soup", "## A lamp drinks tea"),
        ("ru", "## Лампа ест суп", "## Лампа пьёт чай"),
    ):
        file = packs / "lamp-sets" / "bright" / "9-11" / f"quiz.{locale}.md"
        file.write_text(file.read_text("utf-8").replace(words, other), "utf-8")
    house.conversation.services.take(library(packs))
    task = answered(house, educator, 5, {"truth": "a"})
    educator.visits(f"task/{task}/results")
    educator.taps("Teach it again")
    assert "come once more" not in educator.sees
    educator.taps("Give it")
    with house.stores.durable.transaction() as db:
        given = set(db.scalars(select(assignments.c.ref)))
    assert given == {"quiz:lamp-sets/light/9-11", "quiz:lamp-sets/bright/9-11", "lesson:lamp/light/9-11"}


def test_teach_again_offers_no_set_that_the_class_has_to_do_anyway(
    house: House, educator: Person, tmp_path: Path
) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(FIXTURES, packs)
    for name, drink in (("mild", "tea"), ("new", "milk")):
        shutil.copytree(packs / "lamp-sets" / "light", packs / "lamp-sets" / name)
        for locale, words, other in (
            ("en", "## A lamp eats soup", f"## A lamp drinks {drink}"),
            ("ru", "## Лампа ест суп", f"## Лампа пьёт {drink}"),
        ):
            file = packs / "lamp-sets" / name / "9-11" / f"quiz.{locale}.md"
            file.write_text(file.read_text("utf-8").replace(words, other), "utf-8")
    house.conversation.services.take(library(packs))
    task = answered(house, educator, 5, {"truth": "a"})
    with house.stores.durable.transaction() as db:
        room = db.scalar(select(assignments.c.room))
    educator.visits(f"given/{room}/q/lamp-sets/mild/9-11:2530")
    educator.visits(f"task/{task}/again")
    path = educator.button("Give it").page.path
    educator.visits(path)
    educator.visits(path)
    with house.stores.durable.transaction() as db:
        given = sorted(db.scalars(select(assignments.c.ref)))
    assert given == [
        "lesson:lamp/light/9-11",
        *("quiz:lamp-sets/light/9-11", "quiz:lamp-sets/mild/9-11", "quiz:lamp-sets/new/9-11"),
    ], "the other set, and once however often it is tapped"


def test_answers_to_an_older_wording_are_not_mixed_in(house: House, educator: Person, tmp_path: Path) -> None:
    task = answered(house, educator, 5)
    change_packs(house, tmp_path, "## A lamp eats soup", "## A lamp drinks tea")
    change_packs(house, tmp_path, "## Лампа ест суп", "## Лампа пьёт чай")
    educator.visits(f"task/{task}/results")
    assert "5 answers were given to an older wording" in educator.sees
    assert "⬜ 3. A lamp drinks tea: fewer than 5" in educator.sees


def test_a_pupil_sees_their_own_row(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    answers_all(house, pupil, task, {"truth": "a"})
    pupil.visits(f"due/{task}")
    pupil.taps("See how it went")
    assert "You got 4 of 5 right." in pupil.sees
    row = [label for label in pupil.labels if label.startswith(("✓", "○"))]
    assert [label[0] for label in row].count("○") == 1
    pupil.taps(next(label for label in row if label.startswith("○")))
    assert "A lamp eats soup" in pupil.sees
    pupil.taps("See how it went")
    assert "Your own row" in pupil.sees


@pytest.mark.parametrize("path", ["task/{t}/results", "task/{t}/table", "task/{t}/again", "task/{t}/again/2530"])
def test_results_are_for_the_classes_own_teachers_alone(house: House, educator: Person, path: str) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    for person in (pupil, another(house, 90), another(house, 91, "parent"), another(house, 92, "educator")):
        assert LOST in person.visits(path.format(t=task)).text.plain, person.number


def test_results_can_be_read_after_the_class_is_closed(house: House, educator: Person) -> None:
    task = answered(house, educator, 5)
    educator.visits(f"task/{task}")
    educator.taps("⬆ All that was given")
    educator.visits(f"class/{educator.button('⬆').page.path.split('/')[1]}/closed")
    educator.visits(f"task/{task}")
    assert "This class is closed." in educator.sees
    assert "have done it" not in educator.sees, "its pupils are gone"
    educator.taps("What they understood")
    assert "80–100 %" in educator.sees


def test_before_and_after_are_compared_in_words(house: House, educator: Person) -> None:
    room, people = classes_of(house, educator, 10)
    first, second = gives(educator, room), gives(educator, room, until="9 December")
    for task, given in ((first, {"truth": "a", "choice": "a", "key": "a", "all": "c"}), (second, {})):
        for pupil in people:
            answers_all(house, pupil, task, given)
    educator.visits(f"task/{second}")
    educator.taps("☐ After the lesson")
    assert "☑ After the lesson" in educator.labels
    educator.taps("What they understood")
    assert "then I can compare" in educator.sees
    educator.visits(f"task/{first}/phase/before")
    educator.visits(f"task/{second}/results")
    assert "Compared with before the lesson: +64 points. Chance alone would hardly do that" in educator.sees

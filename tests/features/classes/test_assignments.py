"""An assignment: chosen by topic, given with a day, told once, done or not yet, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from bot.chat import textmode
from bot.db import dispatches
from bot.db.deliveries import due
from bot.db.schema import deliveries
from bot.features.classes import pages as classes_pages
from bot.features.classes.store import assignments, tallies
from bot.features.classes.store.tellings import DEADLINE
from bot.features.classes.tables import assignments as assignment_table
from bot.features.practice import domain
from bot.features.quiz.tables import answers
from bot.packs.model import Kind, Ref
from bot.values.why import Why
from tests.kit.assignments import LOST, RIGHT, answers_all, cards_of, classes_of, counted, gives
from tests.kit.classrooms import another, code_on, joins, makes_class
from tests.kit.quizzes import change_packs
from tests.roles import NOBODY, TEACHERS
from tests.talk import NOW, House, Person

if TYPE_CHECKING:
    from pathlib import Path


WHO_SEES = {
    "class/new/4/3 class/3/give class/3/give/accounts:0 class/3/tasks:0 class/3/table": TEACHERS,
    "class/new/4/6 browse/6/accounts/9-11/en/5:0": TEACHERS,
    "class/new/4/5 paper/5/lamp-sets/light/9-11": TEACHERS,
    "class/new/4/4 give/4/q/lamp-sets/light/9-11 given/4/q/lamp-sets/light/9-11:2530": TEACHERS,
    "task/1 task/1/late/on task/1/done task/1/withdraw task/1/withdrawn": NOBODY,
    "task/1/paper task/1/paper/in task/1/paper/typed": NOBODY,
    "task/1/results task/1/table task/1/again task/1/again/2530 task/1/phase/before": NOBODY,
}

QUIZ = "quiz/lamp-sets/light/9-11"
PAIR = Ref(Kind.DRILL, "lamp", "chat")
TRAP, HONEST = (domain.draw_of(PAIR, b"class", honest=honest) for honest in (False, True))

TO_PUPILS = deliveries.c.why == Why.ASSIGNMENT, deliveries.c.step != DEADLINE
"""The messages of assignments but for the one to the teacher."""


def waiting(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return db.scalar(select(func.count()).select_from(deliveries).where(*TO_PUPILS)) or 0


def test_a_set_is_found_by_topic_with_its_minutes_and_looked_at(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    educator.visits(f"class/{room}/give")
    educator.taps("Passwords")
    assert any(label.startswith("❓") for label in educator.labels)
    assert any("min" in label for label in educator.labels)
    educator.taps("❓")
    assert "2 minutes · 7 questions" in educator.sees, "alone it is five questions in one minute"
    educator.taps("See it as a pupil does")
    educator.taps("Begin")
    assert "1 of 5" in educator.sees


@pytest.mark.parametrize("kind", ["❓", "📖"])
def test_giving_tells_each_pupil_once_whatever_is_tapped(house: House, educator: Person, kind: str) -> None:
    room, (one, two) = classes_of(house, educator, 2)
    educator.visits(f"class/{room}/give")
    educator.taps("Passwords")
    educator.taps(kind)
    path = educator.button("Until 2 December").page.path
    educator.visits(path)
    educator.visits(path)
    assert waiting(house) == 2
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(assignment_table)) == 1
    for pupil in (one, two):
        pupil.types("/menu")
        assert sum(label.startswith("📌") and "2 December" in label for label in pupil.labels) == 1


def test_what_is_given_again_is_another_for_the_next_free_day(house: House, educator: Person) -> None:
    """Before and after one lesson: the same set twice on one day."""
    room, _ = classes_of(house, educator, 1)
    first = gives(educator, room)
    educator.visits(f"give/{room}/q/lamp-sets/light/9-11")
    assert "The class has it already, until 2 December." in educator.sees
    assert educator.button("How it goes").page == classes_pages.Task(first)
    assert [label for label in educator.labels if label.startswith("Until")] == [
        "Until 28 November",
        "Until 3 December",
        "Until 9 December",
        "Until 23 December",
    ]
    assert gives(educator, room, until="3 December") != first


def test_the_class_gets_every_question_and_the_teacher_is_told(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    educator.visits(f"give/{room}/q/lamp-sets/light/9-11")
    assert "The class gets all questions." in educator.sees


def test_what_was_looked_at_is_given_from_there(house: House, educator: Person, child: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    educator.visits(f"give/{room}/q/lamp-sets/light/9-11")
    educator.taps("See it as a pupil does")
    educator.taps("➕ Give it to")
    assert "By which day" in educator.sees
    educator.visits(f"class/{room}/closed")
    for person in (educator, child):
        person.visits(QUIZ)
        assert not any("Give it" in label for label in person.labels)


def test_who_has_done_it_before_the_message_comes_gets_none(house: House, educator: Person) -> None:
    """Given in the evening: a pupil does it at once, from the menu; the others are told in the morning."""
    room, (eager, _) = classes_of(house, educator, 2)
    task = gives(educator, room)
    assert waiting(house) == 2
    answers_all(house, eager, task)
    assert waiting(house) == 1


def test_what_is_told_is_a_doorway_that_ends_with_the_day(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    with house.stores.durable.transaction() as db:
        row = db.execute(select(deliveries).where(*TO_PUPILS)).one()
    assert row.path == f"due/{task}"
    assert row.good_until.date() == (NOW + timedelta(days=7)).date()
    assert house.keys.open(row.chat, row.person) == pupil.number
    screen = house.conversation.deliveries.visit(house.stores.durable, row.person, row.path, house.clock)
    assert screen is not None
    assert "From your class" in screen.text.plain


def test_a_pupil_does_it_and_the_teacher_sees_that_it_is_done(house: House, educator: Person) -> None:
    room, (one, two) = classes_of(house, educator, 2)
    task = gives(educator, room)
    one.types("/menu")
    one.taps("📌")
    one.taps("▶ Begin")
    assert "1 of 7" in one.sees, "the class is asked the whole set"
    answers_all(house, one, task)
    assert "A sharp eye!" in one.sees
    one.types("/menu")
    assert not any(label.startswith("📌") for label in one.labels)
    one.visits(f"due/{task}")
    assert "You have done it." in one.sees
    educator.visits(f"task/{task}")
    assert "1 of 2 have done it." in educator.sees
    educator.taps("Done or not yet")
    assert "Not yet: –" not in educator.sees
    two.types("/menu")
    assert any(label.startswith("📌") for label in two.labels)


def test_who_goes_after_the_last_answer_has_done_it(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    answers_all(house, pupil, task, look=False)
    assert "See how it went" in pupil.labels
    educator.visits(f"task/{task}")
    assert "1 of 1 have done it." in educator.sees, "nobody need look at how it went"
    pupil.visits(f"due/{task}")
    assert "You have done it." in pupil.sees


def test_an_assigned_set_can_be_left_and_gone_on_with(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    pupil.visits(f"due/{task}/begin")
    pupil.taps("Stop here")
    pupil.types("/menu")
    pupil.taps("📌")
    pupil.taps("▶ Begin")
    assert "1 of 7" in pupil.sees
    educator.visits(f"task/{task}")
    assert "0 of 1 have done it." in educator.sees


def test_a_lesson_is_done_when_it_is_finished(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room, "📖")
    pupil.types("/menu")
    pupil.taps("📌")
    pupil.taps("▶ Begin")
    pupil.visits("done/lesson/lamp/light/9-11")
    educator.visits(f"task/{task}")
    assert "1 of 1 have done it." in educator.sees


def test_a_round_is_given_played_and_done_and_the_teacher_sees_no_answer(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    educator.visits("round/lamp-rounds/safe/9-11")
    educator.taps("➕ Give it to")
    educator.taps("See it as a pupil does")
    assert "Lamp or moth?" in educator.sees
    task = gives(educator, room, "🕵", topic="money")
    pupil.types("/menu")
    pupil.taps("📌")
    assert "Lamp or moth?" in pupil.sees
    assert "Mistakes are welcome" not in pupil.sees, "no answer of a round is counted for the class"
    pupil.taps("▶ Begin")
    pupil.taps("▶ Begin")
    for _ in range(10):
        pupil.taps("Nothing is odd")
        pupil.taps("▶")
    educator.visits(f"task/{task}")
    assert "0 of 1 have done it." in educator.sees, "it is done when the pupil finishes it"
    pupil.taps("Finish")
    pupil.visits(f"due/{task}")
    assert "You have done it." in pupil.sees
    pupil.taps("Look once more")
    assert "Lamp or moth?" in pupil.sees
    educator.visits(f"task/{task}")
    assert "1 of 1 have done it." in educator.sees
    assert not any("understood" in label for label in educator.labels)


def test_a_drill_is_done_at_any_end_and_the_teacher_sees_no_choice(house: House, educator: Person) -> None:
    """Whichever chat is drawn and however it ends, the class's page tells the same: how many have done it."""
    room = makes_class(educator, 10)
    code = code_on(educator.see())
    educator.visits("drill/lamp/chat")
    educator.taps("➕ Give it to")
    educator.taps("See it as a pupil does")
    assert "Who wants the lamp" in educator.sees
    task = gives(educator, room, "🎯")
    seen = []
    ends = [f"{drawn}{way}" for drawn in (TRAP, HONEST) for way in ("1", "00")]
    for number, end in enumerate(ends):
        pupil = another(house, 3000 + number, "16-17")
        joins(pupil, code)
        pupil.types("/menu")
        pupil.taps("📌")
        assert "not what you chose, and not how the chat ended" in pupil.sees
        pupil.taps("▶ Begin")
        assert "This is practice" in pupil.sees
        pupil.taps("▶ Begin")
        pupil.taps("Leave")
        pupil.visits(f"due/{task}")
        assert "You have done it." not in pupil.sees, "who leaves may come again"
        pupil.visits(f"drill/lamp/chat:{end}")
        pupil.taps("What was going on")
        pupil.visits(f"due/{task}")
        assert "You have done it." in pupil.sees
        pupil.taps("Practise once more")
        assert "This is practice" in pupil.sees
        educator.visits(f"task/{task}")
        done = f"{number + 1} of {number + 1} have done it."
        assert done in educator.sees
        seen.append((educator.sees.replace(done, ""), educator.labels))
    assert all(one == seen[0] for one in seen)
    assert not any("understood" in label for label in educator.labels)


def test_a_pupil_reads_in_russian_what_the_teacher_of_a_drill_sees(house: House, educator: Person) -> None:
    room = makes_class(educator, 10)
    pupil = another(house, 3000, "16-17", "ru")
    pupil.types(f"/start class_{code_on(educator.see())}")
    pupil.taps("Вступить")
    task = gives(educator, room, "🎯")
    pupil.visits(f"due/{task}")
    assert "Педагог видит только то, что тренировка пройдена" in pupil.sees
    pupil.visits(f"after/lamp/chat:{HONEST}1")
    pupil.visits(f"due/{task}")
    pupil.taps("Потренироваться ещё раз")
    assert "Это тренировка" in pupil.sees


def test_the_honest_twin_of_a_drill_is_not_given_by_itself(educator: Person) -> None:
    room = makes_class(educator, 10)
    for path in (f"give/{room}/d/lamp/chat-ok", f"given/{room}/d/lamp/chat-ok:2525"):
        educator.visits(path)
        assert "This page is not here any more" in educator.sees


def test_the_late_rule(house: House, educator: Person) -> None:
    room, (early, late) = classes_of(house, educator, 2)
    task = gives(educator, room)
    house.later(days=8)
    late.types("/menu")
    late.taps("➡ More")
    assert any(label.startswith("📌") for label in late.labels), "later is fine, unless the teacher says otherwise"
    educator.visits(f"task/{task}")
    educator.taps("Not after the day")
    late.visits(f"due/{task}")
    assert "Its day was 2 December." in late.sees
    answers_all(house, late, task)
    educator.visits(f"task/{task}")
    assert "0 of 2 have done it." in educator.sees
    with house.stores.durable.transaction() as db:
        assert counted(db) == {}, "and nothing of it is counted"
    educator.taps("Later is fine too")
    answers_all(house, early, task)
    educator.visits(f"task/{task}")
    assert "1 of 2 have done it." in educator.sees


def test_taking_back_leaves_nothing(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    answers_all(house, pupil, task)
    educator.visits(f"task/{task}")
    educator.taps("Take it back")
    educator.taps("Yes, take it back")
    assert "Nothing was given yet." in educator.sees
    assert waiting(house) == 0
    with house.stores.durable.transaction() as db:
        assert counted(db) == {}
    assert "This task is over" in pupil.visits(f"due/{task}").text.plain


@pytest.mark.parametrize("how", ["leaves", "is taken out", "class closed", "says stop"])
def test_who_goes_is_told_nothing_more(house: House, educator: Person, how: str) -> None:
    room, (pupil, _) = classes_of(house, educator, 2)
    gives(educator, room)
    assert waiting(house) == 2
    match how:
        case "leaves":
            pupil.visits(f"mine/{room}/left")
        case "is taken out":
            educator.visits(f"class/{room}/pupils")
            educator.visits(f"{textmode.links(educator.see())[0].page.path}/out")
        case "class closed":
            educator.visits(f"class/{room}/closed")
        case _:
            pupil.types("/stop")
    assert waiting(house) == (0 if how == "class closed" else 1)
    if how == "says stop":
        gives(educator, room, "📖")
        assert waiting(house) == 2, "one for each assignment, none for who said stop"


def test_pupils_of_several_classes_see_each_classes_task(educator: Person, child: Person) -> None:
    for grade in (3, 4):
        room = makes_class(educator, grade)
        joins(child, code_on(educator.see()))
        gives(educator, room)
    child.types("/menu")
    assert sum(label.startswith("📌") for label in child.labels) == 2


def test_totals_are_exactly_what_was_answered(house: House, educator: Person) -> None:
    """The roll-up is written in the answer's transaction: it agrees with a scan of the answers, block by block."""
    room, pupils = classes_of(house, educator, 12)
    task = gives(educator, room)
    for number, pupil in enumerate(pupils):
        answers_all(house, pupil, task, {"truth": "ab"[number % 2], "choice": "abc"[number % 3]})
        for place in range(1, 8):
            pupil.visits(f"answer/1/{place}/a")
    with house.stores.durable.transaction() as db:
        scan = {
            (meaning, marks): number
            for meaning, marks, number in db.execute(
                select(answers.c.meaning, answers.c.marks, func.count())
                .where(answers.c.right.is_not(None))
                .group_by(answers.c.meaning, answers.c.marks)
            )
        }
        rolled = {
            (meaning, marks): number
            for meaning, marks, number in db.execute(
                text(
                    "SELECT meaning, marks, sum(number) FROM (SELECT meaning, marks, number FROM tallies "
                    "UNION ALL SELECT meaning, marks, 1 FROM waiting_answers) AS counts GROUP BY meaning, marks"
                )
            )
        }
        numbered = counted(db)
        whole = tallies.blocks(db, task)
    assert rolled == scan
    assert set(numbered.values()) == {12}
    assert all(len(blocks) == 2 for blocks in whole.values()), "ten of twelve answers are in whole blocks"


def test_totals_stay_when_a_pupil_forgets_and_when_one_leaves(house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 6)
    task = gives(educator, room)
    for pupil in pupils:
        answers_all(house, pupil, task)
    with house.stores.durable.transaction() as db:
        before = tallies.blocks(db, task)
        assert set(counted(db).values()) == {6}
    pupils[0].visits("forget/now")
    pupils[1].visits(f"mine/{room}/left")
    for pupil in pupils[2:]:
        pupil.visits("forget/now")
    with house.stores.durable.transaction() as db:
        assert tallies.blocks(db, task) == before
        assert set(counted(db).values()) <= {5, 6}, (
            "of the sixth nothing is left, unless it is who only left the class"
        )
        assert db.scalar(text("SELECT count(DISTINCT person) FROM waiting_answers")) in {0, 1}


def test_a_pupil_who_left_in_the_middle_counts_no_more(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    pupil.visits(f"due/{task}/begin")
    path = next(link.page.path for link in textmode.links(pupil.see()) if "Stop" in link.label)
    attempt = int(path.split("/")[1])
    pupil.visits(f"answer/{attempt}/1/{RIGHT[cards_of(house, attempt)[0]]}")
    pupil.visits(f"mine/{room}/left")
    pupil.visits(f"answer/{attempt}/2/{RIGHT[cards_of(house, attempt)[1]]}")
    assert "Something broke" not in pupil.sees
    with house.stores.durable.transaction() as db:
        assert sum(counted(db).values()) == 1


def test_meanings_are_never_mixed(house: House, educator: Person, tmp_path: Path) -> None:
    """A question whose key changes under a class is counted as another question from then on."""
    room, pupils = classes_of(house, educator, 2)
    task = gives(educator, room)
    answers_all(house, pupils[0], task)
    change_packs(house, tmp_path, "## A lamp eats soup", "## A lamp drinks tea")
    change_packs(house, tmp_path, "## Лампа ест суп", "## Лампа пьёт чай")
    answers_all(house, pupils[1], task)
    with house.stores.durable.transaction() as db:
        numbers = sorted(counted(db).values())
    assert numbers.count(1) == 2, "the old wording and the new one have one answer each"


def test_a_withdrawn_set_is_passed_over_kindly(house: House, educator: Person, tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415 - only here

    from tests.talk import FIXTURES, library  # noqa: PLC0415

    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    shutil.copytree(FIXTURES / "lamp", tmp_path / "packs" / "lamp")
    house.conversation.services.take(library(tmp_path / "packs"))
    assert "took this one back" in pupil.visits(f"due/{task}").text.plain
    assert "Taken back by its authors" in educator.visits(f"task/{task}").text.plain


PAGES = ["task/{t}", "task/{t}/late/off", "task/{t}/done", "task/{t}/withdraw", "task/{t}/withdrawn"]
ROOM_PAGES = [
    "class/{r}/give",
    "class/{r}/give/accounts:0",
    "give/{r}/q/lamp-sets/light/9-11",
    "given/{r}/q/lamp-sets/light/9-11:2530",
    "class/{r}/tasks:0",
]


@pytest.mark.parametrize("path", [*PAGES, *ROOM_PAGES])
def test_an_assignment_is_for_its_own_teachers_alone(house: House, educator: Person, path: str) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    forged = path.format(t=task, r=room)
    with house.stores.durable.transaction() as db:
        before = assignments.of_room(db, room)
    for person in (pupil, another(house, 90), another(house, 91, "parent"), another(house, 92, "educator")):
        assert LOST in person.visits(forged).text.plain, person.number
    with house.stores.durable.transaction() as db:
        assert assignments.of_room(db, room) == before


def test_a_pupils_task_is_for_the_class_alone(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    task = gives(educator, room)
    for path in (f"due/{task}", f"due/{task}/begin"):
        stranger = another(house, 90)
        stranger.visits(path)
        assert "This task is over" in stranger.sees
        assert "lamp" not in stranger.sees, "of a task that is there it tells no more than of one that is not"
        assert stranger.sees == stranger.visits("due/12345678").text.plain + "\n" + "\n".join(stranger.labels)


@pytest.mark.parametrize(
    "path", ["given/{r}/q/lamp-sets/light/12-15:2530", "given/{r}/q/lamp-sets/light/9-11:2000"]
)
def test_nothing_for_another_age_or_a_past_day_is_given(house: House, educator: Person, path: str) -> None:
    room, _ = classes_of(house, educator, 0)
    assert LOST in educator.visits(path.format(r=room)).text.plain
    with house.stores.durable.transaction() as db:
        assert assignments.of_room(db, room) == []


def test_who_joins_late_is_told_once_of_what_is_open(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    educator.visits(f"class/{room}")
    code = code_on(educator.see())
    gives(educator, room)
    assert waiting(house) == 1
    late = another(house, 4000)
    joins(late, code)
    late.visits(f"join/{code}/yes")
    assert waiting(house) == 2
    late.visits(f"mine/{room}/left")
    assert waiting(house) == 1
    joins(late, code)
    assert waiting(house) == 2, "left before it was told, it is told after coming back"


def test_who_joins_after_the_day_or_was_told_before_is_told_nothing(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    educator.visits(f"class/{room}")
    code = code_on(educator.see())
    task = gives(educator, room)
    with house.stores.durable.transaction() as db:
        (told,) = due(db, NOW, 10)
        dispatches.settle(db, [dispatches.DeliveryResult(told, dispatches.SENT, NOW)])
    pupil.visits(f"mine/{room}/left")
    joins(pupil, code)
    assert waiting(house) == 0, "it has reached them"
    house.later(days=8)
    joins(another(house, 4000), code)
    assert waiting(house) == 0, f"the day of {task} is over"


def test_two_things_of_one_name_say_their_kind_and_topic(house: House, educator: Person, tmp_path: Path) -> None:
    room, _ = classes_of(house, educator, 0)
    gives(educator, room)
    gives(educator, room, "📖")
    educator.visits(f"class/{room}/tasks:0")
    assert "Questions about the lamp · 2 December" in educator.labels
    change_packs(house, tmp_path, "title: Questions about the lamp", "title: The lamp and the secret")
    educator.visits(f"class/{room}/tasks:0")
    assert "❓ The lamp and the secret · Passwords and accounts · 2 December" in educator.labels
    assert "📖 The lamp and the secret · Passwords and accounts · 2 December" in educator.labels

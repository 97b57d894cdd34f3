"""A class that was closed: its old buttons say so, and what a pupil had begun is where "Go on" finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.chat import textmode
from tests.kit.assignments import classes_of, gives
from tests.kit.classrooms import LOST, another, code_on, joins, makes_class
from tests.kit.quizzes import RIGHT, plays
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize("path", ["due/{task}", "due/{task}/begin", "mine/{room}"])
def test_old_buttons_say_that_the_class_is_closed(house: House, educator: Person, path: str) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    educator.visits(f"class/{room}/closed")
    pupil.visits(path.format(task=task, room=room))
    assert LOST not in pupil.sees
    assert "class" in pupil.sees
    assert "was closed" in pupil.sees
    assert "☰ Menu" in pupil.labels
    assert "🆘 Help" in pupil.labels
    pupil.visits("set/locale/ru")
    pupil.visits(path.format(task=task, room=room))
    assert "закрыт" in pupil.sees


def test_what_was_begun_is_there_after_the_class_is_closed(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room, "📖")
    pupil.visits(f"due/{task}")
    pupil.taps("▶ Begin")
    educator.visits(f"class/{room}/closed")
    pupil.types("/menu")
    pupil.taps("▶ Go on")
    assert "lamp" in pupil.sees
    assert LOST not in pupil.sees


CLOSED = {"en": "A class of yours was closed on 25 November", "ru": "Твой класс закрыт 25 ноября"}


@pytest.fixture
def both(url: str, tmp_path: Path) -> Iterator[House]:
    """A house on each of the databases."""
    house = House(tmp_path, url=url)
    yield house
    house.close()


def closed_while_away(house: House, language: str = "en", number: int = 0) -> tuple[Person, Person]:
    """A class that was closed, and its one pupil; three days have passed. `number`: of others before."""
    teacher = another(house, 900 + number, "educator")
    room = makes_class(teacher)
    pupil = another(house, 3000 + number)
    joins(pupil, code_on(teacher.see()))
    pupil.visits(f"set/locale/{language}")
    teacher.visits(f"class/{room}/closed")
    house.later(days=3)
    return teacher, pupil


@pytest.mark.parametrize("language", CLOSED)
@pytest.mark.parametrize("comes", ["/menu", "/start", "/classes", "hello"])
def test_a_pupil_is_told_once_when_they_come_again(both: House, comes: str, language: str) -> None:
    teacher, pupil = closed_while_away(both, language)
    teacher.types("/menu")
    assert CLOSED["en"] not in teacher.sees, "who closed it knows"
    pupil.types(comes)
    assert CLOSED[language] in pupil.sees
    for words in ("/menu", "/start", comes):
        pupil.types(words)
        assert CLOSED[language] not in pupil.sees
    both.later(days=1)
    pupil.types("/menu")
    assert CLOSED[language] not in pupil.sees


def test_an_old_button_tells_the_day(both: House) -> None:
    _, pupil = closed_while_away(both)
    pupil.visits("due/12345")
    assert CLOSED["en"] in pupil.sees


def test_in_help_and_soon_after_it_nobody_is_told_of_a_class(both: House) -> None:
    _, pupil = closed_while_away(both)
    for words in ("/help", "/menu"):
        pupil.types(words)
        assert CLOSED["en"] not in pupil.sees
    both.later(days=1)
    pupil.types("/menu")
    assert CLOSED["en"] in pupil.sees


def test_no_question_is_interrupted(both: House) -> None:
    _, pupil = closed_while_away(both)
    pupil.visits("begin/lamp-sets/light/9-11:1")
    assert " of " in pupil.sees
    assert CLOSED["en"] not in pupil.sees
    pupil.types("/menu")
    assert CLOSED["en"] in pupil.sees


def test_a_class_that_ended_by_itself_tells_too(both: House) -> None:
    """Its year was over, or nobody taught there any more."""
    teacher = another(both, 900, "educator")
    makes_class(teacher)
    pupil = another(both, 3000)
    joins(pupil, code_on(teacher.see()))
    teacher.visits("forget/now")
    while both.conversation.sweep(both.clock):
        pass
    both.later(days=1)
    pupil.types("/menu")
    assert CLOSED["en"] in pupil.sees


def test_what_is_to_be_told_goes_with_who_is_forgotten_and_after_a_year(both: House) -> None:
    def marks() -> int:
        with both.stores.durable.transaction() as db:
            return int(db.execute(text("SELECT count(*) FROM closed_classes")).scalar_one())

    _, pupil = closed_while_away(both)
    _, other = closed_while_away(both, number=1)
    assert marks() == 2
    pupil.types("/menu")
    assert marks() == 1, "told"
    other.visits("forget/now")
    assert marks() == 0
    closed_while_away(both, number=2)
    assert marks() == 1
    both.later(days=366)
    while both.conversation.sweep(both.clock):
        pass
    assert marks() == 0


@pytest.mark.parametrize("ends", ["class/{room}/closed", "task/{task}/withdrawn"])
def test_a_set_that_was_begun_goes_on_as_an_own_one(both: House, ends: str) -> None:
    """Also beside an own one that was finished before: the questions that were answered stay so."""
    teacher = another(both, 900, "educator")
    room, (pupil, other) = classes_of(both, teacher, 2)
    plays(both, pupil, RIGHT)
    task = gives(teacher, room)
    for one in (pupil, other):
        one.visits(f"due/{task}/begin")
        assert "1 of 7" in one.sees
        one.visits(f"answer/{attempt_of(one)}/1/b")
        one.taps("Stop")
    teacher.visits(ends.format(room=room, task=task))
    for words in ("/menu", "/start"):
        for one in (pupil, other):
            one.types(words)
            one.taps("▶ Go on")
            one.taps("▶ Go on")
            assert "2 of 7" in one.sees
            one.taps("Stop")


def attempt_of(pupil: Person) -> int:
    """The attempt whose question is on the screen."""
    stop = next(link.page.path for link in textmode.links(pupil.see()) if "Stop" in link.label)
    return int(stop.split("/")[1])

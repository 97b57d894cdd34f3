"""What a teacher types in place of the button: the page opens, in the only class or with the choice of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.classrooms import makes_class
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with the bot's own packs."""
    house = House(tmp_path, our_library())
    yield house
    house.close()


@pytest.fixture
def teacher(house: House) -> Person:
    teacher = Person(house)
    teacher.settles_in("educator")
    return teacher


@pytest.fixture
def учитель(house: House) -> Person:
    teacher = Person(house, language="ru")
    teacher.settles_in("educator")
    return teacher


@pytest.mark.parametrize("words", ["make a class", "create a class please", "new class"])
def test_a_class_is_made_by_name(teacher: Person, words: str) -> None:
    teacher.types(words)
    assert "Which grade?" in teacher.sees


@pytest.mark.parametrize("words", ["создать класс", "как создать класс", "хочу создать класс", "создоть клас"])
def test_класс_создаётся_по_имени(учитель: Person, words: str) -> None:
    учитель.types(words)
    assert "Какой класс" in учитель.sees


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("give a task", "class/{room}/give"),
        ("assign homework", "class/{room}/give"),
        ("дать задание", "class/{room}/give"),
        ("дай задание классу", "class/{room}/give"),
        ("print the poster", "class/{room}/print"),
        ("poster", "class/{room}/print"),
        ("распечатать плакат", "class/{room}/print"),
        ("плакат", "class/{room}/print"),
        ("show the results", "class/{room}/tasks:0"),
        ("how did my class do", "class/{room}/tasks:0"),
        ("результаты", "class/{room}/tasks:0"),
        ("покажи результаты", "class/{room}/tasks:0"),
    ],
)
def test_what_is_asked_for_is_that_of_the_only_class(teacher: Person, words: str, path: str) -> None:
    room = makes_class(teacher)
    tapped = teacher.visits(path.format(room=room))
    teacher.types("/menu")
    typed = teacher.types(words)
    assert typed.text.plain == tapped.text.plain
    assert typed.rows == tapped.rows


@pytest.mark.parametrize("words", ["give a task", "print the poster", "show the results"])
def test_of_several_classes_one_is_chosen_first(teacher: Person, words: str) -> None:
    makes_class(teacher)
    makes_class(teacher, 6)
    teacher.types(words)
    assert sum(label.startswith("🏫") for label in teacher.labels) == 2


@pytest.mark.parametrize("words", ["make a class", "give a task", "print the poster", "show the results"])
def test_who_teaches_none_sees_their_classes(house: House, words: str) -> None:
    for number, who in enumerate(("9-11", "parent"), 50):
        person = Person(house, number)
        person.settles_in(who)
        person.types(words)
        assert "You are in no class" in person.sees


@pytest.mark.parametrize("who", ["9-11", "16-17", "parent", "educator"])
@pytest.mark.parametrize(
    ("language", "words", "seen"),
    [
        ("en", "what does the teacher see", "What a teacher sees"),
        ("en", "can my teacher see my answers", "What a teacher sees"),
        ("ru", "что видит учитель", "Что видит учитель"),
        ("ru", "а учитель видит мои ответы?", "Что видит учитель"),
    ],
)
def test_everybody_may_ask_what_a_teacher_sees(
    house: House, who: str, language: str, words: str, seen: str
) -> None:
    person = Person(house, language=language)
    person.settles_in(who)
    person.types(words)
    assert person.see().text.plain.startswith(seen)

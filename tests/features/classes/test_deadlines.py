"""After an assignment's day its teacher is told once how it went; `/start` leads a teacher to the class."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.kit.assignments import answers_all, classes_of, gives
from tests.kit.campaign_days import Post
from tests.kit.classrooms import another, makes_class
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MORNING = datetime(2026, 11, 25, 7, tzinfo=UTC)
"""10:00 in Moscow, where everybody is."""


@pytest.fixture
def both(url: str, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, url=url)
    house.clock = MORNING
    yield house
    house.close()


def to(teacher: Person, found: list[tuple[datetime, int, str]]) -> list[tuple[datetime, str]]:
    return [(at, words) for at, chat, words in found if chat == teacher.number]


def test_the_teacher_is_told_once_on_the_morning_after(both: House) -> None:
    teacher = another(both, 900, "educator")
    room, (done, *_) = classes_of(both, teacher, 3)
    task = gives(teacher, room, until="28 November")
    answers_all(both, done, task)
    ((at, words),) = to(teacher, Post(both).until(days=9))
    assert at == datetime(2026, 11, 29, 4, tzinfo=UTC), "7:00 in Moscow"
    assert "had it until 28 November. 1 of 3 have done it." in words
    teacher.visits(f"task/{task}/over")
    assert "Not yet:" in teacher.sees
    teacher.taps("What they understood")
    assert "page is not here" not in teacher.sees


def test_what_was_hard_is_said(house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 5)
    task = gives(educator, room)
    for pupil in pupils:
        answers_all(house, pupil, task, {"choice": "a", "truth": "a"})
    educator.visits(f"task/{task}/over")
    assert "5 of 5 have done it." in educator.sees
    assert "What was hard: questions" in educator.sees
    assert "Not yet" not in educator.sees


@pytest.mark.parametrize("how", ["taken back", "closed", "stop", "forget"])
def test_what_is_over_tells_nobody(both: House, how: str) -> None:
    teacher = another(both, 900, "educator")
    room, _ = classes_of(both, teacher, 1)
    task = gives(teacher, room, until="28 November")
    match how:
        case "taken back":
            teacher.visits(f"task/{task}/withdrawn")
        case "closed":
            teacher.visits(f"class/{room}/closed")
        case "stop":
            teacher.types("/stop")
        case _:
            teacher.visits("forget/now")
    assert to(teacher, Post(both).until(days=8)) == []


def test_a_teacher_without_a_zone_is_asked_for_it(house: House) -> None:
    teacher = Person(house, 900)
    teacher.settles_in_nowhere("educator")
    room = makes_class(teacher)
    teacher.types("/menu")
    assert not any("🕐" in label for label in teacher.labels)
    gives(teacher, room)
    teacher.types("/menu")
    assert any("🕐" in label for label in teacher.labels)


def test_start_leads_a_teacher_to_the_class(educator: Person, child: Person) -> None:
    educator.types("/start")
    assert not any("🏫" in label for label in educator.labels)
    room = makes_class(educator)
    educator.types("/start")
    assert educator.button("🏫").page.path == f"class/{room}"
    assert educator.labels[0].startswith("🏫")
    makes_class(educator, 8)
    educator.types("/start")
    assert educator.button("🏫 Classes").page.path == "class"
    child.types("/start")
    assert not any("🏫" in label for label in child.labels)

"""A teacher narrows the question sets of a topic by age, language and length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.assignments import LOST, classes_of
from tests.kit.classrooms import another

if TYPE_CHECKING:
    from tests.talk import House, Person


@pytest.fixture
def room(house: House, educator: Person) -> int:
    room, _ = classes_of(house, educator, 0)
    educator.visits(f"class/{room}/give")
    educator.taps("Passwords")
    educator.taps("By age, language, length")
    return room


@pytest.mark.usefixtures("room")
def test_by_age_sets_of_another_one_are_looked_at_only(educator: Person) -> None:
    educator.taps("❓")
    assert any(label.startswith("Until") for label in educator.labels), "the class's own age can be given"
    educator.taps("⬆ Topics")
    educator.taps("Passwords")
    educator.taps("By age, language, length")
    educator.taps("👥 9–11 years")
    assert "👥 12–15 years" in educator.labels
    room = educator.button("👥").page.path.split("/")[1]
    educator.visits(f"browse/{room}/phishing/12-15/any/0:0")
    educator.taps("❓")
    assert "There is no timer" in educator.sees


@pytest.mark.usefixtures("room")
def test_by_language_and_length(educator: Person) -> None:
    assert any(label.startswith("❓") for label in educator.labels)
    for expected in ("⏱ up to 3 min", "⏱ up to 5 min", "⏱ up to 10 min", "⏱ any length"):
        educator.taps("⏱")
        assert expected in educator.labels
    seen = set()
    for _ in range(3):
        educator.taps("🌐")
        seen.add(next(label for label in educator.labels if label.startswith("🌐")))
    assert seen == {"🌐 English", "🌐 Русский", "🌐 any language"}


def test_what_does_not_fit_is_said(educator: Person, room: int) -> None:
    educator.visits(f"browse/{room}/accounts/16-17/en/3:0")
    assert "No set fits." in educator.sees


def test_it_is_for_the_classs_teachers_alone(house: House, room: int) -> None:
    for person in (another(house, 90), another(house, 92, "educator")):
        assert LOST in person.visits(f"browse/{room}/accounts/9-11/en/0:0").text.plain

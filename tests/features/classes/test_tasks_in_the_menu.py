"""The menu of a pupil: tasks first until their day is over, what was begun always beside them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.features.classes.store import classrooms
from bot.values.audience import Audience
from tests.kit.assignments import classes_of, gives
from tests.kit.classrooms import another, code_on, joins, makes_class
from tests.talk import Person

if TYPE_CHECKING:
    from tests.talk import House


def place_of(pupil: Person, words: str) -> int:
    """Where a button stands in what is seen now, from 0."""
    return next(place for place, label in enumerate(pupil.labels) if words in label)


def test_a_task_leaves_the_top_the_day_after_where_the_pupil_lives(house: House, educator: Person) -> None:
    room, (near, far) = classes_of(house, educator, 2)
    far.visits("set/zone/Asia/Vladivostok")
    gives(educator, room)
    house.clock = datetime(2026, 12, 2, 15, tzinfo=UTC)  # 18:00 of its day in Moscow, 1:00 of the next there
    near.types("/menu")
    assert "until 2 December" in near.labels[0]
    far.types("/menu")
    assert far.labels[0].startswith("✨ New: ")
    assert far.labels[1] == "📚 Topics for me"
    assert not any("until 2 December" in label for label in far.labels)
    while not any("still open if you like" in label for label in far.labels):
        far.taps("➡ More")
    far.taps("still open if you like")
    assert "Its day was 2 December. It is still open if you like." in far.sees
    far.taps("▶ Begin")
    assert "1 of 7" in far.sees


def test_what_is_new_stands_above_what_is_over(house: House, educator: Person) -> None:
    """Three that are over hid every new one; now the last of them stands last, and offers what it is."""
    room, (pupil,) = classes_of(house, educator, 1)
    for until in ("28 November", "2 December", "9 December"):
        gives(educator, room, until=until)
    house.later(days=15)
    gives(educator, room, "📖", until="13 December")
    pupil.types("/menu")
    assert "until 13 December" in pupil.labels[0]
    assert not any("still open" in label for label in pupil.labels)


def test_a_menu_without_parts_offers_one_that_is_over_below_what_was_begun(house: House) -> None:
    teacher = another(house, 900, "educator")
    room = makes_class(teacher, 8)
    pupil = another(house, 3000, "12-15")
    joins(pupil, code_on(teacher.see()))
    for until in ("28 November", "2 December"):
        gives(teacher, room, "📖", until=until, topic="Strangers")
    pupil.visits("lesson/lamp/dark/12-15")
    house.later(days=10)
    pupil.types("/menu")
    assert sum("still open" in label for label in pupil.labels) == 1
    assert place_of(pupil, "Go on") == 0
    assert place_of(pupil, "My family") < place_of(pupil, "still open") < place_of(pupil, "Settings")


def misses(pupil: Person, who: str) -> None:
    """Play two quizzes of one's own age to their end, always with the answer that stands first: it stands there
    by lot, so that all of one quiz may be right.
    """
    for topic in ("accounts", "phishing"):
        pupil.visits(f"quiz/basics-sets/{topic}/{who}")
        pupil.taps("▶")
        while pupil.see().choices or "▶" in "".join(pupil.labels):
            pupil.visits(textmode.links(pupil.see())[0].page.path)


LANGUAGES = {"en": ("▶ Go on", "🔁", "until 1 December"), "ru": ("▶ Продолжить", "🔁", "до 1 декабря")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("who", "grade"), [("6-8", 1), ("9-11", 4)])
def test_going_on_and_repeating_are_never_behind_more(ours: House, who: str, grade: int, language: str) -> None:
    teacher = another(ours, 900, "educator")
    room = makes_class(teacher, grade)
    pupil = another(ours, 3000, who, language)
    with ours.stores.durable.transaction() as db:
        classroom = classrooms.get(db, room)
        assert classroom
    pupil.visits(f"join/{classroom.code}/yes")
    misses(pupil, who)
    pupil.visits(f"lesson/basics/accounts/{who}")
    ours.later(days=3)
    for topic in ("Passwords", "Personal data", "Scams"):
        gives(teacher, room, until="1 December", topic=topic)
    pupil.types("/menu")
    for words in LANGUAGES[language]:
        assert any(words in label for label in pupil.labels), words
    assert len(pupil.labels) <= Audience(who).most_buttons

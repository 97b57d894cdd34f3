"""A class: a teacher makes it, pupils join by its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.db import people
from bot.features.classes import pages as classes_pages
from bot.features.classes.store import classrooms, memberships
from bot.values.screen import Document
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.values.screen import Screen

LOST = "This page is not here any more"


def makes_class(teacher: Person, grade: int = 4) -> int:
    """Make a class from the menu's command; return its room."""
    teacher.types("/class")
    teacher.taps("Make a class")
    teacher.taps(f"{grade} (age")
    page = teacher.button("To the class").page
    assert isinstance(page, classes_pages.Classroom)
    teacher.taps("To the class")
    return page.room


def code_on(screen: Screen) -> str:
    found = re.search(r"start=class_(\w{12})", screen.text.plain)
    assert found
    return found[1]


def joins(pupil: Person, code: str) -> None:
    pupil.types(f"/start class_{code}")
    pupil.taps("Join")


def another(house: House, number: int, who: str = "9-11", language: str = "en") -> Person:
    person = Person(house, number, language)
    person.settles_in(who)
    return person


def files(screen: Screen) -> dict[str, bytes]:
    def made(document: Document) -> bytes:
        return document.content() if callable(document.content) else document.content

    return {document.name: made(document) for document in screen.documents}


def full_class(house: House, room: int, but: int = 0) -> None:
    """Fill a class up with people who are nobody here, up to so many places."""
    with house.stores.durable.transaction() as db:
        classroom = classrooms.get(db, room)
        assert classroom
        for _ in range(memberships.MOST_PUPILS - but):
            ghost = people.Person(people.new_key())
            people.add(db, ghost.key + b"look-up" + bytes(10), ghost, house.clock.date())
            assert isinstance(memberships.join(db, ghost.key, classroom, None), int)

"""Somebody who asks for tips."""

from __future__ import annotations

from tests.talk import Person


def asks_for_tips(person: Person) -> None:
    person.visits("tip")
    person.taps("Tips now and then")
    person.taps("Three times a week")

"""A teacher's own question set."""

from __future__ import annotations

from bot.features.question_sets import pages as question_sets_pages
from tests.talk import Person

PICKED = ("What is bright", "A lamp eats soup")


def makes_set(educator: Person, room: int, picks: tuple[str, ...] = PICKED) -> int:
    """Make a set from the class's page, picking questions by their titles; return its number."""
    educator.visits(f"class/{room}")
    educator.taps("Give something")
    educator.taps("My own question sets")
    educator.taps("Make a set")
    educator.taps("Passwords")
    for title in picks:
        educator.taps(title)
        educator.taps("Take this question")
    educator.taps("⬆ Passwords and accounts · set")
    page = educator.button("Erase the set").page
    assert isinstance(page, question_sets_pages.DropSet)
    return page.own

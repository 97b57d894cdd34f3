"""What I can do now: lamps are lit by what was finished, whichever way it was come to; no counts in it."""

from __future__ import annotations

import re

from tests.kit.quizzes import RIGHT, WRONG, plays
from tests.roles import SETTLED
from tests.talk import House, Person

WHO_SEES = {"lamps": SETTLED}


def test_a_finished_lesson_lights_the_lamp_of_its_topic(child: Person) -> None:
    child.visits("lamps")
    assert "🏮" not in child.sees
    assert "▫ 🔑 Passwords and accounts" in child.sees
    child.visits("done/lesson/lamp/light/9-11")
    child.visits("lamps")
    assert "🏮 🔑 Passwords and accounts" in child.sees
    assert "I make a password that is hard to guess" in child.sees
    assert "Next: Questions about the lamp" in child.sees, "what waits"
    assert not re.search(r"\d+ ?%|\d+ of \d+|in a row", child.sees)


def test_a_quiz_that_was_answered_lights_it_too_and_tells_what_comes_back(house: House, child: Person) -> None:
    plays(house, child, WRONG)
    child.visits("lamps")
    assert "🏮 🔑" in child.sees
    assert "come back by themselves" in child.sees
    other = child
    plays(house, other, RIGHT)
    other.visits("lamps")
    assert "🏮 🔑" in other.sees


def test_the_menu_leads_there(parent: Person) -> None:
    parent.types("/menu")
    parent.taps("🏮 What I can do now")
    assert "Each topic is a lamp" in parent.sees

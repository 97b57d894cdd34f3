"""A story: choices, consequences, endings, another way, and the trick by its name."""

from __future__ import annotations

from tests.roles import BOTH_MIDDLE
from tests.talk import House, Person

WHO_SEES = {
    "story/lamp/night story/lamp/night:x story/lamp/night:x.0": BOTH_MIDDLE,
}

STORY = "story/lamp/night"


def test_a_story_is_played_to_its_ending(child: Person) -> None:
    child.visits(STORY)
    child.taps("Begin")
    assert "A knock" in child.sees
    child.taps("Give the lamp")
    assert "You chose: Give the lamp" in child.sees
    assert "He is in a hurry" in child.sees
    assert "The lamp is gone" in child.sees
    child.taps("Take the lamp back")
    assert "What was the trick?" in child.sees
    child.taps("Finish")
    assert "Done: The night and the lamp" in child.sees


def test_another_way_can_be_tried(child: Person) -> None:
    child.visits("story/lamp/night:light")
    child.taps("Try another way")
    assert "A knock" in child.sees


def test_a_story_goes_on_where_it_was_left(house: House, child: Person) -> None:
    child.visits("story/lamp/night:door.0")
    house.restart()
    child.visits(STORY)
    child.taps("Go on")
    assert "Now he wants the key too" in child.sees


def test_a_choice_that_is_not_there_opens_the_story(child: Person) -> None:
    child.visits("story/lamp/night:door.9")
    assert "You choose for the hero" in child.sees


def test_a_bad_ending_offers_help(child: Person) -> None:
    child.visits("story/lamp/night:dark")
    assert any(label.startswith("🆘") for label in child.labels)

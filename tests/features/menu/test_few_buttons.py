"""A young child is shown few buttons at a time, each with a picture; all the rest is behind "More"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.packs.topics import ICONS
from bot.values.audience import Audience
from tests.kit.quizzes import WRONG, plays
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.values.screen import Screen

LISTS = ("menu", "topic", "items", "path", "season")


def walk(person: Person, into: tuple[str, ...]) -> Iterator[tuple[str, Screen]]:
    """Tap every button that leads to these pages, beginning at the menu; yield what is seen there."""
    seen: set[str] = set()
    waiting = ["menu"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            screen = person.visits(path)
            yield path, screen
            paths = [link.page.path for link in textmode.links(screen)]
            waiting += [other for other in paths if other.startswith(into)]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("who", [Audience.TIER_6_8, Audience.TIER_9_11])
def test_menus_and_lists_have_few_buttons(ours: House, language: str, who: Audience) -> None:
    person = Person(ours, language=language)
    person.settles_in(who)
    buttons = {path: person.labels for path, _ in walk(person, LISTS)}
    assert {path.partition("/")[0] for path in buttons} == {"menu", "topics", "topic", "items", "path", "season"}
    assert {path: labels for path, labels in buttons.items() if len(labels) > who.most_buttons} == {}


CARDS = ("lesson", "story", "about", "done", "term", "quiz", "enough")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_cards_of_the_youngest_have_few_buttons_beside_the_answers(ours: House, language: str) -> None:
    person = Person(ours, language=language)
    person.settles_in("6-8")
    many = {}
    for path, screen in walk(person, (*LISTS, *CARDS)):
        labels = person.labels[len(screen.choices) :]
        if len(labels) > Audience.TIER_6_8.most_buttons:
            many[path] = labels
    assert many == {}


def test_all_topics_are_reached_through_more(ours: House) -> None:
    person = Person(ours)
    person.settles_in("6-8")
    person.taps("📚 Learn")
    found = [label for label in person.labels if label[0] in ICONS.values()]
    while "➡ More" in person.labels:
        person.taps("➡ More")
        found += [label for label in person.labels if label[0] in ICONS.values()]
    assert len(found) == len(ours.packs.topics(Audience.TIER_6_8))
    assert "☰ Menu" in person.labels


def test_each_button_of_the_youngest_childs_menu_has_a_picture(ours: House) -> None:
    person = Person(ours)
    person.settles_in("6-8")
    for _ in range(5):
        assert all(not label[0].isalnum() for label in person.labels)
        if "➡ More" not in person.labels:
            break
        person.taps("➡ More")
    assert "⚙ Settings" in person.labels


def test_the_menu_offers_what_came_back(house: House, child: Person) -> None:
    plays(house, child, WRONG)
    child.types("/menu")
    assert "🔁 Repeat?" not in child.labels
    child.waits(3)
    child.types("/menu")
    child.taps("🔁 Repeat?")
    assert "🔁 Once more" in child.labels

"""What somebody who only looks round is promised: an hour, and to be remembered if they like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.db import visitors
from bot.values.audience import Audience
from tests.kit.crawler import FRONT, KEPT_APART, crawl
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.values.screen import Screen

HOUR = {"en": "for an hour, then I forget it", "ru": "храню здесь час, потом забываю"}
FOR_GOOD = (
    *("place is kept", "stays where you left", "come back in a later quiz, so"),
    *("Место сохранено", "останется на своём месте", "вопросы вернутся в одном из следующих квизов, будет"),
)
"""What only people who agreed are told."""

CLAIMS = {
    "en": ("again", "back", "meet", "remember you", "first time", "new here"),
    "ru": ("снова", "опять", "верну", "знаком", "помню", "впервые", "нович"),
}
"""Words that would claim that somebody has been here before, or has not."""

WHY_ASKED = {"en": "keep nothing of a visit", "ru": "ничего не храню"}

WAYS_OUT: dict[str, Callable[[Person], Screen]] = {
    "stops a quiz": lambda person: begins_a_quiz(person).visits("result/1"),
    "types stop": lambda person: begins_a_quiz(person).types("stop"),
    "writes /stop": lambda person: begins_a_quiz(person).types("/stop"),
    "has enough": lambda person: begins_a_quiz(person).visits("enough"),
}


def begins_a_quiz(person: Person) -> Person:
    person.visits("quiz/lamp-sets/light/9-11")
    person.visits("begin/lamp-sets/light/9-11:1")
    return person


def looking_round(house: House, language: str = "en", who: str = "9-11") -> Person:
    person = Person(house, language=language)
    person.settles_in(who, agrees=False)
    return person


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_who_leaves_reads_of_the_hour_and_may_be_remembered(house: House, language: str, way: str) -> None:
    person = looking_round(house, language)
    WAYS_OUT[way](person)
    assert HOUR[language] in person.sees
    assert not any(words in person.sees for words in FOR_GOOD)
    person.taps("💾")
    person.visits("consent/on")
    house.restart()
    person.waits(3)
    person.types("/menu")
    assert any(label.startswith("▶") for label in person.labels), "it was remembered"


def test_it_is_true(house: House) -> None:
    """Within the hour the visitor goes on; after it nobody is known."""
    person = looking_round(house)
    begins_a_quiz(person).types("stop")
    house.later(minutes=55)
    sweep(house)
    person.types("/menu")
    assert any(label.startswith("▶ Go on: ") for label in person.labels)
    house.later(minutes=61)
    sweep(house)
    person.types("/menu")
    assert "I am Mayak" in person.sees


def sweep(house: House) -> None:
    with house.stores.visitors.transaction() as db:
        visitors.sweep(db, house.clock)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_who_comes_back_after_days_is_greeted_as_a_stranger_is_in_words_that_fit_both(
    house: House, language: str
) -> None:
    person = Person(house, language=language)
    first = person.types("/start")
    person.settles_in("12-15", agrees=False)
    person.waits(3)
    sweep(house)
    again = person.types("/start")
    assert again == first
    assert again.greeting is not None
    words = f"{again.greeting.text.plain} {again.text.plain}".casefold()
    assert [claim for claim in CLAIMS[language] if claim in words] == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("path", ["menu", "next", "tips"])
def test_an_old_button_is_answered_with_the_reason_why_who_it_is_is_asked_for(
    house: House, language: str, path: str
) -> None:
    person = Person(house, language=language)
    person.settles_in("12-15", agrees=False)
    person.waits(3)
    sweep(house)
    person.visits(path)
    assert WHY_ASKED[language] in person.sees
    assert [claim for claim in CLAIMS[language] if claim in person.sees.casefold()] == []


def test_who_comes_by_start_or_by_a_link_is_asked_without_a_reason(house: House) -> None:
    """What a link is for opens next, and needs no reason."""
    for words in ("/start", "/start lesson_lamp_light_9-11", "/start class_0123456789AB"):
        assert WHY_ASKED["en"] not in Person(house, language="en").types(words).text.plain


def test_people_who_agreed_read_that_their_place_is_kept(child: Person) -> None:
    for leaves in WAYS_OUT.values():
        leaves(child)
        assert HOUR["en"] not in child.sees
        assert any(words in child.sees for words in FOR_GOOD)
        assert not any(label.startswith("💾") for label in child.labels)


def test_missed_questions_come_back_to_people_who_are_remembered(house: House) -> None:
    person = begins_a_quiz(looking_round(house))
    for number in range(1, 6):
        for marks in ("a", "cba", ""):  # whichever its kind takes; the first answer counts
            person.visits(f"answer/1/{number}/{marks}")
    person.visits("result/1")
    assert "If I may remember you, the others come back" in person.sees
    person.taps("💾")
    assert "Shall I remember you?" in person.sees


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("audience", [Audience.TIER_6_8, Audience.TIER_9_11, Audience.PARENT])
def test_no_page_promises_a_visitor_more(house: House, language: str, audience: Audience) -> None:
    person = looking_round(house, language, audience)
    promised = []
    for path in crawl(person, (*FRONT, "result/1"), (*KEPT_APART, "campaign", "profile")):
        person.visits(path)
        promised += [(path, words) for words in FOR_GOOD if words in person.sees]
    assert promised == []

"""The first minute: greeting, who, where, consent; nothing is stored before it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.store.schema import of_a_person
from tests.talk import House, Person


def rows_of_people(house: House) -> int:
    """Count every row of every person in the durable store."""
    tables = [table for table, _ in of_a_person() if table.name != "visits"]
    with house.stores.durable.turn() as db:
        return sum(db.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def test_a_stranger_is_greeted_in_the_language_of_the_client(house: House) -> None:
    assert "I am a program" in Person(house, 1, "en").types("/start").text.plain
    assert "Я программа" in Person(house, 2, "ru").types("/start").text.plain
    assert "I am a program" in Person(house, 3, "pt-br").types("/start").text.plain


def test_the_greeting_carries_menu_and_help_from_the_first_second(house: House) -> None:
    person = Person(house, language="ru")
    greeting = person.types("/start").greeting
    assert greeting is not None
    assert greeting.keys == ("☰ Меню", "🆘 Помощь")


def test_the_language_changes_by_one_tap_on_the_first_screen(house: House) -> None:
    person = Person(house, language="ru")
    person.types("/start")
    person.taps("English")
    assert "I am a program" in person.sees
    assert person.see().greeting is not None, "the keyboard has to come again in the new language"


@pytest.mark.parametrize("who", ["6–8", "9–11", "12–15", "16–17", "Parent", "Educator"])
def test_everyone_finds_themselves(house: House, who: str) -> None:
    person = Person(house)
    person.types("/start")
    person.taps("Let's begin")
    person.taps(who)
    assert "Which country" in person.sees


def test_the_language_suggests_the_country_and_any_other_can_be_typed(house: House) -> None:
    person = Person(house, language="ru")
    person.types("/start")
    person.taps("Начнём")
    person.taps("9–11")
    assert person.labels[0] == "📍 Россия"
    person.types("каза")
    assert person.labels == ["Казахстан"]
    person.taps("Казахстан")
    assert "Одна вещь" in person.sees


def test_long_lists_have_pages(house: House) -> None:
    person = Person(house)
    person.types("/start")
    person.taps("Let's begin")
    person.taps("Parent")
    first = person.labels
    person.taps("Next page")
    assert person.labels != first
    person.taps("Back a page")
    assert person.labels == first


def test_a_country_that_does_not_exist_is_answered_with_all_of_them(house: House) -> None:
    person = Person(house)
    person.types("/start")
    person.taps("Let's begin")
    person.taps("Parent")
    person.types("qqq")
    assert "no country" in person.sees
    assert len(person.labels) > 10


def test_nothing_is_stored_before_consent_and_little_after(house: House) -> None:
    person = Person(house)
    person.types("/start")
    person.taps("Let's begin")
    person.taps("9–11")
    person.visits("where/RU")
    assert rows_of_people(house) == 0
    person.taps("I agree")
    assert rows_of_people(house) == 1


def test_who_only_looks_leaves_no_trace_and_is_forgotten_by_a_restart(house: House) -> None:
    person = Person(house)
    person.settles_in(agrees=False)
    person.visits("lesson/lamp/light/9-11")
    assert rows_of_people(house) == 0
    house.restart()
    person.visits("menu")
    assert "I am Mayak" in person.sees


def test_a_visitor_who_agrees_later_keeps_what_was_begun(house: House) -> None:
    person = Person(house)
    person.settles_in(agrees=False)
    person.visits("lesson/lamp/light/9-11:lost")
    person.visits("consent/on")
    house.restart()
    person.types("/menu")
    assert any("Go on" in label for label in person.labels)


def test_a_shared_link_waits_until_the_newcomer_has_settled_in(house: House) -> None:
    person = Person(house)
    person.types("/start lesson_lamp_light_9-11")
    assert "I am Mayak" in person.sees
    person.taps("Let's begin")
    person.taps("9–11")
    person.visits("where/RU")
    person.taps("I agree")
    person.taps("Open what was shared")
    assert "The lamp and the secret" in person.sees


def test_a_shared_link_opens_at_once_for_who_is_here(child: Person) -> None:
    child.types("/start lesson_lamp_light_9-11")
    assert "The lamp and the secret" in child.sees


@pytest.mark.parametrize(
    "payload", ["lesson_lamp_nowhere", "junk", "lesson_" + "a" * 57, "class_ABC", "lesson_lamp_x:y"]
)
def test_a_junk_link_leads_somewhere_kind(house: House, payload: str) -> None:
    person = Person(house)
    person.types(f"/start {payload}")
    assert person.labels

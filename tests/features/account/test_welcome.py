"""The first minute: greeting, who, where, consent; nothing is stored before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.chat.incoming import Tap
from bot.chat.textmode import links
from bot.db.schema import of_a_person
from bot.features.account.typed_answer import of_words
from tests.roles import ALL, SETTLED
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from pathlib import Path

WHO_SEES = {
    "start start/en": "g g g g g g g g",
    "languages who who/9-11 who/grandparent unread/photo privacy export forget stop": ALL,
    "privacy privacy/all consent consent/on privacy consent/off": ALL,
    "where/tips:0 where/tips/found/GB-US where/tips/RU where/tips/RU/sure": SETTLED,
    "settings set/locale set/locale/en set/audience": SETTLED,
    "where/settings:0 where/settings/found/GB-US where/settings/RU where/settings/RU/sure": SETTLED,
    "set/audience/9-11 set/zone:0 set/zone/Europe/Moscow set/text/off": SETTLED,
    "clock clock/Europe/Moscow": SETTLED,
    "forget/now": ALL,
}


def rows_of_people(house: House) -> int:
    """Count every row of every person in the durable store."""
    tables = [table for table, _ in of_a_person() if table.name != "visits"]
    with house.stores.durable.transaction() as db:
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


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("who", range(6))
def test_two_taps_lead_to_a_card_of_a_lesson_with_a_choice_to_make(
    tmp_path: Path, language: str, who: int
) -> None:
    """Start and one's role, and at most forty words before the first card (issue Door)."""
    house = House(tmp_path, our_library())
    person = Person(house, language=language)
    screen = person.types("/start")
    greeting = screen.greeting
    assert greeting is not None
    assert len(f"{greeting.text.plain} {screen.text.plain}".split()) <= 25
    assert len(person.sees.split()) <= 40
    assert screen.picture is not None
    roles = [link for link in links(screen) if link.page.path.startswith("who/")]
    assert len(roles) == 6
    person.does(Tap(roles[who].page.path))
    options = [link.label for link in links(person.see()) if "/case" in link.page.path and "=" in link.page.path]
    assert len(options) >= 2 or "1 " in person.sees, person.sees
    assert rows_of_people(house) == 0
    house.close()


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("мне 7", "6–8"),
        ("7", "6–8"),
        ("я в 5 классе", "9–11"),
        ("im twelve", "12–15"),
        ("i'm 16", "16–17"),
        ("я мама", "Parent"),
        ("дедушка", "Parent"),
        ("I'm a granny of two", "Parent"),
        ("teacher", "Educator"),
        ("учительница 3 класса", "Educator"),
    ],
)
def test_who_somebody_is_can_be_typed(house: House, words: str, who: str) -> None:
    person = Person(house)
    person.types("/start")
    person.types(words)
    person.types("/settings")
    assert who in person.sees


def test_a_grandparent_is_welcomed_as_one(house: House) -> None:
    person = Person(house, language="ru")
    person.types("/start")
    assert "бабушки и дедушки" in person.types("бабушка").text.plain


@pytest.mark.parametrize("words", ["взрослый", "35", "i am an adult"])
def test_adults_who_say_no_more_are_asked_again(house: House, words: str) -> None:
    person = Person(house)
    person.types("/start")
    person.types(words)
    assert "Who are you?" in person.sees


@pytest.mark.parametrize("words", ["мама не даёт телефон", "my teacher is mean", "hello", "100"])
def test_other_words_say_nothing_of_who_somebody_is(words: str) -> None:
    assert of_words(words) is None


def test_a_country_is_asked_for_when_tips_need_it_and_can_be_typed(house: House) -> None:
    person = Person(house, language="ru")
    person.settles_in_nowhere()
    person.visits("tips")
    person.taps("Три раза")
    assert person.labels[0] == "📍 Россия"
    assert len(person.labels) == 8, "six countries, another one, later"
    person.types("каза")
    assert person.labels == ["Казахстан", "🌍 Другая страна", "Позже"]
    person.taps("Казахстан")
    assert "Три раза в неделю, в 17:00" in person.sees, "how often is asked once"
    person.types("/settings")
    assert "Страна: Казахстан" in person.sees


def test_long_lists_have_pages(house: House) -> None:
    person = Person(house)
    person.settles_in_nowhere()
    person.visits("where/tips:0")
    person.taps("Another country")
    first = person.labels
    assert first[0] == "Afghanistan"
    person.taps("T – V")
    assert "United Kingdom" in person.labels
    person.taps("A – B")
    assert person.labels == first


def test_a_country_that_does_not_exist_is_answered_with_the_likeliest_and_the_list(house: House) -> None:
    person = Person(house)
    person.settles_in_nowhere()
    person.visits("where/habits:0")
    person.types("qqq")
    assert "I do not know this place" in person.sees
    assert person.labels[-2:] == ["🌍 Another country", "Later"]
    person.types("poland")
    person.taps("Poland")
    assert "Shall I write once at" in person.sees
    person.taps("Menu")
    person.visits("where/habits:0")
    person.taps("Later")
    assert "What would you like?" in person.sees


def test_nothing_is_stored_before_consent_and_little_after(house: House) -> None:
    person = Person(house)
    person.types("/start")
    person.taps("9–11")
    while "Finish ✓" not in person.labels:
        person.taps("Next")
    assert rows_of_people(house) == 0
    person.taps("Finish")
    person.taps("What you would remember")
    assert len(person.sees.splitlines()) <= 13
    assert rows_of_people(house) == 0
    person.taps("I agree")
    assert "All right, I remember you." in person.sees
    assert "Done: The lamp and the secret" in person.sees, "no empty screen of thanks"
    assert rows_of_people(house) == 2, "the person, and the lesson that they finished"


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


def test_a_shared_link_waits_until_the_newcomer_has_said_who_they_are(house: House) -> None:
    person = Person(house)
    person.types("/start lesson_lamp_light_9-11")
    assert "I am Mayak" in person.sees
    person.taps("9–11")
    assert "The lamp and the secret" in person.sees


@pytest.mark.parametrize(
    ("command", "words"), [("/class", "Classes"), ("/settings", "Settings"), ("/menu", "Menu")]
)
def test_what_a_command_asked_for_comes_after_who_they_are(house: House, command: str, words: str) -> None:
    person = Person(house)
    person.types(command)
    assert "I am Mayak" in person.sees
    person.taps("9–11")
    assert person.sees.startswith(words)


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


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("campaign/lamp-days/week", "Lamp week"),
        ("tips", "Tips now and then"),
        ("lesson/lamp/light/9-11:lost", "3 of 3"),
        ("quiz/lamp-sets/light/9-11", "Begin"),
    ],
)
def test_who_agrees_later_goes_on_with_what_they_came_for(house: House, path: str, words: str) -> None:
    """Somebody who only looks round agrees because a page asks for it: the way back there comes first."""
    visitor = Person(house)
    visitor.settles_in("9-11", agrees=False)
    visitor.visits(path)
    visitor.visits("consent")
    visitor.taps("I agree")
    assert words in visitor.sees


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("campaign_lamp-days_week", "Lamp week"),
        ("lesson_lamp_light_9-11", "The lamp"),
        ("quiz_lamp-sets_light_9-11", "lamp"),
    ],
)
def test_a_newcomer_goes_on_with_what_was_shared(house: House, payload: str, words: str) -> None:
    person = Person(house)
    person.types(f"/start {payload}")
    person.taps("9–11")
    assert words in person.sees


def test_a_class_link_waits_for_who_only_looks_round(house: House) -> None:
    visitor = Person(house)
    visitor.settles_in("9-11", agrees=False)
    visitor.types("/start class_0123456789AB")
    visitor.taps("I agree")
    assert "Join a class?" in visitor.sees
    assert "Join" in visitor.labels

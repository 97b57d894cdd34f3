"""Settings and one's own data: change, read, take along, forget."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.values.audience import Audience
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Document


def made(document: Document) -> bytes:
    return document.content if isinstance(document.content, bytes) else document.content()


def test_the_language_changes_with_the_keyboard(child: Person) -> None:
    child.types("/settings")
    child.taps("Language")
    child.taps("Русский")
    assert "Теперь я говорю по-русски." in child.sees
    greeting = child.see().greeting
    assert greeting is not None
    assert greeting.keys == ("☰ Меню", "🆘 Помощь")


def test_who_i_am_changes_what_i_am_offered(child: Person) -> None:
    child.types("/settings")
    child.taps("Who I am")
    child.taps("Parent")
    assert "I am: Parent" in child.sees


def test_country_and_time_zone(child: Person) -> None:
    child.types("/settings")
    child.taps("Country")
    child.types("kaz")
    child.taps("Kazakhstan")
    assert "Are you in this country now: Kazakhstan?" in child.sees
    assert "150" in child.sees, "the numbers that Help will show"
    child.taps("Yes, Kazakhstan")
    assert "Country: Kazakhstan" in child.sees
    assert "Time zone: Almaty" in child.sees, "all its clocks agree since 2024"
    child.visits("where/settings/US")
    child.visits("where/settings/US/sure")
    assert "What time is it" in child.sees
    child.taps("Phoenix")
    assert "Time zone: Phoenix" in child.sees


def test_a_country_with_one_zone_needs_no_question(child: Person) -> None:
    child.visits("where/settings/FR")
    child.visits("where/settings/FR/sure")
    assert "Time zone: Paris" in child.sees


def test_a_forged_zone_or_country_is_asked_again(child: Person) -> None:
    child.visits("set/zone/Mars/Phobos")
    assert "What time is it" in child.sees
    child.visits("where/settings/XX")
    assert "Which country" in child.sees


def test_text_mode_numbers_the_choices_and_takes_typed_numbers(house: House, child: Person) -> None:
    child.visits("set/text/on")
    child.types("/menu")
    assert child.labels[0].startswith("1. ")
    assert "📚" not in child.labels[0]
    child.types("2")
    assert "Topics" in child.sees
    house.restart()
    child.types("2")
    assert "Passwords and accounts" in child.sees


def test_text_mode_puts_pictures_into_words(house: House) -> None:
    young = Person(house, 55)
    young.settles_in("6-8")
    item = house.packs.find("lesson", "lamp", "light/6-8", "en")  # type: ignore[arg-type]
    assert item is not None
    pictured = next(card for card in item.cards if card.picture)
    assert young.visits(f"lesson/lamp/light/6-8:{pictured.id}").picture is not None
    young.visits("set/text/on")
    screen = young.visits(f"lesson/lamp/light/6-8:{pictured.id}")
    assert screen.picture is None
    assert pictured.picture is not None
    assert f"[{pictured.picture.alt}]" in screen.text.plain


def test_a_number_that_no_choice_has_is_a_search(child: Person) -> None:
    child.visits("set/text/on")
    child.types("/menu")
    child.types("99")
    assert "I do not know that" in child.sees


def test_privacy_tells_the_ledger_in_plain_words(child: Person) -> None:
    child.types("/privacy")
    assert "No names, no phone numbers" in child.sees
    assert "time zone" in child.sees
    assert "A family link" in child.sees


@pytest.mark.parametrize("language", ["en", "ru"])
def test_privacy_is_told_to_the_youngest_in_a_few_words_first(house: House, language: str) -> None:
    young = Person(house, language=language)
    young.settles_in("6-8")
    short = young.types("/privacy").text.plain
    assert len(re.findall(r"\w+", short)) <= 80
    assert len(young.labels) <= Audience.TIER_6_8.most_buttons
    young.taps("ⓘ")
    assert len(re.findall(r"\w+", young.see().text.plain)) > 200


def test_privacy_tells_of_editors_to_adults_alone(child: Person, parent: Person) -> None:
    assert "Editors:" not in child.types("/privacy").text.plain
    assert "Editors: number and role" in parent.types("/privacy").text.plain


def test_export_gives_everything_for_people_and_for_programs(child: Person) -> None:
    child.visits("lesson/lamp/light/9-11:check")
    child.types("/export")
    names = {document.name: made(document) for document in child.see().documents}
    assert json.loads(names["mayak.json"])["progress"][0]["card"] == "check"
    assert "lesson:lamp/light/9-11" in names["mayak.txt"].decode()
    assert "text mode: ✗" in names["mayak.txt"].decode()
    assert "False" not in names["mayak.txt"].decode()
    # A random key may hold the same digits between others.
    told = (names["mayak.json"] + names["mayak.txt"]).decode()
    assert not re.search(rf"(?<![0-9a-f]){child.number}(?![0-9a-f])", told)


def test_export_says_codes_in_the_words_of_the_bot(house: House) -> None:
    person = Person(house, 61)
    person.settles_in("9-11")
    person.visits("set/locale/ru")
    person.types("/settings")
    person.taps("👪")
    person.taps("➕")
    person.taps("🦊")
    person.types("/export")
    names = {document.name: made(document) for document in person.see().documents}
    told = names["mayak.txt"].decode()
    for words in ("кто я: 9–11 лет", "язык: русский", "страна: Россия", "часовой пояс: Москва"):
        assert words in told, told
    assert "картинка: 🦊" in told
    assert "fox" not in told
    settings = json.loads(names["mayak.json"])["people"][0]
    assert [settings[name] for name in ("audience", "locale", "country", "zone")] == [
        "9-11",
        "ru",
        "RU",
        "Europe/Moscow",
    ], "programs get the codes"
    person.visits("who/parent")
    person.types("/export")
    assert ": Родитель" in made(person.see().documents[1]).decode()


def test_forget_asks_once_and_leaves_nothing(child: Person, tmp_path: Path) -> None:
    child.visits("lesson/lamp/light/9-11:check")
    child.types("/forget")
    child.taps("Yes, forget me")
    assert "Nothing about you is left" in child.sees
    left = b"".join(file.read_bytes() for file in tmp_path.glob("bot.sqlite*"))
    assert b"light/9-11" not in left
    child.types("/menu")
    assert "I am Mayak" in child.sees


def test_forget_can_be_taken_back(child: Person) -> None:
    child.types("/forget")
    child.taps("No, go back")
    assert "Take your time" in child.sees


@pytest.mark.parametrize(
    ("language", "words", "told", "other"),
    [
        ("en", "English pls", "Now it is English", "Русский"),
        ("ru", "по-русски", "Сейчас я говорю по-русски", "English"),
        ("ru", "English pls", "На каком языке говорить?", "English"),
    ],
)
def test_who_types_a_language_is_told_which_is_spoken_and_offered_the_other(
    tmp_path: Path, language: str, words: str, told: str, other: str
) -> None:
    house = House(tmp_path, our_library())
    person = Person(house, language=language)
    person.settles_in("9-11")
    person.types(words)
    assert told in person.sees
    assert person.labels[0] == other
    person.taps(other)
    person.types("/settings")
    assert other in person.sees
    house.close()

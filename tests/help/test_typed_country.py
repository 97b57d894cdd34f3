"""A country that is typed or tapped: found in every state, taken only by a tap on what the person sees now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.incoming import Tap, Thing, Words
from bot.db.away import StoreAway
from bot.help.help_book import package_book
from bot.help.place_names import place_names
from bot.help.situations import NUMBER
from bot.values import places
from bot.values.screen import Copy, Screen
from tests.kit.placenames import CODES, table
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBERS = {
    re.sub(r"\D", "", number)
    for country in package_book().countries()
    for line in package_book().lines(country, "en")
    for number in (line.phone, line.sms)
}
LONG_NUMBERS = {number for number in NUMBERS if len(number) > 4}
"""Every number of a country's lines that is longer than 112 and its like."""


def numbers_on(screen: Screen) -> set[str]:
    """The numbers of countries' lines on a screen, in its words and on buttons that copy."""
    copied = {button.words for row in screen.rows for button in row if isinstance(button, Copy)}
    found = {re.sub(r"\D", "", words) for words in re.findall(r"[\d +()-]{3,}", screen.text.plain)}
    return (found | copied) & LONG_NUMBERS


@pytest.fixture
def no_database(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    def gone(**_: bool) -> None:
        raise StoreAway("gone")

    for store in (house.stores.durable, house.stores.visitors):
        monkeypatch.setattr(store, "transaction", gone)
    return house


@pytest.mark.parametrize(
    ("language", "typed", "country", "number"),
    [
        ("en", "uk", "United Kingdom", "0800 1111"),
        ("en", "i live in scotland", "United Kingdom", "0800 1111"),
        ("en", "usa", "United States", "1-800-422-4453"),
        ("ru", "я из нижнего", "Россия", "8-800-2000-122"),
        ("ru", "rossiya", "Россия", "8-800-2000-122"),
        ("ru", "Алматы", "Казахстан", "150"),
    ],
)
def test_a_stranger_types_a_place_at_help_without_any_database(
    no_database: House, language: str, typed: str, country: str, number: str
) -> None:
    for asks in ("help", "help-in:0", "help-in:3", "help/13"):
        person = Person(no_database, language=language)
        person.visits(asks)
        person.types(typed)
        assert person.sees.startswith("🆘")
        assert "112" in person.sees, "the emergency number stays at hand"
        assert numbers_on(person.see()) == set(), "nothing of a country before the tap"
        person.taps(country)
        assert number in person.sees


def test_where_a_country_is_not_known_help_shows_112_and_911_by_region_and_the_directory(house: House) -> None:
    for language, region in (("en", "North America"), ("ru", "Северная Америка")):
        person = Person(house, language=language)
        for screen in (person.types("🆘"), person.visits(f"help/{NUMBER}")):
            assert re.search(rf"112:.*\n911: {region}", screen.text.plain)
            assert "childhelplineinternational.org" in screen.text.plain
            assert numbers_on(screen) == set()
        assert "findahelpline.com" in person.sees


def test_a_person_who_says_their_country_later_is_shown_none(house: House) -> None:
    person = Person(house, language="ru")
    person.settles_in_nowhere()
    person.visits("where/tips:0")
    person.taps("Позже")
    assert numbers_on(person.types("🆘")) == set()
    assert "Страна: –" in person.types("/settings").text.plain


@pytest.mark.parametrize("words", ["i want to die", "я не хочу жить", "my dad hits me", "my dad hits me, london"])
def test_a_disclosure_is_heard_where_a_country_is_asked_for(house: House, words: str) -> None:
    person = Person(house)
    for asks in ("help", "help-in:0"):
        person.visits(asks)
        assert person.types(words).text.plain.startswith("🆘")
        # Told once more, it is what Help is about already: read within it, with a way out of its own.
        assert {"You got me wrong", "✔ Everything is fine"} & {*person.labels}
    person.visits("who/9-11")
    assert person.types(words).text.plain.startswith("🆘")


def test_every_name_of_a_country_is_taken_as_one_where_it_is_asked_for(house: House) -> None:
    for language in ("en", "ru"):
        person = Person(house, language=language)
        for code in CODES:
            name = places.country_name(Locale(language), code)
            person.visits("help-in:0")
            person.types(name)
            assert name in person.labels, name


def test_words_that_are_no_place_go_where_they_went_beside_help(child: Person) -> None:
    # The child has said a country: nothing is taken for one.
    child.visits("help")
    child.types("germany")
    assert not child.sees.startswith("🆘 Which country")
    assert "8-800-2000-122" in child.sees, "Help stays that of the child's own country"
    stranger = Person(child.house, number=55)
    for words in ("no", "hello", "in", "what is a strong password"):
        stranger.visits("help")
        stranger.types(words)
        assert "I do not know this place" not in stranger.sees


def test_ways_on_work_where_a_country_is_asked_for(child: Person) -> None:
    child.visits("help-in:0")
    assert "Menu" in child.types("☰ Menu").text.plain
    child.visits("help-in:0")
    child.types("stop")
    assert not child.sees.startswith("🆘")
    child.visits("help-in:0")
    child.does(Words("uk", edited=True))
    assert "United Kingdom" not in child.labels
    child.visits("help-in:0")
    child.does(Thing("photo"))
    assert "I do not know this place" not in child.sees


def test_after_a_way_on_words_are_words_again(child: Person) -> None:
    child.visits("help-in:0")
    child.visits("menu")
    child.types("germany")
    assert not child.sees.startswith("🆘"), "their own country is asked about, not that of Help"
    assert "Germany" in child.labels


def test_a_typed_number_presses_a_button_in_text_mode_and_a_name_is_found(house: House) -> None:
    person = Person(house)
    person.settles_in()
    person.visits("set/text/on")
    person.visits("help-in:0")
    person.types("uk")
    assert any("United Kingdom" in label for label in person.labels)
    person.types("1")
    assert "0800 1111" in person.sees


INPUTS = sorted({*table("en"), *table("ru")})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    house = House(folder)
    yield house
    house.close()


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.sampled_from(INPUTS), st.text(max_size=40)),
    st.sampled_from(["en", "ru"]),
    st.sampled_from(["settled", "new"]),
)
def test_no_input_leads_to_another_countrys_lines_without_a_tap(
    shared: House, words: str, language: str, who: str
) -> None:
    """Typed at Help, at the choice of a country, in the first minute and in the settings."""
    settled = who == "settled"
    number = 7000 + 2 * (language == "ru") + settled
    person = Person(shared, number=number, language=language)
    if settled:
        person.settles_in()
        own = {re.sub(r"\D", "", line.phone) for line in package_book().lines("RU", "en")}
    else:
        own = set()
    for asks in ("help", "help-in:0", "where/tips:0", "where/settings:0"):
        person.visits(asks)
        person.types(words)
        assert numbers_on(person.see()) <= own, (asks, words)
    assert numbers_on(person.visits("help")) <= own


@pytest.mark.parametrize(
    "old", ["where/tips/{}", "where/tips/{}/sure", "where/settings/{}", "where/settings/{}/sure"]
)
def test_one_tap_on_an_old_screen_changes_nobodys_country(house: House, old: str) -> None:
    """Every country's button of every list that may still stand in a chat, in a state where it is not offered."""
    person = Person(house)
    person.settles_in()
    for code in CODES:
        person.visits("menu")
        person.visits(old.format(code))
        assert "Country: Russia" in person.visits("settings").text.plain, code


def test_an_old_list_cannot_make_a_newcomer_aruban(house: House) -> None:
    person = Person(house)
    person.settles_in_nowhere()
    person.visits("where/tips:0")
    assert "Aruba" not in person.labels
    person.visits("where/tips/AW")
    assert "Are you in this country now: Aruba?" in person.sees
    assert "I know no help lines in this country" in person.sees
    person.taps("Another country")
    person.taps("United Kingdom")
    assert "Tips now and then" in person.sees, "back to what needed it"
    assert "Country: United Kingdom" in person.types("/settings").text.plain


def test_a_country_that_is_asked_about_is_taken_by_the_second_tap(house: House) -> None:
    person = Person(house)
    person.settles_in_nowhere()
    person.visits("where/tips/AW")
    person.taps("Yes, Aruba")
    assert "Country: Aruba" in person.types("/settings").text.plain


def test_a_change_says_which_numbers_will_be_shown_and_can_be_left(child: Person) -> None:
    child.visits("where/settings:0")
    child.types("scotland")
    child.taps("United Kingdom")
    assert "Help will then show: 112 · 999" in child.sees or "Help will then show: 999" in child.sees
    assert "0800 1111" in child.sees
    child.taps("No, keep Russia")
    assert "Country: Russia" in child.sees
    child.visits("where/settings/GB")
    child.taps("Yes, United Kingdom")
    assert "Country: United Kingdom" in child.visits("settings").text.plain


def test_the_list_begins_with_the_likeliest_and_never_with_the_alphabet(house: House) -> None:
    english, russian = Person(house, 1, "en"), Person(house, 2, "ru")
    for person in (english, russian):
        person.settles_in_nowhere()
        person.visits("where/tips:0")
    names = [places.country_name(Locale("en"), code) for code in place_names().likely("en")[:6]]
    assert english.labels == [*names, "🌍 Another country", "Later"]
    assert russian.labels[0] == "📍 Россия"
    assert russian.labels[-2:] == ["🌍 Другая страна", "Позже"]
    assert "Афганистан" not in russian.labels


def test_kosovo_has_lines_and_can_be_chosen(house: House) -> None:
    person = Person(house)
    person.settles_in_nowhere()
    person.visits("where/tips:0")
    person.types("kosovo")
    person.taps("Kosovo")
    assert "Country: Kosovo" in person.types("/settings").text.plain
    assert person.does(Tap("help")).text.plain.startswith("🆘")

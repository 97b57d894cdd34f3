"""Requirements 1, 3 and 5 of the protocol: help from every state, in any letter case, never silenced."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.chat.incoming import Tap, Thing, Words
from bot.values.audience import Audience
from bot.values.locales import languages
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Screen

QUIZ = "quiz/lamp-sets/light/9-11"
STATES = (
    "start", "who", "where/tips:0", "consent", "menu", "topics/9-11:0", "lesson/lamp/light/9-11", QUIZ,
    "story/lamp/dark/9-11", "tip", "settings", "set/locale", "where/settings:0", "set/zone:0", "privacy", "export",
    "forget", "habits", "habits/1", "plan", "nudge", "enough", "help", "help/13", "nonsense",
)  # fmt: skip
"""Where a person may be, forged and lost addresses included."""


def is_help(screen: Screen) -> bool:
    return screen.text.plain.startswith("🆘") and "112" in screen.text.plain


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("who", [None, *Audience])
def test_01_help_is_one_step_from_every_state(tmp_path: Path, language: str, who: Audience | None) -> None:
    house = House(tmp_path)
    person = Person(house, language=language)
    if who:
        person.settles_in(who)
    for state in STATES:
        for call in (
            Words("маяк"),
            Words("MAYAK!"),
            Words("Help"),
            Words("ПОМОГИТЕ!!!"),
            Words("sos"),
            Tap("help"),
        ):
            person.visits(state)
            assert is_help(person.does(call)), (state, call)
        for command in ("/help", "/sos", "/SOS@mayak_test_bot"):
            person.visits(state)
            assert is_help(person.types(command.partition("@")[0].lower())), (state, command)
    house.close()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_01_every_help_word_in_any_case_and_with_any_marks(house: House, language: str) -> None:
    person = Person(house, language=language)
    words = [word for language in languages().values() for word in language.help]
    assert len(words) >= 10
    for word in words:
        for typed in (word, word.upper(), word.title(), f"  {word}!!! ", f"«{word}»", f"{word} 🙏"):
            assert is_help(person.types(typed)), typed


@pytest.mark.parametrize(("language", "safe_word", "key"), [("ru", "маяк", "🆘"), ("en", "mayak", "🆘")])
def test_01_the_first_screen_tells_the_safe_word_and_carries_the_key(
    house: House, language: str, safe_word: str, key: str
) -> None:
    screen = Person(house, language=language).types("/start")
    assert screen.greeting is not None
    assert safe_word in (screen.greeting.text.plain + screen.text.plain).lower()
    assert any(label.startswith(key) for row in screen.greeting.keys for label in row)


@pytest.mark.parametrize("hour", [0, 3, 21])
def test_03_no_quiet_hours_no_pause_and_no_enough_silences_help(house: House, child: Person, hour: int) -> None:
    child.visits("enough")
    house.clock = datetime(2026, 11, 26, hour, 30, tzinfo=UTC)
    assert is_help(child.types("помогите"))
    assert is_help(child.types("i want to kill myself"))


@pytest.mark.parametrize("language", ["tlh", "", "ru-RU", "zz-ZZ-zz", "🙂"])
def test_03_an_unknown_language_is_no_reason_for_silence(house: House, language: str) -> None:
    assert is_help(Person(house, number=77, language=language).types("SOS"))


def test_03_a_forged_audience_or_country_is_no_reason_for_silence(house: House) -> None:
    person = Person(house)
    for path in (
        "who/nobody",
        "where/settings/XX",
        "set/audience/99",
        "where/settings/!!",
        "help-in/XX",
        "help/999",
    ):
        person.visits(path)
        assert is_help(person.types("help")), path


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "form", [Words, lambda words: Words(words, edited=True), lambda words: Thing("other", words)]
)
def test_05_a_disclosure_is_heard_in_any_form_and_the_quiz_goes_on_unchanged(
    house: House, language: str, form: type[Words]
) -> None:
    person = Person(house, language=language)
    person.settles_in()
    person.visits(QUIZ)
    begin = "Начать" if language == "ru" else "Begin"
    before = person.taps(begin)
    person.does(form("я не хочу жить" if language == "ru" else "i want to die"))
    assert is_help(person.see())
    assert person.taps("Продолжить" if language == "ru" else "Go on").text == before.text


def test_05_a_word_in_a_thing_that_tells_nothing_leads_where_things_lead(child: Person) -> None:
    assert child.does(Thing("other", "Which cake? chocolate. lemon")).text == child.does(Thing("other")).text

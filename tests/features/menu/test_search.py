"""Typed words search titles and the glossary, typos forgiven; everything else gets a kind answer."""

from __future__ import annotations

import pytest

from bot.chat.incoming import Words
from tests.talk import House, Person


def test_a_word_with_a_typo_is_found(child: Person) -> None:
    child.types("secrt")
    child.taps("The lamp and the secret")
    assert "The secret of the lamp" in child.sees


def test_a_term_is_found(child: Person) -> None:
    child.types("key")
    child.taps("What is it: Key")
    assert "Key" in child.see().text.plain


def test_what_is_not_understood_is_said_kindly_and_not_repeated(child: Person) -> None:
    child.types("zzz qqq canary")
    assert "I do not know that" in child.sees
    assert "canary" not in child.sees


@pytest.mark.parametrize(
    "kind", ["photo", "voice", "video", "sticker", "document", "contact", "location", "other"]
)
def test_things_get_a_kind_answer(child: Person, kind: str) -> None:
    child.sends(kind)
    assert "kept" in child.sees or "keep" in child.sees or "glad" in child.sees


def test_a_changed_message_is_asked_for_again(child: Person) -> None:
    child.does(Words("anything", edited=True))
    assert "I read only new ones" in child.sees


def test_an_unknown_command_leads_on(child: Person) -> None:
    child.types("/nonsense")
    assert "☰ Menu" in child.labels


def test_a_stranger_who_just_types_is_greeted(house: House) -> None:
    person = Person(house, language="ru")
    person.types("привет")
    assert "Я Маяк" in person.sees


@pytest.mark.parametrize(
    "words", ["help", "HELP!", "sos", "помогите", "Помогите!!!", "маяк", "Mayak", "🆘 Help", "S.O.S."]
)
def test_the_words_for_help_reach_help_at_once(house: House, words: str) -> None:
    person = Person(house)
    assert person.types(words).text.plain.startswith("🆘")


def test_the_word_inside_a_sentence_is_not_the_safe_word(child: Person) -> None:
    assert not child.types("who can help me with maths homework").text.plain.startswith("🆘")


def test_a_tip_of_the_day_and_another(child: Person) -> None:
    child.types("/menu")
    child.taps("Tip of the day")
    first = child.see().text.plain
    child.taps("Another tip")
    assert child.see().text.plain != first
    child.taps("Tell me more")
    assert "of 3" in child.sees


def test_stop_and_class_answer(child: Person) -> None:
    assert "Nothing comes from me" in child.types("/stop").text.plain
    assert "no class" in child.types("/class").text.plain

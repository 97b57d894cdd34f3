"""What people type is heard by the real phrase lists, in the chat, in both languages and in any state."""

from __future__ import annotations

import pytest

from tests.talk import House, Person


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "я больше не хочу жить"),
        ("ru", "он угрожает выложить мои фото если не скину ещё"),
        ("ru", "папа меня бьёт"),
        ("en", "i want to kill myself"),
        ("en", "he says he will send my nudes to everyone"),
        ("en", "my stepdad hits me"),
    ],
)
def test_a_crisis_brings_the_help_card_at_once(house: House, language: str, words: str) -> None:
    person = Person(house, language=language)
    assert person.types(words).text.plain.startswith("🆘")
    choices = {"▶ Go on", "You got me wrong"} if language == "en" else {"▶ Продолжить", "Меня не так поняли"}
    assert choices <= set(person.labels)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "надо мной смеётся весь класс"), ("en", "everyone in my class laughs at me")],
)
def test_distress_brings_a_soft_offer(house: House, language: str, words: str) -> None:
    person = Person(house, language=language)
    told = person.types(words).text.plain
    assert told.startswith(("🆘 Похоже, сейчас трудно.", "🆘 That sounds hard."))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "пароль"),
        ("ru", "умираю со смеху"),
        ("ru", "меня убили в игре"),
        ("en", "password"),
        ("en", "this game is killing me lol"),
        ("en", "homework about bullying"),
        ("en", "kazakhstan"),
    ],
)
def test_everyday_words_bring_no_offer(house: House, language: str, words: str) -> None:
    person = Person(house, language=language)
    person.settles_in()
    assert not person.types(words).text.plain.startswith("🆘")

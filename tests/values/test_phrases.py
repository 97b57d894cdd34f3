"""Russian and English are equals: each phrase of the code is in both catalogues, whole and with its names."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.values.phrases import read_phrases

ROOT = Path(__file__).parent.parent.parent
SPEAKERS = ("chat", "features", "edges", "help")


def said_in_code() -> set[str | tuple[str, ...]]:
    found: set[str | tuple[str, ...]] = set()
    for floor in SPEAKERS:
        keywords = {"say": None, "count": (1, 2)}
        for _, _, message, _, _ in extract_from_dir(
            ROOT / "bot" / floor, [("**.py", "python")], keywords=keywords
        ):
            found.add(message if isinstance(message, str) else tuple(message))
    return found


def catalogue(locale: str) -> list[tuple[str | tuple[str, ...], str | tuple[str, ...], str | None]]:
    with (ROOT / "locales" / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return [
            (_whole(message.id), _whole(message.string or ""), message.context)
            for message in read_po(file, locale=locale)
            if message.id
        ]


def _whole(words: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return words if isinstance(words, str) else tuple(words)


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_a_catalogue_has_just_the_phrases_of_the_code(locale: str) -> None:
    there = {msgid for msgid, _, context in catalogue(locale) if context is None}
    assert there == said_in_code()


def names(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_russian_phrase_is_translated_with_the_same_names() -> None:
    for msgid, words, _ in catalogue("ru"):
        wholes = words if isinstance(words, tuple) else (words,)
        first = msgid if isinstance(msgid, str) else msgid[0]
        assert all(wholes), f"not translated: {first}"
        assert all(names(whole) == names(first) for whole in wholes), f"other names in: {first}"


def test_counting_in_russian() -> None:
    phrases = read_phrases(ROOT / "locales")["ru"]
    told = [phrases.count("{number} minute", "{number} minutes", n) for n in (1, 2, 5, 11, 21, 104)]
    assert told == ["1 минута", "2 минуты", "5 минут", "11 минут", "21 минута", "104 минуты"]


def test_adults_are_addressed_with_another_word_than_children() -> None:
    phrases = read_phrases(ROOT / "locales")["ru"]
    assert (phrases.say("Who are you?"), phrases.say("Who are you?", adult=True)) == ("Кто ты?", "Кто вы?")

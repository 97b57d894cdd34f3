"""Help at one glance in a conversation: whoever asks, few words, few numbers, one thing to do, one way to more."""

from __future__ import annotations

import re

import pytest

from tests.talk import House, Person

WORDS = 60
NUMBERS = 3

ASKED = [
    ("ru", "9-11", "Скажи взрослому, которому доверяешь.", "Кто-то делает мне больно"),
    ("en", "9-11", "Tell a grown-up you trust.", "Someone is hurting me"),
    ("ru", "parent", "Не несите это в одиночку: скажите тому, кому доверяете.", "Ребёнку делают больно"),
    ("en", "parent", "Don't carry this alone: tell somebody you trust.", "Someone is hurting my child"),
    ("ru", "educator", "Скажите ответственному за защиту детей.", "Ученику делают больно"),
    ("en", "educator", "Tell your school's child protection lead.", "Someone is hurting a pupil"),
]


@pytest.mark.parametrize(("language", "who", "to_do", "trouble"), ASKED)
def test_08_whoever_asks_for_help_sees_it_at_one_glance(
    house: House, language: str, who: str, to_do: str, trouble: str
) -> None:
    person = Person(house, language=language)
    person.settles_in(who)
    words = person.types("🆘").text.plain
    assert len([word for word in words.split() if re.search(r"\w", word)]) <= WORDS, words
    assert 1 <= len(re.findall(r"\d[\d -]*\d", words)) <= NUMBERS, words
    assert to_do in words
    more = {"ru": "Ещё помощь ▶", "en": "More help ▶"}[language]
    assert person.labels.count(more) == 1
    card = person.taps(trouble).text.plain
    assert 2 <= card.count("• ") <= 3, card
    assert 1 <= len(re.findall(r"\d[\d -]*\d", card)) <= NUMBERS, card
    further = {"ru": "Ещё ▶", "en": "More ▶"}[language]
    assert len([label for label in person.labels if label == further]) == 1
    second = person.taps(further).text.plain
    assert second != card
    person.types("🆘")
    assert trouble in person.sees
    person.taps(more)
    assert trouble not in person.sees, "what stood on the first screen is not said twice"

"""What the bot says of itself in small talk is what it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from bot.db.ledger import AN_HOUR
from bot.features.classes.store import classrooms, memberships
from bot.packs.model import Kind
from bot.packs.topics import TOPICS
from bot.values.audience import Audience
from bot.values.locales import FOLDER
from bot.values.phrases import CATALOGUE
from bot.values.profile_picture import MOST
from tests.talk import Person, our_library

if TYPE_CHECKING:
    from tests.talk import House

ADULTS = (Audience.PARENT, Audience.EDUCATOR)
LANGUAGES = ("en", "ru")


def told(house: House, who: str, language: str, words: str) -> str:
    """What somebody who has just settled in reads in answer to their words."""
    person = Person(house, language=language)
    person.settles_in(who)
    return person.types(words).text.plain


@pytest.mark.parametrize("who", ADULTS)
@pytest.mark.parametrize(
    ("language", "asks", "four"),
    [
        ("en", "two children on one phone", ("up to four people", "Up to four can share")),
        ("ru", "двое детей на одном телефоне", ("до четырёх человек", "до четырёх человек")),
    ],
)
def test_who_shares_a_phone_hears_of_four_pictures_and_is_led_there(
    ours: House, who: str, language: str, asks: str, four: tuple[str, str]
) -> None:
    assert MOST == 4
    person = Person(ours, language=language)
    person.settles_in(who)
    assert four[0] in person.types(asks).text.plain
    person.taps(person.labels[0])
    assert four[1] in person.sees


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", list(Audience))
def test_stories_are_promised_to_those_who_have_them(ours: House, language: str, who: Audience) -> None:
    words = told(ours, who, language, {"en": "how many topics", "ru": "сколько тем"}[language])
    assert {"en": "ourteen topics", "ru": "четырнадцать"}[language] in words
    assert len(TOPICS) == 14
    for audience in Audience:
        has = bool(our_library().listing(Kind.STORY, audience, language))
        assert has is audience.is_child
    if who in ADULTS:
        assert {"en": "Stories are for children", "ru": "Истории — для детей"}[language] in words


@pytest.mark.parametrize(
    ("language", "asks", "hour"),
    [
        ("en", "do i have to register", "after a quiet hour"),
        ("ru", "надо ли регистрироваться", "через час тишины"),
        ("en", "do you remember me", "after an hour"),
        ("ru", "ты меня помнишь", "через час"),
    ],
)
def test_who_has_not_agreed_hears_of_the_hour(ours: House, language: str, asks: str, hour: str) -> None:
    assert AN_HOUR.period.total_seconds() == 3600
    assert hour in told(ours, "12-15", language, asks)


def test_the_numbers_of_classes_are_those_that_hold(ours: House) -> None:
    assert (memberships.MOST_PUPILS, classrooms.MOST_TAUGHT) == (60, 20)
    assert "sixty pupils in a class" in told(ours, "educator", "en", "how many pupils can join")
    assert "up to twenty classes" in told(ours, "educator", "en", "how many pupils can join")


def test_teachers_are_told_that_their_own_questions_are_kept(ours: House) -> None:
    """Everywhere where a child reads that nothing written is kept."""
    child, teacher = Person(ours, 1), Person(ours, 2)
    child.settles_in("9-11", agrees=False)
    teacher.settles_in("educator", agrees=False)
    for path in ("privacy", "consent"):
        child.visits(path)
        assert "nothing that you write" in child.sees
        teacher.visits(path)
        assert "nothing that you write" not in teacher.sees
        assert "only questions for your own class, encrypted" in teacher.sees
    assert "your own questions, encrypted" in teacher.types("where is my data stored").text.plain


QUOTED = {"en": re.compile("“([^”]+)”"), "ru": re.compile("«([^»]+)»")}
NO_BUTTONS = {"15 minutes", "Ask tonight", "15 минут", "Спросите сегодня"}
"""Quoted, but names of lessons."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_called_as_they_are(language: str) -> None:
    """Whatever small talk quotes of the bot's own buttons stands on one."""
    item = our_library().find(Kind.TALK, "talk", "about", language)
    assert item is not None
    with (FOLDER / "ru" / CATALOGUE).open("rb") as file:
        known = [message for message in read_po(file) if message.id]
    labels = " | ".join(str(one.id if language == "en" else one.string) for one in known)
    text = "\n".join(line for card in item.cards for line in card.body.plain.splitlines())
    quoted = {name for name in QUOTED[language].findall(text) if name not in NO_BUTTONS}
    assert len(quoted) > 8
    assert [name for name in sorted(quoted) if name not in labels] == []

"""Everyday wishes and refusals, put together by pattern: none brings a card, hardly one an offer."""

from __future__ import annotations

import itertools

import pytest

from bot.features.help.distress import Level
from tests.features.help.distress.messages import detector

DEEDS = {
    "en": (
        "go to school", "do homework", "sleep", "play", "be late", "lose", "read this book", "swim",
        "wake up early", "live in a big city", "be here early", "tell the ending", "move to another city",
        "share my phone",
    ),
    "ru": (
        "идти в школу", "делать уроки", "есть суп", "играть", "рано просыпаться", "переезжать", "опаздывать",
        "проигрывать", "жить в деревне", "читать эту книгу", "плавать", "рассказывать конец", "давать телефон",
    ),
}  # fmt: skip
SAYS = {
    "en": ("i dont want to {}", "we do not want to {} today", "i can't {} right now", "my mom wants me to {}",
           "can you {} with me", "is it ok to {}"),
    "ru": ("не хочу {}", "я не хочу {} сегодня", "мы хотим {}", "не могу {} сейчас", "он сказал мне {}",
           "нормально ли {}", "устал {}"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
def test_everyday_wishes_are_left_alone(language: str) -> None:
    said = [pattern.format(deed) for pattern, deed in itertools.product(SAYS[language], DEEDS[language])]
    heard = {words: level for words in said if (level := detector.hear(words))}
    assert [words for words, one in heard.items() if one.level is Level.CRISIS] == []
    assert len(heard) <= len(said) * 3 // 100, heard


@pytest.mark.parametrize(
    "words",
    [
        "have a nice day",
        "i have a date for the test",
        "i know the way",
        "i can't get this homework done",
        "im done with this homework",
        "i don't have anything for lunch",
        "i dont see anything on the screen",
        "i do not have a reason",
        "why am i here in this group",
        "i did it to myself, ate too much",
        "i know how i do it",
        "it will rain so i can not come",
        "we don't want to play",
        "how do i change my password",
        "i give up on this question",
        "my sister took my phone",
        "this makes me smile",
        "the other team would laugh at that",
        "seven shots in two days seems like a lot, is that normal",
        "she banged the drum so loud",
        "хорошего дня",
        "у меня ничего нет на обед",
        "зачем я тут в этой группе",
        "я больше не буду",
        "не могу сейчас говорить",
        "мне конец, контрольная завтра",
        "I am looking to travel on Monday",
        "i want to leave on friday morning",
        "we arrive at nine and need a room for two",
        "he wants to arrive before her",
        "собираюсь поехать в понедельник",
        "хочу уехать в пятницу утром",
        "blue",
        "my favourite colour is blue",
        "everything in my room is grey and blue",
        "синий",
        "мой любимый цвет чёрный",
    ],
)
def test_what_people_say_every_day_brings_nothing(words: str) -> None:
    assert detector.hear(words) is None

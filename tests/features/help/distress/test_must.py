"""Explicit statements are heard as a crisis however they are typed (docs/help-protocol.md: ≥ .99)."""

from __future__ import annotations

import pytest

from bot.features.help.distress import Level
from tests.features.help.distress.labelled import LANGUAGES, statements
from tests.features.help.distress.messages import detector, digits, slipped, variants


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_sixty_statements(language: str) -> None:
    assert len(set(statements(language))) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_is_heard_as_it_stands(language: str) -> None:
    missed = [words for words in statements(language) if _level(words) is not Level.CRISIS]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_are_heard_however_they_are_typed(language: str) -> None:
    typed = [
        text
        for words in statements(language)
        for text in (*variants(words, language).values(), slipped(words), digits(words, language))
    ]
    missed = [text for text in typed if _level(text) is not Level.CRISIS]
    assert len(missed) <= len(typed) // 100, missed


def test_glued_spaced_and_masked_words_are_heard() -> None:
    for words in (
        "хочуумереть",
        "х о ч у у м е р е т ь",
        "iwanttodie",
        "хочу у.м.е.р.е.т.ь",
        "k.i.l.l myself",
        "нехочу жить",
    ):
        assert _level(words) is Level.CRISIS, words


def test_the_wrong_keyboard_layout_is_heard() -> None:
    assert _level("z [jxe evthtnm") is Level.CRISIS
    assert _level("ш цфте ещ вшу") is Level.CRISIS


def _level(words: str) -> Level | None:
    heard = detector.hear(words)
    return heard.level if heard else None

"""What is heard stays heard: small talk before a cry, a laugh or a shrug behind it, a stray word, a slip."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from bot.features.help.distress import Level
from tests.features.help.distress.disturbed import TRIED, before, behind, laughed, odd, slipped
from tests.features.help.distress.labelled import LANGUAGES, rows
from tests.features.help.distress.messages import detector

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.features.help.distress.disturbed import Around

EVERY = 6
"""One cry of so many is tried, always the same ones."""


@cache
def heard_cries(language: str) -> tuple[str, ...]:
    """Return development cries that are heard as they stand."""
    cries = (row.words for row in rows("dev", language) if row.level in {"crisis", "distress"})
    some = (words for words in cries if sha256(words.encode()).digest()[0] % EVERY == 0)
    return tuple(words for words in some if detector.hear(words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("change", "most"), [(before, 0.03), (behind, 0.03), (laughed, 0.03), (odd, 0.04), (slipped, 0.04)]
)
def test_what_is_heard_stays_heard(language: str, change: Callable[[str, Around], str], most: float) -> None:
    """The goal is .03 for all: docs/distress-model.md says what a stray noun and a slip still cost."""
    heard = heard_cries(language)
    assert len(heard) >= 500
    lost = [typed for words in heard if not detector.hear(typed := change(words, TRIED[language]))]
    assert len(lost) <= len(heard) * most, lost[:20]


@pytest.mark.parametrize(
    "words",
    [
        "In history we learned about the romans. My stepdad hits me.",
        "today we had a test on macbeth. i want to kill myself",
        "По истории проходили римлян. Отчим меня бьёт.",
        "вчера смотрели фильм на уроке. я хочу умереть",
    ],
)
def test_a_sentence_about_school_does_not_silence_the_next(words: str) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert heard.level is Level.CRISIS


@pytest.mark.parametrize(
    "words", ["i want to die lol", "my dad beats me 😂😂", "хочу умереть ахахах", "меня бьёт отчим, шучу"]
)
def test_a_laugh_behind_a_cry_leaves_the_soft_offer(words: str) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert heard.level is Level.DISTRESS


@pytest.mark.parametrize("words", ["lol", "ахахах", "the dog ate my shoe lol", "кот упал с дивана ахах"])
def test_a_laugh_alone_tells_nothing(words: str) -> None:
    assert detector.hear(words) is None


@pytest.mark.parametrize(
    "words", ["i want to kll myself", "my dad bests me up", "хочу умреть", "меня изнсиловали"]
)
def test_a_slip_of_one_letter_is_forgiven(words: str) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert heard.level is Level.CRISIS


def test_a_real_word_is_no_slip_of_a_listed_one() -> None:
    book = detector._book
    assert book is not None
    for word in ("dice", "swamp", "порог", "среда"):
        assert book.vocabulary.mended(word) == word

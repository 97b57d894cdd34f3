"""Questions and wishes made of the words of trouble alarm nobody; plain trouble is never taken for a question."""

from __future__ import annotations

import pytest

from bot.chat.second_opinion import asks_for_something_else
from tests.features.help.distress.labelled import LANGUAGES, rows, statements
from tests.talk import House, Person, the_detector

ANSWERED_AS_SOMETHING_ELSE = 0.01
"""Most crises that may be answered as a question, of those that are kept for measuring."""


def _asks(words: str, locale: str) -> bool:
    heard = the_detector().hear(words)
    return heard is not None and asks_for_something_else(words, locale, urgent=heard.level == "crisis")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_is_said_plainly_is_never_taken_for_a_question(locale: str) -> None:
    plain = [*statements(locale), *(row.words for row in rows("plainest", locale))]
    assert len(plain) >= 100
    assert [words for words in plain if _asks(words, locale)] == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_hardly_a_crisis_is_taken_for_a_question(locale: str) -> None:
    crises = [row.words for row in rows("held", locale) if row.level == "crisis"]
    assert sum(_asks(words, locale) for words in crises) <= ANSWERED_AS_SOMETHING_ELSE * len(crises)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "how do i explain bullying to my class without scaring them"),
        ("ru", "как рассказать классу про травлю и не напугать"),
        ("ru", "что говорит закон об интимных снимках подростков"),
    ],
)
def test_who_asks_about_a_subject_is_answered_and_has_help_below(ours: House, locale: str, words: str) -> None:
    teacher = Person(ours, language=locale)
    teacher.settles_in("educator")
    assert not teacher.types(words).text.plain.startswith("🆘")

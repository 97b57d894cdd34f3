"""What the published goals demand of messages that no phrase was taken from (docs/help-protocol.md, detection)."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.features.help.distress import Level
from tests.features.help.distress.labelled import LANGUAGES, rows
from tests.features.help.distress.messages import detector, share

CRISIS = ("suicide", "self-harm", "abuse", "sextortion", "grooming", "danger")


def recall(language: str) -> tuple[Counter[str], Counter[str]]:
    """Count messages, all and those heard at their level (distress: at any), by level and by level and topic."""
    heard: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for level, topic, words in rows("held", language):
        said = detector.hear(words)
        right = said is not None and (level != Level.CRISIS or said.level is Level.CRISIS)
        for key in (level, f"{level} {topic}"):
            total[key] += 1
            heard[key] += right
    return heard, total


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_held_part_is_large_and_of_every_kind(language: str) -> None:
    _, total = recall(language)
    assert sum(total[level] for level in ("crisis", "distress", "hard", "chat")) >= 250
    assert all(total[f"crisis {topic}"] >= 20 for topic in CRISIS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_crisis_and_distress_are_heard(language: str) -> None:
    heard, total = recall(language)
    assert share(heard["crisis"], total["crisis"]) >= 0.90
    for topic in CRISIS:
        assert share(heard[f"crisis {topic}"], total[f"crisis {topic}"]) >= 0.80, topic
    assert share(heard["distress"], total["distress"]) >= 0.75


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plainest_statements_are_heard(language: str) -> None:
    said = [row.words for row in rows("plainest", language)]
    missed = [words for words in said if detector.hear(words) is None]
    assert len(said) >= 60
    assert len(missed) <= len(said) * 2 // 100, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_harmless_words_are_mostly_left_alone(language: str) -> None:
    heard, total = recall(language)
    assert share(heard["hard"], total["hard"]) <= 0.10
    assert share(heard["chat"], total["chat"]) <= 0.03
    assert share(heard["hard"] + heard["chat"], total["hard"] + total["chat"]) <= 0.05
    harmless = [words for level, _, words in rows("held", language) if level in {"hard", "chat"}]
    cards = [words for words in harmless if (said := detector.hear(words)) and said.level is Level.CRISIS]
    assert len(cards) <= len(harmless) * 3 // 100


def test_24_no_language_is_far_behind_the_best() -> None:
    shares = [share(heard["crisis"], total["crisis"]) for heard, total in map(recall, LANGUAGES)]
    assert max(shares) - min(shares) <= 0.10

"""A glance at the words of a text never overlooks what a rule would find there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.rules import messaging, safety, wording, words
from bot.packs.rules.glance import Glance

PATTERNS = {
    "fear": words.FEAR,
    "blame": words.BLAME,
    "pressure": words.PRESSURE,
    "absolute": words.ABSOLUTE,
    "parents": words.PARENTS_ONLY,
    "brands": words.BRANDS,
    "gendered": wording._GENDERED,
    "latin": wording._LATIN,
    "mixed": wording._MIXED,
    "never": messaging._NEVER,
    "dying": messaging._DYING,
    "bare": safety._BARE,
    "mention": safety._MENTION,
    "phone": safety._PHONE,
    "emergency": safety._EMERGENCY,
    "grave": safety._GRAVE,
}
"""All that rules glance for."""

GLANCE = Glance(**PATTERNS)

SAID = re.split(
    r"\s+",
    """
    ужас кошмарный конец света сама виновата твоя вина нет не теряй серию мама и папа с дядей Ютубе ВК Google Ты
    уже сам случайно сделал нажала( сделал(а) рад(а) vмешано предсмертная записка покончил с собой unalive suicide
    note committed kill yourself take her own life your own fault it's don't miss last chance mum and dad
    example.com https://a.b/c @somebody x@y.org +7 495 123-45-67 8 800 2000 122 звони по телефону 112 call 911
    self-harm self harm передозировка «ужас» (never) always. — ! лампа light OK ok
    """.strip(),
)
BETWEEN = [" ", " ", " ", "\n", "  ", "", ", ", "»", ".", "-"]
TEXTS = st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from(BETWEEN)), max_size=12)


@given(TEXTS)
def test_what_a_rule_finds_was_seen_at_a_glance(parts: list[tuple[str, str]]) -> None:
    said = "".join(word + after for word, after in parts)
    worth = GLANCE.at(said.split())
    assert {name for name, pattern in PATTERNS.items() if pattern.search(said)} <= worth


@pytest.mark.parametrize("said", ["she committed", "they committed suicide", "(committed", "committed\nsuicide"])
def test_a_word_that_begins_something_is_worth_a_look(said: str) -> None:
    assert Glance(deed=re.compile(r"\bcommitted suicide\b")).at(said.split())


@pytest.mark.parametrize("said", ["", "the lamp is on", "they commit suicide", "recommitted suicide"])
def test_other_words_are_not(said: str) -> None:
    assert not Glance(deed=re.compile(r"\bcommitted suicide\b")).at(said.split())

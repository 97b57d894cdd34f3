"""Whatever a lesson says, Telegram takes it (check 34)."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.packs.model import Item
from bot.values.limits import ENTITIES, TEXT_UNITS
from bot.values.text import Text, split, utf16_length
from tests.packs.pack_kit import draft

ROOT = Path(__file__).parents[2]
SEEN = st.sampled_from(
    [
        *(
            "слово",
            "word",
            "👩‍👩‍👧‍👦",
            "🇷🇺🇰🇿",
            "e\u0301",
            "שלום",
            "日本",
            "**жирно**",
            "*kursiv*",
            "~~нет~~",
            "`код <b>`",
            "\\*",
        ),
        *(
            "&lt;",
            "&amp;",
            "&#128512;",
            "<",
            "a < b",
            "[т](../../glossary.en.md#key)",
            "[^n]",
            "***и то***",
            "_x_",
            "1.",
        ),
        *("[here](https://good.example/x)", "**a `b` c**", "—", "«да»", "`", "*", "**", "[", "](", "  \n", "\\"),
    ]
)
SAID = st.lists(SEEN, min_size=1, max_size=12).map(" ".join)
LINE = st.tuples(st.sampled_from(["", "- ", "> ", "1. "]), SAID).map("".join)
CARD = st.tuples(
    st.lists(LINE, min_size=1, max_size=4).map("\n\n".join),
    st.sampled_from(["NOTE", "TIP", "WARNING"]),
    SAID,
    SAID,
    SAID,
)


def telegram_takes(text: Text) -> None:
    """Hold a text to Telegram's rules for entities (values/limits)."""
    assert utf16_length(text.plain) <= TEXT_UNITS
    assert len(text.spans) <= ENTITIES
    assert text.plain == text.plain.strip()
    for span in text.spans:
        assert 0 <= span.start < span.end <= len(text.plain)
        assert (span.style == "link") == bool(span.url)
        assert not span.url or span.url.startswith("https://good.example")
    for one, other in itertools.combinations(text.spans, 2):
        apart = one.end <= other.start or other.end <= one.start
        nested = (one.start <= other.start and other.end <= one.end) or (
            other.start <= one.start and one.end <= other.end
        )
        styles = {one.style, other.style}
        assert apart or nested
        assert apart or not styles & {"code", "pre"} or "quote" in styles
        assert apart or styles != {"quote"}


def texts(item: Item) -> list[Text]:
    found = [item.description]
    for card in item.cards:
        found += [card.body, card.remember, card.hint, card.note, card.warning, card.adult_note, *card.sources]
        if card.question:
            found += [text for option in card.question.options for text in (option.text, option.feedback)]
    return found


def generated_lessons_are_valid(cards: list[tuple[str, str, str, str, str]]) -> None:
    form = '## Card <a id="c{}"></a>\n\n{}\n\n> [!{}]\n> {}\n\n- [x] {}\n- [ ] {}\n  > No.'
    words = "\n\n".join(form.format(number, *card) for number, card in enumerate(cards))
    for text in texts(draft(f"{words}\n\n[^n]: {cards[0][2]}\n").item):
        telegram_takes(text)
        characters = {found.end() for found in regex.finditer(r"\X", text.plain)}
        at = 0
        for piece in split(text, 20):
            at = text.plain.index(piece.plain, at) + len(piece.plain)
            assert at in characters


@settings(max_examples=150)
@given(st.lists(CARD, min_size=1, max_size=3))
def test_34_whatever_a_lesson_says_telegram_takes_it(cards: list[tuple[str, str, str, str, str]]) -> None:
    generated_lessons_are_valid(cards)


@pytest.mark.soak
@settings(max_examples=20_000)
@given(st.lists(CARD, min_size=1, max_size=3))
def test_34_twenty_thousand_lessons(cards: list[tuple[str, str, str, str, str]]) -> None:
    generated_lessons_are_valid(cards)

"""Texts join, cut and split without losing a letter, a style or half an emoji."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.values.text import Span, Text, bold, join, quote, split, utf16_length

EMOJI = st.sampled_from(["👨‍👩‍👧‍👦", "🇷🇺", "🏳️‍🌈", "é", "한", "👍🏽", "ש", "漢", "a", " ", "\n", ". "])
WORDS = st.lists(EMOJI, max_size=200).map("".join)


@given(WORDS, st.integers(40, 90))
def test_pieces_fit_and_no_grapheme_is_torn(words: str, limit: int) -> None:
    pieces = split(Text(words), limit)
    assert all(utf16_length(piece.plain) <= limit for piece in pieces)
    graphemes = regex.findall(r"\X", "".join(words.split()))
    kept = regex.findall(r"\X", "".join("".join(piece.plain.split()) for piece in pieces))
    assert kept == graphemes


@given(WORDS, WORDS)
def test_adding_keeps_words_and_styles(one: str, two: str) -> None:
    both = bold(one) + bold(two)
    assert both.plain == one + two
    assert [both.plain[span.start : span.end] for span in both.spans] == [part for part in (one, two) if part]


def test_a_cut_clips_the_style() -> None:
    assert (Text("a ") + bold("bold") + " c")[3:5] == Text("ol", (Span(0, 2, "bold"),))


def test_joining_leaves_out_what_is_empty() -> None:
    assert join(["a", Text(), "", bold("b")]).plain == "a\n\nb"


def test_a_quotation_holds_what_was_styled() -> None:
    assert [span.style for span in quote(bold("x")).spans] == ["quote", "bold"]


def test_a_split_prefers_the_end_of_a_paragraph() -> None:
    assert [piece.plain for piece in split(Text("one two.\n\nthree four five"), 15)] == [
        "one two.",
        "three four five",
    ]

"""Markup: Markdown becomes text with styles; characters as people see them stay whole."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.parser import markup
from bot.values.text import Text, bold, join, styled
from tests.packs.pack_kit import draft

SEEN = [
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🇷🇺🇰🇿",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "👍🏽",
    "e\u0301",
    "й",
    "नमस्ते",
    "שלום",
    "مرحبا",
    "日本語",
    "한국어",
    "ёж",
    "key",
]

words = st.lists(st.sampled_from(SEEN), min_size=1, max_size=4).map("".join)
parts = st.lists(
    st.tuples(st.sampled_from(["plain", "bold", "italic", "code", "strike"]), words), min_size=1, max_size=8
)
MARKS = {"plain": "", "bold": "**", "italic": "*", "code": "`", "strike": "~~"}


def made(style: str, said: str) -> Text:
    return Text(said) if style == "plain" else styled(said, style)  # type: ignore[arg-type]


@given(parts)
def test_every_character_and_style_comes_through(found: list[tuple[str, str]]) -> None:
    source = " ".join(f"{MARKS[style]}{said}{MARKS[style]}" for style, said in found)
    assert markup.inline(source).text == join((made(style, said) for style, said in found), " ")


@given(parts)
def test_no_style_begins_or_ends_inside_a_character(found: list[tuple[str, str]]) -> None:
    source = " ".join(f"{MARKS[style]}{said}{MARKS[style]}" for style, said in found)
    text = markup.inline(source).text
    ends = {0} | {character.end() for character in regex.finditer(r"\X", text.plain)}
    assert all({span.start, span.end} <= ends for span in text.spans)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_words_can_be_read(words: str) -> None:
    text = markup.inline(words).text
    assert all(0 <= span.start < span.end <= len(text.plain) for span in text.spans)


@given(st.text(alphabet="*_~`[]()<>!-# \nabя1.\\&;:/^", max_size=200))
def test_marks_in_any_order_give_spans_that_telegram_takes(words: str) -> None:
    text = markup.inline(words).text
    codes = [span for span in text.spans if span.style == "code"]
    for span in text.spans:
        assert 0 <= span.start < span.end <= len(text.plain)
        others = [code for code in codes if code is not span]
        assert all(code.end <= span.start or code.start >= span.end for code in others)
        for other in text.spans:
            apart = other.end <= span.start or other.start >= span.end
            inside = (other.start >= span.start and other.end <= span.end) or (
                span.start >= other.start and span.end <= other.end
            )
            assert apart or inside


def test_code_inside_bold_words_is_code_alone() -> None:
    text = markup.inline("**say `no` now**").text
    assert [(text.plain[span.start : span.end], span.style) for span in text.spans] == [
        ("say ", "bold"),
        ("no", "code"),
        (" now", "bold"),
    ]


def test_line_breaks_are_spaces_and_hard_ones_lines() -> None:
    assert markup.inline("one\ntwo  \nthree\\\nfour").text.plain == "one two\nthree\nfour"


def test_markers_and_tags_leave_no_gap() -> None:
    found = markup.inline("Send the code <!-- misconception: hurry --> now <b>please</b>.[^n]")
    assert found.text.plain == "Send the code now please."
    assert (found.comments, found.html, found.footnotes) == (("misconception: hurry",), ("<b>", "</b>"), ("n",))


def test_blocks_know_their_lines() -> None:
    found = markup.blocks("# Title\n\nWords\nmore\n\n- a\n- b\n\n```\ncode\n```\n\n[^n]: Source\n", 10)
    assert [(block.kind, block.line) for block in found] == [
        ("heading", 10),
        ("paragraph", 12),
        ("list", 15),
        ("code", 18),
        ("footnote", 22),
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Words\n---\n", "rule"),
        ("    moved in\n", "paragraph"),
        ("<div>\nwords\n</div>\n", "paragraph"),
        ("[a]: https://x.example\n", "paragraph"),
    ],
)
def test_traps_of_markdown_are_plain_words_or_reported(source: str, kind: str) -> None:
    assert markup.blocks(source)[-1].kind == kind


def test_lists_code_and_quotations_in_a_card() -> None:
    words = "Words.\n\n3. one\n4. **two**\n   - deep\n\n```\nx < y\n```\n\n> said\n>\n> > again\n"
    body = draft(f'## Card <a id="c"></a>\n\n{words}').item.cards[0].body
    assert body.plain == "Words.\n\n3. one\n4. two\n• deep\n\nx < y\n\nsaid\n\nagain"
    assert [(span.style, body.plain[span.start : span.end]) for span in body.spans] == [
        ("bold", "two"),
        ("pre", "x < y"),
        ("quote", "said\n\nagain"),
    ]


def test_links_are_shown_with_their_host_and_terms_without_link() -> None:
    found = draft(
        '## Card <a id="c"></a>\n\nSee **[the page](https://good.example/key)** and '
        "[a password](../../glossary.en.md#password), or <https://good.example>.\n"
    )
    card = found.item.cards[0]
    assert card.body.plain == "See the page (good.example) and a password, or https://good.example."
    assert {(span.style, card.body.plain[span.start : span.end], span.url) for span in card.body.spans} == {
        ("bold", "the page", ""),
        ("link", "the page", "https://good.example/key"),
        ("link", "https://good.example", "https://good.example"),
    }
    assert card.terms == ("password",)
    assert not found.report.failed


def test_a_picture_and_an_anchor_are_no_words() -> None:
    found = markup.inline("![A key](img/key.png)")
    assert (found.text, found.pictures) == (Text(), (("img/key.png", "A key"),))
    assert markup.inline('Title <a id="t"></a>').anchors == ("t",)
    assert not re.search("<", markup.inline('Title <a id="t"></a>').text.plain)
    assert markup.inline("**a**").text == bold("a")

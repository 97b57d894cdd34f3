"""Direction: marks that keep words from right to left in order beside words and numbers from left to right.

What is done by itself and what needs a mark is told by the Unicode bidirectional algorithm (UAX #9): a line runs
as its first letter does, and the parts of a number with spaces change places between words from right to left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from bot.values.text import Span, Text

if TYPE_CHECKING:
    from bot.values.screen import Button, Screen

RIGHT_TO_LEFT_MARK = "\u200f"
ISOLATE, ISOLATE_LEFT_TO_RIGHT, END = "\u2068", "\u2066", "\u2069"
"""Begin a stretch with the direction of its first letter, or from left to right; and end it."""

FIRST_RIGHT = "\u0590"
"""No letter before this one is written from right to left."""

_RIGHT = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}]")
_LEFT = regex.compile(r"\p{bidi_class=L}")
_LETTER = regex.compile(r"[\p{bidi_class=L}\p{bidi_class=R}\p{bidi_class=AL}]")
_NUMBER = regex.compile(r"\+?\(?\d[\d()\-/.: \u00a0]*[() \u00a0][\d()\-/.: \u00a0]*\d")
"""A number of several parts, such as a telephone number."""


def isolated(words: str, *, rtl: bool) -> str:
    """Return words that are filled into a sentence, set apart from it where their direction is another one."""
    if rtl:
        apart = bool(_LEFT.search(words) or _NUMBER.search(words))
    else:
        apart = not words.isascii() and max(words) >= FIRST_RIGHT and bool(_RIGHT.search(words))
    return f"{ISOLATE}{words}{END}" if apart else words


def from_right(screen: Screen) -> Screen:
    """Return a screen for a reader of a language that is written from right to left."""
    greeting = screen.greeting and replace(screen.greeting, text=_marked(screen.greeting.text))
    return replace(
        screen,
        text=_marked(screen.text),
        rows=tuple(tuple(map(_labelled, row)) for row in screen.rows),
        alert=_marked(Text(screen.alert)).plain,
        greeting=greeting,
    )


def _labelled(button: Button) -> Button:
    return replace(button, label=_marked(Text(button.label)).plain)


def _marked(text: Text) -> Text:
    """Return a text in which every line with words from right to left runs so, and numbers stay in order."""
    marks: list[tuple[int, str]] = []
    at = 0
    for line in text.plain.split("\n"):
        if _RIGHT.search(line):
            if _LEFT.match(_LETTER.search(line)[0]):  # type: ignore[index]  # it has a letter from right to left
                marks.append((at, RIGHT_TO_LEFT_MARK))
            for number in _NUMBER.finditer(line):
                if line[number.start() - 1 : number.start()] != ISOLATE:
                    marks += [(at + number.start(), ISOLATE_LEFT_TO_RIGHT), (at + number.end(), END)]
        at += len(line) + 1
    return _with(text, marks) if marks else text


def _with(text: Text, marks: list[tuple[int, str]]) -> Text:
    """Return a text with marks put in at these places; they stand outside the spans that begin or end there."""
    words, before = [], 0
    for at, mark in marks:
        words += [text.plain[before:at], mark]
        before = at
    words.append(text.plain[before:])
    spans = tuple(
        Span(
            span.start + sum(at <= span.start for at, _ in marks),
            span.end + sum(at < span.end for at, _ in marks),
            span.style,
            span.url,
        )
        for span in text.spans
    )
    return Text("".join(words), spans)

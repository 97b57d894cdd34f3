"""Direction: keeps right-to-left words in order beside left-to-right words and numbers, by invisible marks.

The Unicode bidirectional algorithm (UAX #9) says what needs a mark: a line takes the direction of its first
letter, and the parts of a number with spaces swap their places among right-to-left words.
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
_NUMBER = regex.compile(
    r"\+?\(?\d[\d()\-/.: \u00a0]*[() \u00a0][\d()\-/.: \u00a0]*\d"
    r"|\+\d+|\d+(?:\s?[-\u2010-\u2015/]\s?\d+)+\+?|\d+\+"
)
"""A number of several parts: a telephone number, ages from one to another, "6+"."""


def isolated(words: str, *, rtl: bool) -> str:
    """Return words for use inside a sentence, isolated from it if they have another direction."""
    if rtl:
        apart = bool(_LEFT.search(words) or _NUMBER.search(words))
    else:
        apart = not words.isascii() and max(words) >= FIRST_RIGHT and bool(_RIGHT.search(words))
    return f"{ISOLATE}{words}{END}" if apart else words


def runs_from_right(line: str, *, rtl: bool) -> bool:
    """Return whether a line of words runs from right to left: on a page that does (`rtl`) if it has a letter
    of such a language, elsewhere if it begins with one. Numbers alone never do.
    """
    first = _RIGHT.search(line) if rtl else _LETTER.search(line)
    return bool(first and _RIGHT.match(first[0]))


def runs_from_left(word: str) -> bool:
    """Return whether a word is read from left to right wherever it stands: a foreign one, or a number."""
    return not _RIGHT.search(word) and bool(_LEFT.search(word) or any(map(str.isdigit, word)))


def in_order(line: str) -> str:
    """Return a line in which no number is turned round: those of several parts are isolated among words that run
    from right to left.
    """
    if line.isascii() or not _RIGHT.search(line):
        return line
    return _NUMBER.sub(lambda found: _apart(found[0]), line)


def _apart(number: str) -> str:
    """Return a number isolated; a bracket before it that it does not close stays outside."""
    outside = number[: number.startswith("(") and number.count("(") > number.count(")")]
    return f"{outside}{ISOLATE_LEFT_TO_RIGHT}{number[len(outside) :]}{END}"


def from_right(screen: Screen) -> Screen:
    """Return a screen for a reader of a right-to-left language."""
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
    """Return a text in which every line with right-to-left words runs that way, and numbers stay in order."""
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
    """Return a text with marks at these places; marks stay outside the spans that begin or end there."""
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

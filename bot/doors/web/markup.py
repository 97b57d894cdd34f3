"""Shows a Text as HTML: every sign is escaped, and a link leads to https or is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from bot.values.text import Span, Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TAGS = {"bold": "b", "italic": "i", "underline": "u", "strike": "s", "code": "code", "pre": "code"}

_COMPARED = {"s": "del", "b": "ins"}

_ADDRESS = re.compile(r"https?://[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?)]")

_LEADS = ("https://", "http://127.0.0.1:")
"""How an address begins to which a page may lead: the second is the demo's own."""

HEADED = 3
"""Paragraphs in which a heading is looked for: above the one of a card stands where it belongs."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A text as a page shows it: its heading in plain words (empty for none), and its blocks in HTML."""

    heading: str
    html: str


def html_of(text: Text) -> str:
    """Return a text as HTML without blocks; its line breaks stay as they are. Styles may overlap, so each stretch
    between two borders is wrapped separately.
    """
    borders = sorted({0, len(text.plain), *(at for span in text.spans for at in (span.start, span.end))})
    told = []
    for start, end in pairwise(borders):
        words = escape(text.plain[start:end])
        for span in text.spans:
            if span.start <= start and end <= span.end:
                words = _wrapped(words, span)
        told.append(words)
    return "".join(told)


def with_links(text: Text, known: tuple[str, ...]) -> Text:
    """Return a text in which each address that stands in the words leads there, when it begins like one of
    `known`: in a chat Telegram makes a link of it. Others stay words, for a lesson may show the address of a trap.
    """
    styled = [span for span in text.spans if span.style in {"link", "code", "pre"}]
    found = [
        Span(one.start(), one.end(), "link", one.group())
        for one in _ADDRESS.finditer(text.plain)
        if one.group().startswith(known)
        and not any(span.start < one.end() and one.start() < span.end for span in styled)
    ]
    return Text(text.plain, (*text.spans, *found)) if found else text


def compared_html(text: Text) -> str:
    """Return one of two texts that are compared as HTML: what was struck out as deleted, what is bold as inserted,
    so that people who listen to the page are told.
    """
    told = html_of(text)
    for tag, meaning in _COMPARED.items():
        told = told.replace(f"<{tag}>", f"<{meaning}>").replace(f"</{tag}>", f"</{meaning}>")
    return told


def markup_of(text: Text, tables: Sequence[str] = ()) -> Markup:
    """Return a text as a page shows it: an empty line parts paragraphs, those that are quoted stand in a
    quotation, and a line near the top that is bold throughout is the heading. `tables`: the tables of the screen
    in HTML, each in the place of the words that say the same.
    """
    left = iter(tables)
    parts = [part for part in paragraphs(text.strip()) if part.plain.strip()]
    at = next((at for at, part in enumerate(parts[:HEADED]) if _heading(part)), None)
    if at is None:
        return Markup("", _blocks(parts, left))
    heading = _heading(parts[at])
    below = parts[at][len(heading) :].strip()
    rest = [below, *parts[at + 1 :]] if below else parts[at + 1 :]
    above = _blocks(parts[:at], left)
    return Markup(heading, f"{above}<h1>{escape(heading)}</h1>{_blocks(rest, left)}")


def _heading(part: Text) -> str:
    """Return the first line of a paragraph where it is bold from end to end, else nothing."""
    line = part.plain.partition("\n")[0]
    bold = any(span.style == "bold" and span.start == 0 and span.end >= len(line) for span in part.spans)
    return line if bold else ""


def _blocks(parts: list[Text], tables: Iterator[str]) -> str:
    return "".join(_block(quoted, list(run), tables) for quoted, run in groupby(parts, key=_is_quoted))


def _block(quoted: bool, parts: list[Text], tables: Iterator[str]) -> str:  # noqa: FBT001 - the key of a group
    told = "".join(_table(part, tables) or f"<p>{html_of(_unquoted(part))}</p>" for part in parts)
    return f"<blockquote>{told}</blockquote>" if quoted else told


def _table(part: Text, tables: Iterator[str]) -> str:
    """Return the table that says what this paragraph says; empty for any other paragraph."""
    return next(tables, "") if any(span.style == "table" for span in part.spans) else ""


def _is_quoted(part: Text) -> bool:
    return any(span.style == "quote" and span.start == 0 and span.end == len(part) for span in part.spans)


def _unquoted(part: Text) -> Text:
    """Return a paragraph without the mark that all of it is quoted: its block says so."""
    return Text(part.plain, tuple(_kept(part))) if _is_quoted(part) else part


def _kept(part: Text) -> Iterator[Span]:
    return (span for span in part.spans if span.style != "quote")


def _wrapped(words: str, span: Span) -> str:
    if span.style in _TAGS:
        return f"<{_TAGS[span.style]}>{words}</{_TAGS[span.style]}>"
    if span.style == "link" and span.url.startswith(_LEADS):
        return f'<a href="{escape(span.url)}" rel="noopener noreferrer" target="_blank">{words}</a>'
    return f'<span class="quote">{words}</span>' if span.style == "quote" else words

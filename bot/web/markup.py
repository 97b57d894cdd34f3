"""Shows a Text as HTML: every sign is escaped, and a link leads to https or is none."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from bot.values.text import Text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.values.text import Span

_TAGS = {"bold": "b", "italic": "i", "underline": "u", "strike": "s", "code": "code", "pre": "code"}


HEADED = 2
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


def markup_of(text: Text) -> Markup:
    """Return a text as a page shows it: an empty line parts paragraphs, those that are quoted stand in a
    quotation, and a line near the top that is bold throughout is the heading.
    """
    parts = [part for part in paragraphs(text.strip()) if part.plain.strip()]
    at = next((at for at, part in enumerate(parts[:HEADED]) if _heading(part)), None)
    if at is None:
        return Markup("", _blocks(parts))
    heading = _heading(parts[at])
    below = parts[at][len(heading) :].strip()
    rest = [below, *parts[at + 1 :]] if below else parts[at + 1 :]
    return Markup(heading, f"{_blocks(parts[:at])}<h1>{escape(heading)}</h1>{_blocks(rest)}")


def _heading(part: Text) -> str:
    """Return the first line of a paragraph where it is bold from end to end, else nothing."""
    line = part.plain.partition("\n")[0]
    bold = any(span.style == "bold" and span.start == 0 and span.end >= len(line) for span in part.spans)
    return line if bold else ""


def _blocks(parts: list[Text]) -> str:
    return "".join(_block(quoted, list(run)) for quoted, run in groupby(parts, key=_is_quoted))


def _block(quoted: bool, parts: list[Text]) -> str:  # noqa: FBT001 - the key of a group
    told = "".join(f"<p>{html_of(_unquoted(part))}</p>" for part in parts)
    return f"<blockquote>{told}</blockquote>" if quoted else told


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
    if span.style == "link" and span.url.startswith("https://"):
        return f'<a href="{escape(span.url)}" rel="noopener noreferrer" target="_blank">{words}</a>'
    return f'<span class="{span.style}">{words}</span>' if span.style in {"quote", "spoiler"} else words

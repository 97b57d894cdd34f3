"""Text: words with formatting, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Style = Literal["bold", "italic", "underline", "strike", "code", "pre", "quote", "link", "table"]

_GRAPHEME = regex.compile(r"\X")
_GAP = regex.compile(r"\n\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A styled stretch of text: `start` inclusive and `end` exclusive, in code points; `url` only for links. The
    style `table` only marks the words that repeat a table of the screen (`in_words`).
    """

    start: int
    end: int
    style: Style
    url: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The words that a person reads and the spans that style them. Adding two texts joins them."""

    plain: str = ""
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def __add__(self, other: Text | str) -> Text:
        if isinstance(other, str):
            return Text(self.plain + other, self.spans)
        if not other.spans:
            return Text(self.plain + other.plain, self.spans)
        shift = len(self.plain)
        moved = tuple(Span(s.start + shift, s.end + shift, s.style, s.url) for s in other.spans)
        return Text(self.plain + other.plain, self.spans + moved)

    def __getitem__(self, part: slice) -> Text:
        """Cut a stretch out; spans are clipped to it. Only plain slices (no step)."""
        start, end, _ = part.indices(len(self.plain))
        kept = tuple(
            Span(max(s.start, start) - start, min(s.end, end) - start, s.style, s.url)
            for s in self.spans
            if s.start < end and s.end > start
        )
        return Text(self.plain[start:end], kept)

    def strip(self) -> Text:
        """Return the text without white space at its ends (Telegram removes it too)."""
        left = len(self.plain) - len(self.plain.lstrip())
        right = len(self.plain.rstrip())
        return self if left == 0 and right == len(self.plain) else self[left : max(left, right)]


def styled(words: str, style: Style, url: str = "") -> Text:
    """Return `words` in one style."""
    return Text(words, (Span(0, len(words), style, url),)) if words else Text()


def bold(words: str) -> Text:
    """Return `words` in bold."""
    return styled(words, "bold")


def italic(words: str) -> Text:
    """Return `words` in italics."""
    return styled(words, "italic")


def quote(text: Text) -> Text:
    """Return `text` as one block quotation (Telegram: quotations cannot nest)."""
    return Text(text.plain, (Span(0, len(text.plain), "quote"), *text.spans)) if text else text


def join(parts: Iterable[Text | str], between: str = "\n\n") -> Text:
    """Join the parts that are not empty, with `between` in between."""
    words: list[str] = []
    spans: list[Span] = []
    length = 0
    for part in parts:
        if not part:
            continue
        if words:
            words.append(between)
            length += len(between)
        text = Text(part) if isinstance(part, str) else part
        spans.extend(Span(s.start + length, s.end + length, s.style, s.url) for s in text.spans)
        words.append(text.plain)
        length += len(text.plain)
    return Text("".join(words), tuple(spans))


def paragraphs(text: Text) -> Iterator[Text]:
    """Yield the parts of a text that empty lines separate."""
    start = 0
    for gap in _GAP.finditer(text.plain):
        yield text[start : gap.start()]
        start = gap.end()
    if start < len(text):
        yield text[start:]


def utf16_length(words: str) -> int:
    """Count UTF-16 code units, the unit of Telegram's entity offsets (values/limits)."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le")) // 2


def split(text: Text, limit: int) -> list[Text]:
    """Split into pieces of at most `limit` UTF-16 units: at the end of a paragraph, line, sentence or word if one
    lies in the second half of the piece, and never inside a grapheme.

    Errors: a single grapheme longer than `limit` is kept whole (Telegram then refuses it, not we).
    """
    pieces: list[Text] = []
    rest = text.strip()
    while utf16_length(rest.plain) > limit:
        end = _cut_before(rest.plain, limit)
        pieces.append(rest[:end].strip())
        rest = rest[end:].strip()
    if rest:
        pieces.append(rest)
    return [piece for piece in pieces if piece]


def _cut_before(words: str, limit: int) -> int:
    """Return the place to cut, so that the text before it fits into `limit` units."""
    units = 0
    hard = 0
    for grapheme in _GRAPHEME.finditer(words):
        units += utf16_length(grapheme.group())
        if units > limit and hard:
            break
        hard = grapheme.end()
        if units > limit:
            break
    for mark in ("\n\n", "\n", ". ", " "):
        soft = words.rfind(mark, hard // 2, hard)
        if soft > 0:
            return soft + len(mark)
    return hard

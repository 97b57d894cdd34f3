"""How formatted stretches may overlap: Telegram's rules of nesting, merging and splitting.

The rules are those of TDLib's MessageEntity.cpp (the Bot API server is built on it), in three families: splittable
styles (bold, italic, underline, strikethrough, spoiler) merge and are cut at the edges of the others; blockquotes
never overlap; everything else is continuous and never nests in its own kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
PRE = frozenset({"code", "pre"})
# The order of entities with the same offset and length.
_RANK = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_OTHER_RANK = 50
_ENDLESS = 1 << 31


@dataclass(slots=True)
class Span:
    """One stretch in UTF-16 units; `extra`: the other fields of its MessageEntity."""

    type: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """Return the offset of the first unit after the stretch."""
        return self.offset + self.length


def _key(span: Span) -> tuple[int, int, int]:
    rank = 10 if span.type == "pre" and "language" in span.extra else _RANK.get(span.type, _OTHER_RANK)
    return (span.offset, -span.length, rank)


def order(spans: list[Span]) -> list[Span]:
    """Return the spans sorted as Telegram lists them: by offset, longest first, then by kind."""
    return sorted(spans, key=_key)


def _fits(span: Span, parents: list[Span]) -> bool:
    kinds = {parent.type for parent in parents}
    if span.end > parents[-1].end or span.type in kinds or parents[-1].type in PRE or kinds & set(SPLITTABLE):
        return False
    if span.type in PRE:
        return kinds <= QUOTES
    if span.type in QUOTES:
        return False
    # Everything except styles, quotes and pre is continuous, and only styles may lie in it.
    return span.type in SPLITTABLE or kinds <= QUOTES


def _already_right(spans: list[Span]) -> bool:
    ends = dict.fromkeys(SPLITTABLE, -1)
    parents: list[Span] = []
    for span in spans:
        while parents and span.offset >= parents[-1].end:
            parents.pop()
        if parents and not _fits(span, parents):
            return False
        if span.type in ends:
            if ends[span.type] >= span.offset:
                return False
            ends[span.type] = span.end
        parents.append(span)
    return True


def without_overlaps(spans: list[Span]) -> list[Span]:
    """Of sorted spans that touch the same units, keep the first."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.offset >= kept[-1].end:
            kept.append(span)
    return kept


def _within_quotes(spans: list[Span], quotes: list[Span]) -> list[Span]:
    def crosses(span: Span) -> bool:
        quote = next((quote for quote in quotes if quote.end > span.offset), None)
        return quote is not None and (quote.end < span.end or span.offset < quote.offset < span.end)

    return [span for span in spans if not crosses(span)]


class _Cutter:
    """Merges styles of one kind and cuts all of them at given offsets."""

    def __init__(self, styles: list[Span]) -> None:
        self._left = styles[::-1]
        self._open: dict[str, tuple[int, int]] = {}
        self.result: list[Span] = []

    def _flush(self, offset: int) -> None:
        for kind in SPLITTABLE:
            begin, end = self._open.get(kind, (0, 0))
            if end == 0 or begin >= offset:
                continue
            self.result.append(Span(kind, begin, min(end, offset) - begin))
            if end <= offset:
                del self._open[kind]
            else:
                self._open[kind] = (offset, end)

    def upto(self, offset: int) -> None:
        """Add all styles that begin before `offset`, and cut the open ones there."""
        while self._left and self._left[-1].offset < offset:
            style = self._left.pop()
            begin, end = self._open.get(style.type, (0, 0))
            if end and style.offset <= end:
                self._open[style.type] = (begin, max(end, style.end))
            else:
                self._flush(style.offset)
                self._open[style.type] = (style.offset, style.end)
        self._flush(offset)


def _cut(styles: list[Span], others: list[Span]) -> list[Span]:
    cutter = _Cutter(styles)
    parents: list[Span] = []

    def close_until(offset: int) -> None:
        while parents and offset >= parents[-1].end:
            before = len(cutter.result)
            cutter.upto(parents[-1].end)
            if parents[-1].type in PRE:
                del cutter.result[before:]
            parents.pop()
        cutter.upto(offset)

    for other in others:
        close_until(other.offset)
        parents.append(other)
    close_until(_ENDLESS)
    return order(cutter.result)


def _families(spans: list[Span]) -> tuple[list[Span], list[Span], list[Span]]:
    styles = [span for span in spans if span.type in SPLITTABLE]
    quotes = [span for span in spans if span.type in QUOTES]
    rest = [span for span in spans if span.type not in SPLITTABLE and span.type not in QUOTES]
    return styles, quotes, rest


def _together(styles: list[Span], others: list[Span]) -> list[Span]:
    return order(others + _cut(styles, others)) if styles else others


def arrange(spans: list[Span]) -> list[Span]:
    """Return the spans sorted, in accordance with the rules of nesting."""
    spans = order(spans)
    if _already_right(spans):
        return spans
    styles, quotes, rest = _families(spans)
    rest = without_overlaps(rest)
    if quotes:
        quotes = without_overlaps(quotes)
        rest = order(_within_quotes(rest, quotes) + quotes)
    return _together(styles, rest)


def add_found(spans: list[Span], found: list[Span]) -> list[Span]:
    """Merge links, mentions and so on, found in the text, into arranged spans; existing spans win."""
    if not found:
        return spans
    styles, quotes, rest = _families(spans)
    found = _within_quotes(found, quotes)
    fresh = [new for new in found if not any(new.offset < old.end and old.offset < new.end for old in rest)]
    return _together(styles, order(rest + fresh + quotes))

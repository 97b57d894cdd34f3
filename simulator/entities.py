"""Turns a bot's text into the stored text: cleaning, trimming, rules of length and entities.

All offsets are UTF-16 units. Texts are handled as strings with one character per unit (`to_units`), so that
offsets are plain indexes. Source of the rules: TDLib, MessageEntity.cpp, `fix_formatted_text`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from simulator.detect import find
from simulator.errors import bad_request
from simulator.spans import Span, add_found, arrange, order

_GONE = frozenset({0x0D, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A})
_CLEAN: dict[int, str | None] = {code: " " for code in range(32) if code != ord("\n")} | dict.fromkeys(_GONE)
_NEEDS_CLEANING = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")
_MARKS = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
# Invisible characters: a text of these alone counts as empty.
_INVISIBLE = re.compile("[ \n\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufffc]+")
_FIRST_ASTRAL = "\U00010000"
_BYTES_LIMIT = 35_000
_MAX_OFFSET = 1_000_000
_BLANK = " \n"


def to_units(text: str) -> str:
    """Return the text with every character above U+FFFF as its two surrogates."""
    if text.isascii() or max(text) < _FIRST_ASTRAL:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, memoryview(raw).cast("H")))


def from_units(units: str) -> str:
    """Undo `to_units`."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _clean(text: str) -> str:
    if _NEEDS_CLEANING.search(text):
        text = text.translate(_CLEAN)
    return _MARKS.sub(lambda run: "\u200c" * len(run[0]), text)


def _clean_spans(units: str, spans: list[Span]) -> str:
    """Clean the text and move the spans with it. Errors: ApiError 400 for impossible spans."""
    _check_edges(units, spans)
    gone = [at for at, unit in enumerate(units) if ord(unit) in _GONE] if _NEEDS_CLEANING.search(units) else []
    for span in spans:
        before = bisect_left(gone, span.offset)
        span.length -= bisect_left(gone, span.end) - before
        span.offset -= before
    return _clean(units)


def _check_edges(units: str, spans: list[Span]) -> None:
    """Refuse the first wrong edge in reading order: ends before beginnings, inner spans first."""
    size = len(units)
    wrong = [
        (span.end, 0, -at) for at, span in enumerate(spans) if span.end < size and _in_symbol(units, span.end)
    ]
    wrong += [(s.offset, 1, at) for at, s in enumerate(spans) if s.offset < size and _in_symbol(units, s.offset)]
    if wrong:
        edge, begins, at = min(wrong)
        start = "begins" if begins else f"beginning at UTF-16 offset {spans[-at].offset} ends"
        raise bad_request(f"Entity {start} in a middle of a UTF-16 symbol at byte offset {_bytes(units, edge)}")
    for span in spans:
        if span.offset > size:
            raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {span.offset}")
    for span in reversed(spans):
        if span.end > size:
            raise bad_request(
                f"Entity beginning at UTF-16 offset {span.offset} ends "
                f"after the end of the text at UTF-16 offset {span.end}"
            )


def _in_symbol(units: str, at: int) -> bool:
    return "\udc00" <= units[at] <= "\udfff"


def _bytes(units: str, at: int) -> int:
    return len(from_units(units[: at + 1]).encode())


def _trim(units: str, spans: list[Span]) -> tuple[str, list[Span]]:
    end = len(units.rstrip(_BLANK))
    units = units[:end]
    kept = []
    for span in spans:
        if span.offset < end:
            span.length = min(span.length, end - span.offset)
            kept.append(span)
    limit = kept[0].offset if kept else end
    start = 0
    while start < limit and units[start] in _BLANK:
        start += 1
    for span in kept:
        span.offset -= start
    return units[start:], order(kept)


def _check(spans: list[Span]) -> None:
    for span in spans:
        if not 0 <= span.offset <= _MAX_OFFSET:
            raise bad_request(f"Receive an entity with incorrect offset {span.offset}")
        if not 0 <= span.length <= _MAX_OFFSET:
            raise bad_request(f"Receive an entity with incorrect length {span.length}")


def settle(text: str, spans: list[Span], *, trim: bool = True, detect: bool = True) -> tuple[str, list[Span]]:
    """Return text and spans as Telegram stores them; the text is "" if only white space is left.

    Errors: ApiError 400 for entities with impossible offsets.
    """
    if not spans:
        cleaned = _clean(text)
        if not cleaned[:1].isalnum() and not _INVISIBLE.sub("", cleaned):
            return "", []
        cleaned = cleaned.strip(_BLANK) if trim else cleaned
        if len(cleaned) > _BYTES_LIMIT // 4:
            cleaned = cleaned.encode()[:_BYTES_LIMIT].decode("utf-8", "ignore")
        found = find(cleaned) if detect else []
        if found and not cleaned.isascii():
            shift_to_units(cleaned, found)
        return cleaned, found
    _check(spans)
    units = to_units(text)
    spans = arrange([span for span in spans if span.length > 0])
    units = _clean_spans(units, spans)
    if not _INVISIBLE.sub("", units):
        return "", []
    spans = arrange([span for span in spans if span.length > 0])
    if trim:
        units, spans = _trim(units, spans)
    text = from_units(units)
    if detect:
        found = find(text)
        shift_to_units(text, found)
        spans = add_found(spans, found)
    return text, spans


def shift_to_units(text: str, spans: list[Span]) -> None:
    """Turn spans found in code points into UTF-16 units."""
    astral = [index for index, letter in enumerate(text) if letter >= _FIRST_ASTRAL]
    if not astral:
        return
    for span in spans:
        before = bisect_left(astral, span.offset)
        span.length += bisect_left(astral, span.end) - before
        span.offset += before


def to_json(spans: list[Span]) -> list[dict[str, Any]]:
    """Return the spans as MessageEntity objects."""
    return [{"offset": s.offset, "length": s.length, "type": s.type, **s.extra} for s in spans]

"""Finds what Telegram makes tappable automatically: mentions, commands, hashtags, cashtags, links, addresses.

Offsets are code points of the text. Follows TDLib's finders; phone and card numbers are not searched.
"""

from __future__ import annotations

import regex

from simulator.spans import Span, order, without_overlaps
from simulator.urls import find_urls, path_end

_TRIGGERS = regex.compile(r"[@/#$.]")
_MENTION = regex.compile(r"(?<![\p{L}\p{N}_])@([a-zA-Z0-9_]{2,32})(?![\p{L}\p{N}_])")
_COMMAND = regex.compile(
    r"(?<![\p{L}\p{N}_/<>])/[a-zA-Z0-9_]{1,64}(?![a-zA-Z0-9_])(?:@[a-zA-Z0-9_]{3,32}(?![a-zA-Z0-9_])|(?!@))"
    r"(?![\p{L}\p{N}_/<>])"
)
_TAG = r"\p{L}\p{Nd}_\u200c\u00b7\u0d80-\u0dff"
# A tag may name the chat that it belongs to: #tag@name.
_OF_CHAT = r"(?:@[a-zA-Z0-9_]{3,32})?+"
_HASHTAG = regex.compile(rf"(?<![{_TAG}])#([{_TAG}]{{1,256}}+)(?![{_TAG}]*#){_OF_CHAT}(?!#)")
_LETTER = regex.compile(r"\p{L}")
_CASHTAG = regex.compile(rf"(?<![${_TAG}])\$(?:1INCH|[A-Z]{{1,8}}+){_OF_CHAT}(?![${_TAG}])")
_TG_URL = regex.compile(r"(?:tg|ton|tonsite)://[a-z0-9_-]{1,253}", regex.IGNORECASE)
_SHORT_NAMES = frozenset({"gif", "vid", "pic"})
_MIN_NAME = 4


def _words(text: str) -> list[Span]:
    found = [
        Span("mention", match.start(), len(match[0]))
        for match in _MENTION.finditer(text)
        if len(match[1]) >= _MIN_NAME or match[1].lower() in _SHORT_NAMES
    ]
    found += [Span("bot_command", match.start(), len(match[0])) for match in _COMMAND.finditer(text)]
    found += [
        Span("hashtag", match.start(), len(match[0]))
        for match in _HASHTAG.finditer(text)
        if _LETTER.search(match[1])
    ]
    found += [Span("cashtag", match.start(), len(match[0])) for match in _CASHTAG.finditer(text)]
    return found


def _links(text: str) -> list[Span]:
    found = [
        Span("url", match.start(), path_end(text, match.end()) - match.start())
        for match in _TG_URL.finditer(text, overlapped=True)
    ]
    return found + [Span(kind, start, length) for kind, start, length in find_urls(text)]


def find(text: str) -> list[Span]:
    """Return the tappable stretches of the text, sorted, without overlaps."""
    if not _TRIGGERS.search(text):
        return []
    return without_overlaps(order(_words(text) + _links(text)))

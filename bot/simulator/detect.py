"""Finding what Telegram makes tappable by itself: mentions, commands, hashtags, cashtags, links, addresses.

Offsets are code points of the text. Follows TDLib's finders, except that the list of top-level domains for links
without a scheme is a short one (`TOP_LEVEL`) and phone and card numbers are not looked for.
"""

from __future__ import annotations

import regex

from bot.simulator.spans import Span, order, without_overlaps

TOP_LEVEL = frozenset(
    ["academy", "app", "art", "blog", "by", "center", "city", "club", "co", "com", "dev", "edu", "eu", "fm", "fr", "games", "gov", "help", "info", "int", "io", "kids", "kz", "life", "me", "media", "mobi", "museum", "name", "net", "news", "online", "org", "page", "pro", "ru", "school", "shop", "site", "space", "store", "su", "team", "tech", "tv", "ua", "uk", "us", "uz", "wiki", "world", "xyz", "дети", "москва", "онлайн", "орг", "рус", "рф", "сайт"]
)
_TRIGGERS = regex.compile(r"[@/#$.:]")
_MENTION = regex.compile(r"(?<![\p{L}\p{N}_])@([a-zA-Z0-9_]{2,32})(?![\p{L}\p{N}_])")
_COMMAND = regex.compile(
    r"(?<![\p{L}\p{N}_/<>])/[a-zA-Z0-9_]{1,64}(?![a-zA-Z0-9_])(?:@[a-zA-Z0-9_]{3,32}(?![a-zA-Z0-9_])|(?!@))"
    r"(?![\p{L}\p{N}_/<>])"
)
_TAG_LETTER = r"\p{L}\p{Nd}_\u200c\u00b7\u0d80-\u0dff"
_HASHTAG = regex.compile(
    rf"(?<![{_TAG_LETTER}])#(?=[{_TAG_LETTER}]*\p{{L}})([{_TAG_LETTER}]{{1,256}})(?![{_TAG_LETTER}]*#)"
)
_CASHTAG = regex.compile(rf"(?<![${_TAG_LETTER}])\$(?:1INCH|[A-Z]{{1,8}})(?![${_TAG_LETTER}])")
_EMAIL = regex.compile(
    r"(?<![\p{L}\p{N}_@/#.+-])(?:[a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}"
    r"@(?:(?:[a-z0-9][a-z0-9_-]{0,28})?[a-z0-9]\.){1,6}[a-z]{2,8}(?![\p{L}\p{N}_@.-]*[\p{L}\p{N}_@-])",
    regex.IGNORECASE,
)
_PATH = r"""[^\s<>"«»\u2000-\u200b\u200e\u200f\u2016-\u206f]"""
_URL = regex.compile(
    rf"(?:(?P<scheme>https?|ftp)://(?:[^\s/\[\]{{}}()'`<>\"@«»]+@)?|(?<![\p{{L}}\p{{N}}_/#@.~-]))"
    rf"(?P<domain>[\w~-]+(?:\.[\w~-]+)+)(?!@)(?::\d{{1,5}})?(?P<path>[/?#]{_PATH}*)?",
    regex.IGNORECASE,
)
_TG_URL = regex.compile(rf"(?:tg|ton)://[a-z0-9_-]{{1,253}}(?:[/?#]{_PATH}*)?", regex.IGNORECASE)
_BAD_END = ".:;,('?!`"
_SHORT_NAMES = frozenset({"gif", "vid", "pic"})
_MIN_NAME = 4
_PAIRS = {")": "(", "]": "[", "}": "{"}


def _path_end(path: str) -> int:
    """Return how much of a link's path belongs to it: up to an unbalanced bracket, without closing punctuation."""
    depth = dict.fromkeys(_PAIRS.values(), 0)
    end = len(path)
    for index, letter in enumerate(path):
        if letter in depth:
            depth[letter] += 1
        elif letter in _PAIRS:
            depth[_PAIRS[letter]] -= 1
            if depth[_PAIRS[letter]] < 0:
                end = index
                break
    while end and path[end - 1] in _BAD_END:
        end -= 1
    return end


def _is_host(domain: str, *, scheme: bool) -> bool:
    parts = domain.split(".")
    if any(len(part) > 63 or part.endswith("-") for part in parts):  # noqa: PLR2004 - a DNS label
        return False
    if all(part.isdigit() for part in parts):
        return len(parts) == 4 and all(int(part) < 256 and str(int(part)) == part for part in parts)  # noqa: PLR2004
    last = parts[-1]
    if len(last) < 2 or "_" in last or "_" in parts[-2]:  # noqa: PLR2004 - "x.y" is no address
        return False
    if last.lower().startswith("xn--"):
        return len(last) > 5 and last[4:].isalnum()  # noqa: PLR2004 - more than the prefix and a letter
    return "-" not in last and (scheme or last.lower() in TOP_LEVEL)


def _links(text: str) -> list[Span]:
    found = [Span("email", match.start(), match.end() - match.start()) for match in _EMAIL.finditer(text)]
    for match in _TG_URL.finditer(text):
        link = match[0].rstrip(_BAD_END)
        found.append(Span("url", match.start(), len(link)))
    for match in _URL.finditer(text):
        if _is_host(match["domain"], scheme=match["scheme"] is not None):
            path = match["path"] or ""
            length = match.end() - match.start() - len(path) + _path_end(path)
            found.append(Span("url", match.start(), length))
    return found


def _words(text: str) -> list[Span]:
    found = [
        Span("mention", match.start(), len(match[0]))
        for match in _MENTION.finditer(text)
        if len(match[1]) >= _MIN_NAME or match[1].lower() in _SHORT_NAMES
    ]
    for kind, pattern in (("bot_command", _COMMAND), ("hashtag", _HASHTAG), ("cashtag", _CASHTAG)):
        found += [Span(kind, match.start(), len(match[0])) for match in pattern.finditer(text)]
    return found


def find(text: str) -> list[Span]:
    """Return what is tappable in the text, sorted, without overlaps."""
    if not _TRIGGERS.search(text):
        return []
    return without_overlaps(order(_words(text) + _links(text)))

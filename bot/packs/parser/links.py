"""Tells the target of a link, and shows every address with its real host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.values.text import Text

_TERM = re.compile(r"(?:\.\./)*glossary\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.md#([a-z0-9-]{1,11})")


def host(url: str) -> str:
    """Return the host of an https address as written, in lower case; empty if there is none, or unreadable."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme == "https" else ""


def term(url: str) -> str:
    """Return the anchor of the term in a link such as `../../glossary.ru.md#phishing`; empty for other links."""
    found = _TERM.fullmatch(url)
    return found.group(2) if found else ""


def term_locale(url: str) -> str:
    """Return the glossary's locale in such a link; empty for other links."""
    found = _TERM.fullmatch(url)
    return found.group(1) if found else ""


def shown(text: Text) -> Text:
    """Return the text for a person: an https link is followed by its host unless its words are that host; links to
    terms and other addresses become plain words.
    """
    if not any(span.style == "link" for span in text.spans):
        return text
    result = Text()
    after = 0
    for span in sorted((span for span in text.spans if span.style == "link"), key=lambda span: span.end):
        named = host(span.url)
        if named and text.plain[span.start : span.end].strip().lower() not in (named, f"https://{named}"):
            result = result + text[after : span.end] + f" ({named})"
            after = span.end
    result += text[after:]
    kept = tuple(span for span in result.spans if span.style != "link" or host(span.url))
    return Text(result.plain, kept)

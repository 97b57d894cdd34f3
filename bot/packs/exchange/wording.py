"""Converts plain text and HTML into the inline Markdown of packs, and Markdown into plain text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_SIGNS = re.compile(r"([\\`*_\[\]<>~])")
_SIGNS_AND_ENTITIES = re.compile(r"([\\`*_\[\]<>~&])")
_START = re.compile(r"^(#{1,6}|[+-])(?=\s|$)|^(\d+)([.)])(?=\s|$)|^([=-])(?=[=-]*\s*$)")
"""Beginnings of a line that make a heading or a list; a line of - or = makes the line above it a heading."""

_BLOCK = re.compile(
    r"^(\s*)(?=#{1,6}(?:\s|$)|`{3,}|<!--|>\s*\[!|[-*+]\s+\[[ xX]\]|=+\s*$|-{2,}\s*$)"
    r"|^(\s*\d+)(?=[.)]\s+\[[ xX]\])"
)
"""Beginnings of a line of Markdown that would turn part of a stem into another card, a question or a callout."""

_TAGS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_BREAKS = {"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"}
_SILENT = {"script", "style"}
"""Tags whose content is never words."""

_LOOKS = {
    "span",
    "font",
    "u",
    "small",
    "big",
    "center",
    "blockquote",
    "pre",
    "code",
    "hr",
    "tbody",
    "thead",
    "label",
}
"""Tags that only change the look of words: they are removed without a note."""


def from_plain(words: str) -> str:
    """Return plain text as Markdown that shows exactly these words."""
    lines = (_SIGNS.sub(r"\\\1", unescape(line.strip()).strip()) for line in words.strip().split("\n"))
    return "\n".join(_START.sub(_escaped, line) for line in lines)


def _escaped(found: re.Match[str]) -> str:
    whole: str = found[0]
    return f"{found[2]}\\{found[3]}" if found[2] else f"\\{whole}"


def escaped(words: str, *, only_start: bool = False) -> str:
    """Return words escaped so that Markdown shows exactly these; `only_start`: only escape beginnings of lines
    that make a heading or a list, for words that are Markdown otherwise.
    """
    if not only_start:
        words = _SIGNS_AND_ENTITIES.sub(r"\\\1", words)
    return "\n".join(_START.sub(_escaped, line) for line in words.split("\n"))


def from_markdown(words: str) -> str:
    """Return Markdown in which styles stay and no line makes another card, question or callout."""
    return "\n".join(_BLOCK.sub(r"\g<0>\\", line) for line in words.strip().split("\n"))


def from_html(words: str) -> tuple[str, list[str]]:
    """Return HTML as Markdown, and the names of elements that it cannot show, such as pictures."""
    reader = _Reader()
    for tag in _SILENT:
        if f"</{tag}" not in words.lower():
            words = re.sub(f"<(?={tag}\\b)", "&lt;", words, flags=re.IGNORECASE)
    reader.feed(words)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.told).split("\n")]
    said = "\n".join(_START.sub(_escaped, line) for line in lines)
    said = re.sub(r"(\*{1,2})(\s*)(\*{1,2})(?=\s|$)", r"\2", said) if "* *" in said else said
    return re.sub(r"\n{2,}", "\n\n", said).strip(), reader.lost


class _Reader(HTMLParser):
    """Collects words; bold and italic stay, other tags are removed, blocks become lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self.lost: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _TAGS:
            self.told.append(_TAGS[tag])
        elif tag in _BREAKS:
            self.told.append("\n")
        elif tag not in _LOOKS:
            self.lost.append(tag)
            self.silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _TAGS:
            self.told.append(_TAGS[tag])
        elif tag in _BREAKS:
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.told.append(_SIGNS.sub(r"\\\1", data))


def to_plain(words: str) -> str:
    """Return inline Markdown without the backslashes from `from_plain`; styles stay as signs."""
    return re.sub(r"\\([\\`*_\[\]<>~#+.)-])", r"\1", words)

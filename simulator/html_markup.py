"""Telegram's HTML: its tags and its errors, word for word (TDLib, MessageEntity.cpp, `parse_html`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.entities import utf16_length
from simulator.errors import ApiError, NotModelled, bad_request
from simulator.links import BadLink, checked_link, linked_user
from simulator.spans import Span, order

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
TAGS = frozenset(STYLES) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_SPACE = b" \t\r\n\0\x0b"
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_CHARACTER = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
_TAG_NAME = re.compile(rb"[^ \t\r\n\0\x0b>]*")
_BLANKS = re.compile(rb"[ \t\r\n\x0b]*")
_ATTRIBUTE = re.compile(rb"""[^ \t\r\n\0\x0b=>/"']*""")
_TOKEN = re.compile(rb"[a-zA-Z0-9.-]*")
_HALF = re.compile("[\ud800-\udfff]")
_LAST_CODE = 0x10FFFF
_LONGEST_NUMBER = 10


def _refuse(words: str) -> ApiError:
    return bad_request(f"Can't parse entities: {words}")


def _character(data: bytes, at: int) -> tuple[str, int]:
    """Return the character of a reference and the position after it; "" if it is literal."""
    match = _CHARACTER.match(data, at)
    if match is None:
        return "", at
    hexadecimal, decimal, name = match[1], match[2], match[3]
    if name is not None:
        letter = _NAMED.get(name, "")
    else:
        code = int(hexadecimal or b"0", 16) if hexadecimal is not None else int(decimal or b"0")
        digits_end = match.end() - match[0].endswith(b";")
        right = 0 < code < _LAST_CODE and digits_end - at < _LONGEST_NUMBER
        letter = chr(code) if right else ""
    return (letter, match.end()) if letter else ("", at)


class _Open:
    __slots__ = ("argument", "offset", "piece", "tag")

    def __init__(self, tag: str, argument: dict[str, str], offset: int, piece: int) -> None:
        self.tag = tag
        self.argument = argument
        self.offset = offset
        self.piece = piece


class _Reader:
    """Reads the UTF-8 bytes once, because errors name byte offsets."""

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "replace") + b"\0"
        self.at = 0
        self.begin = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.spans: list[Span] = []

    def _add(self, piece: str) -> None:
        if piece:
            self.pieces.append(piece)
            self.offset += utf16_length(piece)

    def read(self) -> None:
        """Consume everything. Errors: ApiError 400."""
        data, end = self.data, len(self.data) - 1
        while self.at < end:
            stop = min(at for at in (data.find(b"&", self.at), data.find(b"<", self.at), end) if at >= 0)
            self._add(data[self.at : stop].decode())
            self.at = stop
            if stop == end:
                break
            if data[stop] == ord("&"):
                letter, self.at = _character(data, stop)
                if not letter:
                    letter, self.at = "&", stop + 1
                self._add(letter)
                continue
            self.begin = stop
            self.at += 1
            if data[self.at] == ord("/"):
                self._end_tag()
            else:
                self._start_tag()
            self.at += 1
        if self.open:
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _take(self, pattern: re.Pattern[bytes]) -> bytes:
        match = pattern.match(self.data, self.at)
        if match is None:
            return b""
        self.at = match.end()
        return match[0]

    def _start_tag(self) -> None:
        tag = self._take(_TAG_NAME).decode().lower()
        if self.data[self.at] == 0:
            raise _refuse(f"Unclosed start tag at byte offset {self.begin}")
        if tag not in TAGS:
            raise _refuse(f'Unsupported start tag "{tag}" at byte offset {self.begin}')
        argument = dict(self._attributes(tag))
        if tag == "span" and argument.get("class") != "tg-spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {self.begin}')
        self.open.append(_Open(tag, argument, self.offset, len(self.pieces)))

    def _attributes(self, tag: str) -> Iterator[tuple[str, str]]:
        where = f'tag "{tag}" at byte offset {self.begin}'
        while True:
            self._take(_BLANKS)
            if self.data[self.at] == ord(">"):
                return
            name = self._take(_ATTRIBUTE).decode()
            if not name:
                raise _refuse(f"Empty attribute name in the {where}")
            self._take(_BLANKS)
            if self.data[self.at] == 0:
                raise _refuse(f"Unclosed start {where}")
            if self.data[self.at] != ord("="):
                yield name, ""
                continue
            self.at += 1
            self._take(_BLANKS)
            if self.data[self.at] == 0:
                raise _refuse(f"Unclosed start {where}")
            value = self._quoted() if self.data[self.at] in b"'\"" else self._token()
            if self.data[self.at] == 0:
                raise _refuse(f"Unclosed start tag at byte offset {self.begin}")
            yield name, value

    def _token(self) -> str:
        start = self.at
        value = self._take(_TOKEN).decode().lower()
        if self.data[self.at] not in _SPACE + b">":
            raise _refuse(f"Unexpected end of name token at byte offset {start}")
        return value

    def _quoted(self) -> str:
        quote = self.data[self.at]
        self.at += 1
        value = bytearray()
        while (byte := self.data[self.at]) not in (quote, 0):
            letter, after = _character(self.data, self.at) if byte == ord("&") else ("", self.at)
            if letter:
                value += letter.encode("utf-8", "replace")
                self.at = after
            else:
                value.append(byte)
                self.at += 1
        if byte == quote:
            self.at += 1
        return value.decode("utf-8", "replace")

    def _end_tag(self) -> None:
        if not self.open:
            raise _refuse(f"Unexpected end tag at byte offset {self.begin}")
        self.at += 1
        name = self._take(_TAG_NAME).decode().lower()
        self._take(_BLANKS)
        if self.data[self.at] != ord(">"):
            raise _refuse(f"Unclosed end tag at byte offset {self.begin}")
        opened = self.open.pop()
        if name and name != opened.tag:
            raise _refuse(
                f'Unmatched end tag at byte offset {self.begin}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        tag, argument = opened.tag, opened.argument
        span = Span(STYLES.get(tag, tag), opened.offset, self.offset - opened.offset)
        if tag == "a":
            url = argument.get("href") or "".join(self.pieces[opened.piece :])
            if not _link(span, url):
                return
        elif tag == "tg-emoji":
            _emoji(span, argument.get("emoji-id", ""))
        elif tag == "tg-time":
            raise NotModelled("the tag tg-time")
        elif tag == "blockquote":
            span.type = "expandable_blockquote" if "expandable" in argument else "blockquote"
        elif tag in ("code", "pre") and self._joins(span, argument):
            return
        self.spans.append(span)

    def _joins(self, span: Span, argument: dict[str, str]) -> bool:
        """Turn <pre><code class=language-…> (nested either way) into one `pre` with a language."""
        language = argument.get("class", "") if span.type == "code" else ""
        language = language.removeprefix("language-") if language.startswith("language-") else ""
        if span.type == "code" and language:
            span.extra["language"] = language
        last = self.spans[-1] if self.spans else None
        if last is None or (last.offset, last.length) != (span.offset, span.length):
            return False
        if span.type == "pre" and last.type == "code" and "language" in last.extra:
            last.type = "pre"
            return True
        if span.type == "code" and language and last.type == "pre" and "language" not in last.extra:
            last.extra["language"] = language
            return True
        return False


def _link(span: Span, url: str) -> bool:
    if user := linked_user(url):
        span.type, span.extra = "text_mention", {"user": {"id": user}}
        return True
    try:
        fixed = checked_link(url)
    except BadLink:
        return False  # Telegram keeps the words and drops the link without a complaint
    span.type, span.extra = "text_link", {"url": fixed}
    return True


def _emoji(span: Span, number: str) -> None:
    if not re.fullmatch(r"-?[0-9]+", number) or not 0 < abs(int(number)) < 1 << 63:
        raise _refuse("Invalid custom emoji identifier specified")
    span.type, span.extra = "custom_emoji", {"custom_emoji_id": number}


def parse_html(text: str) -> tuple[str, list[Span]]:
    """Return plain text and spans (UTF-16 units, sorted, not yet settled). Errors: ApiError 400."""
    reader = _Reader(text)
    reader.read()
    plain = "".join(reader.pieces)
    if _HALF.search(plain):
        raise _refuse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    for span in reader.spans:
        if span.type == "code":
            span.extra = {}
    return plain, order(reader.spans)

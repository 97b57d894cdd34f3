"""Checks whether a stranger's Ogg file is one recording in mono Opus and nothing else.

It reads the pages of the container and the two heads of the stream, never the sound itself, so a hostile file has
no decoder to attack. Sources: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from bot.packs.upload.image_file import Flaw
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".ogg"

VOICE_BYTES = 2**20
"""Largest recording: up to 1 MB Telegram shows a file as a voice message."""

SECONDS = 120
"""Longest recording of one card."""

RATE = 48_000
"""Units per second of positions in an Opus stream, whatever the recording's rate (RFC 7845 §4)."""

TAGS_BYTES = 4096
"""Largest head of tags: encoders write a few hundred bytes."""

_HARMLESS = ("encoder=", "encoder_options=")
"""Tags of encoders about themselves."""

_PAGE = struct.Struct("<4sBBqIIIB")
_FULL, _FIRST = 255, 0x02

_SAVE_ANEW = phrase("save it as mono Opus: `opusenc --downmix-mono --bitrate 24 in.wav out.ogg`")
_NOTHING_ELSE = phrase("save it without title, author, cover and other tags")


class _Flawed(Exception):
    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


def voice_flaw(content: bytes) -> Flaw | None:
    """Return what is wrong with a recording, in words that continue its name; None if nothing is."""
    try:
        _length(content)
    except _Flawed as found:
        return found.flaw
    return None


def voice_seconds(content: bytes) -> int:
    """Return the length of a flawless recording in seconds, rounded up."""
    return _length(content)


def _length(content: bytes) -> int:
    """Walk the recording and return its seconds. Errors: _Flawed."""
    if not content.startswith(b"OggS"):
        raise _unfit(phrase("holds no Ogg recording, whatever its name says"))
    pages = _pages(content)
    try:
        skipped = _head(next(pages)[1])
        _tags(next(pages)[1])
        last = max((position for position, _ in pages), default=0)
    except (struct.error, StopIteration, IndexError):
        raise _unfit(phrase("is damaged: it ends too early")) from None
    seconds = -(-(last - skipped) // RATE)
    if seconds < 1:
        raise _unfit(phrase("holds no sound"))
    if seconds > SECONDS:
        what = phrase("lasts {seconds} seconds, more than {most}", seconds=seconds, most=SECONDS)
        raise _Flawed(Flaw("E313", what, phrase("split the card into two")))
    return seconds


def _pages(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield position and content of each page, up to the very end of the file."""
    place = number = stream = 0
    while place < len(content):
        mark, version, kind, position, serial, sequence, _, segments = _PAGE.unpack_from(content, place)
        if mark != b"OggS":
            raise _more(phrase("{count} bytes behind its end", count=len(content) - place))
        if number and (serial != stream or kind & _FIRST):
            raise _more(phrase("a second stream"))
        if version or sequence != number:
            raise _unfit(phrase("is damaged: a page is missing"))
        begin = place + _PAGE.size + segments
        place = begin + sum(content[begin - segments : begin])
        if place > len(content):
            raise _unfit(phrase("is damaged: it ends too early"))
        stream, number = serial, number + 1
        yield position, content[begin:place]


def _head(page: bytes) -> int:
    """Check the head of the stream; return how many of its positions are not played. Errors: _Flawed."""
    name, version, channels, skipped, _, _, family = struct.unpack_from("<8sBBHIhB", page)
    if name != b"OpusHead" or version >> 4:
        raise _unfit(phrase("is in Ogg, but not in Opus"))
    if channels != 1 or family:
        raise _unfit(phrase("has {channels} channels, not one", channels=channels))
    if len(page) != struct.calcsize("<8sBBHIhB"):
        raise _more(phrase("bytes in its head"))
    return int(skipped)


def _tags(page: bytes) -> None:
    """Check that the tags concern only the encoder. Errors: _Flawed; struct.error if they are cut off."""
    if not page.startswith(b"OpusTags"):
        raise _unfit(phrase("is damaged: it has no tags"))
    if len(page) > TAGS_BYTES:
        raise _more(phrase("{count} bytes of tags", count=len(page)))
    place = 8
    (length,) = struct.unpack_from("<I", page, place)
    place += 4 + length
    (count,) = struct.unpack_from("<I", page, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<I", page, place)
        tag = page[place + 4 : place + 4 + length].decode("utf-8", "replace").lower()
        if not tag.startswith(_HARMLESS):
            raise _more(phrase("the tag {words}", words=repr(tag.partition("=")[0][:20])))
        place += 4 + length
    if place > len(page):
        raise _unfit(phrase("is damaged: it ends too early"))
    if page[place:].strip(b"\0"):
        raise _more(phrase("bytes behind its tags"))


def _unfit(what: str) -> _Flawed:
    return _Flawed(Flaw("E128", what, _SAVE_ANEW))


def _more(what: str) -> _Flawed:
    return _Flawed(Flaw("E129", phrase("holds more than the recording: {what}", what=what), _NOTHING_ELSE))

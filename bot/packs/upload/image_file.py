"""Checks whether a stranger's PNG or JPEG is one whole picture and nothing else.

`flaw_in` reads the file's own parts and is fast enough for every reading; `damage_in` also draws the picture and
belongs where time and memory are limited: in `check` and in the sandbox.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

PIXELS = 16_000_000
"""Most pixels of one picture: as from a phone's camera; drawing it takes 64 MB and half a second."""

SIDES, RATIO = 10_000, 20
"""Telegram's limits for a photo: width plus height, and the ratio of one to the other."""

PROFILE_BYTES = 128 * 1024
"""Largest colour profile; usual ones have 3 KiB."""

SCANS = 32
"""Most passes of a progressive JPEG: cameras and programs write 10, a bomb thousands."""

IMAGE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
"""The kinds of pictures by the endings of their names."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_BEGINNINGS = {"PNG": _PNG, "JPEG": _JPEG}

_PARTS = b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST cICP mDCV cLLI"
_PNG_PARTS = frozenset(_PARTS.split())
"""Chunks with the picture or its colours. All others tell where, when and with what it was made, animate it, or
hide something.
"""

_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_JPEG_PARTS = _FRAMES | {0xC4, 0xDB, 0xDD, 0xE0, 0xEE}
"""Frames (baseline, extended, progressive), tables, and the segments of JFIF and of Adobe's colours."""

_MARK, _SOS, _EOI, _ICC = 0xFF, 0xDA, 0xD9, 0xE2
_WITHIN_SCAN = frozenset({0x00, *range(0xD0, 0xD8)})
"""Bytes that may follow FF within the image data: a stuffed zero, a restart marker."""

_SAVE_ANEW = phrase("open it in a program for pictures and save it anew as .png or .jpg")
_NOTHING_ELSE = phrase(
    "save it without metadata, or send it to yourself in Telegram as a photo (not as a file) and take that one"
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a picture, in words that continue its name, and how to correct it."""

    code: str
    what: str
    fix: str


class _Flawed(Exception):
    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


def flaw_in(content: bytes, suffix: str) -> Flaw | None:
    """Return what is wrong with the parts of a picture with this suffix (`.png`); None if nothing is."""
    kind = IMAGE_FORMATS[suffix.lower()]
    if not content.startswith(_BEGINNINGS[kind]):
        return Flaw("E116", phrase("holds no {kind} picture, whatever its name says", kind=kind), _SAVE_ANEW)
    try:
        width, height = _png_size(content) if kind == "PNG" else _jpeg_size(content)
    except _Flawed as found:
        return found.flaw
    except (struct.error, IndexError):
        return _damaged(phrase("it ends too early")).flaw
    if width * height > PIXELS:
        what = phrase(
            "has {width} × {height} pixels, more than {pixels} million",
            width=width,
            height=height,
            pixels=PIXELS // 1_000_000,
        )
        return Flaw("E312", what, phrase("save it smaller: 1280 pixels are enough for a telephone"))
    if width + height > SIDES or max(width, height) > RATIO * min(width, height):
        what = phrase(
            "has {width} × {height} pixels: Telegram takes no photo of that shape", width=width, height=height
        )
        return Flaw(
            "E312",
            what,
            phrase(
                "cut it: at most {sides} pixels in width and height together, at most 1 : {ratio}",
                sides=SIDES,
                ratio=RATIO,
            ),
        )
    return None


def damage_in(content: bytes, suffix: str) -> Flaw | None:
    """Return what is wrong with a picture when it is drawn; None if nothing is. Runs `flaw_in` first: nothing
    above its limits is drawn.
    """
    flaw = flaw_in(content, suffix)
    if flaw:
        return flaw

    try:
        with Image.open(BytesIO(content), formats=[IMAGE_FORMATS[suffix.lower()]]) as picture:
            picture.load()
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        OverflowError,
        struct.error,
        zlib.error,
    ) as error:
        return _damaged(phrase("it cannot be drawn ({name})", name=type(error).__name__)).flaw
    return None


def pixels(content: bytes, suffix: str) -> int:
    """Return the number of pixels of a flawless picture."""
    width, height = (_png_size if IMAGE_FORMATS[suffix.lower()] == "PNG" else _jpeg_size)(content)
    return width * height


def _damaged(what: str) -> _Flawed:
    return _Flawed(Flaw("E126", phrase("is damaged: {what}", what=what), _SAVE_ANEW))


def _png_size(content: bytes) -> tuple[int, int]:
    """Walk the chunks of a PNG and return width and height.

    Errors: _Flawed; struct.error when the file is cut.
    """
    size = (0, 0)
    for name, body in _chunks(content):
        if not size[0]:
            if name != b"IHDR":
                raise _damaged(phrase("it does not begin as a PNG does"))
            size = struct.unpack(">II", body[:8])
            if not all(size):
                raise _damaged(phrase("it has no size"))
        if name == b"acTL":
            raise _Flawed(Flaw("E312", phrase("moves"), phrase("save one picture of it as .png or .jpg")))
        if name not in _PNG_PARTS:
            raise _more(phrase("the chunk {name}", name=name.decode("ascii", "replace")))
        if name == b"iCCP" and len(body) > PROFILE_BYTES:
            raise _more(phrase("a colour profile that is none"))
    return size


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", content, place)
        body = content[place + 8 : place + 8 + length]
        (told,) = struct.unpack_from(">I", content, place + 8 + length)
        if told != zlib.crc32(body, zlib.crc32(name)):
            raise _damaged(phrase("a checksum is wrong"))
        yield name, body
        place += 12 + length
        if name == b"IEND":
            break
    if place != len(content):
        raise _more(phrase("{count} bytes behind its end", count=len(content) - place))


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments of a JPEG and return width and height.

    Errors: _Flawed; struct.error and IndexError when the file is cut.
    """
    size, scans, profile = (0, 0), 0, 0
    for kind, body in _segments(content):
        if kind == _SOS:
            scans += 1
            if scans > SCANS:
                raise _Flawed(
                    Flaw("E312", phrase("is drawn in more than {scans} passes", scans=SCANS), _SAVE_ANEW)
                )
        elif kind == _ICC and body.startswith(b"ICC_PROFILE\0"):
            profile += len(body)
            if profile > PROFILE_BYTES:
                raise _more(phrase("a colour profile that is none"))
        elif kind not in _JPEG_PARTS:
            raise _more(_SEGMENTS.get(kind, phrase("the segment FF{kind}", kind=f"{kind:02X}")))
        elif kind in _FRAMES:
            height, width = struct.unpack_from(">HH", body, 1)
            size = width, height
    if not scans or not all(size):
        raise _damaged(phrase("it holds no picture"))
    return size


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 2
    while content[place + 1] != _EOI:
        if content[place] != _MARK:
            raise _damaged(phrase("something stands between its parts"))
        kind = content[place + 1]
        if kind == _MARK:
            place += 1
            continue
        (length,) = struct.unpack_from(">H", content, place + 2)
        body = content[place + 4 : place + 2 + length]
        if len(body) + 2 != length:
            raise _damaged(phrase("it ends too early"))
        yield kind, body
        place += 2 + length
        if kind == _SOS:
            place = _scan_end(content, place)
    if place + 2 != len(content):
        raise _more(phrase("{count} bytes behind its end", count=len(content) - place - 2))


_SEGMENTS = {
    0xE1: phrase("EXIF or XMP"),
    0xED: "IPTC",
    0xFE: phrase("a comment"),
    0xE2: phrase("a second picture"),
}


def _scan_end(content: bytes, place: int) -> int:
    """Return where the next part begins after the image data of a scan. Errors: _Flawed if there is none."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0:
            raise _damaged(phrase("it ends too early"))
        if content[place + 1] not in _WITHIN_SCAN:
            return place
        place += 2


def _more(what: str) -> _Flawed:
    return _Flawed(Flaw("E127", phrase("holds more than the picture: {what}", what=what), _NOTHING_ELSE))

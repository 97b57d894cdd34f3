"""Makes recordings for tests: mono Opus in Ogg, with a page a second and silence in it."""

from __future__ import annotations

import struct

RATE = 48_000
_SILENCE = b"\xf8\xff\xfe"
"""One packet of 20 ms of silence."""


def page(body: bytes, number: int, position: int, *, serial: int = 7, kind: int = 0) -> bytes:
    """Return one page that holds one packet."""
    lacing = bytes([255] * (len(body) // 255) + [len(body) % 255])
    return struct.pack("<4sBBqIIIB", b"OggS", 0, kind, position, serial, number, 0, len(lacing)) + lacing + body


def recording(
    seconds: float = 3, *, channels: int = 1, tags: tuple[str, ...] = ("ENCODER=x",), padding: bytes = b""
) -> bytes:
    """Return a recording of so many seconds."""
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, channels, 312, RATE, 0, 0)
    told = b"".join(struct.pack("<I", len(tag.encode())) + tag.encode() for tag in tags)
    comments = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", len(tags)) + told + padding
    whole = [page(head, 0, 0, kind=2), page(comments, 1, 0)]
    end = round(seconds * RATE) + 312
    positions = [*range(RATE, end, RATE), end]
    whole += [page(_SILENCE, n, position) for n, position in enumerate(positions, 2)]
    return b"".join(whole)

"""Makes recordings for tests: mono Opus in Ogg, with a page a second and silence in it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests.packs.pack_kit import copied, edit

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "light/6-8"
NAMED = "voices: {ru: {reader: A test voice, licence: CC-BY-SA-4.0, synthetic: true}}\n"
RATE = 48_000
_SILENCE = b"\xf8\xff\xfe"
"""One packet of 20 ms of silence."""

_PACKET = 960
"""Samples of a packet."""


def page(  # noqa: PLR0913 - the fields of its head
    body: bytes, number: int, position: int, *, serial: int = 7, kind: int = 0, packets: int = 1
) -> bytes:
    """Return one page that holds packets of one size."""
    length = len(body) // packets
    lacing = bytes(([255] * (length // 255) + [length % 255]) * packets)
    head = struct.pack("<4sBBqII", b"OggS", 0, kind, position, serial, number)
    rest = bytes([len(lacing)]) + lacing + body
    return head + struct.pack("<I", _checksum(head + bytes(4) + rest)) + rest


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
    for n, position in enumerate(positions, 2):
        packets = -(-(position % RATE or RATE) // _PACKET)
        last = 4 if position == end else 0
        whole.append(page(_SILENCE * packets, n, position, kind=last, packets=packets))
    return b"".join(whole)


def _table() -> list[int]:
    """Return the table of Ogg's checksum (RFC 3533, section 6: polynomial 0x04C11DB7, nothing reflected)."""
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 1 << 31 else 0)
        table.append(value & 0xFFFFFFFF)
    return table


_TABLE = _table()


def _checksum(content: bytes) -> int:
    value = 0
    for byte in content:
        value = (value << 8) & 0xFFFFFFFF ^ _TABLE[value >> 24 ^ byte]
    return value


def spoken(folder: Path, *cards: str) -> Path:
    """The pack of the lamp, with cards of its smallest lesson read aloud in Russian."""
    pack = copied(folder, "lamp") / "lamp"
    edit(pack / "pack.yml", "link_hosts:", f"{NAMED}link_hosts:")
    for card in cards:
        (pack / LESSON / f"{card}.ru.ogg").write_bytes(recording())
    return pack

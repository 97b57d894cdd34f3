"""Calendar file: days as events of a whole day, as RFC 5545 writes them; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

LONGEST_LINE = 75
"""Bytes of a line; what is longer goes on in the next, behind a space."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """What is due on a day; `uid` tells it from every other event, so that a second import changes it."""

    uid: str
    day: date
    words: str


def as_calendar(name: str, days: Sequence[DueDay], now: datetime) -> bytes:
    """Return the days as a calendar with this name, made `now`."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mayak//Due days//EN", f"X-WR-CALNAME:{_plain(name)}"]
    for due in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{due.uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_plain(due.words)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _plain(words: str) -> str:
    """Return words as a value: no sign of them ends the value or begins another line."""
    one_line = " ".join(words.split())
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += sign
    yield part

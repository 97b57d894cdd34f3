"""Rules E708–E711 on help lines: hours, prices, for whom and about what a line is.

Together with E701–E707 of the packs they hold requirement 17 of docs/help-protocol.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.help.hours import parse_hours
from bot.values import places

if TYPE_CHECKING:
    from bot.packs.head import Line, Lines
    from bot.packs.source import Report
    from bot.packs.yaml import Document

AUDIENCES = ("any", "child", "family", "parent")
"""Whom a line is for; `family`: children and their parents."""

TOPICS = ("abuse", "suicide", "reporting")
"""What a line is about; none: about anything."""

COSTS = ("free", "toll")
"""What a call costs, where it is not said in words by locale."""

_PREMIUM = re.compile(r"\+?(?:1900|[78]809|090\d|0190)\d{4,}")
"""Beginnings of numbers that cost more than a call: 1-900 (North America), 809 (Russia), 0900–0909 and 0190
(much of Europe), by the national numbering plans. Spain's 900 without a zero is free."""


def check_helplines(lines: Lines, document: Document, report: Report) -> None:
    """Report premium numbers, hours in no known form or without a zone, and words the directory does not know."""
    for number, line in enumerate(lines.lines):
        for field, code, what, fix in _mistakes(line):
            spot = document.place(("lines", number, field))
            report.add(code, spot.line, what, fix, spot.column)


def _mistakes(line: Line) -> list[tuple[str, str, str, str]]:
    """Return what is wrong with a line: field, code, what, fix."""
    found = [
        (way, "E708", f"{value} costs more than a usual call", "take it out; look for a free number")
        for way, value in (("phone", line.phone), ("sms", line.sms))
        if _PREMIUM.fullmatch(re.sub(r"[^\d+]", "", value))
    ]
    hours, cost = line.hours.get("", ""), line.cost.get("", "")
    parsed = parse_hours(hours) if hours else None
    if hours and parsed is None:
        fix = 'write 24/7 or "Mo-Fr 09:00-18:00; Sa 10:00-14:00", or words by locale: {ru: …, en: …}'
        found.append(("hours", "E709", f"'{hours[:40]}' are hours in no known form", fix))
    if parsed and not parsed.always and not places.is_zone(line.zone):
        fix = "add the zone by whose clock the line opens, such as zone: Europe/Moscow"
        found.append(("zone" if line.zone else "hours", "E710", f"'{line.zone}' is no time zone", fix))
    if line.audience not in AUDIENCES:
        found.append(
            ("audience", "E711", f"'{line.audience[:40]}' is no audience", "write " + ", ".join(AUDIENCES))
        )
    found += [
        ("topics", "E711", f"'{topic[:40]}' is no topic of help lines", "write " + ", ".join(TOPICS) + " or none")
        for topic in line.topics
        if topic not in TOPICS
    ]
    if cost and cost not in COSTS:
        fix = "write free or toll, or words by locale: {ru: …, en: …}"
        found.append(("cost", "E711", f"'{cost[:40]}' is no known price", fix))
    return found

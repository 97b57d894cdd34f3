"""Rules E7xx on help lines: contact, price, hours, source and date of each.

They implement requirement 17 of docs/help-protocol.md.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from bot.packs.hours import parse_hours
from bot.packs.lint.addresses import mistake
from bot.packs.lint.contacts import ContactKind, contacts
from bot.packs.lint.link_hosts import SAID, kind_of
from bot.values import places
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from datetime import date

    from bot.packs.parser.head import Line, Lines
    from bot.packs.parser.source import Report
    from bot.packs.parser.yaml import Document

OLD = timedelta(days=365)
"""How long the check of a help line is valid (docs/help-protocol.md)."""

AUDIENCES = ("any", "child", "family", "parent")
"""The audience of a line; `family`: children and their parents."""

TOPICS = ("abuse", "suicide", "reporting")
"""The topics of a line; none: any topic."""

COSTS = ("free", "toll")
"""The cost of a call, unless given in words by locale."""

_PREMIUM = re.compile(r"\+?(?:1900|[78]809|090\d|0190)\d{4,}")
"""Beginnings of numbers that cost more than a normal call: 1-900 (North America), 809 (Russia), 0900–0909 and 0190
(much of Europe), by the national numbering plans. Spain's 900 without a zero is free.
"""

_NUMBER = re.compile(r"[+*#]?\d[\d\s()/*#-]{1,24}")


@cache
def _countries() -> frozenset[str]:
    return frozenset(Locale(SOURCE_LOCALE).territories)


def check_lines(country: str, lines: Lines, document: Document, report: Report, today: date | None) -> None:
    """Report the problems of a country's help lines. Without `today` their age is not checked."""
    place = document.place(("country",))
    if lines.country != country:
        what = phrase(
            "the file is named {country}.yml, the country in it is {other}",
            country=country,
            other=lines.country,
        )
        report.add("E701", place.line, what, phrase("make both the same"), place.column)
    elif country not in _countries():
        report.add(
            "E702",
            place.line,
            phrase("'{country}' is no country", country=country),
            phrase("use its ISO 3166 code, such as KZ"),
            place.column,
        )
    seen: set[str] = set()
    for number, line in enumerate(lines.lines):
        if line.id in seen:
            spot = document.place(("lines", number, "id"))
            report.add(
                "E703",
                spot.line,
                phrase("the line '{id}' stands there already", id=line.id),
                phrase("give it another id"),
                spot.column,
            )
        seen.add(line.id)
        _reach(line, number, document, report)
        _words(line, number, document, report)
        for field, code, what, fix in _mistakes(line):
            spot = document.place(("lines", number, field))
            report.add(code, spot.line, what, fix, spot.column)
        _age(line, number, document, report, today)
    if not any(line.kind == "emergency" for line in lines.lines):
        what = phrase("no line of the kind emergency")
        report.add("W701", place.line, what, phrase("add the country's emergency number"), place.column)


def _reach(line: Line, number: int, document: Document, report: Report) -> None:
    if not (line.phone or line.sms or line.chat or line.url):
        spot = document.place(("lines", number, "id"))
        report.add(
            "E704",
            spot.line,
            phrase("'{id}' cannot be reached", id=line.id),
            phrase("add phone, sms, chat or url"),
            spot.column,
        )
    for field in ("phone", "sms"):
        value = getattr(line, field)
        if value and not _NUMBER.fullmatch(value):
            spot = document.place(("lines", number, field))
            report.add(
                "E705",
                spot.line,
                phrase("'{value}' is no number", value=value[:40]),
                phrase('write digits: "8 800 2000 122"'),
                spot.column,
            )
    for field in ("chat", "url"):
        value = getattr(line, field)
        wrong = mistake(value) if value else ""
        wrong = wrong or SAID.get(kind_of(value) if value else "", "")
        if wrong:
            spot = document.place(("lines", number, field))
            report.add(
                "E706",
                spot.line,
                phrase("the address {wrong}", wrong=wrong),
                phrase("write https://… and a host"),
                spot.column,
            )


def _words(line: Line, number: int, document: Document, report: Report) -> None:
    for field in ("name", "region", "hours", "cost", "note"):
        for said in getattr(line, field).values():
            # A note may name a second number; addresses and commands are not allowed in words.
            for found in contacts(said):
                if found.way is ContactKind.NUMBER:
                    continue
                spot = document.place(("lines", number, field))
                what = phrase("Telegram makes a link of '{words}'", words=found.words[:60])
                report.add("E708", spot.line, what, phrase("addresses stand in url or chat"), spot.column)


def _age(line: Line, number: int, document: Document, report: Report, today: date | None) -> None:
    if today is None or line.verified_on is None:
        return
    spot = document.place(("lines", number, "verified_on"))
    if line.verified_on > today:
        report.add(
            "E707",
            spot.line,
            phrase("checked on a day to come, {verified_on}", verified_on=line.verified_on),
            phrase("write the day of the check"),
            spot.column,
        )
    elif today - line.verified_on > OLD and line.kind != "emergency":
        what = phrase("'{id}' was checked more than a year ago", id=line.id)
        report.add("W702", spot.line, what, phrase("call or look it up again, then write the day"), spot.column)


def _mistakes(line: Line) -> list[tuple[str, str, str, str]]:
    """Return the problems of a line: field, code, what, fix."""
    found = [
        (
            way,
            "E709",
            phrase("{value} costs more than a usual call", value=value),
            phrase("take it out; look for a free number"),
        )
        for way, value in (("phone", line.phone), ("sms", line.sms))
        if _PREMIUM.fullmatch(re.sub(r"[^\d+]", "", value))
    ]
    hours, cost = line.hours.get("", ""), line.cost.get("", "")
    parsed = parse_hours(hours) if hours else None
    if hours and parsed is None:
        fix = phrase('write 24/7 or "Mo-Fr 09:00-18:00; Sa 10:00-14:00", or words by locale: {{ru: …, en: …}}')
        found.append(("hours", "E710", phrase("'{hours}' are hours in no known form", hours=hours[:40]), fix))
    if parsed and not parsed.always and not places.is_zone(line.zone):
        fix = phrase("add the zone by whose clock the line opens, such as zone: Europe/Moscow")
        found.append(
            ("zone" if line.zone else "hours", "E711", phrase("'{zone}' is no time zone", zone=line.zone), fix)
        )
    if line.audience not in AUDIENCES:
        found.append(
            (
                "audience",
                "E712",
                phrase("'{audience}' is no audience", audience=line.audience[:40]),
                phrase("write {names}", names=", ".join(AUDIENCES)),
            )
        )
    found += [
        (
            "topics",
            "E712",
            phrase("'{topic}' is no topic of help lines", topic=topic[:40]),
            phrase("write {names} or none", names=", ".join(TOPICS)),
        )
        for topic in line.topics
        if topic not in TOPICS
    ]
    if cost and cost not in COSTS:
        fix = phrase("write free or toll, or words by locale: {{ru: …, en: …}}")
        found.append(("cost", "E712", phrase("'{cost}' is no known price", cost=cost[:40]), fix))
    return found

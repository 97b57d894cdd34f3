"""Lists the help lines that must be checked (again), and prints the sheet for the person who calls them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.help.help_book import EVERYWHERE
from bot.help.helpline_selection import OLD, is_old
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.help.help_book import HelpBook
    from bot.packs.model import Helpline

NEVER_OLD = ("emergency", "police")
"""Kinds of numbers whose check never expires (docs/help-protocol.md)."""

QUESTIONS = (
    "Somebody answers, and it is this service",
    "Hours, and in which time zone",
    "Free of charge, also from a mobile phone without credit",
    "Who may call: children, parents, teachers; from what age; in which languages",
    "A child need not give a name",
    "Text message and chat work as written",
)
"""The caller's questions. The first words of a call: "I check the numbers in a help list for children"."""

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Due:
    """A line that must be checked: never checked, or its check is too old."""

    line: Helpline
    checked: date | None


def due(book: HelpBook, today: date, countries: Collection[str] = ()) -> tuple[Due, ...]:
    """Return the lines that must be checked, by country and in the directory's order; only of `countries`, if any
    are given. Emergency numbers are included until somebody has looked them up once; that never expires.
    """
    wanted = countries or (*book.countries(), EVERYWHERE)
    found = []
    for country in sorted(wanted):
        for line in book.lines(country, SOURCE_LOCALE):
            checked = date.fromisoformat(line.verified_on) if line.verified_on else None
            if checked is None or (is_old(line.verified_on, today) and line.kind not in NEVER_OLD):
                found.append(Due(line, checked))
    return tuple(found)


def overview(found: Sequence[Due]) -> str:
    """Return one row per help line: country, id, how to reach it, when it was last checked; then the total."""
    rows = [
        f"{one.line.country}  {one.line.id:<12}  {_reached(one.line)}  "
        f"{f'checked {one.checked}' if one.checked else 'never checked'}"
        for one in found
    ]
    never = sum(1 for one in found if one.checked is None)
    return "\n".join([*rows, f"{len(rows)} lines to check, {never} of them never checked", ""])


def call_sheet(found: Iterable[Due], today: date) -> str:
    """Return a sheet to print, a block per line: our data, the questions, and room for the answers. Emergency and
    police numbers are never called for a check: they are looked up on the state's own page. Sources that name no
    day, or none within the year before `today`, are marked.
    """
    blocks = [
        f"Help lines to check, printed on {today}.",
        "Write the day of the call into `verified_on` in helplines/<country>.yml, and mend what was wrong.",
        "Never call an emergency number to check it. Look it up on a page of the state.",
    ]
    country = ""
    for one in found:
        if one.line.country != country:
            country = one.line.country
            blocks.append(f"=== {country} ===")
        blocks.append(_block(one, today))
    return "\n\n".join(blocks) + "\n"


def _block(one: Due, today: date) -> str:
    line = one.line
    facts = {
        "reached": _reached(line),
        "for": " ".join([line.audience, *line.topics]),
        "region": line.region,
        "hours": " ".join(filter(None, [line.hours or "not known", line.zone])),
        "languages": ", ".join(line.languages),
        "price": line.cost or "not known",
        "note shown": line.note,
        "confidence": line.confidence,
        "sources": "; ".join(f"{source}{_aged(source, today)}" for source in line.sources),
        "remark": line.remark,
        "last checked": str(one.checked or "never"),
    }
    rows = [f"{line.name}  ({line.country}/{line.id})"]
    rows += [f"  {name}: {value}" for name, value in facts.items() if value]
    if line.kind in NEVER_OLD:
        rows.append("  [ ] Looked up at: ______________________________")
    elif line.phone or line.sms:
        rows += [f"  [ ] {question}: ____________________" for question in QUESTIONS]
    else:
        rows.append("  [ ] The page opens, is this service, and is fit for children: ____________________")
    rows.append("  Checked on: ____-__-__   by: ________")
    return "\n".join(rows)


def _aged(source: str, today: date) -> str:
    """Return what the newest day that a source names says of it: nothing within a year, else a warning."""
    days = [date.fromisoformat(day) for day in _DAY.findall(source)]
    if not days:
        return " (without a day)"
    return "" if today - max(days) <= OLD else " (MORE THAN A YEAR OLD)"


def _reached(line: Helpline) -> str:
    sms = f"SMS {line.word} to {line.sms}" if line.word else f"SMS {line.sms}" if line.sms else ""
    return " | ".join(filter(None, [line.phone, sms, line.chat, line.url]))

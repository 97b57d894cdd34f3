"""Helplines: the list of help lines (CSV) becomes `helplines/<CC>.yml` of the help that travels in the package.

    python tools/helplines.py LIST.csv [bot/help/book/helplines]

Rows of high or medium confidence only. Numbers stay verbatim, an entry with several numbers becomes several lines.
What a person wrote into `verified_on` is kept as long as the line is still reached in the same way.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

FIXES = Path(__file__).with_suffix(".fixes.yml")
FOLDER = Path(__file__).parent.parent / "bot/help/book/helplines"
SHIPPED = ("high", "medium")
"""Confidence of the rows that are shown to people (the reference on help in a crisis, section 3)."""

EVERYWHERE = "ZZ"
"""CLDR's code for an unknown country: the file of lines that serve everywhere."""

AUDIENCES = {"any": "any", "child": "child", "child/parent": "family", "parent": "parent"}
TOPICS = {"general": [], "abuse": ["abuse"], "suicide": ["suicide"], "online-safety reporting": ["reporting"]}
COSTS = {"yes": "free", "toll": "toll"}
ZONES = {
    "AZ": "Asia/Baku",
    "EE": "Europe/Tallinn",
    "FR": "Europe/Paris",
    "JO": "Asia/Amman",
    "MY": "Asia/Kuala_Lumpur",
    "SA": "Asia/Riyadh",
}
"""Zones of the countries whose rows give hours (IANA)."""

EMERGENCY = {"ru": "Экстренные службы", "en": "Emergency services"}
POLICE = {"ru": "Полиция", "en": "Police"}
ORDER = {"emergency": 0, "police": 1, "line": 2, "reporting": 3}

_DAYS = {"Mon": "Mo", "Tue": "Tu", "Wed": "We", "Thu": "Th", "Fri": "Fr", "Sat": "Sa", "Sun": "Su"}
_HOURS = re.compile(r"(?:(?P<first>[A-Z][a-z]{2})-(?P<last>[A-Z][a-z]{2}) )?(?P<start>\d{1,2})-(?P<end>\d{1,2})")
_NUMBER = re.compile(r"(?P<police>police )?(?P<number>[^()]+?)(?: \((?P<language>[a-z]{2})\))?")
_WORD = re.compile(r"(?P<word>[A-Z]+) to (?P<number>\d+)")
_LOCALE = re.compile(r"[a-z]{2,3}")  # the list also says "many" and "+"

Line = dict[str, Any]


def hours_of(words: str) -> str:
    """Return opening hours in the fixed form (`24/7`, `Su-Th 08:00-20:00; …`), empty when there are none.

    Errors: ValueError for hours in no form that is known: those need words in the fixes.
    """
    if words in ("", "24/7"):
        return words
    rules = []
    for part in words.split(", "):
        found = _HOURS.fullmatch(part)
        if not found:
            raise ValueError(f"hours in an unknown form: {words}; give them words in {FIXES.name}")
        days = f"{_DAYS[found['first']]}-{_DAYS[found['last']]}" if found["first"] else "Mo-Su"
        rules.append(f"{days} {int(found['start']):02}:00-{int(found['end']):02}:00")
    return "; ".join(rules)


def sources_of(words: str) -> list[str]:
    """Return the sources of a row, cut at semicolons; the list's pointer to its own report says nothing here."""
    return [part.replace(" (see REPORT)", "").strip() for part in words.split(";")]


def https(address: str) -> str:
    """Return an https address; empty for one that is not (such an address is left out)."""
    return address if address.startswith("https://") else ""


def lines_of(row: dict[str, str], fixes: dict[str, Any]) -> list[Line]:
    """Return the lines of one row of the list."""
    country, service = row["country"], row["service"]
    fix = dict(fixes["lines"].get(f"{country} {service}", {}))
    emergency = row["topic"] == "emergency"
    mended = fixes["emergency"].get(country, {}) if emergency else {}
    base: Line = {
        "kind": "emergency" if emergency else "reporting" if "reporting" in row["topic"] else "line",
        "name": service,
        "audience": AUDIENCES[row["audience"]],
        "topics": TOPICS.get(row["topic"], []),
        "chat": https(row["chat"]),
        "url": https(row["url"]),
        "hours": fix.get("hours") or hours_of(row["hours"]),
        "languages": [
            found for found in row["languages"].split(",") if _LOCALE.fullmatch(found) and found != "many"
        ],
        "cost": COSTS.get(row["free"], ""),
        "confidence": row["confidence"],
        "sources": sources_of(row["sources"]),
        "remark": "; ".join(filter(None, [row["note"], mended.get("why", "")])),
    } | fix
    if isinstance(base["hours"], str) and base["hours"] not in ("", "24/7"):
        base["zone"] = ZONES[country]
    text = _WORD.fullmatch(row["sms"])
    base["sms"], base["word"] = (text["number"], text["word"]) if text else (row["sms"], "")
    numbers = mended.get("phone") or fix.get("phone") or row["phone"]
    return [_numbered(base, number) for number in numbers.split(" / ")]


def _numbered(base: Line, words: str) -> Line:
    """Return the line for one of a row's numbers, such as `police 133` or `1813 (nl)`."""
    found = _NUMBER.fullmatch(words)
    line = base | {"phone": found["number"] if found else ""}
    if not (line["phone"] or line["sms"]):
        line["cost"] = ""  # what a call costs says nothing about a page
    if found and found["language"]:
        line["languages"] = [found["language"]]
    if base["kind"] == "emergency":
        police = bool(found and found["police"])
        line |= {"kind": "police", "name": POLICE} if police else {"name": EMERGENCY}
    return line


def with_ids(lines: list[Line]) -> list[Line]:
    """Return lines with ids that say what they are, numbered where several are alike: `child`, `child-2`."""
    named = []
    for line in sorted(lines, key=lambda line: ORDER[line["kind"]]):
        word = line["kind"]
        audience = "child" if line["audience"] == "family" else line["audience"]
        if word == "line":
            word = next(iter(line["topics"]), audience)
        same = sum(other["id"].partition("-")[0] == word for other in named)
        named.append({"id": f"{word}-{same + 1}" if same else word} | line)
    return named


FIELDS = (
    *(
        "id",
        "kind",
        "name",
        "phone",
        "sms",
        "word",
        "chat",
        "url",
        "audience",
        "topics",
        "region",
        "hours",
        "zone",
    ),
    *("languages", "cost", "note", "confidence", "verified_on", "sources", "remark"),
)


def written(country: str, lines: list[Line]) -> str:
    """Return the file of a country."""
    out = [
        "# Made from a list by tools/helplines.py. Only `verified_on` is written by hand, by who has called.",
        f"country: {country}",
        "lines:",
    ]
    for line in lines:
        for field in FIELDS:
            value = line.get(field)
            if field == "verified_on":
                out.append(f"    verified_on: {value}" if value else "    verified_on:")
            elif field == "sources":
                out.append("    sources:")
                out += [f"      - {_quoted(source)}" for source in value]
            elif value:
                out.append(f"{'  - ' if field == 'id' else '    '}{field}: {_value(value)}")
    return "\n".join(out) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_quoted(words)}" for key, words in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(value) + "]"
    return value if re.fullmatch(r"[a-zA-Z]+(-\d+)?|24/7|[A-Z][a-z]+/\w+", value) else _quoted(value)


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def keep_checks(lines: list[Line], file: Path) -> None:
    """Carry over the days on which somebody checked a line, if it is still reached in the same way."""
    if not file.exists():
        return
    before = yaml.safe_load(file.read_text(encoding="utf-8"))["lines"]
    checked = {_reached(line): line["verified_on"] for line in before if line.get("verified_on")}
    for line in lines:
        line["verified_on"] = checked.get(_reached(line))


def _reached(line: Line) -> tuple[str, ...]:
    return tuple(line.get(way) or "" for way in ("phone", "sms", "chat", "url"))


def main(source: Path, folder: Path) -> None:
    """Write a file a country into `folder`; files of countries that the list no longer has are deleted."""
    fixes = yaml.safe_load(FIXES.read_text(encoding="utf-8"))
    countries: dict[str, list[Line]] = {}
    with source.open(encoding="utf-8", newline="") as listed:
        rows = [row for row in csv.DictReader(listed) if row["confidence"] in SHIPPED]
    unused = set(fixes["lines"]) - {f"{row['country']} {row['service']}" for row in rows}
    if unused:
        raise SystemExit(f"fixes that fit no row: {sorted(unused)}")
    for row in rows:
        country = EVERYWHERE if row["country"] == "*" else row["country"]
        countries.setdefault(country, []).extend(lines_of(row, fixes))
    for country, added in fixes["added"].items():
        countries.setdefault(country, []).extend({"remark": "", **line} for line in added)
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.yml"):
        if file.stem not in countries:
            file.unlink()
    for country, found in countries.items():
        lines = with_ids(found)
        file = folder / f"{country}.yml"
        keep_checks(lines, file)
        file.write_text(written(country, lines), encoding="utf-8")
    print(f"{len(countries)} files, {sum(map(len, countries.values()))} lines")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER)  # noqa: PLR2004 - a second argument

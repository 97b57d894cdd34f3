"""Corrects lines with mistakes of spaces and signs, never of words: `##Title`, `- []`, tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs.parser.cards.gather import CHECKED
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

_MASHED = re.compile(r"(#{1,2})(?=[^#\s])")
_BOX = re.compile(r"(?P<mark>[ \t]*[-*+][ \t]+)\[(?P<sign>[^\]\n]{0,2})\][ \t]*(?P<words>.*)")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_CURLY = re.compile("[“”„‟‘’«»]")


def fix_line(code: str, lines: list[str], place: int) -> str:
    """Correct the mistake `code` in the line with index `place`; return a description, empty if it does not
    concern spacing (then `lines` are unchanged).
    """
    fix = FIXES.get(code)
    return fix(lines, place) if fix and place < len(lines) else ""


def _heading(lines: list[str], place: int) -> str:
    mended = _MASHED.sub(r"\1 ", lines[place], count=1) if _MASHED.match(lines[place]) else lines[place]
    return _put(lines, place, mended, phrase("a space after the signs of the heading"))


def _box(lines: list[str], place: int) -> str:
    found = _BOX.fullmatch(lines[place])
    sign = found["sign"].strip() if found else "?"
    if not found or (sign and sign not in CHECKED):
        return ""
    mended = f"{found['mark']}[{'x' if sign else ' '}] {found['words']}"
    return _put(lines, place, mended, phrase("a box as `[ ]` or `[x]` and a space"))


def _feedback(lines: list[str], place: int) -> str:
    """Indent all lines of a quotation below its option."""
    end = place
    while end < len(lines) and lines[end].startswith(">"):
        lines[end] = f"  {lines[end]}"
        end += 1
    return phrase("the feedback moved in by two spaces") if end > place else ""


def _tab(lines: list[str], place: int) -> str:
    words = lines[place].lstrip()
    indent = lines[place][: len(lines[place]) - len(words)].replace("\t", "  ")
    return _put(lines, place, indent + words, phrase("spaces in place of a tab"))


def _colon(lines: list[str], place: int) -> str:
    """Add the space after the colon of `key:value`."""
    mended = re.sub(r"^([\w-]+):(?=[^\s:/])", r"\1: ", lines[place])
    return _put(lines, place, mended, phrase("a space after the colon"))


def _titled(lines: list[str], place: int) -> str:
    """Put quotation marks around a value of the head that holds a colon."""
    key, _, words = lines[place].partition(": ")
    if not re.fullmatch(r"\s*[\w-]+", key) or '"' in words or "\\" in words or not words.strip():
        return ""
    return _put(lines, place, f'{key}: "{words.strip()}"', phrase("quotation marks round words with a colon"))


def _quotes(lines: list[str], place: int) -> str:
    """Replace curly quotation marks in a list of the head by straight ones; elsewhere they may be text."""
    key, _, value = lines[place].partition(":")
    if not re.match(r"\s*[\[{“„«‘]", value) or not _CURLY.search(value):
        return ""
    return _put(lines, place, f"{key}:{value.translate(_QUOTES)}", phrase("straight quotation marks"))


def _put(lines: list[str], place: int, mended: str, told: str) -> str:
    if mended == lines[place]:
        return ""
    lines[place] = mended
    return told


FIXES: dict[str, Callable[[list[str], int], str]] = {
    "E002": _colon,
    "E007": _quotes,
    "E017": _titled,
    "E018": _tab,
    "E103": _heading,
    "E206": _box,
    "E215": _feedback,
}
"""The correcting function for each code of a problem."""

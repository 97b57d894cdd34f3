"""Finds telephone numbers in a (folded) text, with any signs between their digits."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from bot.packs.lint.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STREAM = re.compile(r"(?<!\d)(?:\+ ?)?\(?\d(?:[ \t\n()\[\].\-–—_/*~]{0,3}+\d){4,}+")
"""Digits, with up to three signs between two of them."""

_LETTERS = re.compile(r"(?<=\d)[Oo\u041e\u043elI|]{1,4}(?=[ -]?\d)")
_AS_DIGITS = str.maketrans("Oo\u041e\u043elI|", "0000111")
"""Letters between digits that are read as digits, Latin and Cyrillic."""

_CALLED = re.compile(
    rf"\b(?:{'|'.join(listed('telephone'))})\.?[ :№-]{{1,3}}(?:\w{{1,12}}[ :№-]{{1,3}})?$", re.IGNORECASE
)
"""Words before digits that ask for a call: then five digits are enough."""

_KNOWN = re.compile(
    r"""
    (?<!\d)(?:
    # Russia and Kazakhstan: 8 900 …, 7 900 …, 8 7xx …; the same without the first digit. 00: abroad.
    (?P<national> [78]-?[3489](?:-?\d){9} | (?=\d+-)[78]-?7(?:-?\d){9} | 9(?:-?\d){9} | 0-?0(?:-?\d){8,13}
    # A trunk prefix: 020 7946 0958, 0800 1111.
    | 0\d{9,10} | (?=\d{3,}-)0\d\d(?:-?\d){5,9} )
    # An area code and a number, also behind a country's code without +.
    | (?P<local> (?:\d{1,3}-)?\d{3}-\d{3}-(?:\d{4}|\d\d-\d\d) )
    | (?P<short> \d{3}-\d\d-\d\d | \d{3}-\d{4} )
    )(?!\d)
    """,
    re.VERBOSE,
)
"""Numbers as dialled within a country, with - between their groups of digits."""

_DASHES = {"-", "–", "—"}
_TIGHT = {*_DASHES, ".", " ", "(", ")", ") ", " ("}
_YEARS = re.compile(r"(?:19|20)\d\d")
_ROWS = "01234567890123456789"
_PLUS, _ASKED = re.compile(r"\d(?:-?\d){6,14}(?!\d)"), re.compile(r"\d(?:-?\d){4,14}(?!\d)")
"""Numbers after a +, and after words that ask for a call: at most the 15 digits of E.164."""

_DIFFERENT = 3
"""Fewest different digits: 8888888 and 01101001 are examples of something else."""


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each telephone number; in an endless row of digits, only the first."""
    if not re.search(r"\d", text):
        return
    text = _LETTERS.sub(lambda found: found.group().translate(_AS_DIGITS), text)
    for found in _STREAM.finditer(text):
        groups = [(found.start() + one.start(), one.group()) for one in re.finditer(r"\d+", found.group())]
        asked = None
        if _CALLED.search(text[max(0, found.start() - 40) : found.start()]):
            asked = _ASKED
        elif found.group().startswith("+"):
            asked = _PLUS
        number = _within(text, groups, asked)
        if number:
            start, end = number
            yield found.start() if start == groups[0][0] else start, end


def _within(text: str, groups: Sequence[tuple[int, str]], asked: re.Pattern[str] | None) -> tuple[int, int] | None:
    """Return the place of the first telephone number among groups of digits. `asked`: the pattern of that number
    if a + or the words before it announce one.
    """
    shape = "-".join(words for _, words in groups)
    begins = [*accumulate((len(words) + 1 for _, words in groups), initial=0)]
    place = 0
    found = asked.match(shape) if asked else None
    while found or place < len(shape):
        found = found or _KNOWN.search(shape, place)
        if not found:
            return None
        first, last = bisect_left(begins, found.start()), bisect_left(begins, found.end()) - 1
        chosen = groups[first : last + 1]
        between = {text[a + len(words) : b] for (a, words), (b, _) in pairwise(chosen)}
        if _is_number(found, between):
            return chosen[0][0], chosen[-1][0] + len(chosen[-1][1])
        place, found = begins[first + 1], None
    return None


def _is_number(found: re.Match[str], between: set[str]) -> bool:
    """Whether digits in the shape of a telephone number, with the signs between them, are one, and not an amount,
    date, password or row of numbers.
    """
    shape = found.group()
    amount = re.fullmatch(r"\d{1,3}(?:-\d{3})*-000", shape) and between == {" "}
    if amount or len(set(shape) - {"-"}) < _DIFFERENT:
        return False
    if found.re is not _KNOWN:
        return between != {"–"}  # "they call 130–165 people": from, to
    if shape in _ROWS or shape in _ROWS[::-1] or any(map(_YEARS.fullmatch, shape.split("-")[:-1])):
        return False
    match found.lastgroup:
        case "local":
            return between <= _TIGHT and (between != {" "} or shape[-2:] != "00")
        case "short":
            return between <= {*_DASHES, "."} and between != {"."}
    return True

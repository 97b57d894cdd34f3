"""Words that rules look for, from the file `lint.yml` of each language."""

from __future__ import annotations

import re
from typing import Any

from bot.values import locales


def listed(name: str) -> list[str]:
    """Return the expressions of a list, of all languages together; each may contain `|`."""
    return [line for told in by_language(name).values() for line in lines(told)]


def lines(told: str) -> list[str]:
    """Return the expressions of one language's list."""
    return [line for line in told.splitlines() if line]


def any_of(name: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern that finds any expression of a list as whole words."""
    return re.compile(rf"\b(?:{'|'.join(listed(name))})\b", flags)


def by_language(name: str) -> dict[str, Any]:
    """Return the values under a name, by language, for languages that have it."""
    return {code: told[name] for code, told in locales.read("lint.yml").items() if name in told}


def single(name: str) -> frozenset[str]:
    """Return a list of single words."""
    return frozenset(word for line in listed(name) for word in line.split())


FEAR = any_of("fear")
BLAME = any_of("blame")
PRESSURE = any_of("pressure")
ABSOLUTE = any_of("absolute")
PARENTS_ONLY = any_of("parents_only")
OTHER_ADULTS = any_of("other_adults")
BRANDS = any_of("brands", re.NOFLAG)

NO_BLAME = re.compile(rf"(?:{'|'.join(listed('denial'))})\W+(?:\w+\W+){{0,2}}$", re.IGNORECASE)
"""Words that turn blame into its opposite: "it is not your fault"."""

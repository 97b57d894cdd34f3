"""The table of places as people type them."""

from __future__ import annotations

from babel import Locale

from bot.values import places
from tests.talk import ROOT

TYPED = ROOT / "tests" / "help" / "typed"
CODES = [code for code, _ in places.countries(Locale("en"))]


def table(locale: str) -> dict[str, list[str]]:
    """What is typed in a language → the countries that are offered."""
    found: dict[str, list[str]] = {}
    for line in (TYPED / f"{locale}.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        codes, _, ways = line.partition(": ")
        for way in ways.split(" | "):
            assert way not in found, way
            found[way] = [] if codes == "-" else codes.split()
    return found

"""Writes bot/help/places/cldr.tsv: names and codes of every country, from CLDR through Babel.

    python tools/placenames.py

A line is `language <tab> country <tab> names`, as they are compared (`plain`). `code` lines hold ISO 3166 codes,
`*` lines the names in all languages that have no file of their own beside it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel import Locale
from babel.core import get_global

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.help.place_names import CLDR, FOLDER, plain  # noqa: E402
from bot.values import places  # noqa: E402

LANGUAGES = """
af am ar as az az_Cyrl be bg bn bs ca ce ceb cs cv cy da de el en es et eu fa fi fil fo fr fy ga gl
gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my nb ne
nl nn no om or pa pl ps pt qu ro ru sd si sk sl so sq sr sr_Latn sv sw ta te tg th ti tk tr tt ug uk
ur uz uz_Cyrl vi wo xh yo yue zh zh_Hant zu
"""
"""Languages with most of their names in CLDR: those that people write, and children of migrants."""

OTHER_NAMES = ("MM", "CZ", "TR", "SZ", "CI", "MK", "TL", "CV")
"""Countries whose brackets hold another name of theirs; others' hold whose islands they are."""


def written() -> str:
    """Return the file."""
    codes = sorted({code for code, _ in places.countries(Locale("en"))})
    longer: dict[str, list[str]] = {}
    for alias, found in get_global("territory_aliases").items():
        if len(found) == 1 and re.fullmatch("[A-Z]{3}", alias):
            longer.setdefault(found[0], []).append(alias)
    longer["XK"] = ["XKX", "XKK"]
    lines = [f"code\t{code}\t{'|'.join(map(plain, (code, *sorted(longer.get(code, ())))))}" for code in codes]
    others: dict[str, set[str]] = {code: set() for code in codes}
    for language in LANGUAGES.split():
        named = Locale.parse(language).territories
        for code in codes:
            names = _names(code, named.get(code, ""))
            if not (FOLDER / f"{language}.yml").is_file():
                others[code] |= names
            elif names:
                lines.append(f"{language}\t{code}\t{'|'.join(sorted(names))}")
    lines += [f"*\t{code}\t{'|'.join(sorted(names))}" for code, names in others.items() if names]
    return "\n".join(lines) + "\n"


def _names(code: str, name: str) -> set[str]:
    """Return a name as CLDR has it and without what stands in brackets; for some also what stands in them."""
    bare, inside = re.sub(r"\s*\(.*?\)", "", name), re.findall(r"\((.*?)\)", name)
    found = {plain(each) for each in (name, bare, *(inside if code in OTHER_NAMES else ()))}
    return {each for each in found if len(each) > 1 and not re.fullmatch("[a-z]{2}", each)}


if __name__ == "__main__":
    CLDR.write_text(written(), "utf-8")
    print(f"{CLDR.relative_to(ROOT)}: {CLDR.stat().st_size} bytes")

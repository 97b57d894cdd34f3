"""Makes pseudo-translations that show what a real one would break: `qps` is 40 % longer and accented, `qpr` runs
from right to left.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.packs.parser.reader import read_pack
from bot.packs.parser.source import Report
from bot.packs.parser.yaml import read_yaml
from bot.packs.translate.translation import Entry, entries, import_translations
from bot.values.audience import Audience

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.parser.parsed_file import ParsedFile

LONGER = "qps"
RIGHT_TO_LEFT = "qpr"
LOCALES = (LONGER, RIGHT_TO_LEFT)
GROWTH = 0.4
"""How much longer `qps` is: German, Kazakh and Armenian run this much over English."""

_KEPT = re.compile(
    r"\{[^}]*\}|`[^`]*`|\]\([^)]*\)|\[\^[^\]]*\]|https?://\S+|/[a-z_]+\b|<[^>]*>|\*\*|[\[\]*_~\\\n]|&\w+;"
)
_ACCENTS = str.maketrans("aeiouycnszdlrtgAEIOUYCNSZDLRTG", "áéíóúýçñšžďľřţğÁÉÍÓÚÝÇÑŠŽĎĽŘŢĞ")
_FIRST, _LETTERS = 0x5D0, 22
"""Code point of alef, and how many letters the alphabet has."""

_FILL = "łöñģ "
"""Letters that make the longer language longer."""


def pseudo(words: str, locale: str, growth: float = GROWTH) -> str:
    """Return words in a pseudo-locale; `{names}`, addresses, commands and Markdown's signs stay unchanged. Words
    of `qps` are enclosed in ⟦ ⟧, so that a cut is visible, and are longer by `growth`.
    """
    told = []
    at = 0
    for kept in _KEPT.finditer(words):
        told += [_letters(words[at : kept.start()], locale), kept.group()]
        at = kept.end()
    told.append(_letters(words[at:], locale))
    said = "".join(told)
    if locale != LONGER:
        return said
    more = max(0, int(len(words) * growth) - 2)
    fill = (_FILL * (more // len(_FILL) + 1))[:more].strip()
    return f"⟦{said} {fill}⟧" if fill else f"⟦{said}⟧"


def _letters(words: str, locale: str) -> str:
    if locale == LONGER:
        return words.translate(_ACCENTS)
    return "".join(
        chr(_FIRST + ord(letter) % _LETTERS) if letter.isalpha() else letter for letter in words.lower()
    )


def write_pseudo(folder: Path, target: Path, locale: str) -> int:
    """Copy a pack to `target` with a pseudo-translation of all its files; return how many were written."""
    shutil.copytree(folder, target, symlinks=True)
    head = target / "pack.yml"
    words = head.read_text(encoding="utf-8")
    document = read_yaml(words, Report(""))
    if document is None:
        return 0
    place = document.values["locales", 0]
    head.write_text(f"{words[: place.start]}{locale}, {words[place.start :]}", encoding="utf-8")
    pack = read_pack(target)
    room = {f"{parsed.kind}:{parsed.item}": _room(parsed) for parsed in pack.files.values()}
    told = {}
    found = entries(pack, locale)
    # A sender's name makes a line of a drill a bubble, so the name stays unchanged.
    senders = {entry.words for entry in found if "#.sender." in entry.context}
    for entry in found:
        growth = room[entry.context.partition("#")[0]]
        openings = (name for name in senders if entry.words == name or entry.words.startswith(f"{name}: "))
        name = next((f"{name}: "[: len(entry.words)] for name in openings), "")
        said = _fitting(replace(entry, words=entry.words.removeprefix(name)), locale, growth)
        told[entry.context] = Entry(entry.context, entry.words, name + said)
    return len(import_translations(pack, locale, told).written)


def _room(parsed: ParsedFile) -> float:
    """Return how much longer an item may become so that its longest card still fits its youngest reader."""
    audiences = parsed.audiences or (Audience.TIER_6_8,)
    most = min(audience.card_characters for audience in audiences)
    sizes = [
        len(card.title)
        + sum(len(text) + 4 for text in (card.body, card.remember, card.hint, card.note, card.warning) if text)
        for card in parsed.get().cards
    ]
    return min(GROWTH, max(0.0, (most - 20) / max([*sizes, 1]) - 1))


def _fitting(entry: Entry, locale: str, growth: float) -> str:
    if not entry.words:
        return ""
    said = pseudo(entry.words, locale, growth)
    return pseudo(entry.words, locale, 0) if entry.limit and len(said) > entry.limit else said

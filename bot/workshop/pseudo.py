"""Pseudo: words in a language that nobody speaks, to see what a real one would break: `qps` is 40 % longer and
accented, `qpr` runs from right to left.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from bot.packs.reader import read_pack
from bot.packs.source import Report
from bot.packs.yaml import read_yaml
from bot.values.audience import Audience
from bot.values.phrases import SOURCE_LOCALE, Phrases
from bot.workshop.translation import Entry, bring, entries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.packs.sheet import Sheet

LONGER = "qps"
RIGHT_TO_LEFT = "qpr"
LOCALES = (LONGER, RIGHT_TO_LEFT)
GROWTH = 0.4
"""How much longer `qps` is: German, Kazakh and Armenian run this much over English."""

_KEPT = re.compile(
    r"\{[^}]*\}|`[^`]*`|\]\([^)]*\)|\[\^[^\]]*\]|https?://\S+|/[a-z_]+\b|<[^>]*>|\*\*|[\[\]*_~\\\n]|&\w+;"
)
_ACCENTS = str.maketrans("aeiouycnszdlrtgAEIOUYCNSZDLRTG", "áéíóúýçñšžďľřţğÁÉÍÓÚÝÇÑŠŽĎĽŘŢĞ")
_HEBREW = {
    **{letter: chr(0x5D0 + place % 22) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")},
    **{letter: chr(0x5D0 + place % 22) for place, letter in enumerate("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")},
}
_FILL = "łöñģ "
"""What the longer language is filled up with."""


def pseudo(words: str, locale: str, growth: float = GROWTH) -> str:
    """Return words in a pseudo-locale; `{names}`, addresses, commands and Markdown's signs stay as they are. Those
    of `qps` stand in ⟦ ⟧, so that a cut is seen, and are longer by `growth`.
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
    return "".join(_HEBREW.get(letter, letter) for letter in words.lower())


def pseudo_phrases(catalogues: Mapping[str, Phrases], locale: str) -> Phrases:
    """Return the bot's phrases in a pseudo-locale, made of the English sentences that name them; dates, countries
    and languages stay English.
    """
    said: dict[str, str | tuple[str, ...]] = {}
    adults: dict[str, str] = {}
    for phrases in catalogues.values():
        for msgid, words in phrases.entries.items():
            form = pseudo(msgid, locale)
            # The plural's English form is no key of a catalogue; which form is right makes no difference here.
            said[msgid] = (form, form) if isinstance(words, tuple) else form
        adults |= {msgid: pseudo(msgid, locale) for msgid in phrases.to_adults}
    return Phrases(locale, said, catalogues[SOURCE_LOCALE].babel, adults)


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
    room = {f"{sheet.kind}:{sheet.item}": _room(sheet) for sheet in pack.sheets.values()}
    told = {}
    for entry in entries(pack, locale):
        growth = room[entry.context.partition("#")[0]]
        told[entry.context] = Entry(entry.context, entry.words, _fitting(entry, locale, growth))
    return len(bring(pack, locale, told).written)


def _room(sheet: Sheet) -> float:
    """Return how much longer an item can be in which the longest card still fits its youngest reader."""
    audiences = sheet.audiences or (Audience.TIER_6_8,)
    most = min(audience.card_characters for audience in audiences)
    sizes = [
        len(card.title)
        + sum(len(text) + 4 for text in (card.body, card.remember, card.hint, card.note, card.warning) if text)
        for card in sheet.get().cards
    ]
    return min(GROWTH, max(0.0, (most - 20) / max([*sizes, 1]) - 1))


def _fitting(entry: Entry, locale: str, growth: float) -> str:
    found = re.search(r"at most (\d+) characters", entry.comment)
    said = pseudo(entry.words, locale, growth)
    return pseudo(entry.words, locale, 0) if found and len(said) > int(found.group(1)) else said

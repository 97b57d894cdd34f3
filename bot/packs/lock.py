"""Lock: `i18n.lock` of a pack. For each stamped translation it holds the hashes of its source's cards and units,
so that a report names the cards, and a translator's file the sentences, that have changed since.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.packs.digest import digest, words_of
from bot.packs.parser.source import FILE_BYTES
from bot.packs.units import units

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.parser.parsed_file import ParsedFile

NAME = "i18n.lock"
LARGEST = 64 * FILE_BYTES
"""Largest lock that is read: a line for each of 60 cards of some thousand files."""

UNIT_DIGITS = 6
"""Digits of a unit's hash: it is compared with only one other, so a chance of one in 16 million is enough."""

_STAMP = re.compile(r"^translation:.*?\bhash: *\"?(?P<hash>[0-9a-f]{4,64})", re.MULTILINE)

Hashes = dict[str, str]
"""Hash by card, or by unit (`card.field`); the empty card is the text above the first card."""


def block_hashes(source: ParsedFile) -> Hashes:
    """Return the hash of each card of a source; title and description are under the empty name."""
    item = source.get()
    above = digest([words_of(item.title), words_of(item.description.plain)])
    return {"": above, **{card.id: card.hash for card in item.cards}}


def unit_hashes(text: str) -> Hashes:
    """Return the hash of each unit in the text of a source file."""
    return {unit.field: unit_hash(unit.words) for unit in units(text)}


def unit_hash(words: str) -> str:
    """Return the hash of a unit's words."""
    return digest([words_of(words)])[:UNIT_DIGITS]


def read_lock(folder: Path) -> dict[str, Hashes]:
    """Return the hashes of the sources at the time when each translation (by its path in the pack) was stamped. A
    missing, too large or unreadable lock is empty: it only makes reports more precise.
    """
    file = folder / NAME
    try:
        if file.is_symlink() or file.stat().st_size > LARGEST:
            return {}
        return parsed_lock(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def parsed_lock(text: str) -> dict[str, Hashes]:
    """Return what stands in the text of a lock; of an unreadable one nothing."""
    try:
        locked_hashes = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(locked_hashes, dict):
        return {}
    return {
        name: {str(card): str(value) for card, value in hashes.items()}
        for name, hashes in locked_hashes.items()
        if isinstance(hashes, dict)
    }


def write_lock(folder: Path, locked_hashes: dict[str, Hashes]) -> None:
    """Write a lock."""
    (folder / NAME).write_text(as_text(locked_hashes), encoding="utf-8", newline="\n")


def as_text(locked_hashes: dict[str, Hashes]) -> str:
    """Return the text of a lock, one line per translation, so that two people's changes merge."""
    lines = [f"{json.dumps(name)}: {json.dumps(locked_hashes[name])}" for name in sorted(locked_hashes)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def stamp_in(text: str) -> str:
    """Return the hash with which a translation's text is stamped; empty without one."""
    found = _STAMP.search(text)
    return found["hash"] if found else ""


def changed(locked_hashes: Hashes, source: ParsedFile) -> list[str]:
    """Return the new and changed cards of a source in order, then the removed ones."""
    now = block_hashes(source)
    other = [card for card, value in now.items() if locked_hashes.get(card) != value]
    gone = [card for card in locked_hashes if card not in now and "." not in card]
    return [card or "title" for card in [*other, *gone]]

"""Lock: `i18n.lock` of a pack, which keeps for each stamped translation the hash of every card of its source, so
that a report can name the cards that have changed since.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.packs.digest import digest, words_of
from bot.packs.source import FILE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.sheet import Sheet

NAME = "i18n.lock"
LARGEST = 64 * FILE_BYTES
"""Largest lock that is read: a line for each of 60 cards of some thousand files."""

Hashes = dict[str, str]
"""Card → hash; the empty card is what stands above the first."""


def block_hashes(source: Sheet) -> Hashes:
    """Return the hash of each card of a source, of its title and description under the empty name."""
    item = source.get()
    above = digest([words_of(item.title), words_of(item.description.plain)])
    return {"": above, **{card.id: card.hash for card in item.cards}}


def read_lock(folder: Path) -> dict[str, Hashes]:
    """Return the hashes of the sources as they were when each translation (by its path in the pack) was stamped. A
    lock that is missing, too large or cannot be read is empty: it only helps to say more.
    """
    file = folder / NAME
    try:
        if file.is_symlink() or file.stat().st_size > LARGEST:
            return {}
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        name: {str(card): str(value) for card, value in hashes.items()}
        for name, hashes in kept.items()
        if isinstance(hashes, dict)
    }


def write_lock(folder: Path, kept: dict[str, Hashes]) -> None:
    """Write a lock, a line for each translation, so that two people's changes merge."""
    lines = [f"{json.dumps(name)}: {json.dumps(kept[name])}" for name in sorted(kept)]
    (folder / NAME).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


def changed(kept: Hashes, source: Sheet) -> list[str]:
    """Return the cards of a source that are other or new since, in their order; then those that are gone."""
    now = block_hashes(source)
    other = [card for card, value in now.items() if kept.get(card) != value]
    return [card or "title" for card in [*other, *(card for card in kept if card not in now)]]

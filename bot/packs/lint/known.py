"""Known: the items of packs that are checked together, and what to do about one whose pack is not among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.packs.model import Kind
    from bot.packs.parser.parsed_file import ParsedFile
    from bot.packs.parser.reader import Pack

    KnownItems = dict[tuple[Kind, str, str], ParsedFile]


def known_items(packs: Iterable[Pack]) -> KnownItems:
    """Return every item in the language it was written in, by kind, pack and folder."""
    return {
        (parsed.kind, pack.head.id, parsed.item): parsed
        for pack in packs
        if pack.head
        for parsed in pack.files.values()
        if parsed.locale == pack.head.source_locale
    }


def check_together(pack: str) -> str:
    """Return what to do where something leads into a pack that was not read."""
    return f"check the pack '{pack}' together with this one to see whether it is there"

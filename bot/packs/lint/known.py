"""Known: the items of packs that are checked together, and advice for items whose pack is not among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.packs.model import Kind, Ref
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile

    KnownItems = dict[tuple[Kind, str, str], ParsedFile]


def known_items(packs: Iterable[Pack]) -> KnownItems:
    """Return every item in its source language, by kind, pack and folder."""
    return {
        (parsed.kind, pack.head.id, parsed.item): parsed
        for pack in packs
        if pack.head
        for parsed in pack.files.values()
        if parsed.locale == pack.head.source_locale
    }


def trap_of(ref: Ref, known: KnownItems) -> str:
    """Return how to link to the drill of this honest twin: a drill has the name of its trap."""
    traps = (item for (_, pack, item), parsed in known.items() if (pack, parsed.twin) == (ref.pack, ref.item))
    trap = next(traps, "")
    if not trap:
        return phrase("lead to its trap: a drill goes by that name")
    named = f"{ref.kind}:{ref.pack}/{trap}"
    return phrase("lead to its trap: a drill goes by that name, {trap}", trap=named)


def check_together(pack: str) -> str:
    """Return advice for a link into a pack that was not read."""
    return phrase("check the pack '{pack}' together with this one to see whether it is there", pack=pack)

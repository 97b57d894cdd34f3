"""Resolves references to items in text, such as `quiz:basics-sets/phishing/9-11`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.model import ITEM_KINDS, Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Container


def candidates(words: str, kind: Kind, pack: str) -> list[Ref]:
    """Return the refs that `words` may mean in an item of this kind and pack. Kind and pack may be left out if
    they are the item's own, so `phishing/9-11` means first the own item of that name, then item `9-11` of the pack
    `phishing`. Empty if the words are not a reference.
    """
    named, colon, rest = words.strip().rpartition(":")
    if not rest or (colon and named not in ITEM_KINDS):
        return []
    meant = Kind(named) if colon else kind
    first, slash, item = rest.partition("/")
    found = [Ref(meant, pack, rest)]
    if slash and item:
        found.append(Ref(meant, first, item))
    return found


def resolve(words: str, kind: Kind, pack: str, known: Container[tuple[Kind, str, str]]) -> Ref | None:
    """Return the known item that `words` mean, None if there is none."""
    for ref in candidates(words, kind, pack):
        if (ref.kind, ref.pack, ref.item) in known:
            return ref
    return None

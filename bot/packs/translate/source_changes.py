"""Changes of the source: which units of a pack have changed since they were translated, what they said then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.packs.lock import unit_hash
from bot.packs.parser.parsed_file import is_stale
from bot.packs.translate.translation import entries, sources, translation_of
from bot.packs.units import units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.packs.pack import Pack
    from bot.packs.translate.translation import Entry


def entries_by_file(pack: Pack, locale: str, earlier: Callable[[], Sequence[Pack]]) -> dict[str, list[Entry]]:
    """Return the units of each source file with their translations, by its name. Of a stale translation the units
    that say something else than when it was stamped are fuzzy, with the words that they had then (`before`) where
    one of the `earlier` states of the pack, newest first, still has them; without one, and without a lock, all of
    them are fuzzy. `earlier` is called once at most.
    """
    found: dict[str, list[Entry]] = {}
    names = {f"{parsed.kind}:{parsed.item}": name for name, parsed in sources(pack)}
    for entry in entries(pack, locale):
        found.setdefault(names[entry.context.partition("#")[0]], []).append(entry)
    before: Sequence[Pack] | None = None
    for name, told in found.items():
        there = pack.files.get(translation_of(name, locale))
        if there is None or not there.translated or not is_stale(there, pack.files[name]):
            continue
        before = earlier() if before is None else before
        stamped = there.translated.hash
        then = next((words for one in before if (words := _words_then(one, name, stamped)) is not None), None)
        if then is not None:
            found[name] = [_since(entry, then.get(entry.context.partition("#")[2], "")) for entry in told]
    return found


def _words_then(pack: Pack, name: str, stamped: str) -> dict[str, str] | None:
    """Return the words of each unit of a file as it was when a translation was stamped; None for another state."""
    parsed = pack.files.get(name)
    if parsed is None or parsed.failed or parsed.hash != stamped:
        return None
    return {unit.field: unit.words for unit in units(pack.text_of(name))}


def _since(entry: Entry, before: str) -> Entry:
    """Return an entry that is fuzzy where it is translated and its source has changed since."""
    changed = unit_hash(before) != unit_hash(entry.words)
    return replace(entry, fuzzy=changed and bool(entry.said), before=before if changed else "")

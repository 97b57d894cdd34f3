"""Changes of the source: the units of a pack that changed after their translation, and their former words. A unit
is known by its words: one that has moved keeps its translation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.packs.lock import read_lock, unit_hash
from bot.packs.parser.parsed_file import is_stale
from bot.packs.translate.translation import at_home, entries, sources, translation_of
from bot.packs.units import units

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.packs.pack import Pack
    from bot.packs.translate.translation import Entry


def entries_by_file(pack: Pack, locale: str, earlier: Callable[[], Sequence[Pack]]) -> dict[str, list[Entry]]:
    """Return the units of each source file with their translations, by its name. In a stale translation the units
    that changed since its stamp are fuzzy, with their former words (`before`) if one of the `earlier` states of
    the pack, newest first, still has them; without such a state and without a lock, all are fuzzy. `earlier` is
    called at most once. A unit that has moved within its file takes its translation along.
    """
    found: dict[str, list[Entry]] = {}
    names = {f"{parsed.kind}:{parsed.item}": name for name, parsed in sources(pack)}
    for entry in entries(pack, locale):
        found.setdefault(names[entry.context.partition("#")[0]], []).append(entry)
    before: Sequence[Pack] | None = None
    locked = read_lock(pack.folder)
    for name, told in found.items():
        there = pack.files.get(translation_of(name, locale))
        if there is None or not there.translated or not is_stale(there, pack.files[name]):
            continue
        before = earlier() if before is None else before
        stamped = there.translated.hash
        then = next((words for one in before if (words := _words_then(one, name, stamped)) is not None), None)
        hashes = locked.get(translation_of(name, locale), {})
        if then is not None:
            hashes = {place: unit_hash(words) for place, words in then.items()}
        if any("." in place for place in hashes):
            other = pack.text_of(translation_of(name, locale)) if not there.failed else ""
            said = (
                {unit.field: at_home(unit.words, pack.files[name].locale) for unit in units(other)}
                if other
                else {}
            )
            found[name] = _since(told, hashes, then or {}, said)
    return found


def _words_then(pack: Pack, name: str, stamped: str) -> dict[str, str] | None:
    """Return the words of each unit of a file at a translation's stamp; None if this is another state."""
    parsed = pack.files.get(name)
    if parsed is None or parsed.failed or parsed.hash != stamped:
        return None
    return {unit.field: unit.words for unit in units(pack.text_of(name))}


def _since(
    told: Sequence[Entry], hashes: Mapping[str, str], words: Mapping[str, str], said: Mapping[str, str]
) -> list[Entry]:
    """Return the entries of a file, fuzzy if translated and changed since. `hashes`: of the units' words when they
    were translated, by field; `words`: these words, if known; `said`: the translation, by field.

    Where the translation still has the places that the source had then and has no more, a unit with the words of
    another place takes the translation there.
    """
    now = {_field(entry): unit_hash(entry.words) for entry in told}
    then = {place: value for place, value in hashes.items() if "." in place}
    came = _moved(now, then) if now.keys() != then.keys() == said.keys() else {}
    taken = {*came.values()}
    found = []
    for entry in told:
        place = _field(entry)
        if place in came:
            found.append(replace(entry, said=said[came[place]], fuzzy=False, before=""))
        elif then.get(place) == now[place]:
            found.append(replace(entry, fuzzy=False, before=""))
        elif place in taken:
            found.append(replace(entry, said="", fuzzy=False, before=""))
        else:
            found.append(replace(entry, fuzzy=bool(entry.said), before=words.get(place, "")))
    return found


def _moved(now: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """Return the former places of the units that have moved, within their card if they can."""
    free = [place for place, value in then.items() if now.get(place) != value]
    found: dict[str, str] = {}
    for place, value in now.items():
        same = [other for other in free if then[other] == value]
        if same and then.get(place) != value:
            found[place] = min(same, key=lambda other: _card(other) != _card(place))
            free.remove(found[place])
    return found


def _field(entry: Entry) -> str:
    return entry.context.partition("#")[2]


def _card(place: str) -> str:
    return place.partition(".")[0]

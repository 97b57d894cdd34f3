"""Mend: what `check` may write into packs: missing anchors, spacing, the hash of a translation's source."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs import lock
from bot.packs.source import Report
from bot.packs.spacing import MENDS, mend_line
from bot.packs.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from pathlib import Path

    from bot.packs.reader import Pack
    from bot.packs.sheet import Sheet

_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch - y - e yu ya".replace("-", "").split(" "),
        strict=True,
    )
)
_CHARACTERS = 11
NO_ANCHOR = "E105"


def slug(title: str, taken: Iterable[str]) -> str:
    """Return a short name for a title in a–z, 0–9 and -, at most 11 characters, that is not taken yet."""
    latin = "".join(_LATIN.get(sign, sign) for sign in title.casefold())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if word]
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > _CHARACTERS:
            break
        name = f"{name}-{word}" if name else word[:_CHARACTERS]
    name = name or "card"
    known, number, found = set(taken), 1, name
    while found in known:
        number += 1
        found = f"{name[: _CHARACTERS - len(str(number)) - 1]}-{number}"
    return found


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended: the file, the line (from 1), the code of the problem, what was done."""

    path: str
    line: int
    code: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:1: mended {self.code} {self.what}"


def mend_spacing(packs: Sequence[Pack], inside: Sequence[str]) -> list[Mended]:
    """Mend what is a matter of spaces and signs in the files asked for; return what was mended."""
    mended: list[Mended] = []
    for pack in packs:
        files = {f"{pack.shown}/{name}": pack.folder / name for name in (*pack.sheets, "pack.yml")}
        found = [*pack.problems, *(problem for sheet in pack.sheets.values() for problem in sheet.problems)]
        for path, file in files.items():
            wrong = [problem for problem in found if problem.path == path and problem.code in MENDS]
            if not wrong or not _is_asked(path, inside):
                continue
            lines = _lines(file)
            told = [
                Mended(path, problem.line, problem.code, what)
                for problem in wrong
                if (what := mend_line(problem.code, lines, problem.line - 1))
            ]
            if told:
                _write(file, lines)
                mended += told
    return mended


def add_anchors(packs: Sequence[Pack], inside: Sequence[str]) -> list[Mended]:
    """Add an anchor to each card that has none; return what was mended. A translation takes those of its source,
    card by card, when it has as many cards; else it is left alone.
    """
    mended: list[Mended] = []
    for pack in packs:
        locale = pack.head.source_locale if pack.head else ""
        names: dict[tuple[str, str], list[str]] = {}
        for name, sheet in sorted(pack.sheets.items(), key=lambda pair: pair[1].locale != locale):
            bare = {problem.line for problem in sheet.problems if problem.code == NO_ANCHOR}
            file = pack.folder / name
            lines = _lines(file) if bare else []
            theirs = names.get((sheet.kind.value, sheet.item), [])
            if sheet.locale == locale:
                ids = _ids(sheet, bare, lines)
                names[sheet.kind.value, sheet.item] = ids
            elif len(theirs) == len(sheet.outline):
                ids = theirs
            else:
                continue
            if bare and _is_asked(sheet.path, inside):
                for card, new in zip(sheet.outline, ids, strict=True):
                    if card.line in bare:
                        lines[card.line - 1] = f'{lines[card.line - 1].rstrip()} <a id="{new}"></a>'
                        mended.append(Mended(sheet.path, card.line, NO_ANCHOR, f"the anchor '{new}' was added"))
                _write(file, lines)
    return mended


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


def _write(file: Path, lines: Sequence[str]) -> None:
    file.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _ids(sheet: Sheet, bare: set[int], lines: list[str]) -> list[str]:
    """Return the ids of a sheet's cards, new ones made from their headings."""
    ids = [card.id if card.line not in bare else "" for card in sheet.outline]
    for place, card in enumerate(sheet.outline):
        if not ids[place]:
            ids[place] = slug(lines[card.line - 1].lstrip("# "), ids)
    return ids


def current(packs: Sequence[Pack]) -> set[str]:
    """Return the paths of the translations that are stamped with the state in which their source is."""
    return {
        sheet.path
        for pack in packs
        for name, sheet in pack.sheets.items()
        if (source := pack.source_of(name)) and sheet.translated and sheet.translated.hash == source.hash
    }


def stamp_translations(
    packs: Sequence[Pack], inside: Sequence[str], only: Container[str] | None = None
) -> list[Mended]:
    """Write the hash of its source into each translation that has another (of the paths `only`, when given);
    return what was stamped.
    """
    stamped: list[Mended] = []
    for pack in packs:
        kept = lock.read_lock(pack.folder)
        before = dict(kept)
        for name, sheet in pack.sheets.items():
            source = pack.source_of(name)
            told = sheet.translated
            asked = _is_asked(sheet.path, inside) if only is None else sheet.path in only
            if source and told and asked:
                kept[name] = lock.block_hashes(source)
            if source and told and told.hash != source.hash and asked:
                file = pack.folder / name
                text = file.read_text(encoding="utf-8")
                file.write_text(with_hash(text, source.hash), encoding="utf-8", newline="\n")
                stamped.append(Mended(sheet.path, told.line, "W502", f"stamped with the hash {source.hash}"))
        if kept != before:
            there = {name for name in kept if name in pack.sheets}
            lock.write_lock(pack.folder, {name: kept[name] for name in there})
    return stamped


def with_hash(text: str, value: str) -> str:
    """Return a translation's text with this hash in the head; all else stays as it is.

    Errors: ValueError when the head has no `translation`.
    """
    start = text.index("\n") + 1
    head = text[start : text.index("\n---", start) + 1]
    document = read_yaml(head, Report(""))
    if document is None or "translation" not in document.value:
        raise ValueError("a head without `translation` cannot be stamped")
    place = document.values.get(("translation", "hash"))
    if place:
        if place.start == place.end:
            after = text.index(":", start + document.keys["translation", "hash"].end) + 1
            return f'{text[:after]} "{value}"{text[after:]}'
        return f'{text[: start + place.start]}"{value}"{text[start + place.end :]}'
    of = document.values["translation", "of"]
    flow = head[document.values["translation",].start] == "{"
    line = head[: of.start].rpartition("\n")[2]
    indent = line[: len(line) - len(line.lstrip())]
    after = start + of.end
    return f'{text[:after]}{", " if flow else chr(10) + indent}hash: "{value}"{text[after:]}'


def _is_asked(path: str, inside: Sequence[str]) -> bool:
    return any(is_inside(path, asked) for asked in inside)


def is_inside(path: str, asked: str) -> bool:
    """Whether the file `path` is `asked` or stands in the folder `asked`."""
    return asked in (".", "") or path == asked or path.startswith(asked.rstrip("/") + "/")

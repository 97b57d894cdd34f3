"""Corrects what `check --fix` may correct in packs: missing anchors, spacing, the source hash of translations."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs import lock
from bot.packs.parser.source import Report
from bot.packs.parser.yaml import read_yaml
from bot.packs.spacing import FIXES, fix_line
from bot.values.locales import in_latin
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from pathlib import Path

    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile

_CHARACTERS = 11
NO_ANCHOR = "E105"


def slug(title: str, taken: Iterable[str]) -> str:
    """Return a short unused name for a title: a–z, 0–9 and -, at most 11 characters."""
    plain = unicodedata.normalize("NFKD", in_latin(title)).encode("ascii", "ignore").decode()
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
class AppliedFix:
    """One correction: the file, the line (from 1), the code of the problem, a description."""

    path: str
    line: int
    code: str
    what: str


def fix_spacing(packs: Sequence[Pack], inside: Sequence[str]) -> list[AppliedFix]:
    """Correct spaces and signs in the given files; return the corrections."""
    mended: list[AppliedFix] = []
    for pack in packs:
        files = {f"{pack.shown}/{name}": pack.folder / name for name in (*pack.files, "pack.yml")}
        found = [*pack.problems, *(problem for parsed in pack.files.values() for problem in parsed.problems)]
        for path, file in files.items():
            wrong = [problem for problem in found if problem.path == path and problem.code in FIXES]
            if not wrong or not _is_asked(path, inside):
                continue
            lines = _lines(file)
            told = [
                AppliedFix(path, problem.line, problem.code, what)
                for problem in wrong
                if (what := fix_line(problem.code, lines, problem.line - 1))
            ]
            if told:
                _write(file, lines)
                mended += told
    return mended


def add_anchors(packs: Sequence[Pack], inside: Sequence[str]) -> list[AppliedFix]:
    """Add missing anchors to cards; return the additions. A translation takes the anchors of its source, card by
    card, if both have the same number of cards; otherwise it stays unchanged.
    """
    mended: list[AppliedFix] = []
    for pack in packs:
        locale = pack.head.source_locale if pack.head else ""
        names: dict[tuple[str, str], list[str]] = {}
        for name, parsed in sorted(pack.files.items(), key=lambda pair: pair[1].locale != locale):
            bare = {problem.line for problem in parsed.problems if problem.code == NO_ANCHOR}
            file = pack.folder / name
            lines = _lines(file) if bare else []
            theirs = names.get((parsed.kind.value, parsed.item), [])
            if parsed.locale == locale:
                ids = _ids(parsed, bare, lines)
                names[parsed.kind.value, parsed.item] = ids
            elif len(theirs) == len(parsed.outline):
                ids = theirs
            else:
                continue
            if bare and _is_asked(parsed.path, inside):
                for card, new in zip(parsed.outline, ids, strict=True):
                    if card.line in bare:
                        lines[card.line - 1] = f'{lines[card.line - 1].rstrip()} <a id="{new}"></a>'
                        mended.append(
                            AppliedFix(
                                parsed.path, card.line, NO_ANCHOR, phrase("the anchor '{id}' was added", id=new)
                            )
                        )
                _write(file, lines)
    return mended


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


def _write(file: Path, lines: Sequence[str]) -> None:
    file.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _ids(parsed: ParsedFile, bare: set[int], lines: list[str]) -> list[str]:
    """Return the ids of a file's cards; missing ones are made from their headings."""
    ids = [card.id if card.line not in bare else "" for card in parsed.outline]
    for place, card in enumerate(parsed.outline):
        if not ids[place]:
            ids[place] = slug(lines[card.line - 1].lstrip("# "), ids)
    return ids


def current(packs: Sequence[Pack]) -> set[str]:
    """Return the paths of the translations whose stamp matches the present state of their source."""
    return {
        parsed.path
        for pack in packs
        for name, parsed in pack.files.items()
        if (source := pack.source_of(name)) and parsed.translated and parsed.translated.hash == source.hash
    }


def stamp_translations(
    packs: Sequence[Pack], inside: Sequence[str], only: Container[str] | None = None
) -> list[AppliedFix]:
    """Write the source's hash into translations stamped with another one (only those in `only`, if given); return
    the stamped ones.
    """
    stamped: list[AppliedFix] = []
    for pack in packs:
        locked_hashes = lock.read_lock(pack.folder)
        before = dict(locked_hashes)
        for name, parsed in pack.files.items():
            source = pack.source_of(name)
            told = parsed.translated
            asked = _is_asked(parsed.path, inside) if only is None else parsed.path in only
            if source and told and asked:
                words = pack.text_of(pack.source_name(name))
                locked_hashes[name] = lock.block_hashes(source) | lock.unit_hashes(words)
            if source and told and told.hash != source.hash and asked:
                file = pack.folder / name
                text = file.read_text(encoding="utf-8")
                file.write_text(with_hash(text, source.hash), encoding="utf-8", newline="\n")
                stamped.append(
                    AppliedFix(
                        parsed.path, told.line, "W502", phrase("stamped with the hash {hash}", hash=source.hash)
                    )
                )
        if locked_hashes != before:
            there = {name for name in locked_hashes if name in pack.files}
            lock.write_lock(pack.folder, {name: locked_hashes[name] for name in there})
    return stamped


def with_hash(text: str, value: str) -> str:
    """Return a translation's text with this hash in the head; the rest is unchanged.

    Errors: ValueError if the head has no `translation`.
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
    """Whether the file `path` is `asked` or in the folder `asked`."""
    return asked in (".", "") or path == asked or path.startswith(asked.rstrip("/") + "/")

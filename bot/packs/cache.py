"""Cache: packs that were read once, kept on disk as JSON rows; an item's words are decoded when it is asked for.

The file holds a header and one row a file of a pack: `checksum<tab>[facts]<tab>[item]`. Of two rows for one
file the later counts, so that a change is one short write at the end. A row whose checksum is wrong is passed by
and its file read anew; a cache that other code made, or that cannot be read, is thrown away.
"""

from __future__ import annotations

import json
import logging
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from bot import __version__
from bot.packs.codec import from_json, to_json
from bot.packs.head import Lines, PackHead
from bot.packs.model import Kind, Problem, Severity
from bot.packs.renew import Kept
from bot.packs.schedule import Schedule, restored
from bot.packs.sheet import Sheet, TermLink, Translated
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)

_AUDIENCES = {audience.value: audience for audience in Audience}
_KINDS = {kind.value: kind for kind in Kind}
_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError)


@cache
def fingerprint() -> str:
    """Return what changes whenever the code that reads packs does: a cache of another code is not used."""
    folder = Path(__file__).parent
    stamps = [
        f"{file.relative_to(folder)} {file.stat().st_mtime_ns} {file.stat().st_size}"
        for file in sorted(folder.rglob("*.py"))
    ]
    return json.dumps(["mayak packs", __version__, stamps])


class Cache:
    """The file of rows. `path` None: nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.rows = 0
        """How many rows the file holds, those that later ones replace included."""

    def load(self) -> dict[str, dict[str, Kept]]:
        """Return what is kept, by folder and file; nothing when the file is missing, old or damaged."""
        found: dict[str, dict[str, Kept]] = {}
        self.rows = 0
        if self.path is None:
            return found
        try:
            if not self.path.exists():
                return found
            header, *lines = self.path.read_bytes().split(b"\n")
            if header.decode() != fingerprint():
                return found
            for line in lines:
                _read(line, found)
            self.rows = len(lines)
        except (OSError, *_DAMAGE):
            log.warning("the cache of packs cannot be read and is made anew: %s", self.path)
            return {}
        return found

    def write(self, kept: Mapping[str, Mapping[str, Kept]]) -> None:
        """Write these rows as the whole file, in one move."""
        self._write(kept, anew=True)

    def add(self, kept: Mapping[str, Mapping[str, Kept]]) -> None:
        """Write these rows behind those that are there; nothing when there is no file."""
        self._write(kept, anew=False)

    def _write(self, kept: Mapping[str, Mapping[str, Kept]], *, anew: bool) -> None:
        """Write rows. A disk that cannot be written is no reason to serve nobody: it is logged, and the next start
        reads the packs.
        """
        if self.path is None:
            return
        rows = [_row(folder, name, one) for folder, files in kept.items() for name, one in files.items()]
        try:
            if anew:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}")
                fresh.write_text("\n".join([fingerprint(), *rows, ""]), encoding="utf-8")
                fresh.replace(self.path)
            elif rows and self.path.exists():
                with self.path.open("a", encoding="utf-8") as file:
                    file.write("\n".join([*rows, ""]))
        except OSError as error:
            log.warning("the cache of packs cannot be written: %s", error)


def _row(folder: str, name: str, kept: Kept) -> str:
    value, item = kept.value, ""
    facts: Any
    if isinstance(value, Sheet):
        what, facts, item = "sheet", _facts(value), to_json(value.get(), Path(folder))
    elif isinstance(value, Schedule):
        what, facts = "schedule", [value.item, value.words, value.lines]
    else:
        what, facts = "head" if isinstance(value, PackHead) else "lines", value.model_dump(mode="json")
    row = json.dumps([folder, name, kept.stamp, what, facts], ensure_ascii=False, separators=(",", ":"))
    words = f"{row}\t{item}"
    return f"{crc32(words.encode()):08x}\t{words}"


def _read(line: bytes, found: dict[str, dict[str, Kept]]) -> None:
    """Read a row; a damaged one is passed by, as the last one is after a crash in the middle of a write."""
    if f"{crc32(line[9:]):08x}\t".encode() != line[:9]:
        return
    row, _, item = line[9:].partition(b"\t")
    folder, name, stamp, what, facts = json.loads(row)
    value: Sheet | Lines | PackHead | Schedule
    if what == "sheet":
        value = _sheet(facts, f"{folder}/{name}", item, Path(folder))
    elif what == "schedule":
        value = restored(f"{folder}/{name}", *facts)
    else:
        value = PackHead.model_validate(facts) if what == "head" else Lines.model_validate(facts)
    found.setdefault(folder, {})[name] = Kept(stamp, value)


def _facts(sheet: Sheet) -> list[Any]:
    """Return what is kept of a sheet beside its item; of its problems only errors are."""
    errors = [
        (problem.line, problem.column, problem.code, problem.what, problem.fix)
        for problem in sheet.problems
        if problem.severity is Severity.ERROR
    ]
    return [
        *(sheet.kind.value, sheet.item, sheet.locale, sheet.title, sheet.hash, sheet.skeleton, errors),
        *(sheet.audiences, sheet.topics, sheet.status, sheet.sensitive, sheet.brand_ok, sheet.next),
        *(sheet.next_line, sheet.translated, sheet.misconceptions, sheet.terms, sheet.pictures),
    ]


def _sheet(facts: list[Any], path: str, words: bytes, folder: Path) -> Sheet:
    kind, item, locale, title, digest, skeleton, errors, audiences, topics, status, *rest = facts
    sensitive, brand_ok, leads_to, next_line, translated, misconceptions, terms, pictures = rest
    return Sheet(
        path=path,
        kind=_KINDS[kind],
        item=item,
        locale=locale,
        title=title,
        get=cache(lambda: from_json(words, folder)),
        hash=digest,
        skeleton=skeleton,
        problems=[Problem(path, *error) for error in errors],
        audiences=tuple([_AUDIENCES[name] for name in audiences]),
        topics=topics,
        status=status,
        sensitive=sensitive,
        brand_ok=brand_ok,
        next=leads_to,
        next_line=next_line,
        translated=Translated(*translated) if translated else None,
        misconceptions=misconceptions,
        terms=[TermLink(*term) for term in terms],
        pictures=pictures,
    )

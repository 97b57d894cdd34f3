"""A cache of parsed packs on disk, as rows of JSON; the words of an item are decoded when needed.

The file holds a header and one row per file of a pack: `checksum<tab>[facts]<tab>[item]`. The later of two rows
for a file counts, so that a change is one short write at the end. A row with a wrong checksum is ignored and its
file is read again; a cache that other code wrote, or that cannot be read, is thrown away.

Without it a start takes as long again as all else in it, and longer with more packs (`tools/bench_packs.py`). So
the packs of the installation are also kept beside it (`compile_packs`), with stamps that tell what is in a file,
not when it was written: a copy of an installation has other times.
"""

from __future__ import annotations

import json
import logging
import os
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

from bot import __version__
from bot.packs.codec import from_json, to_json
from bot.packs.incremental import CachedFile
from bot.packs.model import Kind
from bot.packs.parser.head import Lines, PackHead, Services
from bot.packs.parser.parsed_file import ParsedFile, TermLink, Translated
from bot.packs.problem import Problem, Severity
from bot.packs.schedule import Schedule, restored
from bot.values import locales
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.model import Item

log = logging.getLogger(__name__)

_AUDIENCES = {audience.value: audience for audience in Audience}
_KINDS = {kind.value: kind for kind in Kind}
_MODELS: dict[str, type[PackHead | Lines | Services]] = {"head": PackHead, "lines": Lines, "services": Services}
_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError)


@cache
def fingerprint() -> str:
    """Return a value that changes with the code or the word lists that read packs: a cache with another value is
    not used. The code is that of packs and their values.
    """
    folders = Path(__file__).parent, Path(locales.__file__).parent
    code = (file for folder in folders for file in folder.rglob("*") if file.suffix in {".py", ".txt"})
    made = blake2b(digest_size=16)
    for file in sorted([*code, *locales.FOLDER.glob("*/*.yml")]):
        content = file.read_bytes()
        made.update(f"{file.parent.name}/{file.name} {len(content)} ".encode() + content)
    return json.dumps(["mayak packs", __version__, made.hexdigest()])


class Cache:
    """The file of rows. `path` None: no cache."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.rows = 0
        """Number of rows in the file, including replaced ones."""
        self._is_ours = False
        """Whether the file is of this code, so that rows may be appended."""

    def load(self, places: Mapping[str, str] | None = None) -> dict[str, dict[str, CachedFile]]:
        """Return the cached files by folder and name; empty if the cache is missing, old or damaged. `places`: the
        folders of packs by their names, where the packs may have been elsewhere when the cache was written.
        """
        found: dict[str, dict[str, CachedFile]] = {}
        self.rows = 0
        if self.path is None:
            return found
        try:
            if not self.path.exists():
                return found
            with self.path.open("rb") as lines:
                if next(lines, b"").rstrip(b"\n").decode() != fingerprint():
                    return found
                self._is_ours = True
                for line in lines:
                    _read(line.rstrip(b"\n"), found, places)
                    self.rows += 1
        except (OSError, *_DAMAGE):
            log.warning("the cache of packs cannot be read and is made anew: %s", self.path)
            return {}
        return found

    def write(self, cached: Mapping[str, Mapping[str, CachedFile]]) -> None:
        """Replace the whole file by these rows, atomically."""
        self._write(cached, anew=True)

    def add(self, cached: Mapping[str, Mapping[str, CachedFile]]) -> None:
        """Append these rows, if there are any; begin the file if there was none of this code. Do nothing if it was
        taken away meanwhile.
        """
        if any(cached.values()):
            self._write(cached, anew=not self._is_ours)

    def _write(self, cached: Mapping[str, Mapping[str, CachedFile]], *, anew: bool) -> None:
        """Write rows. A failure is only logged: the next start reads the packs themselves."""
        if self.path is None:
            return
        rows = [_row(folder, name, one) for folder, files in cached.items() for name, one in files.items()]
        try:
            if anew:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}")
                fresh.write_text("\n".join([fingerprint(), *rows, ""]), encoding="utf-8")
                fresh.replace(self.path)
                self._is_ours = True
            elif self.path.exists():
                with self.path.open("a", encoding="utf-8") as file:
                    file.write("\n".join([*rows, ""]))
        except OSError as error:
            log.warning("the cache of packs cannot be written: %s", error)


def _row(folder: str, name: str, cached: CachedFile) -> str:
    value, item = cached.value, ""
    facts: Any
    if isinstance(value, ParsedFile):
        what, facts, item = "file", _facts(value), to_json(value.get(), Path(folder))
    elif isinstance(value, Schedule):
        what, facts = "schedule", [value.item, value.words, value.lines]
    else:
        what = next(name for name, model in _MODELS.items() if isinstance(value, model))
        facts = value.model_dump(mode="json")
    row = json.dumps([folder, name, cached.stamp, what, facts], ensure_ascii=False, separators=(",", ":"))
    words = f"{row}\t{item}"
    return f"{crc32(words.encode()):08x}\t{words}"


def _read(line: bytes, found: dict[str, dict[str, CachedFile]], places: Mapping[str, str] | None) -> None:
    """Read a row; ignore one of a pack outside the `places`, and a damaged one, such as the last one after a crash
    during a write.
    """
    if f"{crc32(line[9:]):08x}\t".encode() != line[:9]:
        return
    row, _, item = line[9:].partition(b"\t")
    folder, name, stamp, what, facts = json.loads(row)
    if places is not None:
        folder = places.get(Path(folder).name)
        if folder is None:
            return
    value: ParsedFile | Lines | Services | PackHead | Schedule
    if what == "file":
        value = _parsed_file(facts, f"{folder}/{name}", item, Path(folder))
    elif what == "schedule":
        value = restored(f"{folder}/{name}", *facts)
    else:
        value = _MODELS[what].model_validate(facts)
    found.setdefault(folder, {})[name] = CachedFile(stamp, value)


def _facts(parsed: ParsedFile) -> list[Any]:
    """Return the facts of a parsed file that are cached beside its item; only errors among its problems."""
    errors = [
        (problem.line, problem.column, problem.code, problem.what, problem.fix)
        for problem in parsed.problems
        if problem.severity is Severity.ERROR
    ]
    return [
        *(parsed.kind.value, parsed.item, parsed.locale, parsed.title, parsed.hash, parsed.skeleton, errors),
        *(parsed.audiences, parsed.topics, parsed.status, parsed.sensitive, parsed.brand_ok, parsed.next),
        *(parsed.next_line, parsed.translated, parsed.misconceptions, parsed.terms, parsed.pictures, parsed.asked),
        *(parsed.cases, parsed.twin, parsed.honest, parsed.valid_until),
    ]


class _LazyItem:
    """Decodes an item when needed, then drops its row: keeping all rows took 5 MiB."""

    def __init__(self, words: bytes, folder: Path) -> None:
        self._words: bytes | None = words
        self._folder = folder
        self._item: Item | None = None

    def __call__(self) -> Item:
        words = self._words
        if words is not None:
            self._item = from_json(words, self._folder)
            self._words = None
        return cast("Item", self._item)


def _parsed_file(facts: list[Any], path: str, words: bytes, folder: Path) -> ParsedFile:
    kind, item, locale, title, digest, skeleton, errors, audiences, topics, status, *rest = facts
    sensitive, brand_ok, leads_to, next_line, translated, misconceptions, terms, pictures, *more = rest
    asked, cases, twin, honest, valid_until = more
    return ParsedFile(
        path=path,
        kind=_KINDS[kind],
        item=item,
        locale=locale,
        title=title,
        get=_LazyItem(words, folder),
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
        asked=asked,
        cases=cases,
        twin=twin,
        honest=honest,
        valid_until=valid_until,
    )

"""Opens an editor's upload, checks it like any pack, and packs the checked files again."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs import lock
from bot.packs.check import check
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.parser.source import Report, did_you_mean
from bot.packs.problem import Problem, Severity
from bot.packs.upload.archive import lay_out, open_archive, pack_up
from bot.packs.upload.brought import bring, is_brought
from bot.packs.upload.readiness import HEAD, unready
from bot.values.phrases import phrase, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.packs.pack import Pack

_ADDED = re.compile(r"(?: ?\(\d{1,3}\)| \d{1,3})?\.md(?:\.txt)?$", re.IGNORECASE)
"""Endings of file names after a second download, or from a program that hides endings."""

_VERSION = re.compile(rb"^version:[ \t]*[\w.\"'-]+", re.MULTILINE)
"""The version line of pack.yml."""


@dataclass(frozen=True, slots=True)
class PackUpload:
    """An uploaded pack. With an error among the `problems` its `content` is empty and nothing is stored; else it
    is a .zip of the checked files. `sensitive`: it needs a psychologist's review (sensitive items, help pages,
    help lines); `id_line`, `version_line`: the numbers of these lines in pack.yml.
    """

    pack: str = ""
    version: str = ""
    title: str = ""
    content: bytes = field(default=b"", repr=False)
    problems: tuple[Problem, ...] = ()
    sensitive: bool = False
    id_line: int = 1
    version_line: int = 1

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that exclude it."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def not_theirs(self) -> Problem:
        """Return the problem for a pack id that belongs to another editor or to the bot's own packs."""
        what = phrase("the pack id '{pack}' belongs to somebody else", pack=self.pack)
        return Problem("pack.yml", self.id_line, 1, "E909", what, phrase("choose another id"))

    def not_above(self, highest: str) -> Problem:
        """Return the problem for a version that is not above `highest`, the version sent before."""
        what = phrase(
            "the version {version} is not above {highest}, which was sent before",
            version=self.version,
            highest=highest,
        )
        return Problem("pack.yml", self.version_line, 1, "E910", what, phrase("raise `version`"))


def open_upload(name: str, content: bytes, today: date, base: bytes = b"", place: str = "") -> PackUpload:
    """Open and check an upload: a .zip is a whole pack; a .md, or pack.yml, replaces one file of `base`, the
    archive of the current edition: the file of that name, in the item's folder `place` if several have it; a file
    of another program (`brought`) becomes an item there. System additions to names (`lesson.ru (1).md`,
    `lesson.ru.md.txt`) are cut off.
    """
    name = _ADDED.sub(".md", name)
    left: list[Problem] = []
    if is_brought(name):
        brought = bring(name, content, base, place)
        if brought.refused:
            return PackUpload(problems=tuple(brought.refused))
        # Packed and then checked entry by entry, like every other upload.
        files, problems = open_archive("pack.zip", pack_up(brought.files))
        left = brought.left
    elif name.lower().endswith((".md", "pack.yml")):
        files, problems = _with_one(name, content, base, place)
    else:
        files, problems = open_archive(name, content)
    if problems:
        return PackUpload(problems=(*left, *problems))
    with tempfile.TemporaryDirectory(prefix="mayak-upload-") as folder:
        root = Path(folder) / "pack"
        lay_out(files, root)
        found = _checked(root, files, today, base)
        return replace(found, problems=(*left, *found.problems))


def with_version(content: bytes, version: str) -> bytes | None:
    """Return the archive of a checked pack with another version; None if no line of pack.yml has one. The same
    archive and version give the same bytes.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    head, found = _VERSION.subn(f"version: {version}".encode(), files["pack.yml"], count=1)
    return pack_up(files | {"pack.yml": head}) if found else None


def _with_one(name: str, content: bytes, base: bytes, place: str) -> tuple[dict[str, bytes], list[Problem]]:
    report = Report(name.replace("/", "?")[:80])
    files, _ = open_archive("pack.zip", base) if base else ({}, [])
    wanted = f"{place.strip().strip('/')}/{name}" if place.strip() else ""
    there = [file for file in files if file == wanted or (not wanted and file.rpartition("/")[2] == name)]
    if not files:
        report.add(
            "E908",
            1,
            phrase("a single file, and no pack that it belongs to"),
            phrase("send the whole pack as .zip first"),
        )
    elif there and len(there) > 1:
        fix = phrase("write the item's folder below the file, such as phishing/9-11, or send a .zip")
        report.add("E908", 1, phrase("several files of the pack have this name"), fix)
    elif not there:
        fix = did_you_mean(wanted or name, files if wanted else {file.rpartition("/")[2] for file in files})
        what = (
            phrase("no file of the pack is called {name}", name=wanted[:80])
            if wanted
            else phrase("no file of the pack is called so")
        )
        report.add("E908", 1, what, fix or phrase("a new file comes with the whole pack, as .zip"))
    if report.problems:
        return {}, report.problems
    # # Packed and then checked entry by entry, like every other upload.
    return open_archive("pack.zip", pack_up({**files, there[0]: content}))


def _unseen(pack: Pack, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Report items that nobody would see, although the preview shows them and the pack is published."""
    fix = phrase("it can be made ready with one tap before it is sent; in the file: `status: approved`")
    for name in unready(pack):
        what = (
            phrase("the whole pack is marked as a draft: no reader will see it")
            if name == HEAD
            else phrase("`status: {status}`: no reader will see it", status=pack.files[name].status)
        )
        line = _line(files[name], "review" if name == HEAD else "status")
        yield Problem(name, line, 1, "W912", what, fix, Severity.WARNING)


def _line(content: bytes, key: str) -> int:
    """Return the line of a key in a head, 1 if it is missing."""
    lines = content.decode("utf-8", "replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _checked(root: Path, files: Mapping[str, bytes], today: date, base: bytes) -> PackUpload:
    """Check an extracted pack; problems name its files from the pack's folder. It gets a lock, with what `base`,
    an earlier state of it, knows of translations whose source has changed since.
    """
    shown, pack = f"{root}/", read_pack(root)
    # Without pack.yml the check would look for packs inside, and report nothing if there are none.
    problems = tuple(
        replace(problem, path=problem.path.removeprefix(shown), what=replaced(problem.what, shown, ""))
        for problem in (check([root], today=today) if "pack.yml" in files else pack.problems)
    )
    head = pack.head
    if head is None:
        return PackUpload(problems=problems)
    problems += tuple(_unseen(pack, files))
    places = (_line(files["pack.yml"], "id"), _line(files["pack.yml"], "version"))
    sensitive = bool(pack.helplines) or any(
        parsed.sensitive or parsed.kind in {Kind.HELP, Kind.NEXT} for parsed in pack.files.values()
    )
    title = head.title.get(head.source_locale) or next(iter(head.title.values()), head.id)
    found = PackUpload(head.id, head.version, title, b"", problems, sensitive, *places)
    return found if found.errors else replace(found, content=pack_up(_locked(pack, files, base)))


def _locked(pack: Pack, files: Mapping[str, bytes], base: bytes) -> dict[str, bytes]:
    """Return the files of a pack with a lock that tells which sentences each translation was made of. An editor's
    own files seldom bring one, and the words before are gone once a draft is written over.
    """
    known = lock.read_lock(pack.folder)
    former: dict[str, bytes] = {}
    if base:
        with zipfile.ZipFile(io.BytesIO(base)) as archive:
            there = {*archive.namelist()}
            former = {name: archive.read(name) for name in there & {lock.NAME, *pack.files}}
    before = lock.parsed_lock(former.get(lock.NAME, b"").decode("utf-8", "replace"))
    found: dict[str, lock.Hashes] = {}
    for name, parsed in pack.files.items():
        source, told = pack.source_of(name), parsed.translated
        if source is None or told is None or not told.hash:
            continue
        if told.hash == source.hash:
            text = pack.text_of(pack.source_name(name))
            found[name] = lock.block_hashes(source) | lock.unit_hashes(text)
        elif name in known:
            found[name] = known[name]
        elif name in before and lock.stamp_in(former.get(name, b"").decode("utf-8", "replace")) == told.hash:
            found[name] = before[name]
    rest = {name: content for name, content in files.items() if name != lock.NAME}
    return rest | ({lock.NAME: lock.as_text(found).encode()} if found else {})

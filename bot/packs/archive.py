"""Archive: a .zip from a stranger becomes files in memory, entry by entry; what may hurt is refused.

Nothing is ever unpacked by the library: each entry's name, kind and size is judged first, then its bytes are read
up to a limit, whatever its header claims.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from bot.packs.reader import DEPTH
from bot.packs.source import FILE_BYTES, Report

if TYPE_CHECKING:
    from bot.packs.model import Problem

UPLOAD_BYTES = 10 * 2**20
"""Largest file that is taken from an editor; Telegram gives bots up to 20 MB."""

TOTAL_BYTES = 20 * 2**20
"""Most bytes in all entries together."""

PICTURE_BYTES = 5 * 2**20
"""Largest picture in an archive: half of what Telegram takes as a photo."""

ENTRIES = 2000
"""Most entries: a thousand files of words and their pictures."""

RATIO = 100
"""How many times an entry may grow; Markdown grows tenfold at most, a bomb a thousandfold."""

SMALL = 16 * 1024
"""Entries of so many bytes may grow as they like: a short text of blanks is no bomb."""

_NAME = re.compile(r"(?:[A-Za-z0-9_.-]{1,80}/){0,9}[A-Za-z0-9_.-]{1,80}")
_WORDS = (".md", ".yml", ".lock")
_PICTURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
_LEFT_OUT = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|LICEN[CS]E(?:\.(?:txt|md))?)")
"""What systems put into archives by themselves, and a licence's words: passed by."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What reading a damaged entry raises: a wrong checksum, an unknown method, a password, a header that lies."""


def open_archive(name: str, content: bytes) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of an archive by their paths from the pack's folder, or the reasons why it is refused; with
    a reason there are no files. `name` is that of the archive itself, for problems that no entry has.
    """
    report = Report(name)
    if len(content) > UPLOAD_BYTES:
        report.add("E901", 1, f"the archive is larger than {UPLOAD_BYTES // 2**20} MiB", "make pictures smaller")
        return {}, report.problems
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files, problems = _read(archive, report)
    except _DAMAGED:
        report.add("E902", 1, "no .zip archive, or a damaged one", "pack the folder anew as .zip")
        return {}, report.problems
    problems = [*report.problems, *problems]
    return ({}, problems) if problems else (files, [])


def _read(archive: zipfile.ZipFile, report: Report) -> tuple[dict[str, bytes], list[Problem]]:
    entries = [entry for entry in archive.infolist() if not _LEFT_OUT.fullmatch(entry.filename)]
    around = _folder_around([entry.filename for entry in entries])
    if len(entries) > ENTRIES:
        report.add("E901", 1, f"more than {ENTRIES} entries", "split the pack")
        return {}, []
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.filename.removeprefix(around)
        if entry.is_dir() and (not name or _NAME.fullmatch(name.rstrip("/"))):
            continue
        own = Report(_shown(name))
        _judge(entry, name, own)
        if name.lower() in seen:
            own.add("E906", 1, "two entries of one name (capitals do not count)", "leave one of them")
        seen.add(name.lower())
        total += entry.file_size
        if total > TOTAL_BYTES:
            own.add("E901", 1, f"more than {TOTAL_BYTES // 2**20} MiB in all", "make pictures smaller")
        if not own.problems:
            files[name] = _bytes_of(archive, entry, own)
        problems += own.problems
        if total > TOTAL_BYTES:
            break
    return files, problems


def _judge(entry: zipfile.ZipInfo, name: str, report: Report) -> None:
    """Judge an entry by what its header says, before a byte of it is read. `name` is its path in the pack."""
    if not _NAME.fullmatch(name) or any(set(part) == {"."} for part in name.split("/")):
        fix = "use Latin letters, digits, - and _ in names, and folders inside the pack"
        report.add("E903", 1, "a name that leads out of the pack or holds signs that files may not have", fix)
    elif name.count("/") > DEPTH + 1:
        report.add("E903", 1, f"deeper than {DEPTH} folders", "put it higher")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        report.add("E904", 1, "a link or something else that is no plain file", "put the file itself there")
    if entry.flag_bits & 0x1:
        report.add("E904", 1, "locked with a password", "pack it without one")
    limit = _limit(name)
    if not limit:
        report.add(
            "E905", 1, "a file of a kind that packs do not hold", "leave it out: .md, .yml, .png, .jpg stay"
        )
    elif entry.file_size > limit:
        report.add("E901", 1, f"larger than {limit // 1024} KiB", "split it, or save the picture smaller")
    elif entry.file_size > SMALL and entry.file_size > RATIO * max(1, entry.compress_size):
        report.add("E901", 1, f"grows more than {RATIO} times when unpacked", "put the file itself there")


def _bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, report: Report) -> bytes:
    """Read an entry, never more than its header promised."""
    try:
        with archive.open(entry) as opened:
            content = opened.read(entry.file_size + 1)
    except _DAMAGED:
        content = b""
        report.add("E902", 1, "damaged: it cannot be unpacked", "pack the folder anew as .zip")
    else:
        if len(content) != entry.file_size:
            report.add("E902", 1, "not as long as the archive says", "pack the folder anew as .zip")
    beginning = _PICTURES.get(_suffix(entry.filename))
    if beginning and not report.problems and not content.startswith(beginning):
        report.add("E907", 1, "it is called a picture and holds none", "save it anew as .png or .jpg")
    return content


def _limit(name: str) -> int:
    """Return how many bytes a file of this name may have; 0 for a kind that packs do not hold."""
    suffix = _suffix(name)
    return FILE_BYTES if suffix in _WORDS else PICTURE_BYTES if suffix in _PICTURES else 0


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()


def _shown(name: str) -> str:
    """Return a stranger's name so that it can be shown: signs that turn or hide words are replaced."""
    return re.sub(r"[^\w./ -]", "?", name)[:80] or "?"


def _folder_around(names: list[str]) -> str:
    """Return the folder in which all of an archive stands, pack.yml too, with its slash: most systems pack the
    folder itself, under whatever name its author gave it. It is cut off unread. Empty when there is none.
    """
    folder, slash, _ = (names[0] if names else "").partition("/")
    around = folder + slash
    whole = slash and folder.strip(".") and all(name.startswith(around) for name in names)
    return around if whole and f"{around}pack.yml" in names else ""

"""Reads a stranger's .zip into memory, entry by entry, and refuses dangerous contents; packs files up and writes
them to folders.

The zip library never unpacks by itself: each entry's name, kind and size is checked first, then its bytes are read
up to a limit, whatever its header claims.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from bot.packs.lock import LARGEST as LOCK_BYTES
from bot.packs.lock import NAME as LOCK
from bot.packs.parser.reader import DEPTH
from bot.packs.parser.source import FILE_BYTES, Report
from bot.packs.upload.image_file import IMAGE_FORMATS, flaw_in, pixels
from bot.packs.upload.voice_file import SUFFIX, VOICE_BYTES, voice_flaw
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.packs.problem import Problem

UPLOAD_BYTES = 10 * 2**20
"""Largest file that is accepted from an editor; Telegram gives bots up to 20 MB."""

TOTAL_BYTES = 20 * 2**20
"""Most bytes in all entries together."""

PICTURE_BYTES = 5 * 2**20
"""Largest picture in an archive: half of Telegram's limit for a photo."""

PIXELS = 100_000_000
"""Most pixels of all pictures together: drawing them takes a third of the time limit of a check."""

ENTRIES = 2000
"""Most entries: a thousand text files and their pictures."""

RATIO = 100
"""Largest growth factor of an entry: Markdown grows tenfold at most, a bomb a thousandfold."""

SMALL = 16 * 1024
"""Entries up to this size may grow without limit: a short text of blanks is harmless."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest day of a .zip, so that packing the same files twice gives the same bytes."""

_NAME = re.compile(r"(?:[A-Za-z0-9_.-]{1,80}/){0,9}[A-Za-z0-9_.-]{1,80}")
_WORDS = (".md", ".yml")
_LEFT_OUT = re.compile(
    r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|LICEN[CS]E(?:\.(?:txt|md))?|img/[^/]+\.svg)"
)
"""Skipped files: those that systems add to archives, licence texts, and sources of pictures."""

_LOCAL, _END = struct.Struct("<4s22xHH"), struct.Struct("<4s8xI6x")
"""Head of an entry (mark, lengths of name and extra field), end record (mark, size of the directory)."""

_END_MARK = b"PK\x05\x06"
_SIZES_BEHIND = 0x08
"""The flag of an entry whose sizes come after its bytes."""

_SIZES, _LARGE_END = frozenset({0, 12, 16, 20, 24}), frozenset({0, 76})
"""Bytes between an entry with that flag and the next one, and between the directory and the end record
(APPNOTE.TXT 4.3.9, 4.3.14)."""

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""Errors of reading a damaged entry: a wrong checksum, an unknown method, a password, a false header."""


def open_archive(name: str, content: bytes) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of an archive by their paths from the pack's folder, or the reasons for its refusal (then
    there are no files). `name`: the archive's name, for problems of the whole archive.
    """
    report = Report(name)
    if len(content) > UPLOAD_BYTES:
        report.add(
            "E901",
            1,
            phrase("the archive is larger than {most} MiB", most=UPLOAD_BYTES // 2**20),
            phrase("make pictures smaller"),
        )
        return {}, report.problems
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _holds_more(archive, content):
                what = phrase("bytes that belong to none of its files, such as a second archive")
                report.add("E914", 1, what, phrase("pack the folder anew as .zip"))
                return {}, report.problems
            files, problems = _read(archive, report)
    except DAMAGED:
        report.add("E902", 1, phrase("no .zip archive, or a damaged one"), phrase("pack the folder anew as .zip"))
        return {}, report.problems
    problems = [*report.problems, *problems]
    return ({}, problems) if problems else (files, [])


def pack_up(files: Mapping[str, bytes]) -> bytes:
    """Return files as a .zip: the same bytes for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def lay_out(files: Mapping[str, bytes], root: Path) -> None:
    """Write the files accepted by `open_archive` under a new folder. Errors: OSError."""
    root.mkdir(parents=True)
    for name, content in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            out.write(content)


def _holds_more(archive: zipfile.ZipFile, content: bytes) -> bool:
    """Whether a file holds more than one archive: programs differ in which of two they open, so a person would see
    another pack than the bot. Errors: struct.error if the head of an entry is cut off.
    """
    place, allowed = 0, frozenset({0})
    for entry in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if entry.header_offset - place not in allowed:
            return True
        _, *lengths = _LOCAL.unpack_from(content, entry.header_offset)
        place = entry.header_offset + _LOCAL.size + sum(lengths) + entry.compress_size
        allowed = _SIZES if entry.flag_bits & _SIZES_BEHIND else frozenset({0})
    end = len(content) - _END.size - len(archive.comment)
    mark, size = _END.unpack_from(content, end)
    return (
        archive.start_dir - place not in allowed
        or mark != _END_MARK
        or end - archive.start_dir - size not in _LARGE_END
    )


def _read(archive: zipfile.ZipFile, report: Report) -> tuple[dict[str, bytes], list[Problem]]:
    entries = [entry for entry in archive.infolist() if not _LEFT_OUT.fullmatch(entry.filename)]
    around = _folder_around([entry.filename for entry in entries])
    if len(entries) > ENTRIES:
        report.add("E901", 1, phrase("more than {entries} entries", entries=ENTRIES), phrase("split the pack"))
        return {}, []
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    total = drawn = 0
    for entry in entries:
        name = entry.filename.removeprefix(around)
        if entry.is_dir() and (not name or _NAME.fullmatch(name.rstrip("/"))):
            continue
        own = Report(_shown(name))
        _judge(entry, name, own)
        if name.lower() in seen:
            own.add(
                "E906", 1, phrase("two entries of one name (capitals do not count)"), phrase("leave one of them")
            )
        seen.add(name.lower())
        total += entry.file_size
        if total > TOTAL_BYTES:
            own.add(
                "E901",
                1,
                phrase("more than {most} MiB in all", most=TOTAL_BYTES // 2**20),
                phrase("make pictures smaller"),
            )
        if not own.problems:
            files[name] = _bytes_of(archive, entry, own)
        if not own.problems and _suffix(name) in IMAGE_FORMATS:
            drawn += pixels(files[name], _suffix(name))
            if drawn > PIXELS:
                what = phrase(
                    "more than {pixels} million pixels in all pictures together", pixels=PIXELS // 1_000_000
                )
                own.add("E312", 1, what, phrase("make pictures smaller: 1280 pixels are enough for a telephone"))
        problems += own.problems
        if total > TOTAL_BYTES:
            break
    return files, problems


def _judge(entry: zipfile.ZipInfo, name: str, report: Report) -> None:
    """Check an entry by its header before reading a byte of it. `name`: its path in the pack."""
    if not _NAME.fullmatch(name) or any(set(part) == {"."} for part in name.split("/")):
        fix = phrase("use Latin letters, digits, - and _ in names, and folders inside the pack")
        report.add(
            "E903", 1, phrase("a name that leads out of the pack or holds signs that files may not have"), fix
        )
    elif name.count("/") > DEPTH + 1:
        report.add("E903", 1, phrase("deeper than {depth} folders", depth=DEPTH), phrase("put it higher"))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        report.add(
            "E904",
            1,
            phrase("a link or something else that is no plain file"),
            phrase("put the file itself there"),
        )
    if entry.flag_bits & 0x1:
        report.add("E904", 1, phrase("locked with a password"), phrase("pack it without one"))
    limit = _limit(name)
    if not limit:
        report.add(
            "E905",
            1,
            phrase("a file of a kind that packs do not hold"),
            phrase("leave it out: .md, .yml, .png, .jpg, .ogg stay"),
        )
    elif entry.file_size > limit:
        report.add(
            "E901",
            1,
            phrase("larger than {limit} KiB", limit=limit // 1024),
            phrase("split it, or save the picture smaller"),
        )
    elif entry.file_size > SMALL and entry.file_size > RATIO * max(1, entry.compress_size):
        report.add(
            "E901",
            1,
            phrase("grows more than {ratio} times when unpacked", ratio=RATIO),
            phrase("put the file itself there"),
        )


def _bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, report: Report) -> bytes:
    """Read an entry, never more than its header claims."""
    try:
        with archive.open(entry) as opened:
            content = opened.read(entry.file_size + 1)
    except DAMAGED:
        content = b""
        report.add("E902", 1, phrase("damaged: it cannot be unpacked"), phrase("pack the folder anew as .zip"))
    else:
        if len(content) != entry.file_size:
            report.add(
                "E902", 1, phrase("not as long as the archive says"), phrase("pack the folder anew as .zip")
            )
    if _suffix(entry.filename) in IMAGE_FORMATS and not report.problems:
        flaw = flaw_in(content, _suffix(entry.filename))
        if flaw:
            report.add(
                "E907" if flaw.code == "E116" else flaw.code,
                1,
                phrase("the picture {what}", what=flaw.what),
                flaw.fix,
            )
    if _suffix(entry.filename) == SUFFIX and not report.problems:
        flaw = voice_flaw(content)
        if flaw:
            report.add(
                "E907" if flaw.code == "E128" else flaw.code,
                1,
                phrase("the recording {what}", what=flaw.what),
                flaw.fix,
            )
    return content


def _limit(name: str) -> int:
    """Return the size limit in bytes for a file of this name; 0 for kinds that packs do not hold."""
    suffix = _suffix(name)
    if name == LOCK:
        return LOCK_BYTES
    if suffix in _WORDS:
        return FILE_BYTES
    return PICTURE_BYTES if suffix in IMAGE_FORMATS else VOICE_BYTES if suffix == SUFFIX else 0


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()


def _shown(name: str) -> str:
    """Return a stranger's file name for display: characters that turn or hide words are replaced."""
    return re.sub(r"[^\w./ -]", "?", name)[:80] or "?"


def _folder_around(names: list[str]) -> str:
    """Return the folder, with its slash, that contains everything in an archive, including pack.yml; empty if
    there is none. Most systems pack the folder itself; its name is cut off unread.
    """
    folder, slash, _ = (names[0] if names else "").partition("/")
    around = folder + slash
    whole = slash and folder.strip(".") and all(name.startswith(around) for name in names)
    return around if whole and f"{around}pack.yml" in names else ""

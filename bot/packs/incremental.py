"""Reads a pack again, taking unchanged files from a cache: that of the last start, or that of the installation."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from bot.packs.model import Kind
from bot.packs.pack import Pack
from bot.packs.parser.head import Lines, PackHead, Services
from bot.packs.parser.parsed_file import ParsedFile
from bot.packs.parser.reader import in_order, read_entry, read_head
from bot.packs.schedule import FILE as SCHEDULE
from bot.packs.schedule import Schedule
from bot.packs.upload.voice_file import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.packs.parser.reader import Entry


@dataclass(slots=True)
class CachedFile:
    """The result of reading a file, and the stamp that tells whether it has changed."""

    stamp: list[Any]
    value: ParsedFile | Lines | Services | PackHead | Schedule


HEAD = "pack.yml"


def read_incrementally(
    folder: Path, entries: list[Entry], cached: Mapping[str, CachedFile]
) -> tuple[Pack, dict[str, CachedFile], list[str]]:
    """Return the pack in `folder`, the cache entries of its files, and the names of the files that were read.

    After a change of pack.yml all files are read again, because hosts, locales and limits depend on it. A
    translation is read again if the audiences of its source change; a text if one of its pictures or recordings
    does; a campaign's words if its campaign.yml does.
    """
    pack = Pack(folder, str(folder))
    stamps = _stamps(entries)
    after: dict[str, CachedFile] = {}
    new: list[str] = []
    old = cached.get(HEAD)
    if old and old.stamp == stamps.get(HEAD) and isinstance(old.value, PackHead):
        pack.head = old.value
    else:
        cached = {}
        read_head(pack, entries)
        new.append(HEAD)
    if pack.head is None:
        return pack, after, new
    after[HEAD] = CachedFile(stamps[HEAD], pack.head)
    for entry in in_order(entries, pack.head):
        name = entry.name
        old = cached.get(name)
        if old and old.stamp == _stamp(name, old.value, pack, stamps):
            _put(pack, name, old.value)
            after[name] = old
            continue
        read_entry(pack, entry)
        value = (
            pack.files.get(name)
            or pack.helplines.get(name.removeprefix("helplines/").removesuffix(".yml"))
            or pack.services.get(name.removeprefix("services/").removesuffix(".yml"))
            or (pack.schedules.get(name.rpartition("/")[0]) if name.endswith(f"/{SCHEDULE}") else None)
        )
        if value:
            after[name] = CachedFile(_stamp(name, value, pack, stamps), value)
            new.append(name)
    return pack, after, new


def read_compiled(
    folder: Path, entries: list[Entry], compiled: Mapping[str, CachedFile]
) -> tuple[Pack, dict[str, CachedFile], list[str]]:
    """Read a pack as `read_incrementally` does, from a cache with the stamps of `by_content`. What is returned has
    stamps by time.
    """
    pack, cached, new = read_incrementally(folder, by_content(folder, entries), compiled)
    stamps = _stamps(entries)
    by_time = {name: CachedFile(_stamp(name, one.value, pack, stamps), one.value) for name, one in cached.items()}
    return pack, by_time, new


def by_content(folder: Path, entries: list[Entry]) -> list[Entry]:
    """Return the entries of a pack with a digest of each file in place of the time of its last change."""
    return [
        entry if entry.odd else entry._replace(modified=_digest((folder / entry.name).read_bytes()))
        for entry in entries
    ]


def _digest(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=16).digest())


def _stamps(entries: list[Entry]) -> dict[str, list[int]]:
    """Return the stamps of all files by name, and those of recordings as `_recordings` names them."""
    return {entry.name: [entry.modified, entry.size] for entry in entries} | _recordings(entries)


def _stamp(
    name: str,
    value: ParsedFile | Lines | Services | PackHead | Schedule,
    pack: Pack,
    stamps: Mapping[str, list[int]],
) -> list[Any]:
    """Return everything that a parsed file depends on: its own stamp, those of its pictures and recordings, and
    the values inherited from its source.
    """
    own = stamps[name]
    campaign = isinstance(value, ParsedFile) and value.kind is Kind.CAMPAIGN
    if not isinstance(value, ParsedFile):
        return own
    folder = name.rpartition("/")[0]
    own = [*own, *stamps.get(f"{folder}/{value.locale}{SUFFIX}", ())]
    if not (value.pictures or value.translated or campaign):
        return own
    if campaign:
        own = [*own, *stamps.get(f"{folder}/{SCHEDULE}", ())]
    pictures = [stamps.get(f"{folder}/{picture}") for picture in value.pictures]
    source = pack.source_of(name) if value.translated else None
    handed = [[*source.audiences], source.sensitive, source.brand_ok, source.status] if source else []
    return [*own, pictures, handed]


def _recordings(entries: list[Entry]) -> dict[str, list[int]]:
    """Return the stamps of all recordings in a folder in a language, as `folder/ru.ogg`."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        if entry.name.endswith(SUFFIX):
            folder, slash, name = entry.name.rpartition("/")
            key = f"{folder}{slash}{name.partition('.')[2]}"
            found.setdefault(key, []).extend((entry.modified, entry.size))
    return found


def _put(pack: Pack, name: str, value: ParsedFile | Lines | Services | PackHead | Schedule) -> None:
    if isinstance(value, ParsedFile):
        pack.files[name] = value
    elif isinstance(value, Lines):
        pack.helplines[value.country] = value
    elif isinstance(value, Services):
        pack.services[value.country] = value
    elif isinstance(value, Schedule):
        pack.schedules[value.item] = value

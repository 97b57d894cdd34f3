"""Reads a folder into a pack: its head, its files, its help lines, and every problem in them."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.packs.draft import FileContext, read_draft
from bot.packs.helplines import read_helplines
from bot.packs.lint import check_draft
from bot.packs.lint.campaigns import check_schedule
from bot.packs.lint.helplines import check_lines
from bot.packs.lint.placeholders import check_head
from bot.packs.lint.safety import check_link_hosts
from bot.packs.lint.services import check_services
from bot.packs.model import Kind
from bot.packs.pack import Pack
from bot.packs.parser.head import PackHead
from bot.packs.parser.parsed_file import parsed_file
from bot.packs.parser.source import FILE_BYTES, Report, Source, did_you_mean
from bot.packs.parser.validate import validate
from bot.packs.parser.yaml import read_yaml_file
from bot.packs.schedule import FILE as SCHEDULE
from bot.packs.schedule import read_schedule
from bot.packs.services import FOLDER as SERVICES
from bot.packs.services import read_services
from bot.packs.upload.voice_file import SUFFIX
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from bot.packs.problem import Problem

FILES = 30_000
"""Most files in one pack: 10,000 items in two locales and a picture each."""

DEPTH = 6
"""Deepest folder in a pack."""

READ_KINDS = tuple(kind.value for kind in Kind)

AT_ROOT = frozenset({Kind.GLOSSARY, Kind.TALK, Kind.SIGNS})
"""Kinds whose file may be beside pack.yml; the item then has the name of its kind."""

ITEM = re.compile(r"(?=.{1,24}$)[a-z0-9-]+(/[a-z0-9-]+)*")
"""The folder of an item, from the pack's."""

_NAME = re.compile(r"(?P<kind>[a-z]+)\.(?P<locale>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.md")
_OTHER_SOUND = (".aac", ".flac", ".m4a", ".mp3", ".opus", ".wav", ".wma")
"""Endings of sound files that a telephone does not play as a voice message."""
_IGNORED = re.compile(r"\..*|[A-Z].*|i18n\.lock|.*\.chat\.md|.*~")
"""Ignored files: hidden ones, README and LICENSE, files of other tools, an editor's backups."""


class Entry(NamedTuple):
    """A file of a pack: its path from the pack's folder with `/`, modification time in nanoseconds, size in bytes,
    and whether it is something other than a plain file (a link, a pipe).
    """

    name: str
    modified: int
    size: int
    odd: bool


def find_packs(roots: list[Path]) -> Iterator[Path]:
    """Yield the folders of packs: a root with pack.yml, else its direct subfolders in the order of names."""
    for root in roots:
        if (root / "pack.yml").exists():
            yield root
        elif root.is_dir():
            yield from (
                found for found in sorted(root.iterdir()) if found.is_dir() and not found.name.startswith(".")
            )


def scan(folder: Path) -> list[Entry]:
    """List the files of a pack in the order of names, down to one level below `DEPTH`, at most `FILES` + 1. Links
    are listed and never followed; hidden folders are skipped.
    """
    found: list[Entry] = []
    waiting = [(str(folder), "")]
    while waiting and len(found) <= FILES:
        path, prefix = waiting.pop()
        with os.scandir(path) as listing:
            for entry in listing:
                if not entry.is_dir(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    odd = not stat.S_ISREG(status.st_mode)
                    found.append(Entry(prefix + entry.name, status.st_mtime_ns, status.st_size, odd))
                elif not entry.name.startswith(".") and prefix.count("/") <= DEPTH:
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
    return sorted(found)


def read_words(folder: Path, shown: str, entry: Entry, problems: list[Problem]) -> Source | None:
    """Read a text file; None, with the reason in `problems`, if it is too large, a link or not UTF-8."""
    report = Report(f"{shown}/{entry.name}")
    source = None
    if entry.odd:
        report.add(
            "E311",
            1,
            phrase("a link or something else that is no plain file"),
            phrase("put the file itself there"),
        )
    elif entry.size > FILE_BYTES:
        report.add(
            "E306",
            1,
            phrase("the file is larger than {most} KiB", most=FILE_BYTES // 1024),
            phrase("split it"),
        )
    else:
        content = (folder / entry.name).read_bytes()
        try:
            text = content.decode().removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            report.add("E012", line, phrase("the file is not in UTF-8"), phrase("save it as UTF-8"))
        else:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            if "\0" in text:
                line = text.count("\n", 0, text.index("\0")) + 1
                report.add("E012", line, phrase("a NUL character"), phrase("delete it"))
            else:
                source = Source(report.path, text)
    problems += report.problems
    return source


def read_pack(  # noqa: PLR0913 - what is read, and how it is checked
    folder: Path,
    shown: str = "",
    *,
    style: bool = False,
    today: date | None = None,
    only: str = "",
    without: str = "",
) -> Pack:
    """Read a whole pack, and check each of its files. `shown`: the name of its folder in problems; `style`: also
    warn about style; `today`: also check ages; `only`, `without`: the beginning of the paths that are read, or
    left out.
    """
    pack = Pack(folder, shown or str(folder))
    entries = scan(folder)
    if len(entries) > FILES:
        pack.problem(
            "", "E309", phrase("more than {files} files in one pack", files=FILES), phrase("split the pack")
        )
        return pack
    read_head(pack, entries)
    if pack.head is None:
        return pack
    for entry in in_order(entries, pack.head):
        if entry.name.startswith(only) and not (without and entry.name.startswith(without)):
            read_entry(pack, entry, style=style, today=today)
    return pack


def in_order(entries: list[Entry], head: PackHead) -> list[Entry]:
    """Return schedules before campaigns' words and sources before translations, because
    those inherit audiences.
    """
    ending = f".{head.source_locale}.md"
    return sorted(
        entries, key=lambda entry: (not entry.name.endswith(f"/{SCHEDULE}"), not entry.name.endswith(ending))
    )


def read_head(pack: Pack, entries: list[Entry]) -> None:
    """Read pack.yml into the pack's head."""
    entry = next((entry for entry in entries if entry.name == "pack.yml"), None)
    if entry is None:
        fix = phrase("write one (`new pack` makes a template)")
        pack.problem("pack.yml", "E013", phrase("the folder holds no pack.yml"), fix)
        return
    source = read_words(pack.folder, pack.shown, entry, pack.problems)
    if source is None:
        return
    report = Report(source.path)
    document = read_yaml_file(source, report)
    head = validate(PackHead, document, report) if document else None
    if head and document:
        check_link_hosts(head, document, report)
    if head and document and not report.failed:
        pack.head = head
        # This error excludes the pack; its files are checked anyway.
        check_head(head, document, report)
    pack.problems += report.problems


def head_of(folder: Path) -> PackHead | None:
    """Return the head of the pack in a folder, None if pack.yml has errors; no other file of it is read."""
    pack = Pack(folder, str(folder))
    read_head(pack, scan(folder))
    return pack.head


def read_entry(pack: Pack, entry: Entry, *, style: bool = False, today: date | None = None) -> None:
    """Read one file into the pack: a file of an item, help lines, services, or nothing (pictures and recordings
    are read with the text of their card).
    """
    folder, _, name = entry.name.rpartition("/")
    if folder == "helplines" and not name.startswith("."):
        _read_lines(pack, entry, name, today)
        return
    if folder == SERVICES and not name.startswith("."):
        _read_services(pack, entry, name)
        return
    if name == SCHEDULE:
        _read_schedule(pack, entry, folder, today)
        return
    if name.endswith(SUFFIX):
        pack.recordings.append(entry.name)
        return
    if _IGNORED.fullmatch(name) or entry.name == "pack.yml" or folder.rpartition("/")[2] == "img":
        return
    context = _context(pack, entry.name, folder, name, today)
    source = read_words(pack.folder, pack.shown, entry, pack.problems) if context else None
    if context and source:
        draft = read_draft(source, context)
        check_draft(draft, in_style=style)
        pack.files[entry.name] = parsed_file(draft)


def _context(pack: Pack, path: str, folder: str, name: str, today: date | None) -> FileContext | None:
    """Return the context of a file from its name; None, with the problem noted, if packs have no such file."""
    assert pack.head  # noqa: S101 - only packs with a head get here
    found = _NAME.fullmatch(name)
    kind, locale = (found["kind"], found["locale"]) if found else (name.partition(".")[0], "")
    if kind not in READ_KINDS or not locale:
        fix = (
            did_you_mean(kind, READ_KINDS)
            if kind not in READ_KINDS
            else phrase("name it {kind}.{locale}.md", kind=kind, locale=pack.head.source_locale)
        )
        if name.lower().endswith(_OTHER_SOUND):
            fix = phrase("a recording is mono Opus in a file like door.ru.ogg: save it anew as that")
        fix = fix or phrase("name it like lesson.ru.md; kinds: {names}", names=", ".join(READ_KINDS))
        pack.problem(path, "E010", phrase("the file's name tells no kind and locale"), fix)
    elif locale not in pack.head.locales:
        fix = phrase("add {locale} to `locales` in pack.yml, or rename the file", locale=locale)
        pack.problem(path, "E010", phrase("the locale '{locale}' is none of the pack's", locale=locale), fix)
    elif kind == Kind.GLOSSARY and folder:
        pack.problem(
            path,
            "E011",
            phrase("a glossary inside a folder"),
            phrase("move it beside pack.yml: one glossary a pack"),
        )
    elif (folder or kind not in AT_ROOT) and not ITEM.fullmatch(folder):
        what = (
            phrase("the folder '{folder}' cannot name an item", folder=folder)
            if folder
            else phrase("an item without a folder of its own")
        )
        pack.problem(
            path, "E011", what, phrase("put it into a folder of a–z, 0–9 and -, such as phishing/9-11; 24 in all")
        )
    else:
        item = folder or kind
        schedule = pack.schedules.get(folder) if kind == Kind.CAMPAIGN else None
        readers = tuple(schedule.head.tiers) if schedule else ()
        own = FileContext(pack.head, Kind(kind), item, locale, pack.folder / folder, readers, today=today)
        source = pack.source_of(path)
        if own.translated and source:
            own = replace(own, audiences=source.audiences, status=source.status)
            return replace(own, sensitive=source.sensitive, brand_ok=source.brand_ok)
        return own
    return None


def _read_schedule(pack: Pack, entry: Entry, item: str, today: date | None) -> None:
    if not ITEM.fullmatch(item):
        what = (
            phrase("the folder '{item}' cannot name a campaign", item=item)
            if item
            else phrase("a campaign without a folder of its own")
        )
        pack.problem(
            entry.name, "E011", what, phrase("put it into a folder of a–z, 0–9 and -, such as safer-week")
        )
        return
    source = read_words(pack.folder, pack.shown, entry, pack.problems)
    if source is None:
        return
    schedule, document, report = read_schedule(source, item)
    if schedule and pack.head:
        check_schedule(schedule, pack.head, document, report, today)
    pack.problems += report.problems
    if schedule and not report.failed:
        pack.schedules[item] = schedule


def _read_lines(pack: Pack, entry: Entry, name: str, today: date | None) -> None:
    country = name.removesuffix(".yml")
    if not re.fullmatch(r"[A-Z]{2}\.yml", name):
        pack.problem(
            entry.name,
            "E701",
            phrase("the name of a file of help lines is no country"),
            phrase("name it like RU.yml"),
        )
        return
    source = read_words(pack.folder, pack.shown, entry, pack.problems)
    if source is None:
        return
    report = Report(source.path)
    lines, document = read_helplines(source, report)
    if lines:
        check_lines(country, lines, document, report, today)
    pack.problems += report.problems
    if lines and not report.failed:
        pack.helplines[country] = lines


def _read_services(pack: Pack, entry: Entry, name: str) -> None:
    if not re.fullmatch(r"(?:[A-Z]{2}|001)\.yml", name):
        fix = phrase("name it like RU.yml, or 001.yml for the whole world")
        pack.problem(entry.name, "E731", phrase("the name of a file of services is no country"), fix)
        return
    source = read_words(pack.folder, pack.shown, entry, pack.problems)
    if source is None:
        return
    report = Report(source.path)
    found, document = read_services(source, report)
    if found:
        check_services(name.removesuffix(".yml"), found, document, report)
    pack.problems += report.problems
    if found and not report.failed:
        pack.services[found.country] = found

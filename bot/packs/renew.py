"""Renew: a pack is read again, and of each file that has not changed, what is kept of it is taken instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.packs.head import Lines, PackHead
from bot.packs.model import Kind
from bot.packs.reader import Pack, in_order, read_entry, read_head
from bot.packs.schedule import FILE as SCHEDULE
from bot.packs.schedule import Schedule
from bot.packs.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.packs.reader import Entry


@dataclass(slots=True)
class Kept:
    """What was read from a file, and the stamp by which a change shows."""

    stamp: list[Any]
    value: Sheet | Lines | PackHead | Schedule


HEAD = "pack.yml"


def renew(folder: Path, entries: list[Entry], kept: Mapping[str, Kept]) -> tuple[Pack, dict[str, Kept], list[str]]:
    """Return the pack in `folder`, what is to be kept of its files, and the names of those that were read.

    A changed pack.yml has all read anew: hosts, locales and limits hang on it. A translation is read anew when the
    audiences of its source change, a text when a picture that it shows does, a campaign's words when its
    campaign.yml does.
    """
    pack = Pack(folder, str(folder))
    stamps = {entry.name: [entry.modified, entry.size] for entry in entries}
    after: dict[str, Kept] = {}
    new: list[str] = []
    old = kept.get(HEAD)
    if old and old.stamp == stamps.get(HEAD) and isinstance(old.value, PackHead):
        pack.head = old.value
    else:
        kept = {}
        read_head(pack, entries)
        new.append(HEAD)
    if pack.head is None:
        return pack, after, new
    after[HEAD] = Kept(stamps[HEAD], pack.head)
    for entry in in_order(entries, pack.head):
        name = entry.name
        old = kept.get(name)
        if old and old.stamp == _stamp(name, old.value, pack, stamps):
            _put(pack, name, old.value)
            after[name] = old
            continue
        read_entry(pack, entry)
        value = (
            pack.sheets.get(name)
            or pack.helplines.get(name.removeprefix("helplines/").removesuffix(".yml"))
            or (pack.schedules.get(name.rpartition("/")[0]) if name.endswith(f"/{SCHEDULE}") else None)
        )
        if value:
            after[name] = Kept(_stamp(name, value, pack, stamps), value)
            new.append(name)
    return pack, after, new


def _stamp(
    name: str, value: Sheet | Lines | PackHead | Schedule, pack: Pack, stamps: Mapping[str, list[int]]
) -> list[Any]:
    """Return what a file's content hangs on: its own stamp, those of its pictures, what its source hands down."""
    own = stamps[name]
    campaign = isinstance(value, Sheet) and value.kind is Kind.CAMPAIGN
    if not isinstance(value, Sheet) or not (value.pictures or value.translated or campaign):
        return own
    folder = name.rpartition("/")[0]
    if campaign:
        own = [*own, *stamps.get(f"{folder}/{SCHEDULE}", ())]
    pictures = [stamps.get(f"{folder}/{picture}") for picture in value.pictures]
    source = pack.source_of(name) if value.translated else None
    handed = [[*source.audiences], source.sensitive, source.brand_ok] if source else []
    return [*own, pictures, handed]


def _put(pack: Pack, name: str, value: Sheet | Lines | PackHead | Schedule) -> None:
    if isinstance(value, Sheet):
        pack.sheets[name] = value
    elif isinstance(value, Lines):
        pack.helplines[value.country] = value
    elif isinstance(value, Schedule):
        pack.schedules[value.item] = value

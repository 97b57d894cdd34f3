"""What a partner publishes: a pack's folder or .zip as one archive that has passed the gate of all uploads, and
what is told of it before anybody fetches it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.packs.check import read_checked
from bot.packs.upload.archive import lay_out, open_archive, pack_up
from bot.packs.upload.sandbox import open_in_sandbox
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class UnfitPackError(Exception):
    """A pack that may not be published; the message says why, with the file and its line."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive, and what is told of it: title, version, languages, audiences."""

    pack: str
    version: str
    content: bytes
    told: Mapping[str, Any]


def packed(source: Path, today: date) -> Packed:
    """Return the archive of a pack. Errors: UnfitPackError; OSError."""
    if source.is_dir():
        found = (file for file in sorted(source.rglob("*")) if file.is_file() and not file.is_symlink())
        content = pack_up({file.relative_to(source).as_posix(): file.read_bytes() for file in found})
    else:
        content = source.read_bytes()
    upload = open_in_sandbox("pack.zip", content, today)
    if upload.errors:
        raise UnfitPackError("\n".join(map(str, upload.errors)))
    files, _ = open_archive("pack.zip", upload.content)
    with tempfile.TemporaryDirectory(prefix="mayak-pack-") as folder:
        root = Path(folder) / upload.pack
        lay_out(files, root)
        pack, _ = read_checked(root, today)
    told = {
        "pack": upload.pack,
        "version": upload.version,
        "title": upload.title,
        "languages": sorted({parsed.locale for parsed in pack.files.values()}),
        "audiences": _audiences({parsed.item.rpartition("/")[2] for parsed in pack.files.values()}),
        "sensitive": upload.sensitive,
    }
    return Packed(upload.pack, upload.version, upload.content, told)


def _audiences(folders: set[str]) -> list[str]:
    return [audience.value for audience in Audience if audience.value in folders]

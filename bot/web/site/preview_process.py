"""A process of its own that checks what an editor writes and draws it as a reader sees it; nothing is stored.

What it reads is checked by nobody yet, so it has limits of time and memory (`bot.packs.upload.sandbox`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.features.publishing.item_screens import DRAWN, screens
from bot.features.publishing.stage import stage
from bot.packs.articles import explain
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from bot.packs.upload.archive import lay_out, open_archive, pack_up
from bot.packs.upload.brought import bring
from bot.packs.upload.sandbox import Limits, read_within_limits, run_child
from bot.packs.upload.upload import open_upload
from bot.values.audience import Audience
from bot.values.phrases import phrases_of
from bot.web.site.rendering import preview_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from subprocess import Popen

    from bot.packs.problem import Problem
    from bot.values.phrases import Phrases

_PREVIEWS = ThreadPoolExecutor(2, "preview")
"""Previews that are drawn at once, each in a process of its own: an upload that is checked never waits for one."""

MEMORY = 1024 * 2**20
"""Bytes of address space: a check, and the whole bot over one pack."""

NICENESS = 5
"""How far its priority is lowered: somebody waits for it at a keyboard, others talk to the bot."""

UNWRITTEN = "E021"
"""The code of words that a template left to be written."""

SHOWN = 50
"""Most problems of a file that are told at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn: the words `text` of the file `file` of a pack, for a reader of this audience and
    locale, told in the editor's language `speaks`. With `name`, a file of another program comes into the folder
    `place` first.
    """

    file: str
    text: str
    audience: str
    locale: str
    speaks: str
    now: str
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A problem as its editor reads it. `line`: 0 for one of another file, which `where` names."""

    line: int
    code: str
    is_error: bool
    words: str
    fix: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Previewed:
    """What came of it: the problems, and the screens as HTML (empty where errors leave nothing to draw). `file`,
    `text`: of a file that was brought.
    """

    found: tuple[Found, ...] = ()
    html: str = ""
    file: str = ""
    text: str = ""
    broken_off: bool = False

    @property
    def errors(self) -> int:
        """How many of the problems keep it out."""
        return sum(one.is_error for one in self.found)


def preview(
    wanted: Wanted, pack: bytes, brought: bytes, children: set[Popen[bytes]] | None = None
) -> Future[Previewed]:
    """Draw a preview in a process of its own, which is in `children` meanwhile."""
    return _PREVIEWS.submit(_drawn, wanted, pack, brought, children)


def _drawn(wanted: Wanted, pack: bytes, brought: bytes, children: set[Popen[bytes]] | None) -> Previewed:
    told, limits = {**asdict(wanted), "pack": len(pack)}, Limits(memory=MEMORY, niceness=NICENESS)
    with tempfile.TemporaryDirectory(prefix="mayak-preview-") as folder:
        try:
            answer = json.loads(run_child(__name__, folder, told, pack + brought, limits, children))
        except (subprocess.SubprocessError, OSError):
            return Previewed(broken_off=True)
    return Previewed(**{**answer, "found": tuple(Found(**one) for one in answer["found"])})


def previewed(wanted: Wanted, pack: bytes, brought: bytes) -> Previewed:
    """Check and draw; this runs in the process of its own."""
    reader, now = phrases_of(wanted.speaks), datetime.fromisoformat(wanted.now)
    files, _ = open_archive("pack.zip", pack)
    file, text, left = wanted.file, wanted.text, []
    if wanted.name:
        came = bring(wanted.name, brought, pack, wanted.place)
        if came.refused:
            return Previewed(_told(came.refused, "", reader))
        files, file, left = came.files, came.made, came.left
        text = files[file].decode()
    else:
        files = {**files, file: text.encode()}
    upload = open_upload("pack.zip", pack_up(files), now.date())
    found = _told([*left, *upload.problems], file, reader)
    return Previewed(found, _screens(files, file, wanted, now), file, text)


def _told(problems: Sequence[Problem], file: str, reader: Phrases) -> tuple[Found, ...]:
    """Return problems in a language: those of the file first, errors before hints, then errors of other files."""
    told = []
    # A translation that nobody has begun is all template: its file is named once.
    unwritten = Counter(one.path for one in problems if one.path != file and one.code == UNWRITTEN)
    for one in problems:
        said, mine = explain(one, reader), one.path == file
        again = unwritten.pop(one.path, 0) if not mine and one.code == UNWRITTEN else 1
        if not again:
            continue
        is_error = one.severity is Severity.ERROR
        if mine or is_error or one.code == "W913":
            where = "" if mine else f"{one.path}:{one.line}"
            more = reader.say(" (so are {count} more places)", count=again - 1) if again > 1 else ""
            told.append(Found(one.line if mine else 0, one.code, is_error, said.in_full + more, said.fix, where))
    told.sort(key=lambda one: (bool(one.where), not one.is_error, one.line))
    return tuple(told[:SHOWN])


def _screens(files: dict[str, bytes], file: str, wanted: Wanted, now: datetime) -> str:
    """Return the screens of the item of a file; empty where its errors leave nothing to draw."""
    safe, problems = open_archive("pack.zip", pack_up(files))
    if problems:
        return ""
    with tempfile.TemporaryDirectory(prefix="mayak-stage-") as folder:
        root = Path(folder) / "pack"
        lay_out(safe, root)
        pack = read_pack(root)
        parsed = pack.files.get(file)
        if parsed is None or pack.head is None or parsed.kind not in DRAWN:
            return ""
        with stage([pack], now) as opened:
            item = opened.library.find(parsed.kind, pack.head.id, parsed.item, wanted.locale)
            if item is None:
                return ""
            seen = screens(opened, item, Audience(wanted.audience))
            return preview_of(seen, item.locale, phrases_of(wanted.speaks).say("After a tap on:"), root)


def main() -> None:
    """Draw what stdin tells, and write what came of it to stdout, as JSON."""
    told, sent = read_within_limits()
    wanted = Wanted(**{name: told[name] for name in Wanted.__dataclass_fields__})
    pack, brought = sent[: told["pack"]], sent[told["pack"] :]
    said: dict[str, Any] = asdict(previewed(wanted, pack, brought))
    sys.stdout.buffer.write(json.dumps(said).encode())
    sys.stdout.flush()
    os._exit(0)  # nothing to clear up: the folder is the parent's


if __name__ == "__main__":
    main()

"""Preview: what an editor writes is checked and drawn as a reader sees it; nothing of it is stored."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.chat.item_screens import is_drawn, screens
from bot.chat.stage import stage
from bot.packs.articles import explain
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from bot.packs.upload.archive import lay_out, open_archive, pack_up
from bot.packs.upload.brought import bring, without_pictures
from bot.packs.upload.sandbox import Limits
from bot.packs.upload.upload import open_upload
from bot.values.audience import Audience
from bot.values.phrases import phrases_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.browser_forms import Asked, DrawScreens
    from bot.packs.problem import Problem
    from bot.values.phrases import Phrases

T = TypeVar("T")

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


async def preview(asked: Asked[T], wanted: Wanted, pack: bytes, brought: bytes) -> Previewed:
    """Check and draw a file in a process of its own."""
    limits = Limits(memory=MEMORY, niceness=NICENESS)
    told = {"wanted": asdict(wanted), "pack": len(pack)}
    answer = await asked.draw_apart(drawn_apart, told, pack + brought, limits)
    if answer is None:
        return Previewed(broken_off=True)
    return Previewed(**{**answer, "found": tuple(Found(**one) for one in answer["found"])})


def drawn_apart(told: Mapping[str, Any], content: bytes, draw: DrawScreens) -> dict[str, Any]:
    """Check and draw what was told; this runs in the process of its own."""
    length = told["pack"]
    return asdict(_previewed(Wanted(**told["wanted"]), content[:length], content[length:], draw))


def _previewed(wanted: Wanted, pack: bytes, brought: bytes, draw: DrawScreens) -> Previewed:
    reader, now = phrases_of(wanted.speaks), datetime.fromisoformat(wanted.now)
    files, _ = open_archive("pack.zip", pack)
    file, text, left = wanted.file, wanted.text, []
    if wanted.name:
        came = bring(wanted.name, brought, pack, wanted.place)
        if came.refused:
            return Previewed(_told(came.refused, "", reader))
        came = without_pictures(came, files)
        files, file, left = came.files, came.made, came.left
        text = files[file].decode()
    else:
        files = {**files, file: text.encode()}
    upload = open_upload("pack.zip", pack_up(files), now.date())
    found = _told([*left, *upload.problems], file, reader)
    return Previewed(found, _screens(files, file, wanted, draw), file, text)


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


def _screens(files: dict[str, bytes], file: str, wanted: Wanted, draw: DrawScreens) -> str:
    """Return the screens of the item of a file; empty where its errors leave nothing to draw."""
    safe, problems = open_archive("pack.zip", pack_up(files))
    if problems:
        return ""
    with tempfile.TemporaryDirectory(prefix="mayak-stage-") as folder:
        root = Path(folder) / "pack"
        lay_out(safe, root)
        pack = read_pack(root)
        parsed = pack.files.get(file)
        if parsed is None or pack.head is None or not is_drawn(parsed.kind):
            return ""
        with stage([pack], datetime.fromisoformat(wanted.now)) as opened:
            item = opened.library.find(parsed.kind, pack.head.id, parsed.item, wanted.locale)
            if item is None:
                return ""
            seen = screens(opened, item, Audience(wanted.audience))
            return draw(seen, item.locale, phrases_of(wanted.speaks).say("After a tap on:"), root)

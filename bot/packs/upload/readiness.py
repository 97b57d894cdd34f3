"""Readiness: the drafts in a pack, which no reader would see, what holds them up, and the pack with them ready."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.lint.placeholders import UNWRITTEN, placeholders_in
from bot.packs.upload.archive import pack_up

if TYPE_CHECKING:
    from bot.packs.pack import Pack
    from bot.packs.parser.head import PackHead

HEAD = "pack.yml"

_WAITING = ("draft", "in_review")

_STATUS = re.compile(rb"^(status:[ \t]*[\"']?)(?:draft|in_review)\b", re.MULTILINE)
_STATUS_OF_PACK = re.compile(
    rb"^(review:(?:(?!^\w)[\s\S])*?\bstatus:[ \t]*[\"']?)(?:draft|in_review)\b", re.MULTILINE
)
"""In pack.yml it stands under `review`, in lines of its own or in braces."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What of a pack is a draft: the names of files, pack.yml (then nothing of the pack is shown) before items.

    `ready`: can be made ready as it is; `held`: files with words of a template, which their author has to replace
    first (also a glossary or translation that is not a draft itself, but would hold up the pack);
    `unnamed`: pack.yml has no title or giver of its own yet.
    """

    ready: tuple[str, ...]
    held: tuple[str, ...]
    unnamed: bool

    def __bool__(self) -> bool:
        """Whether there is a draft."""
        return bool(self.ready or self.held)


def readiness(pack: Pack) -> Readiness:
    """Return what of a pack is a draft. A translation goes with its source."""
    drafts = unready(pack)
    whole = HEAD in drafts
    wordy = {
        pack.source_name(name)
        for name, file in pack.files.items()
        if any(problem.code == UNWRITTEN for problem in file.problems)
    }
    held = sorted(wordy if whole else wordy.intersection(drafts))
    stuck = whole and any(name not in drafts for name in held)
    ready = tuple(name for name in drafts if name not in held and not (stuck and name == HEAD))
    return Readiness(ready, tuple(held), whole and bool(pack.head and _stand_ins(pack.head)))


def unready(pack: Pack) -> list[str]:
    """Return the names of the drafts: pack.yml, then items in the language in which they were written."""
    head = [HEAD] if pack.head and pack.head.review.status in _WAITING else []
    items = [name for name, file in pack.files.items() if file.status in _WAITING and file.translated is None]
    return [*head, *sorted(items)]


def made_ready(content: bytes, names: tuple[str, ...]) -> bytes:
    """Return the archive of a checked pack with these of its files marked as approved. The same archive and names
    give the same bytes.
    """
    files = _files(content)
    for name in names:
        status = _STATUS_OF_PACK if name == HEAD else _STATUS
        files[name] = status.sub(rb"\1approved", files[name], count=1)
    return pack_up(files)


def is_titled(head: PackHead) -> bool:
    """Whether a pack's title is its author's own, not the template's."""
    return not any(map(placeholders_in, head.title.values()))


def named(content: bytes, head: PackHead, name: str) -> bytes:
    """Return the archive of a checked pack with `name` in place of the template's title; if the title is its
    author's own, in place of the template's words for the pack's giver and maintainers.
    """
    files = _files(content)
    words = files[HEAD]
    giver = [head.partner.name, *(one.name for one in head.maintainers)]
    quoted = json.dumps(name, ensure_ascii=False).encode()
    for stand_in in giver if is_titled(head) else head.title.values():
        if placeholders_in(stand_in):
            found = re.compile(rb"(:[ \t]*)([\"']?)" + re.escape(stand_in.encode()) + rb"\2(?=[ \t]*[}\r\n#,])")
            words = found.sub(lambda match: match[1] + quoted, words)
    return pack_up(files | {HEAD: words})


def _stand_ins(head: PackHead) -> list[str]:
    said = [*head.title.values(), head.partner.name, *(one.name for one in head.maintainers)]
    return [words for words in said if placeholders_in(words)]


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

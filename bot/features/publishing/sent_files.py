"""Sent files: what a file of somebody is for, whichever door it comes by, and the edition that it joins."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.incoming import SentFile
from bot.features.publishing.store import editions, editors
from bot.packs.problem import Problem
from bot.packs.upload.archive import UPLOAD_BYTES
from bot.packs.upload.sandbox import open_in_sandbox
from bot.packs.upload.upload import PackUpload
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import date
    from subprocess import Popen

    from bot.chat.file_uses import Arrived
    from bot.chat.turn import Turn
    from bot.packs.upload.sandbox import Limits
    from bot.values.page import Page

_CHECKS = ThreadPoolExecutor(2, "check")
"""Uploads that are checked at the same time, each in a process of its own: two take at most a GiB."""


@dataclass(frozen=True, slots=True)
class SentPack(SentFile):
    """A pack that an editor sent, fetched, opened and checked; None when it could not be fetched."""

    upload: PackUpload | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class PackInCheck(SentFile):
    """A file that an editor sent: it is fetched and checked while they are answered; then it is a `SentPack`."""


def in_hand(turn: Turn, _: Page | None) -> bytes | None:
    """Return the archive of the edition that an editor works on; None when there is none."""
    editor = editors.of(turn.db, turn.person.key)
    newest = next(iter(editions.of_owner(turn.db, editor)), None) if editor else None
    return editions.content(turn.db, newest.edition) if newest else None


async def read_arrived(base: bytes | None, arrived: Arrived) -> SentPack:
    """Check an editor's file, as part of the edition `base`; None for a pack of its own."""
    if arrived.content is None:
        return SentPack(too_large(arrived.name) if arrived.too_large else None)
    checked: Future[PackUpload] = check(
        arrived.name,
        arrived.content,
        base=base or b"",
        place=arrived.words,
        today=arrived.today,
        children=arrived.children,
    )
    upload: PackUpload = await asyncio.wrap_future(checked)
    return SentPack(upload)


def too_large(name: str) -> PackUpload:
    """Return what becomes of a file that is too large to be looked at."""
    what = phrase("the file is larger than {most} MiB", most=UPLOAD_BYTES // 2**20)
    return PackUpload(
        problems=(Problem(name[:80], 1, 1, "E901", what, phrase("make pictures smaller, or split the pack")),)
    )


def check(  # noqa: PLR0913 - what `open_in_sandbox` needs
    name: str,
    content: bytes,
    *,
    base: bytes,
    place: str,
    today: date,
    children: set[Popen[bytes]],
    limits: Limits | None = None,
) -> Future[PackUpload]:
    """Check an editor's file in a process of its own, which is in `children` meanwhile, two files at a time."""
    run = partial(open_in_sandbox, name, content, today, base, place, limits=limits, children=children)
    return _CHECKS.submit(run)

"""Sent files: what a file of somebody is for, whichever door it comes by, and the edition that it joins."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.drawing import ASKS_FOR_QUESTIONS, ASKS_FOR_SHEET
from bot.db import people
from bot.features.publishing.store import editions, editors
from bot.packs.problem import Problem
from bot.packs.upload.archive import UPLOAD_BYTES
from bot.packs.upload.sandbox import open_in_sandbox
from bot.packs.upload.upload import PackUpload
from bot.values.page import parse
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import date, datetime
    from subprocess import Popen

    from bot.chat.services import Services
    from bot.packs.upload.sandbox import Limits

_CHECKS = ThreadPoolExecutor(2, "check")
"""Uploads that are checked at the same time, each in a process of its own: two take at most a GiB."""


class Use(Enum):
    """What a file is for."""

    SHEET = "results"
    """A sheet of results that a teacher was asked for, on the page where they are."""
    QUESTIONS = "questions"
    """Questions of a teacher's own, on the page where they are asked for."""
    PACK = "pack"
    """A pack that an editor may send to their studio."""
    NONE = ""


def use_of(services: Services, sender: int, now: datetime) -> Use:
    """Return what a file of this person is for. In the store's thread. Errors: StoreAway."""
    with services.stores.durable.transaction() as db:
        person = people.find_here(db, services.lookups(sender), now.date())
        if person is not None and isinstance(parse(person.place), ASKS_FOR_SHEET):
            return Use.SHEET
        if person is not None and isinstance(parse(person.place), ASKS_FOR_QUESTIONS):
            return Use.QUESTIONS
        return Use.PACK if person and editors.of(db, person.key) else Use.NONE


def in_hand(services: Services, sender: int, now: datetime) -> bytes:
    """Return the archive of the edition that an editor works on, b"" when there is none. In the store's thread.

    Errors: StoreAway.
    """
    with services.stores.durable.transaction() as db:
        person = people.find_here(db, services.lookups(sender), now.date())
        editor = editors.of(db, person.key) if person else None
        newest = next(iter(editions.of_owner(db, editor)), None) if editor else None
        return editions.content(db, newest.edition) if newest else b""


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

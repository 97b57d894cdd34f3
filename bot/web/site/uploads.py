"""Uploads: a file that is sent from a browser where a screen takes one, as it would be in the chat."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import BodyPartReader

from bot.chat.drawing import ASKS_FOR_QUESTIONS, ASKS_FOR_SHEET
from bot.chat.incoming import Questions, Sent, Sheet, Thing
from bot.db.away import StoreAway
from bot.features.classes.paper_sheet import MOST_BYTES
from bot.features.own_questions import reading
from bot.features.publishing import pages as publishing_pages
from bot.features.publishing import sent_files
from bot.features.publishing.sent_files import Use
from bot.packs.upload.archive import UPLOAD_BYTES
from bot.values.page import parse
from bot.web.site.guard import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from concurrent.futures import Future
    from subprocess import Popen

    from aiohttp import MultipartReader, web

    from bot.chat.conversation import Reply
    from bot.chat.incoming import What
    from bot.chat.services import Services
    from bot.packs.upload.upload import PackUpload
    from bot.web.site.site import Site
    from bot.web.site.visit import Visit

TAKES_PACKS = (
    *(publishing_pages.Studio, publishing_pages.PackTemplate, publishing_pages.CheckBrokenOff),
    *(publishing_pages.Arrived, publishing_pages.Drafted, publishing_pages.Edition),
)
"""Pages at which an editor sends a file in."""

TAKES_WORDS = (publishing_pages.TranslationTaken,)
"""Where a translation was taken, which comes back by the same page: its name says where it belongs."""

SECONDS = 120.0
"""Seconds that a file may take to arrive: ten MiB by a slow line."""

AT_ONCE, OF_A_CLIENT = 8, 2
"""Files that may be on their way at once, and those of one client; a file is ten MiB of memory at most."""

MOST = {Use.SHEET: MOST_BYTES, Use.QUESTIONS: reading.FILE_BYTES}
"""Largest file by what it is for; any other may be as large as an editor's."""

FIELD_BYTES = 1024
"""Longest field beside the file."""


def takes_file(reply: Reply) -> bool:
    """Whether a page shows a field to send a file."""
    page = parse(reply.path)
    return takes_pack(reply) or isinstance(page, (*TAKES_WORDS, *ASKS_FOR_SHEET, *ASKS_FOR_QUESTIONS))


def takes_pack(reply: Reply) -> bool:
    """Whether that file is an editor's."""
    return isinstance(parse(reply.path), TAKES_PACKS)


class Uploads:
    """Takes files of who came from the chat; anybody else's are not read."""

    def __init__(self, site: Site, services: Services) -> None:
        self._site = site
        self._services = services
        self._on_their_way: dict[str, int] = {}
        self.children: set[Popen[bytes]] = set()
        """The checks that run, also those of texts."""

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the address to which a file is sent."""
        router.add_post("/send", self._site.guarded(self.send))

    def close(self) -> None:
        """End the checks that run."""
        for child in list(self.children):
            child.kill()

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Take a file and answer as the chat does. What proves that the form is ours comes before the file, which
        is not read without it.
        """
        site, visit = self._site, await self._site.visit_of(request)
        sender = visit.visitor.sender
        async with self._on_its_way(visit.client):
            try:
                async with arriving(request) as form:
                    if not visit.remembered or not site.guard.is_ours(visit.visitor.token, form.fields):
                        return site.too_late(visit)
                    use = await site.desks.run(sent_files.use_of, self._services, sender, site.clock())
                    content = await form.read_file(MOST.get(use, UPLOAD_BYTES))
                what = await self._what(visit, use, form, content)
                return await site.answered(visit, what, form.fields)
            except StoreAway:
                return site.apology(visit)

    @asynccontextmanager
    async def file_of(
        self, request: web.Request, visit: Visit, most: int
    ) -> AsyncIterator[tuple[Form, bytes | None]]:
        """Read a form with a file of who came from the chat; no content where the form is not ours, and for a file
        larger than `most`. Errors: Refused for what is no such form, too slow, or one too many.
        """
        async with self._on_its_way(visit.client):
            async with arriving(request) as form:
                ours = visit.remembered and self._site.guard.is_ours(visit.visitor.token, form.fields)
                content = await form.read_file(most) if ours else None
            yield form, content

    async def _what(self, visit: Visit, use: Use, form: Form, content: bytes | None) -> What:
        """Return what a file is to who sent it. Errors: StoreAway."""
        match use:
            case Use.NONE:
                return Thing("document")
            case Use.SHEET:
                return Sheet(content)
            case Use.QUESTIONS:
                sender, now = visit.visitor.sender, self._site.clock()
                services, name = self._services, form.name
                return Questions(await reading.for_teacher(services, sender, now, name, content, self.children))
            case Use.PACK:
                return await self._checked(visit, form, content)

    async def _checked(self, visit: Visit, form: Form, content: bytes | None) -> What:
        """Return an editor's file as it was found. Errors: StoreAway."""
        if content is None:
            return Sent(sent_files.too_large(form.name))
        now = self._site.clock()
        base = await self._site.desks.run(sent_files.in_hand, self._services, visit.visitor.sender, now)
        place = form.fields.get("place", "")
        checked: Future[PackUpload] = sent_files.check(
            form.name, content, base=base, place=place, today=now.date(), children=self.children
        )
        upload: PackUpload = await asyncio.wrap_future(checked)
        return Sent(upload)

    @asynccontextmanager
    async def _on_its_way(self, client: str) -> AsyncIterator[None]:
        """Count a file on its way. Errors: Refused when there are too many."""
        known = self._on_their_way
        if known.get(client, 0) >= OF_A_CLIENT or sum(known.values()) >= AT_ONCE:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
        known[client] = known.get(client, 0) + 1
        try:
            yield
        finally:
            known[client] -= 1
            if not known[client]:
                del known[client]


class Form:
    """A form with a file as its last field; it is read up to there, and no further than is wanted."""

    def __init__(self, reader: MultipartReader) -> None:
        self._reader = reader
        self._file: BodyPartReader | None = None
        self.fields: dict[str, str] = {}
        self.name = ""

    async def read_fields(self) -> None:
        """Read what stands before the file. Errors: ValueError for what is no form of ours."""
        for _ in range(10):
            part = await self._reader.next()
            if not isinstance(part, BodyPartReader):
                return
            if part.filename is not None:
                self._file, self.name = part, part.filename
                return
            content = await _read(part, FIELD_BYTES)
            if content is None:
                raise ValueError("a field is too long")
            self.fields[part.name or ""] = content.decode()

    async def read_file(self, most: int) -> bytes | None:
        """Return the file, None when it is larger. Errors: ValueError when there is none."""
        if self._file is None or not self.name:
            raise ValueError("no file")
        return await _read(self._file, most)


@asynccontextmanager
async def arriving(request: web.Request, seconds: float = SECONDS) -> AsyncIterator[Form]:
    """Give a form with a file while it arrives, its fields read. Errors: Refused for what is no such form, and for
    one that takes longer than `seconds`.
    """
    if request.content_type != "multipart/form-data":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        async with asyncio.timeout(seconds):
            form = Form(await request.multipart())
            await form.read_fields()
            yield form
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST) from None


async def _read(part: BodyPartReader, most: int) -> bytes | None:
    """Return a part of a form, None when it is longer than `most`."""
    content = bytearray()
    while piece := await part.read_chunk():
        content += piece
        if len(content) > most:
            return None
    return bytes(content)

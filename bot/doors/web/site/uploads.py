"""Uploads: a file that is sent from a browser where a screen takes one, as it would be in the chat."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader
from aiohttp.http_exceptions import HttpProcessingError

from bot.chat import sent_files
from bot.chat.browser_forms import FIELD_BYTES, FORM_SECONDS, Refused
from bot.chat.file_uses import Arrived
from bot.chat.incoming import Thing
from bot.db.away import StoreAway
from bot.doors.connections import arriving
from bot.doors.web.site.guard import Few

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from subprocess import Popen

    from aiohttp import web

    from bot.chat.file_uses import FileUse
    from bot.chat.incoming import SentFile
    from bot.chat.services import Services
    from bot.doors.web.site.reception import Reception
    from bot.doors.web.site.visit import Visit

SECONDS = 120.0
"""Seconds that a file may take to arrive: ten MiB by a slow line."""

AT_ONCE, OF_A_VISIT = 8, 2
"""Files that may be on their way at once, and those of one visit; a file is ten MiB of memory at most."""

FIELDS = 20
"""Most fields beside the file, where a form does not say how many it has."""

TOGETHER = 3
"""How many times the bytes of the longest field all of them may have together: a text, the same once more in the
form above it, and the rest.
"""


class Uploads:
    """Takes files of people who came from the chat; no others are read."""

    def __init__(self, site: Reception, services: Services) -> None:
        self._site = site
        self._services = services
        self.on_their_way = Few(AT_ONCE, OF_A_VISIT)
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
        try:
            form = await self.form_of(request, visit)
            if not form.fields:
                return site.too_late(visit)
            wanted = await site.desks.run(sent_files.wanted, self._services, sender, site.clock(), visit.person)
            if wanted.use is None:
                return await site.answered(visit, Thing("document"), form.fields)
            with self.on_their_way.one_more(visit):
                what = await self._read(visit, wanted.use, form)
                return await site.answered(visit, what, form.fields)
        except StoreAway:
            return site.apology(visit)

    async def form_of(
        self, request: web.Request, visit: Visit, longest: int = FIELD_BYTES, most: int = FIELDS
    ) -> Form:
        """Return a form whose fields have arrived and whose file has not; it has no fields where it is not on a
        page that was drawn for people who came from the chat. `longest`: bytes of a field; `most`: how many.
        Errors: Refused for any other or a slow form.
        """
        if not visit.remembered:
            return Form(request)
        form = await arriving_form(request, longest, most)
        return form if self._site.guard.is_ours(visit.visitor.token, form.fields) else Form(request)

    async def _read(self, visit: Visit, use: FileUse[Any], form: Form) -> SentFile:
        """Return what a file is to the feature that takes it. Errors: StoreAway."""
        content, now = await form.read_file(use.most), self._site.clock()
        whose = visit.visitor.sender, now, visit.person
        opened = await self._site.desks.run(sent_files.opened, self._services, use, *whose)
        words = form.fields.get("place", "")
        return await use.read(
            opened, Arrived(form.name, content, words, now.date(), self.children, too_large=content is None)
        )


class Form:
    """A form with a file as its last field; it is read up to the file, and further only on demand."""

    def __init__(self, request: web.Request, longest: int = FIELD_BYTES, most: int = FIELDS) -> None:
        self._request = request
        self._longest, self._most = longest, most
        self._file: BodyPartReader | None = None
        self.fields: dict[str, str] = {}
        self.name = ""

    async def read_fields(self) -> None:
        """Read the fields before the file. Errors: Refused for a form that is not ours, or too slow."""
        async with _reading(self._request, FORM_SECONDS):
            reader, together = await self._request.multipart(), 0
            for _ in range(self._most + 1):
                part = await reader.next()
                if not isinstance(part, BodyPartReader):
                    return
                if part.filename is not None:
                    self._file, self.name = part, part.filename
                    return
                content = await _read(part, self._longest)
                together += len(content or b"")
                if content is None or together > TOGETHER * self._longest:
                    raise ValueError("a field is too long, or all of them are")
                self.fields[part.name or ""] = content.decode()

    async def read_file(self, most: int, seconds: float = SECONDS) -> bytes | None:
        """Return the file, None when it is larger. Errors: Refused when there is none, and when it takes longer
        than `seconds`.
        """
        async with _reading(self._request, seconds):
            if self._file is None or not self.name:
                raise ValueError("no file")
            return await _read(self._file, most)


async def arriving_form(request: web.Request, longest: int = FIELD_BYTES, most: int = FIELDS) -> Form:
    """Return a form with a file once its fields have arrived. Errors: Refused for any other form."""
    if request.content_type != "multipart/form-data":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    form = Form(request, longest, most)
    await form.read_fields()
    return form


@asynccontextmanager
async def _reading(request: web.Request, seconds: float) -> AsyncIterator[None]:
    """Read of a body as it arrives. Errors: Refused for one that takes longer, or that the library cannot read."""
    try:
        with arriving(request):
            async with asyncio.timeout(seconds):
                yield
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
    except (ValueError, LookupError, RuntimeError, AssertionError, HttpProcessingError):
        raise Refused(HTTPStatus.BAD_REQUEST) from None


async def _read(part: BodyPartReader, most: int) -> bytes | None:
    """Return a part of a form, None when it is longer than `most`."""
    content = bytearray()
    while piece := await part.read_chunk():
        content += piece
        if len(content) > most:
            return None
    return bytes(content)

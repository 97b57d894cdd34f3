"""Site: the pages of the web door at PUBLIC_URL. From a request of a browser to the page that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.chat.browser_forms import find_forms
from bot.chat.incoming import Command, Tap, Words
from bot.chat.links import is_shared
from bot.doors.web.site import asked
from bot.doors.web.site.entrances import Entrances
from bot.doors.web.site.feature_forms import FeatureForms
from bot.doors.web.site.files import add_own_files, document_of, manifest_in
from bot.doors.web.site.guard import (
    form_of,
    from_here,
    led_to,
)
from bot.doors.web.site.nowhere import Nowhere
from bot.doors.web.site.numbers import by_lot
from bot.doors.web.site.reception import Reception
from bot.doors.web.site.uploads import Uploads
from bot.features.library import pages as library_pages
from bot.values.page import parse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp import web

    from bot.chat.conversation import Conversation
    from bot.chat.incoming import What

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = structlog.get_logger()

LESSONS = (library_pages.Lesson, library_pages.LessonCard)
"""Pages that a visitor's browser keeps once they were opened, to be read without a connection."""


class Site(Reception):
    """A reception with its addresses: what is asked for at each."""

    def __init__(
        self,
        conversation: Conversation,
        clock: Callable[[], datetime],
        address: str,
        client_header: str = "",
        *,
        bot_token: str = "",
    ) -> None:
        super().__init__(conversation, clock, address, client_header, bot_token=bot_token)
        self.uploads = Uploads(self, self.services)
        self.feature_forms = FeatureForms(self, find_forms(), self.uploads)
        self.entrances = Entrances(self)
        self.ways = (self.feature_forms.ways,)
        self.below = (self.entrances.below, self.feature_forms.below)

    def add_to(self, app: web.Application) -> None:
        """Add the pages, their files, and what else a browser asks a site for."""
        router = app.router
        router.add_get("/", self.guarded(self.front))
        router.add_get("/p/{path:.+}", self.guarded(self.page))
        router.add_post("/p/{path:.+}", self.guarded(self.act))
        router.add_post("/words", self.guarded(self.words))
        router.add_post("/end", self.guarded(self.end))
        for part in (self.entrances, self.uploads, self.feature_forms):
            part.add_to(router)
        router.add_get("/file/{key}", self.guarded(self.files.give))
        router.add_get("/manifest.webmanifest", self.guarded(manifest_in(self.services)))
        add_own_files(router, self.guarded)
        Nowhere(self, self.services).add_to(router)

    def close(self) -> None:
        """Forget everybody, and end what runs for them."""
        self.uploads.close()
        self.feature_forms.close()
        super().close()

    async def front(self, request: web.Request) -> web.StreamResponse:
        """Answer with the greeting, or with what a link to the bot names (`/?start=lesson_…`)."""
        if self.guard.comes_from_elsewhere(request):
            return from_here()
        return await self._visited(request, Command("start", request.query.get("start", "")[:64]))

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Answer with a page. One that changes what is hard to undo is asked for once more: a link does not open
        it. Another site's link opens what is to be read, and nothing else.
        """
        path = request.match_info["path"]
        place = parse(path)
        if self.is_help(place):
            return await self._visited(request, Tap(path))
        if self.guard.comes_from_elsewhere(request):
            return from_here() if place is not None and is_shared(place) else led_to("/")
        if place is not None and place.acts:
            visit = await self.visit_of(request)
            return self.shown(visit, asked.once_more(self.reader_of(visit), place))
        return await self._visited(request, Tap(path), file=request.query.get("file", ""))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Do what a button says that changes something."""
        return await self._sent(request, lambda _: Tap(request.match_info["path"]))

    async def words(self, request: web.Request) -> web.StreamResponse:
        """Answer typed words; they are stored nowhere."""
        return await self._sent(request, lambda form: asked.typed(form.get("words", "")))

    async def end(self, request: web.Request) -> web.StreamResponse:
        """Forget a visitor who ends the visit; close a browser that was opened from the chat."""
        form = await form_of(request)
        visit = await self.visit_of(request)
        if not self.is_proven(visit, form):
            return self.too_late(visit)
        await self.leave(visit)
        response = led_to("/")
        self.guard.drop_cookie(response)
        return response

    async def _visited(self, request: web.Request, what: What, file: str = "") -> web.StreamResponse:
        """Answer a request that changes nothing that is hard to undo."""
        visit = await self.visit_of(request)
        reply = await self.reply(visit, what, 1 << 62 | by_lot())
        if file.isdecimal() and int(file[:4]) < len(reply.screen.documents):
            return await document_of(reply.screen.documents[int(file[:4])])
        if await self.feature_forms.has_ended(visit, reply):
            return self.gone(visit, reply)
        response = self.shown(visit, reply)
        if not visit.remembered and isinstance(parse(reply.path), LESSONS):
            response.headers["X-Offline"] = "keep"
        return response

    async def _sent(self, request: web.Request, what: Callable[[dict[str, str]], What]) -> web.StreamResponse:
        """Answer a form, once: one that comes again is drawn and changes nothing. A client without a cookie is
        nobody yet, so no form can be forged in their name: words typed after an idle hour are heard.
        """
        meant = what(form := await form_of(request))
        visit = await self.visit_of(request, meant)
        if not self.is_proven(visit, form):
            return self.too_late(visit)
        if not visit.remembered and isinstance(meant, Words):
            taken = await self.feature_forms.taken(request, visit, meant.words, form)
            if taken is not None:
                return taken
        return await self.answered(visit, meant, form)

"""Site: the pages of the web door at PUBLIC_URL. From a request of a browser to the page that answers it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.chat import around_help
from bot.chat.conversation import Conversation, Reply
from bot.chat.incoming import Command, Incoming, Tap
from bot.db.away import StoreAway
from bot.features.account import pages as account_pages
from bot.features.help import pages as help_pages
from bot.features.library import pages as library_pages
from bot.help.last_resort import last_resort
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import Text
from bot.web.clients import client_of
from bot.web.site import rendering
from bot.web.site.asked import is_shared, language_of, typed
from bot.web.site.desks import Desks, is_desk
from bot.web.site.entrances import Entrances
from bot.web.site.files import STATIC, WORKER, Files, document_of, manifest, own_file
from bot.web.site.guard import (
    AGAIN_SECONDS,
    HEADERS,
    PRIVATE,
    Guard,
    Refused,
    by_lot,
    form_of,
    from_here,
    led_to,
    refusal,
)
from bot.web.site.open_reading import OpenReading
from bot.web.site.visitors import Visitor, Visitors, stranger

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.chat.incoming import What
    from bot.chat.turn import Reader
    from bot.values.page import Page

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = structlog.get_logger()


LESSONS = (library_pages.Lesson, library_pages.LessonCard)
"""Pages that a visitor's browser keeps once they were opened, to be read without a connection."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody: who it is, and in which language their browser asks."""

    visitor: Visitor
    client: str
    language: str
    is_new: bool = False
    passes: bool = False
    """Nothing is set in the place of the cookie: another site led here, so the browser kept it back, or the
    database cannot tell just now whose it is."""
    away: bool = False
    """The database cannot tell; Help is shown all the same."""
    remembered: bool = False
    """This is a browser that somebody opened from the chat (`/desk`): what they do here counts there."""


class Site:
    """Serves every page of the house to browsers. `address`: PUBLIC_URL; `client_header`: the header in which the
    operator's own proxy names the client, empty without one.
    """

    def __init__(
        self,
        conversation: Conversation,
        clock: Callable[[], datetime],
        address: str,
        client_header: str = "",
        *,
        bot_token: str = "",
    ) -> None:
        self.chat = conversation
        self._services = conversation.services
        self.clock = clock
        self._client_header = client_header
        self.guard = Guard(address)
        self.visitors = Visitors()
        self.reading = OpenReading(self._services)
        self.desks = Desks(self._services, clock, bot_token)
        self.files = Files()

    def add_to(self, app: web.Application) -> None:
        """Add the pages, their files, and what else a browser asks a site for."""
        router = app.router
        router.add_get("/", self.guarded(self.front))
        router.add_get("/p/{path:.+}", self.guarded(self.page))
        router.add_post("/p/{path:.+}", self.guarded(self.act))
        router.add_post("/words", self.guarded(self.words))
        router.add_post("/end", self.guarded(self.end))
        Entrances(self).add_to(router)
        router.add_get("/offline", self.guarded(self.offline))
        router.add_get("/sw.js", self.guarded(own_file(WORKER, "text/javascript")))
        router.add_get("/file/{key}", self.guarded(self.files.give))
        router.add_get("/manifest.webmanifest", self.guarded(self.manifest))
        for name, kind in STATIC.items():
            router.add_get(f"/static/{name}", self.guarded(own_file(name, kind)))

    def close(self) -> None:
        """Forget everybody."""
        self.reading.close()

    async def sweep(self) -> None:
        """Forget who was idle for an hour. To be called every minute."""
        now = self.clock()
        self.visitors.sweep(now)
        await self._in_memory(self.reading.conversation.forget_visitors, now)

    # What is asked for

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
        if self._is_help(place):
            return await self._visited(request, Tap(path))
        if self.guard.comes_from_elsewhere(request):
            return from_here() if place is not None and is_shared(place) else led_to("/")
        if place is not None and place.acts:
            visit = await self.visit_of(request)
            return self.shown(visit, self._asked_once_more(visit, place))
        return await self._visited(request, Tap(path), file=request.query.get("file", ""))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Do what a button says that changes something."""
        return await self._sent(request, lambda _: Tap(request.match_info["path"]))

    async def words(self, request: web.Request) -> web.StreamResponse:
        """Answer typed words; they are stored nowhere."""
        return await self._sent(request, lambda form: typed(form.get("words", "")[: rendering.LONGEST]))

    async def end(self, request: web.Request) -> web.StreamResponse:
        """Forget a visitor who ends the visit; close a browser that was opened from the chat."""
        form = await form_of(request)
        visit = await self.visit_of(request)
        if not visit.is_new and not self.guard.is_ours(visit.visitor.token, form):
            return self.too_late(visit)
        await self.leave(visit)
        response = led_to("/")
        self.guard.drop_cookie(response)
        return response

    async def offline(self, request: web.Request) -> web.StreamResponse:
        """Answer with what a browser shows in place of a page while there is no connection."""
        visit = await self.visit_of(request)
        reader = self.reader_of(visit)
        words = reader.say(
            "There is no connection just now. Help is here all the same, and so are the lessons that you opened."
        )
        rows = ((Link(reader.say("🆘 Help"), help_pages.Help()),),)
        return self.shown(visit, Reply(Screen(Text(words), rows), account_pages.Start().path))

    async def manifest(self, request: web.Request) -> web.StreamResponse:
        """Answer with what a phone needs to put the site beside its apps."""
        return manifest(self._services.phrases_of(language_of(request, self._services)).say("Mayak"))

    # How it is answered

    def guarded(self, handler: Handler) -> Handler:
        """Return a handler behind the guard; what it refuses is answered without a word about anybody."""

        async def handle(request: web.Request) -> web.StreamResponse:
            client = client_of(request, self._client_header)
            of_help = self._is_help(parse(request.match_info.get("path", "")))
            try:
                self.guard.check(request)
                if request.path.startswith("/static/") or (of_help and self.guard.allows(client, of_help=True)):
                    return await handler(request)
                if not self.guard.allows(client, of_help=False):
                    return self._slower(request)
                async with self.guard.entering(client):
                    return await handler(request)
            except Refused as refused:
                return refusal(refused.status)

        return handle

    async def _visited(self, request: web.Request, what: What, file: str = "") -> web.StreamResponse:
        """Answer a request that changes nothing that is hard to undo."""
        visit = await self.visit_of(request)
        reply = await self._reply(visit, what, 1 << 62 | by_lot())
        if file.isdecimal() and int(file[:4]) < len(reply.screen.documents):
            return await document_of(reply.screen.documents[int(file[:4])])
        response = self.shown(visit, reply)
        if not visit.remembered and isinstance(parse(reply.path), LESSONS):
            response.headers["X-Offline"] = "keep"
        return response

    async def _sent(self, request: web.Request, what: Callable[[dict[str, str]], What]) -> web.StreamResponse:
        """Answer a form, once: one that comes again is drawn and changes nothing. Who comes without a cookie is
        nobody yet, so no form can be forged in their name: words typed after an idle hour are heard.
        """
        form = await form_of(request)
        visit = await self.visit_of(request)
        token = visit.visitor.token
        meant = what(form)
        if not visit.is_new and not self.guard.is_ours(token, form):
            return self.too_late(visit)
        reply = await self._reply(visit, meant, self.guard.update_id(token, form))
        if reply.path == account_pages.ForgetNow().path:
            await self.leave(visit)
            response = self.shown(visit, reply)
            self.guard.drop_cookie(response)
            return response
        return self.shown(visit, reply)

    async def _reply(self, visit: Visit, what: What, number: int) -> Reply:
        """Return what somebody sees next: Help at once, anything else in its turn."""
        self.reading.keep_up()
        conversation, now = self._conversation(visit), self.clock()
        incoming = replace(self.incoming_of(visit), update_id=number, what=what)
        first_aid = conversation.first_aid
        if visit.remembered and not first_aid.knows(incoming.sender):
            await around_help.recall(conversation, incoming, now)
        try:
            incoming = first_aid.read(incoming)
            page = first_aid.page(incoming)
        except Exception:
            log.exception("not judged", update_id=number)
            page = help_pages.Help()
        if page is not None:
            if visit.remembered:
                around_help.rest(conversation, incoming, now)
            return Reply(self._help(conversation, incoming, page, now), page.path)
        async with self.guard.turns(visit.client):
            try:
                reply = await self._turn(visit, incoming, now)
            except StoreAway:
                reply = None
        return reply or conversation.apology(incoming, now)

    async def _turn(self, visit: Visit, incoming: Incoming, now: datetime) -> Reply | None:
        """Take a turn in the thread of the store that knows who it is. Errors: StoreAway."""
        if visit.away:
            return None
        if visit.remembered:
            return await asyncio.wrap_future(self._services.stores.durable.run(self.chat.answer, incoming, now))
        return await self._in_memory(self.reading.answer, incoming, now)

    def _help(self, conversation: Conversation, incoming: Incoming, page: Page, now: datetime) -> Screen:
        try:
            return conversation.first_aid.answer(incoming, page, now)
        except Exception:
            log.exception("help failed", update_id=incoming.update_id)
            return last_resort(self._services.phrases_of(incoming.language))

    async def _in_memory(self, function: Callable[..., Reply | None], *args: object) -> Reply | None:
        """Run a turn in the thread of the visitors' store."""
        return await asyncio.wrap_future(self.reading.conversation.services.stores.visitors.run(function, *args))

    def _conversation(self, visit: Visit) -> Conversation:
        return self.chat if visit.remembered else self.reading.conversation

    async def visit_of(self, request: web.Request) -> Visit:
        """Return who asks: whoever opened this browser from the chat, the visitor of the cookie, or a new one."""
        now, client = self.clock(), client_of(request, self._client_header)
        language, token = language_of(request, self._services), request.cookies.get(self.guard.cookie, "")
        if "offline" in request.query:
            # A copy for when there is no connection: of nobody, in the language that was asked for.
            wanted = request.query["offline"]
            kept = wanted if wanted in self._services.phrases else language
            return Visit(stranger(client, now), client, kept, is_new=True, passes=True)
        if self.guard.comes_from_elsewhere(request):
            return Visit(stranger(client, now), client, language, is_new=True, passes=True)
        if is_desk(token):
            try:
                sender = await self.desks.whose(token)
            except StoreAway:
                return Visit(stranger(client, now), client, language, is_new=True, passes=True, away=True)
            if sender is not None:
                return Visit(Visitor(token, sender, client, now), client, language, remembered=True)
        known = self.visitors.find(token, now)
        if known is not None:
            return Visit(known, client, language)
        visitor, gone = self.visitors.welcome(client, now)
        if gone is not None:
            self.reading.conversation.services.stores.visitors.run(self.reading.forget, gone.sender, now)
        return Visit(visitor, client, language, is_new=True)

    async def leave(self, visit: Visit) -> None:
        """Forget a visitor, or close a browser that was opened from the chat."""
        if visit.remembered:
            await self.desks.close(visit.visitor.token)
        else:
            self.visitors.leave(visit.visitor)
            await self._in_memory(self.reading.forget, visit.visitor.sender, self.clock())

    def shown(
        self,
        visit: Visit,
        reply: Reply,
        status: int = HTTPStatus.OK,
        more: tuple[rendering.Shown, ...] = (),
        *,
        mini_app: bool = False,
    ) -> web.Response:
        """Return a page with the cookie of who asked."""
        reader = self.reader_of(visit)
        self.files.note(reply.screen)
        forms = rendering.Forms(self.guard.csrf(visit.visitor.token), by_lot(), mini_app)
        words = rendering.page(reader, reply, forms, remembered=visit.remembered, more=more)
        response = web.Response(text=words, status=status, content_type="text/html", headers=HEADERS | PRIVATE)
        if visit.passes:
            self.reading.conversation.first_aid.forget(visit.visitor.sender)
        elif visit.is_new:
            self.guard.set_cookie(response, visit.visitor.token)
        return response

    def _slower(self, request: web.Request) -> web.Response:
        """Ask a client who is too fast to wait; Help is a tap away all the same."""
        now, language = self.clock(), language_of(request, self._services)
        visit = Visit(stranger("", now), "", language, is_new=True, passes=True)
        reply = self.reading.conversation.slow_down(Incoming(0, visit.visitor.sender, language, Tap("")), now)
        response = self.shown(visit, reply, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = AGAIN_SECONDS
        return response

    def too_late(self, visit: Visit) -> web.Response:
        """Answer a form that is not of a page of this visit: a forged one, or one that was open for too long."""
        reader = self.reader_of(visit)
        words = reader.say("This page was open for too long. Please go on from here.")
        rows = ((Link(reader.say("▶ Begin"), account_pages.Start()),),)
        return self.shown(
            visit, Reply(Screen(Text(words), rows), account_pages.Start().path), HTTPStatus.FORBIDDEN
        )

    def _asked_once_more(self, visit: Visit, place: Page) -> Reply:
        """Return a page whose button does what only a button may do."""
        reader = self.reader_of(visit)
        words = reader.say("Something is about to change. Shall it?")
        return Reply(Screen(Text(words), ((Link(reader.say("Yes"), place),),)), place.path)

    def reader_of(self, visit: Visit) -> Reader:
        """Return as much as memory knows of whoever asks."""
        return self._conversation(visit).first_aid.reader(self.incoming_of(visit), self.clock())

    @staticmethod
    def incoming_of(visit: Visit) -> Incoming:
        """Return an update of whoever asks, in which nothing was done yet."""
        return Incoming(0, visit.visitor.sender, visit.language, Tap(""))

    def _is_help(self, place: Page | None) -> bool:
        return type(place) in self._services.views.without_store

"""Site: the pages of the web door at PUBLIC_URL. From a request of a browser to the page that answers it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.chat import around_help
from bot.chat.conversation import Conversation, Reply
from bot.chat.incoming import Command, Incoming, Tap, Words
from bot.chat.shared_phone import OF_THE_PHONE
from bot.db.away import StoreAway
from bot.features.account import pages as account_pages
from bot.features.classes.return_codes import typed_return_code
from bot.features.help import pages as help_pages
from bot.features.library import pages as library_pages
from bot.features.profiles import pages as profiles_pages
from bot.help.last_resort import last_resort
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import Text
from bot.web.clients import client_of
from bot.web.site import asked, rendering
from bot.web.site.desks import Desks, is_desk
from bot.web.site.entrances import Entrances
from bot.web.site.files import Files, add_own_files, document_of, manifest
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
from bot.web.site.nowhere import Nowhere
from bot.web.site.open_reading import OpenReading
from bot.web.site.own_questions import OwnQuestions
from bot.web.site.pupils import Pupils
from bot.web.site.studio import Studio
from bot.web.site.text_forms import TextForms
from bot.web.site.uploads import Uploads, takes_file, takes_pack
from bot.web.site.visit import Visit
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
        self.pupils = Pupils(self, self._services)
        self.uploads = Uploads(self, self._services)
        self.text_forms = TextForms(self, self._services, self.uploads.children)
        self.studio = Studio(self, self._services)
        self.own_questions = OwnQuestions(self, self._services)
        self.files = Files()

    def add_to(self, app: web.Application) -> None:
        """Add the pages, their files, and what else a browser asks a site for."""
        router = app.router
        router.add_get("/", self.guarded(self.front))
        router.add_get("/p/{path:.+}", self.guarded(self.page))
        router.add_post("/p/{path:.+}", self.guarded(self.act))
        router.add_post("/words", self.guarded(self.words))
        router.add_post("/end", self.guarded(self.end))
        for part in (Entrances(self), self.pupils, self.uploads, self.text_forms, self.studio, self.own_questions):
            part.add_to(router)
        router.add_get("/offline", self.guarded(self.offline))
        router.add_get("/file/{key}", self.guarded(self.files.give))
        router.add_get("/manifest.webmanifest", self.guarded(self.manifest))
        add_own_files(router, self.guarded)
        Nowhere(self).add_to(router)

    def close(self) -> None:
        """Forget everybody."""
        self.uploads.close()
        self.studio.close()
        self.reading.close()

    async def sweep(self) -> None:
        """Forget who was idle for an hour. To be called every minute."""
        now = self.clock()
        self.visitors.sweep(now)
        self.desks.sweep(now)
        await self._in_memory(self.reading.conversation.forget_visitors, now)
        self.pupils.conversation.first_aid.forget_visitors(now)

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
            return from_here() if place is not None and asked.is_shared(place) else led_to("/")
        if place is not None and place.acts:
            visit = await self.visit_of(request)
            return self.shown(visit, asked.once_more(self.reader_of(visit), place))
        return await self._visited(request, Tap(path), file=request.query.get("file", ""))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Do what a button says that changes something."""
        return await self._sent(request, lambda _: Tap(request.match_info["path"]))

    async def words(self, request: web.Request) -> web.StreamResponse:
        """Answer typed words; they are stored nowhere."""
        return await self._sent(request, lambda form: asked.typed(form.get("words", "")), typed_return_code)

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
        return manifest(self._services.phrases_of(asked.language_of(request, self._services)).say("Mayak"))

    # How it is answered

    def guarded(self, handler: Handler) -> Handler:
        """Return a handler behind the guard; what it refuses is answered without a word about anybody."""

        async def handle(request: web.Request) -> web.StreamResponse:
            client = client_of(request, self._client_header)
            of_help = self._is_help(parse(path := request.match_info.get("path", "")))
            try:
                self.guard.check(request)
                if request.path.startswith("/static/") or (of_help and self.guard.allows(client, of_help=True)):
                    return await handler(request)
                if not self.guard.allows(client, of_help=False):
                    return self._slower(request, path if of_help else "")
                async with self.guard.entering(client, form=request.method == "POST"):
                    return await handler(request)
            except Refused as refused:
                return refusal(refused.status)

        return handle

    async def _visited(self, request: web.Request, what: What, file: str = "") -> web.StreamResponse:
        """Answer a request that changes nothing that is hard to undo."""
        visit = await self.visit_of(request)
        reply = await self.reply(visit, what, 1 << 62 | by_lot())
        if file.isdecimal() and int(file[:4]) < len(reply.screen.documents):
            return await document_of(reply.screen.documents[int(file[:4])])
        if await self.pupils.has_left(visit, reply):
            return self._gone(visit, reply)
        response = self.shown(visit, reply)
        if not visit.remembered and isinstance(parse(reply.path), LESSONS):
            response.headers["X-Offline"] = "keep"
        return response

    async def _sent(
        self,
        request: web.Request,
        what: Callable[[dict[str, str]], What],
        code_in: Callable[[str], str] = lambda _: "",
    ) -> web.StreamResponse:
        """Answer a form, once: one that comes again is drawn and changes nothing. Who comes without a cookie is
        nobody yet, so no form can be forged in their name: words typed after an idle hour are heard. `code_in`: a
        pupil's return code, which may be typed anywhere.
        """
        meant = what(form := await form_of(request))
        visit = await self.visit_of(request, meant)
        if not visit.is_new and not self.guard.is_ours(visit.visitor.token, form):
            return self.too_late(visit)
        if not visit.remembered and isinstance(meant, Words) and (code := code_in(meant.words)):
            return await self.pupils.let_back(visit, code)
        return await self.answered(visit, meant, form)

    async def answered(self, visit: Visit, what: What, form: dict[str, str]) -> web.StreamResponse:
        """Answer what came by a form, once."""
        reply = await self.reply(visit, what, self.guard.update_id(visit.visitor.token, form))
        if reply.path == account_pages.ForgetNow().path:
            await self.leave(visit)
            return self._gone(visit, reply)
        return self.shown(visit, reply)

    def _gone(self, visit: Visit, reply: Reply) -> web.StreamResponse:
        """Show a page to somebody of whom there is nothing any more."""
        response = self.shown(visit, reply)
        self.guard.drop_cookie(response)
        return response

    async def reply(self, visit: Visit, what: What, number: int) -> Reply:
        """Return what somebody sees next: Help at once, anything else in its turn."""
        self.reading.keep_up()
        self.pupils.keep_up()
        conversation, now = self._conversation(visit), self.clock()
        if isinstance(what, Tap) and isinstance(parse(what.path), OF_THE_PHONE):
            what = Tap(profiles_pages.InTheChat().path)
        incoming = replace(self.incoming_of(visit), update_id=number, what=what)
        first_aid = conversation.first_aid
        if visit.remembered and not first_aid.knows(incoming.sender):
            await around_help.recall(conversation, incoming, now)
        try:
            incoming = first_aid.read(incoming)
            page = first_aid.page(self.guard.listening.heard_of(incoming, visit.client))
        except Exception:
            log.exception("not judged", update_id=number)
            page = help_pages.Help()
        if page is not None:
            if visit.remembered:
                around_help.rest(conversation, incoming, now)
                around_help.count(conversation, incoming, page, now)
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
            answer = self._conversation(visit).answer
            return await asyncio.wrap_future(self._services.stores.durable.run(answer, incoming, now))
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
        remembered = self.pupils.conversation if visit.is_pupil else self.chat
        return remembered if visit.remembered else self.reading.conversation

    async def visit_of(self, request: web.Request, sent: What | None = None) -> Visit:
        """Return who asks, by their cookie, else a new visitor. A call for help, also one `sent` by a form, does
        not wait for the database.
        """
        now, client = self.clock(), client_of(request, self._client_header)
        language, token = asked.language_of(request, self._services), request.cookies.get(self.guard.cookie, "")
        if "offline" in request.query:
            # A copy for when there is no connection: of nobody, in the language that was asked for.
            wanted = request.query["offline"]
            kept = wanted if wanted in self._services.phrases else language
            return Visit(stranger(client, now), client, kept, is_new=True, passes=True)
        if self.guard.comes_from_elsewhere(request):
            return Visit(stranger(client, now), client, language, is_new=True, passes=True)
        if is_desk(token):
            of_help = self._is_help(parse(request.match_info.get("path", "")))
            at_once = of_help or asked.calls_for_help(self.chat.first_aid, sent)
            try:
                opener = await (self.desks.whose_at_once if at_once else self.desks.whose)(token)
            except StoreAway:
                return Visit(stranger(client, now), client, language, is_new=True, passes=True, away=True)
            if opener is not None:
                visitor = Visitor(token, opener.sender, client, now)
                return Visit(visitor, client, language, remembered=True, person=opener.person)
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
        self, visit: Visit, reply: Reply, status: int = HTTPStatus.OK, more: rendering.More | None = None
    ) -> web.Response:
        """Return a page with the cookie of who asked, and what the site itself adds to it."""
        reader = self.reader_of(visit)
        self.files.note(reply.screen)
        parts = (self.pupils, self.studio, self.own_questions)
        more = more or rendering.More(tuple(way for one in parts for way in one.ways(visit, reply)))
        more = replace(more, linked=("https://",) if self._is_help(parse(reply.path)) else (self.guard.origin,))
        more = replace(more, codes=not visit.remembered, below=self.pupils.below(visit, reply))
        if visit.remembered:
            more = replace(more, kept=visit.kept(reader), live=asked.looked_at_again(reply))
            more = replace(more, file=takes_file(reply), place=takes_pack(reply))
        forms = rendering.Forms(self.guard.csrf(visit.visitor.token), by_lot())
        words = rendering.page(reader, reply, forms, more)
        response = web.Response(text=words, status=status, content_type="text/html", headers=HEADERS | PRIVATE)
        if visit.passes:
            self.reading.conversation.first_aid.forget(visit.visitor.sender)
        elif visit.is_new:
            self.guard.set_cookie(response, visit.visitor.token)
        return response

    def apology(self, visit: Visit) -> web.StreamResponse:
        """Answer while the database is away."""
        return self.shown(visit, self._conversation(visit).apology(self.incoming_of(visit), self.clock()))

    def _slower(self, request: web.Request, help_path: str) -> web.Response:
        """Ask a client who is too fast to wait; Help is shown all the same, as to anybody: it may be somebody else
        who floods behind the same address.
        """
        now, language = self.clock(), asked.language_of(request, self._services)
        visit = Visit(stranger("", now), "", language, is_new=True, passes=True)
        conversation, incoming = self.reading.conversation, replace(self.incoming_of(visit), what=Tap(help_path))
        page = conversation.first_aid.page(incoming)
        if page is not None:
            return self.shown(visit, Reply(self._help(conversation, incoming, page, now), page.path))
        response = self.shown(visit, conversation.slow_down(incoming, now), HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = AGAIN_SECONDS
        return response

    def too_late(self, visit: Visit) -> web.Response:
        """Answer a form that is not of a page of this visit: a forged one, or one that was open for too long."""
        reader = self.reader_of(visit)
        words = Text(reader.say("This page was open for too long. Please go on from here."))
        begin = Link(reader.say("▶ Begin"), account_pages.Start())
        return self.shown(visit, Reply(Screen(words, ((begin,),)), begin.page.path), HTTPStatus.FORBIDDEN)

    def reader_of(self, visit: Visit) -> Reader:
        """Return as much as memory knows of whoever asks."""
        return self._conversation(visit).first_aid.reader(self.incoming_of(visit), self.clock())

    @staticmethod
    def incoming_of(visit: Visit) -> Incoming:
        """Return an update of whoever asks, in which nothing was done yet."""
        return Incoming(0, visit.visitor.sender, visit.language, Tap(""), person=visit.person)

    def _is_help(self, place: Page | None) -> bool:
        return type(place) in self._services.views.without_store

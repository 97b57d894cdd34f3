"""Reception: recognises or welcomes each client, answers by a turn, and shows a page."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.chat import sent_files
from bot.chat.browser_forms import Refused
from bot.chat.browser_people import Who
from bot.chat.incoming import Incoming, Tap
from bot.chat.links import is_shared
from bot.chat.shared_phone import is_of_phone
from bot.db.away import StoreAway
from bot.doors.reply import answer, help_reply
from bot.doors.web.clients import client_of
from bot.doors.web.site import asked, rendering
from bot.doors.web.site.chatless_talk import (
    ChatlessTalk,
    before_the_tap,
    of_looking_teachers,
    of_pupils,
    of_teachers,
)
from bot.doors.web.site.desks import Desks, is_desk
from bot.doors.web.site.files import Files
from bot.doors.web.site.guard import (
    AGAIN_SECONDS,
    HEADERS,
    PLACE,
    PRIVATE,
    Caller,
    Guard,
    refusal,
)
from bot.doors.web.site.numbers import by_lot
from bot.doors.web.site.open_reading import OpenReading
from bot.doors.web.site.visit import Visit
from bot.doors.web.site.visitors import Visitor, Visitors, stranger
from bot.features.account import pages as account_pages
from bot.values import landmarks
from bot.values.page import parse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bot.chat.conversation import Conversation, Reply
    from bot.chat.incoming import What
    from bot.chat.turn import Reader
    from bot.values.page import Page

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
    Ways = Callable[[Visit, Reply], tuple[rendering.Shown, ...]]

log = structlog.get_logger()


class Reception:
    """Answers browsers. `address`: PUBLIC_URL; `client_header`: the header in which the operator's own proxy names
    the client, empty without one.
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
        self.services = conversation.services
        self.clock = clock
        self._client_header = client_header
        self.guard = Guard(address)
        self.visitors = Visitors()
        self.reading = OpenReading(self.services)
        self.desks = Desks(self.services, clock, bot_token)
        self.pupil_talk = ChatlessTalk(self.services, of_pupils)
        self.teacher_talk = ChatlessTalk(self.services, of_teachers)
        self.looking_talk = ChatlessTalk(self.services, of_looking_teachers)
        self._talks = (self.pupil_talk, self.teacher_talk, self.looking_talk)
        self.files = Files()
        self.ways: tuple[Ways, ...] = ()
        """What is offered in a browser alone, above the buttons of a page."""
        self.below: tuple[Ways, ...] = ()
        """The same below them: what is needed seldom."""

    def close(self) -> None:
        """Forget everybody."""
        self.reading.close()

    async def sweep(self) -> None:
        """Forget who was idle for an hour. To be called every minute."""
        now = self.clock()
        self.visitors.sweep(now)
        self.desks.sweep(now)
        await self.in_memory(self.reading.conversation.forget_visitors, now)
        for talk in self._talks:
            talk.conversation.first_aid.forget_visitors(now)

    async def visit_of(self, request: web.Request, sent: What | None = None) -> Visit:
        """Return who asks, by their cookie, else a new visitor. A call for help, also one `sent` by a form, does
        not wait for the database.
        """
        now, client = self.clock(), client_of(request, self._client_header)
        language, token = asked.language_of(request, self.services), request.cookies.get(self.guard.cookie, "")
        if "offline" in request.query:
            # A copy for when there is no connection: of nobody, in the language that was asked for.
            kept = wanted if (wanted := request.query["offline"]) in self.services.phrases else language
            return Visit(stranger(client, now), client, kept, is_new=True, passes=True)
        if self.guard.comes_from_elsewhere(request):
            return Visit(stranger(client, now), client, language, is_new=True, passes=True)
        if is_desk(token):
            of_help = self.is_help(parse(request.match_info.get("path", "")))
            at_once = of_help or asked.calls_for_help(self.chat.first_aid, sent)
            try:
                opener = await (self.desks.whose_at_once if at_once else self.desks.whose)(token)
            except StoreAway:
                return Visit(stranger(client, now), client, language, is_new=True, passes=True, away=True)
            if opener is not None:
                visitor = Visitor(token, opener.sender, client, now)
                return Visit(
                    visitor, client, language, remembered=True, person=opener.person, proven=opener.proven
                )
        if known := self.visitors.find(token, now):
            return Visit(known, client, language)
        visitor, gone = self.visitors.welcome(client, now)
        if gone is not None:
            self.reading.conversation.services.stores.visitors.run(self.reading.forget, gone.sender, now)
        return Visit(visitor, client, language, is_new=True)

    async def _caller(self, request: web.Request, client: str, *, at_once: bool) -> Caller:
        """Return on whose account a request is. The database is asked about a browser that memory does not know,
        but not if the answer has to come `at_once`.
        """
        token = request.cookies.get(self.guard.cookie, "")
        if not is_desk(token):
            return Caller(client, token if self.visitors.knows(token, self.clock()) else "")
        if not at_once and not self.desks.knows(token) and self.guard.unknown_desks.allows(client):
            with suppress(StoreAway):
                await self.desks.whose(token)
        return Caller(client, token if self.desks.knows(token) else "")

    def guarded(self, handler: Handler) -> Handler:
        """Return a handler behind the guard; what it refuses is answered without a word about anybody."""

        async def handle(request: web.Request) -> web.StreamResponse:
            client = client_of(request, self._client_header)
            of_help = self.is_help(parse(path := request.match_info.get("path", "")))
            try:
                self.guard.check(request)
                if request.path.startswith("/static/") or (of_help and self.guard.allows_help(client)):
                    return await handler(request)
                caller = await self._caller(request, client, at_once=of_help)
                if not self.guard.allows(caller):
                    return self._slower(request, path if of_help else "")
                with self.guard.place(caller) as request[PLACE]:
                    if request.method != "POST":
                        request[PLACE].take()
                    return await handler(request)
            except Refused as refused:
                return refusal(refused.status)

        return handle

    def _slower(self, request: web.Request, help_path: str) -> web.Response:
        """Ask a client who is too fast to wait; Help is shown all the same, as to anybody: it may be somebody else
        who floods behind the same address.
        """
        now, language = self.clock(), asked.language_of(request, self.services)
        visit = Visit(stranger("", now), "", language, is_new=True, passes=True)
        conversation, incoming = self.reading.conversation, replace(self.incoming_of(visit), what=Tap(help_path))
        page = conversation.first_aid.page(incoming)
        if page is not None:
            return self.shown(visit, help_reply(conversation, incoming, page, now))
        response = self.shown(visit, conversation.slow_down(incoming, now), HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = AGAIN_SECONDS
        return response

    async def answered(self, visit: Visit, what: What, form: dict[str, str]) -> web.StreamResponse:
        """Answer what came by a form, once."""
        reply = await self.reply(visit, what, self.guard.update_id(visit.visitor.token, form))
        asked_first = visit.who is Who.TEACHER and not visit.proven
        if reply.path == account_pages.ForgetNow().path and not asked_first:
            await self.leave(visit)
            return self.gone(visit, reply)
        return self.shown(visit, reply)

    def gone(self, visit: Visit, reply: Reply) -> web.StreamResponse:
        """Show a page to a person who was forgotten just now."""
        response = self.shown(visit, reply)
        self.guard.drop_cookie(response)
        return response

    async def reply(self, visit: Visit, what: What, number: int) -> Reply:
        """Return what somebody sees next: Help at once, anything else in its turn."""
        self.reading.keep_up()
        for talk in self._talks:
            talk.keep_up()
        conversation, now = self.conversation(visit), self.clock()
        if isinstance(what, Tap) and is_of_phone(parse(what.path)):
            what = Tap(landmarks.InTheChat().path)
        incoming = replace(self.incoming_of(visit), update_id=number, what=what)

        async def turn(incoming: Incoming) -> Reply | None:
            async with self.guard.turns(visit.client):
                return await self._turn(visit, incoming, now)

        answered = await answer(
            conversation,
            self.guard.listening,
            incoming,
            now,
            turn,
            whose=visit.client,
            remembered=visit.remembered,
        )
        if visit.person and answered.person not in {None, visit.person}:
            return asked.in_other_hands(self.reader_of(visit))
        return answered

    async def _turn(self, visit: Visit, incoming: Incoming, now: datetime) -> Reply | None:
        """Take a turn in the thread of the store that knows who it is. Errors: StoreAway."""
        if visit.away:
            return None
        if visit.remembered:
            turn = self.services.stores.durable.run(self.conversation(visit).answer, incoming, now)
            return await asyncio.wrap_future(turn)
        return await self.in_memory(self.reading.answer, incoming, now)

    async def in_memory(self, function: Callable[..., Reply | None], *args: object) -> Reply | None:
        """Run a turn in the thread of the visitors' store."""
        return await asyncio.wrap_future(self.reading.conversation.services.stores.visitors.run(function, *args))

    def conversation(self, visit: Visit) -> Conversation:
        """Return the conversation that answers this client."""
        match visit.who:
            case Who.VISITOR:
                return self.reading.conversation
            case Who.CHAT:
                return self.chat
            case Who.PUPIL:
                return self.pupil_talk.conversation
            case Who.TEACHER:
                return (self.teacher_talk if visit.proven else self.looking_talk).conversation

    async def leave(self, visit: Visit) -> None:
        """Forget a visitor, or close a browser that was opened from the chat."""
        if visit.remembered:
            await self.desks.close(visit.visitor.token)
        else:
            self.visitors.leave(visit.visitor)
            await self.in_memory(self.reading.forget, visit.visitor.sender, self.clock())

    def shown(
        self, visit: Visit, reply: Reply, status: int = HTTPStatus.OK, more: rendering.More | None = None
    ) -> web.Response:
        """Return a page with the client's cookie and the site's own additions."""
        reader = self.reader_of(visit)
        if visit.who in {Who.PUPIL, Who.TEACHER}:
            reply = replace(reply, screen=before_the_tap(reader, reply.screen, self.services.instance))
        self.files.note(reply.screen)
        more = more or rendering.More(tuple(way for one in self.ways for way in one(visit, reply)))
        more = replace(more, linked=("https://",) if self.is_help(parse(reply.path)) else (self.guard.origin,))
        more = replace(
            more,
            codes=not visit.remembered,
            below=tuple(way for one in self.below for way in one(visit, reply)),
        )
        place = parse(reply.path)
        if place is not None and is_shared(place) and not visit.remembered:
            more = replace(more, shared_from=self.guard.origin)
        if visit.remembered:
            more = replace(more, kept=visit.kept(reader), live=asked.looked_at_again(reply))
            file, folder = sent_files.asked_on(self.services, parse(reply.path))
            more = replace(more, file=file, place=folder)
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
        return self.shown(visit, self.conversation(visit).apology(self.incoming_of(visit), self.clock()))

    def is_proven(self, visit: Visit, form: Mapping[str, str]) -> bool:
        """Whether a form may act for this visit: it is of one of its pages, or of a client without a cookie, in
        whose name nothing can be forged.
        """
        return visit.is_new or self.guard.is_ours(visit.visitor.token, form)

    def too_late(self, visit: Visit) -> web.Response:
        """Answer a form that is not of a page of this visit: a forged one, or one that was open for too long."""
        return self.shown(visit, asked.too_late(self.reader_of(visit)), HTTPStatus.FORBIDDEN)

    def reader_of(self, visit: Visit) -> Reader:
        """Return what memory knows of this client."""
        return self.conversation(visit).first_aid.reader(self.incoming_of(visit), self.clock())

    @staticmethod
    def incoming_of(visit: Visit) -> Incoming:
        """Return an empty update of this client."""
        return Incoming(0, visit.visitor.sender, visit.language, Tap(""), person=visit.person)

    def is_help(self, place: Page | None) -> bool:
        """Whether a page is of Help, which needs no store."""
        return type(place) in self.services.views.without_store

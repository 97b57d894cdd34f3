"""Feature forms: serves what features have in a browser alone (`bot.chat.browser_forms`), behind the guard."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web

from bot.chat.browser_forms import FILES, Asked, AtOnce, Client, Image, LedTo, Part, Seated, Shown, TooLate
from bot.chat.browser_people import PROOF, Who, remembered_as
from bot.chat.conversation import Reply
from bot.db import mydata, people
from bot.db.away import StoreAway
from bot.doors.reply import recall
from bot.doors.web.site import rendering
from bot.doors.web.site.asked import in_other_hands
from bot.doors.web.site.desks import PREFIX, NotOpened
from bot.doors.web.site.drawing_process import draw_apart
from bot.doors.web.site.files import MEDIA, document_of
from bot.doors.web.site.guard import HEADERS, PLACE, PRIVATE, Few, form_of, led_to, refusal
from bot.doors.web.site.numbers import by_lot
from bot.doors.web.site.visitors import Visitor, is_visitor
from bot.values import landmarks
from bot.values.page import parse
from bot.values.screen import Document

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime
    from subprocess import Popen

    from bot.chat.browser_forms import Address, Answer, BrowserForms, Drawing, FormLimits, Way
    from bot.chat.incoming import What
    from bot.chat.services import Services
    from bot.chat.turn import Turn
    from bot.doors.web.site.reception import Reception
    from bot.doors.web.site.uploads import Form, Uploads
    from bot.doors.web.site.visit import Visit
    from bot.packs.upload.sandbox import Limits

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came with a form: its fields, and the form itself where a file is to be read of it."""

    fields: Mapping[str, str] = field(default_factory=dict)
    form: Form | None = None


class _InOtherHands(NotOpened):
    """Another person of the phone has it by now."""


class FeatureForms:
    """Serves the addresses of features. `uploads`: takes their files."""

    def __init__(self, site: Reception, found: tuple[BrowserForms[Any], ...], uploads: Uploads) -> None:
        self._site = site
        self._found = found
        self._uploads = uploads
        self._few: dict[AtOnce, Few] = {FILES: uploads.on_their_way}
        self._children: set[Popen[bytes]] = set()

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the addresses."""
        for forms in self._found:
            for address in forms.addresses:
                add = router.add_get if address.limits is None else router.add_post
                add(address.path, self._site.guarded(partial(self.answered, forms=forms, address=address)))

    def close(self) -> None:
        """End the processes that run."""
        for child in list(self._children):
            child.kill()

    def ways(self, visit: Visit, reply: Reply) -> tuple[rendering.Shown, ...]:
        """Return what features offer above the buttons of a page."""
        return self._offered(visit, reply, below=False)

    def below(self, visit: Visit, reply: Reply) -> tuple[rendering.Shown, ...]:
        """Return what features offer below the buttons of a page."""
        return self._offered(visit, reply, below=True)

    def _offered(self, visit: Visit, reply: Reply, *, below: bool) -> tuple[rendering.Shown, ...]:
        page = parse(reply.path)
        return tuple(
            _button(way)
            for forms in self._found
            for one in forms.offered
            if page is not None
            and isinstance(page, one.pages)
            and _sees(one.who, visit.who)
            and one.below is below
            for way in one.ways(self._site.reader_of(visit), page, reply.screen)
        )

    async def answered(
        self, request: web.Request, forms: BrowserForms[Any], address: Address[Any]
    ) -> web.StreamResponse:
        """Answer at an address of a feature."""
        site, visit = self._site, await self._site.visit_of(request)
        if visit.away:
            return site.apology(visit)
        return await self._responded(visit, self._answer(request, visit, forms, address))

    async def taken(
        self, request: web.Request, visit: Visit, words: str, form: Mapping[str, str]
    ) -> web.StreamResponse | None:
        """Return the answer to a visitor's words that a feature understands wherever they are typed; None for any
        others. The form that they came with was found to be ours.
        """
        for forms in self._found:
            for one in forms.heard:
                if one.understands(words):
                    (address,) = (at for at in forms.addresses if at.path == one.path and at.limits is not None)
                    asked = self._asked(request, visit, None, _Sent(form))
                    return await self._responded(visit, address.answer(asked))
        return None

    async def has_ended(self, visit: Visit, reply: Reply) -> bool:
        """Whether there is nothing any more of somebody without a chat, after a page of a feature that ends it."""
        ending = tuple(page for forms in self._found for page in forms.endings)
        if not visit.remembered or visit.who is Who.CHAT or not isinstance(parse(reply.path), ending):
            return False
        try:
            if await self._site.desks.whose(visit.visitor.token) is not None:
                return False
            await self._site.desks.run(mydata.scrub, self._site.services.stores.durable)
        except StoreAway:
            return False
        self._site.conversation(visit).first_aid.forget(visit.visitor.sender)
        return True

    async def _responded(self, visit: Visit, answer: Awaitable[Answer]) -> web.StreamResponse:
        site = self._site
        try:
            return await self._response(visit, await answer)
        except StoreAway:
            return site.apology(visit)
        except _InOtherHands:
            return site.shown(visit, in_other_hands(site.reader_of(visit)))

    async def _answer(
        self, request: web.Request, visit: Visit, forms: BrowserForms[Any], address: Address[Any]
    ) -> Answer:
        """Ask a feature. A form that costs much to read is not read before it is known whose it is."""
        limits, parts = address.limits, request.match_info
        if forms.opens is not None and visit.who is Who.TEACHER and not visit.proven:
            return LedTo(PROOF)
        costly = limits is not None and limits.costly
        if costly and not visit.remembered:
            return TooLate()
        opens = partial(self._in_turn, visit, lambda turn: forms.opens(turn, parts) if forms.opens else None)
        opened, sent = await opens() if costly else None, _Sent()
        if limits is not None and (opened is not None or not costly):
            sent = await self._sent(request, visit, limits)
            if not self._is_proven(request, visit, forms, limits, sent):
                return TooLate()
        if forms.opens is None:
            with self._one_more(visit, limits):
                return await address.answer(self._asked(request, visit, None, sent))
        opened = opened if costly else await opens()
        if opened is None:
            return forms.otherwise(self._asked(request, visit, None, sent))
        with self._one_more(visit, limits):
            return await address.answer(self._asked(request, visit, opened, sent))

    def _is_proven(
        self, request: web.Request, visit: Visit, forms: BrowserForms[Any], limits: FormLimits, sent: _Sent
    ) -> bool:
        """Whether a form is of a page of ours. Where visitors are answered, a cookie that nobody knows any more
        proves it too: a feature may have answered it before (`Client.unknown`).
        """
        if limits.unknown:
            return self._site.is_proven(visit, sent.fields)
        token = self._token(request, visit) if forms.opens is None else visit.visitor.token
        known = not visit.is_new or is_visitor(token)
        return known and self._site.guard.is_ours(token, sent.fields)

    def _token(self, request: web.Request, visit: Visit) -> str:
        return request.cookies.get(self._site.guard.cookie, "") if visit.is_new else visit.visitor.token

    async def _sent(self, request: web.Request, visit: Visit, limits: FormLimits) -> _Sent:
        """Return what a form holds."""
        if limits.file:
            form = await self._uploads.form_of(request, visit, limits.field, limits.fields)
            return _Sent(form.fields, form)
        if limits.costly:
            request[PLACE].take()  # while it arrives, one of the visit's own: it is larger than other forms
        return _Sent(await form_of(request, limits.most, limits.fields, limits.seconds))

    def _asked(self, request: web.Request, visit: Visit, opened: T, sent: _Sent) -> Asked[T]:
        site = self._site

        async def in_turn(act: Callable[[Turn], Any]) -> Any:
            return await self._in_turn(visit, act)

        async def read_file(most: int) -> bytes | None:
            return await sent.form.read_file(most) if sent.form else None

        async def becomes(what: What) -> Reply:
            return await site.reply(visit, what, site.guard.update_id(visit.visitor.token, dict(sent.fields)))

        async def sees(what: What) -> Reply:
            return await site.reply(visit, what, 1 << 62 | by_lot())

        async def apart(
            drawing: Drawing, told: Mapping[str, Any], content: bytes, limits: Limits
        ) -> dict[str, Any] | None:
            return await asyncio.wrap_future(draw_apart(drawing, told, content, limits, self._children))

        return Asked(
            opened=opened,
            reader=site.reader_of(visit),
            now=site.clock(),
            who=visit.who,
            parts=request.match_info,
            query=request.query,
            form=sent.fields,
            client=self._client(request, visit),
            in_house=self._in_house,
            file_name=sent.form.name if sent.form else "",
            read_file=read_file,
            in_turn=in_turn,
            becomes=becomes,
            sees=sees,
            draw_apart=apart,
            children=self._children,
        )

    def _client(self, request: web.Request, visit: Visit) -> Client:
        secret = visit.visitor.token.removeprefix(PREFIX) if visit.remembered else ""
        may_try = partial(self._site.guard.may_try_code, visit)
        token = self._token(request, visit)
        return Client(token, secret, visit.visitor.sender, visit.client, visit.is_new, may_try)

    async def _in_house(self, act: Callable[[Services, datetime], T]) -> T:
        return await self._site.desks.run(act, self._site.services, self._site.clock())

    def _one_more(self, visit: Visit, limits: FormLimits | None) -> AbstractContextManager[None]:
        if limits is None or limits.few is None:
            return nullcontext()
        few = self._few.setdefault(limits.few, Few(limits.few.in_all, limits.few.of_a_visit))
        return few.one_more(visit)

    async def _in_turn(self, visit: Visit, act: Callable[[Turn], T]) -> T | None:
        """Call a function in a turn of this browser's person. Errors: StoreAway, _InOtherHands."""
        if not visit.remembered:
            return None
        return await self._site.desks.run(self._turned, visit, act)

    def _turned(self, visit: Visit, act: Callable[[Turn], T]) -> T:
        services, now, sender = self._site.services, self._site.clock(), visit.visitor.sender
        with services.stores.durable.transaction() as db:
            person = people.find_here(db, services.lookups(sender), now.date(), visit.person)
            if person is None:
                raise _InOtherHands
            return act(services.turn(db, person, now, sender))

    async def _response(self, visit: Visit, answer: Answer) -> web.StreamResponse:
        match answer:
            case LedTo(address):
                return led_to(address if isinstance(address, str) else rendering.address_of(address.path))
            case Document():
                return await document_of(answer)
            case Reply() | Shown():
                return self._shown(visit, answer)
            case Part() | Image():
                return _bare(answer)
            case TooLate():
                return self._site.too_late(visit)
            case Seated():
                return await self._seated(visit, answer)

    def _shown(self, visit: Visit, answer: Reply | Shown) -> web.Response:
        if isinstance(answer, Reply):
            return self._site.shown(visit, answer)
        more = rendering.More(tuple(map(_button, answer.ways)), part=answer.part, code=answer.code)
        return self._site.shown(visit, Reply(answer.screen, answer.path), answer.status, more)

    async def _seated(self, visit: Visit, seated: Seated) -> web.StreamResponse:
        """Give the browser its cookie. A visitor who sees a screen is known for their hour still: a form that is
        sent again, since the answer was lost on its way, has the same answer.
        """
        site, token = self._site, PREFIX + seated.secret
        if isinstance(seated.begins, str):
            await site.leave(visit)
            response = led_to(seated.begins)
        else:
            if visit.remembered:  # by a number that is theirs no more
                site.conversation(visit).first_aid.forget(visit.visitor.sender)
            known = Visitor(token, seated.sender, visit.client, site.clock())
            proven = remembered_as(seated.sender) is Who.TEACHER
            visit = replace(visit, visitor=known, remembered=True, is_new=False, proven=proven)
            await recall(site.conversation(visit), site.incoming_of(visit), site.clock())
            response = site.shown(visit, Reply(seated.begins, landmarks.Start().path))
        site.guard.set_cookie(response, token)
        return response


def _bare(answer: Part | Image) -> web.Response:
    """Return something smaller than a page: a part for a script, a picture."""
    if isinstance(answer, Part):
        told = rendering.part(answer.template, **answer.values)
        return web.Response(text=told, content_type="text/html", headers=HEADERS | PRIVATE)
    kind = MEDIA.get(PurePosixPath(answer.name).suffix.lower(), "")
    if answer.content is None or not kind.startswith("image/"):
        return refusal(HTTPStatus.NOT_FOUND)
    return web.Response(body=answer.content, content_type=kind, headers=HEADERS | PRIVATE)


def _sees(offered: Who, who: Who) -> bool:
    """Whether what is offered to some people is for this one: a teacher without a chat works as from the chat."""
    return who is offered or (who is Who.TEACHER and offered is Who.CHAT)


def _button(way: Way) -> rendering.Shown:
    return rendering.Shown("act" if way.acts else "link", way.label, way.target)

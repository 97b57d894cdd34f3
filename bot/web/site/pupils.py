"""Pupils without Telegram: they join a class here, and come back by a return code that they wrote down."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.chat import around_help
from bot.chat.conversation import Conversation, Reply
from bot.chat.items import dead_end
from bot.db import mydata, people
from bot.db.away import StoreAway
from bot.features.account import pages as account_pages
from bot.features.account.welcome import PRIVACY_TEXT
from bot.features.campaigns import pages as campaigns_pages
from bot.features.classes import pages as classes_pages
from bot.features.classes.class_names import alias, spaced
from bot.features.classes.joining import code_in, let_in
from bot.features.classes.return_codes import number_of, return_code, typed_return_code
from bot.features.classes.store import browser_pupils, memberships
from bot.features.desk import pages as desk_pages
from bot.features.desk import store as desk_store
from bot.features.menu import pages as menu_pages
from bot.features.publishing import pages as publishing_pages
from bot.features.tips import pages as tips_pages
from bot.values.page import parse
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold, join, styled
from bot.web.site import rendering
from bot.web.site.desks import PREFIX, NotOpened
from bot.web.site.guard import form_of, led_to
from bot.web.site.visitors import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from bot.chat.services import Services
    from bot.chat.turn import Reader, Turn
    from bot.chat.views import Outcome, View, Views
    from bot.values.page import Page
    from bot.web.site.site import Site
    from bot.web.site.visit import Visit

WITHOUT_CHAT = (
    *(tips_pages.TipWish, tips_pages.TipHour, tips_pages.TipZone, tips_pages.TipZoneSet, tips_pages.TipsSet),
    *(campaigns_pages.TakePart, campaigns_pages.Invites, menu_pages.GoOn),
    *(desk_pages.Desk, desk_pages.CloseDesk, classes_pages.Teach, classes_pages.Teaching, publishing_pages.Edit),
)
"""Pages that write to somebody first, or are for adults: a pupil in a browser has no chat."""

JOIN = rendering.address_of(classes_pages.Join().path)
"""Where the code of a class is typed."""

GROWING_UP = (account_pages.IAm, account_pages.SetAudience)
"""Pages at which somebody says who they are: a pupil of a class is no adult."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who was let in: the cookie of their browser, their number, the screen that tells alias and code."""

    token: str = field(repr=False)
    sender: int = field(repr=False)
    screen: Screen = field(repr=False)


class _NotLetIn(NotOpened):
    """The code opens no class; nothing is to be stored of who typed it."""


class Pupils:
    """Lets pupils in and back in, and talks with them as the chat does, about all that needs no chat."""

    def __init__(self, site: Site, services: Services) -> None:
        self._site = site
        self._house = services
        self._secret = secrets.token_bytes(32)
        """With it a code is drawn from a visitor's cookie: a form that comes again lets nobody in twice."""
        self.conversation = Conversation(replace(services, views=_views(services.views)))

    def keep_up(self) -> None:
        """Serve the packs that the chat serves."""
        own = self.conversation.services
        if own.library is not self._house.library:
            own.take(self._house.library)
        own.bot_name = self._house.bot_name

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the pages."""
        guarded = self._site.guarded
        router.add_post("/pupil/join/{code}", guarded(self.join))
        router.add_get("/pupil/back", guarded(self.ask))
        router.add_post("/pupil/back", guarded(self.come_back))
        router.add_post("/pupil/code", guarded(self.renew))

    def below(self, visit: Visit, reply: Reply) -> tuple[rendering.Shown, ...]:
        """Return what a pupil needs seldom on the page of their class: what they have to do stands above it."""
        if not visit.is_pupil or not isinstance(parse(reply.path), classes_pages.MyClass):
            return ()
        words = self._site.reader_of(visit).say("🔑 A new return code")
        return (rendering.Shown("act", words, "/pupil/code"),)

    def ways(self, visit: Visit, reply: Reply) -> tuple[rendering.Shown, ...]:
        """Return what the site itself offers on a page of classes."""
        reader, page = self._site.reader_of(visit), parse(reply.path)
        back = rendering.Shown("link", reader.say("🔑 I have a return code"), "/pupil/back")
        match page:
            case classes_pages.JoinBy(code) if not visit.remembered and not reader.is_adult:
                agree = rendering.Shown("act", reader.say("I agree, remember me here"), f"/pupil/join/{code}")
                return (agree, back)
            case classes_pages.Join() if not visit.remembered and not reader.is_adult:
                return (back,)
            case menu_pages.Menu() if not visit.remembered and not reader.is_adult:
                return (rendering.Shown("link", reader.say("🔑 I have a code"), JOIN),)
            case _:
                return ()

    async def has_left(self, visit: Visit, reply: Reply) -> bool:
        """Whether a pupil has just left their last class: then there is nothing of them any more."""
        if not visit.is_pupil or not isinstance(parse(reply.path), classes_pages.LeftClass):
            return False
        try:
            if await self._site.desks.whose(visit.visitor.token) is not None:
                return False
            await self._site.desks.run(mydata.scrub, self._house.stores.durable)
        except StoreAway:
            return False
        self.conversation.first_aid.forget(visit.visitor.sender)
        return True

    # What is asked for

    async def join(self, request: web.Request) -> web.StreamResponse:
        """Let a visitor into a class, who has agreed to be remembered, and tell the return code: once."""
        site, form = self._site, await form_of(request)
        visit = await site.visit_of(request)
        code = code_in(request.match_info["code"])
        if visit.remembered or visit.away or site.reader_of(visit).is_adult:
            return led_to(rendering.address_of(f"join/{code}" if code else classes_pages.Join().path))
        if visit.is_new or not site.guard.is_ours(visit.visitor.token, form):
            return site.too_late(visit)
        if not self._may_try(visit):
            return self._too_many(visit)
        own = return_code(hmac.digest(self._secret, f"{visit.visitor.token} {code}".encode(), "sha256"))
        try:
            admitted = await site.desks.run(self._admit, code, own, site.reader_of(visit))
        except StoreAway:
            return site.apology(visit)
        except _NotLetIn:
            words = site.reader_of(visit).say(
                "This code opens no class (any more). Ask your teacher for the code once more."
            )
            return site.shown(visit, _reply(Screen(Text(words))), HTTPStatus.NOT_FOUND)
        return await self._seated(visit, admitted)

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Ask for a return code."""
        visit = await self._site.visit_of(request)
        return self._asking(visit, "")

    async def come_back(self, request: web.Request) -> web.StreamResponse:
        """Let a pupil in who types their return code."""
        form = await form_of(request)
        visit = await self._site.visit_of(request)
        if not visit.is_new and not self._site.guard.is_ours(visit.visitor.token, form):
            return self._site.too_late(visit)
        return await self.let_back(visit, typed_return_code(form.get("words", "")))

    async def let_back(self, visit: Visit, code: str) -> web.StreamResponse:
        """Let a pupil in by their return code; empty for what is none."""
        site, reader = self._site, self._site.reader_of(visit)
        if not site.guard.codes.allows(visit.client):
            return self._too_many(visit)
        try:
            token = await site.desks.run(self._back, number_of(code)) if code else None
        except StoreAway:
            return site.apology(visit)
        if token is None:
            told = reader.say(
                "This code opens nothing. Is each letter as you wrote it down? If the class is over, or the alias "
                "was taken out of it, so is the code."
            )
            return self._asking(visit, told, HTTPStatus.NOT_FOUND)
        await site.leave(visit)
        response = led_to(rendering.address_of(classes_pages.Classes().path))
        site.guard.set_cookie(response, token)
        return response

    async def renew(self, request: web.Request) -> web.StreamResponse:
        """Give a pupil another return code: the one before opens nothing, other browsers are closed."""
        site, form = self._site, await form_of(request)
        visit = await site.visit_of(request)
        if not visit.is_pupil or not site.guard.is_ours(visit.visitor.token, form):
            return site.too_late(visit)
        own = return_code(secrets.token_bytes(16))
        try:
            renewed = await site.desks.run(self._renew, visit.visitor, own)
        except StoreAway:
            return site.apology(visit)
        if renewed is None:
            return site.too_late(visit)
        self.conversation.first_aid.forget(visit.visitor.sender)
        return await self._shown(visit, replace(visit.visitor, sender=number_of(own)), renewed)

    # In the thread of the store

    def _admit(self, code: str, own: str, reader: Reader) -> Admitted:
        """Let somebody in under a return code, once however often. Errors: _NotLetIn, and nothing is stored."""
        services, now, sender = self.conversation.services, self._site.clock(), number_of(own)
        lookups = services.lookups(sender)
        with self._house.stores.durable.transaction() as db:
            person = people.find(db, lookups, now.date())
            if person is None:
                person = people.Person(people.new_key(), reader.audience, reader.locale, reader.country)
                people.add(db, lookups[0], person, now.date())
                browser_pupils.note(db, person.key)
                person = services.turn(db, person, now, sender).agree(PRIVACY_TEXT).person
            found = let_in(services.turn(db, person, now, sender), code)
            if found is None:
                raise _NotLetIn
            turn, room = found
            token = PREFIX + desk_store.open_for(db, person.key, services.keys.seal(sender, person.key), now)
            return Admitted(token, sender, _told(turn, room, own))

    def _back(self, sender: int) -> str | None:
        services, now = self.conversation.services, self._site.clock()
        with self._house.stores.durable.transaction() as db:
            person = people.find(db, services.lookups(sender), now.date())
            if person is None or not browser_pupils.is_one(db, person.key):
                return None
            return PREFIX + desk_store.open_for(db, person.key, services.keys.seal(sender, person.key), now)

    def _renew(self, visitor: Visitor, own: str) -> Screen | None:
        services, now, sender = self.conversation.services, self._site.clock(), number_of(own)
        with self._house.stores.durable.transaction() as db:
            person = people.find(db, services.lookups(visitor.sender), now.date())
            learns = memberships.of_person(db, person.key) if person else ()
            if person is None or not learns:
                return None
            people.know_by(db, person.key, services.lookups(sender)[0])
            desk_store.move(
                db, person.key, visitor.token.removeprefix(PREFIX), services.keys.seal(sender, person.key)
            )
            return _told(services.turn(db, person, now, sender), learns[0].room, own)

    # How it is answered

    def _may_try(self, visit: Visit) -> bool:
        own = self._house.tries.may_try(visit.visitor.sender, self._site.clock())
        return self._site.guard.codes.allows(visit.client) and own

    async def _seated(self, visit: Visit, admitted: Admitted) -> web.StreamResponse:
        """Give the browser its cookie. The visitor is known for their hour still: a form that is sent again, since
        the answer was lost on its way, has the same answer.
        """
        pupil = Visitor(admitted.token, admitted.sender, visit.client, self._site.clock())
        response = await self._shown(visit, pupil, admitted.screen)
        self._site.guard.set_cookie(response, admitted.token)
        return response

    async def _shown(self, visit: Visit, pupil: Visitor, screen: Screen) -> web.Response:
        """Return a page for a pupil who has just become one, or another number."""
        visit = replace(visit, visitor=pupil, remembered=True)
        await around_help.recall(self.conversation, self._site.incoming_of(visit), self._site.clock())
        return self._site.shown(visit, _reply(screen))

    def _asking(self, visit: Visit, told: str, status: int = HTTPStatus.OK) -> web.StreamResponse:
        reader = self._site.reader_of(visit)
        words = reader.say("Type your return code: sixteen letters and digits, as you wrote them down.")
        text = join([bold(reader.say("🔑 I have a return code")), told, words])
        screen = Screen(text, ((Link(reader.say("⌨ I have the code of a class"), classes_pages.Join()),),))
        asking = _reply(replace(screen, asks=classes_pages.Join()))
        return self._site.shown(visit, asking, status, rendering.More(code="/pupil/back"))

    def _too_many(self, visit: Visit) -> web.StreamResponse:
        words = self._site.reader_of(visit).say("That was a lot of codes. Take a break, and try again in an hour.")
        return self._site.shown(visit, _reply(Screen(Text(words))), HTTPStatus.TOO_MANY_REQUESTS)


def _reply(screen: Screen) -> Reply:
    """Return what the site itself says: no page of the house."""
    return Reply(screen, account_pages.Start().path)


def _told(turn: Turn, room: int, code: str) -> Screen:
    """Tell the alias and the return code, which nobody can tell again."""
    attended = memberships.attended(turn.db, turn.person.key, room)
    name = alias(turn, *attended) if attended else ""
    text = join(
        [
            bold(turn.say("You are {alias}", alias=name)),
            turn.say("This is your return code:"),
            styled(spaced(code), "code"),
            turn.say(
                "Write it down on paper now, I cannot show it again. With it you come back here, also on another "
                "computer. Whoever has it is {alias} too, so show it to nobody.",
                alias=name,
            ),
        ]
    )
    rows = (
        (Copy(turn.say("📋 Copy the code"), code),),
        (Link(turn.say("🏫 To the class"), classes_pages.MyClass(room)),),
    )
    return Screen(text, rows)


def _views(house: Views) -> Views:
    """Return the views of the house as pupils without a chat see them."""
    own = house.merge(house)
    for needs in WITHOUT_CHAT:
        own.by_page[needs] = replace(own.by_page[needs], draw=_needs_chat, kept=False)
    for grows in GROWING_UP:
        own.by_page[grows] = replace(own.by_page[grows], draw=_still_a_pupil(own.by_page[grows]))
    return own


def _needs_chat(turn: Turn, _: Page) -> Screen:
    return dead_end(turn, turn.say("That is for Telegram: from a browser I cannot write to you first."))


def _still_a_pupil(view: View) -> Callable[[Turn, Page], Screen | Page | Outcome]:
    """Return a view that takes nobody for an adult."""

    def draw(turn: Turn, page: Page) -> Screen | Page | Outcome:
        if isinstance(page, GROWING_UP) and not page.audience.is_child:
            words = turn.say("Here you are a pupil of a class. Adults read without a return code, or in Telegram.")
            return dead_end(turn, words)
        return view.draw(turn, page)

    return draw

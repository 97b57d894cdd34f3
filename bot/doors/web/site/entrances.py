"""Entrances: how somebody from the chat comes to their own screens, by a link (`/desk`) or a Mini App (`/app`)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.chat.browser_forms import Part
from bot.chat.conversation import Reply
from bot.chat.links import of_payload
from bot.db import waiting_screens
from bot.db.away import StoreAway
from bot.doors.web.site import rendering
from bot.doors.web.site.desks import Replayed
from bot.doors.web.site.guard import form_of, from_here, led_to
from bot.doors.web.site.mini_app import opened_by
from bot.features.desk import pages as desk_pages
from bot.pictures.qr import qr_svg
from bot.values import landmarks
from bot.values.page import parse
from bot.values.screen import Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from aiohttp import web

    from bot.doors.web.site.mini_app import OpenedBy
    from bot.doors.web.site.reception import Reception
    from bot.doors.web.site.visit import Visit


SCREEN, WAITING = "/desk", "/desk/waiting"
"""Where a computer shows digits to be typed in the chat, and where it looks whether they were."""

HOME = rendering.address_of(desk_pages.DeskHome().path)
"""Where the screens of somebody from the chat begin."""


class Entrances:
    """The site's pages at which somebody from the chat comes in."""

    def __init__(self, site: Reception) -> None:
        self._site = site

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the pages."""
        guarded = self._site.guarded
        router.add_get("/desk", guarded(self.screen))
        router.add_post("/desk", guarded(self.show_digits))
        router.add_get("/desk/waiting", guarded(self.waiting))
        router.add_get("/desk/{secret}", guarded(self.desk))
        router.add_post("/desk/{secret}", guarded(self.open_desk))
        router.add_get("/app", guarded(self.app))
        router.add_post("/app", guarded(self.open_app))

    async def desk(self, request: web.Request) -> web.StreamResponse:
        """Ask whether to open the link of somebody in the chat: what looks at links in advance does not use it up.
        The person who was here before stays until it is opened.
        """
        if self._site.guard.comes_from_elsewhere(request):
            return from_here()
        visit = await self._site.visit_of(request)
        reader = self._site.reader_of(visit)
        words = reader.say(
            "This link opens somebody's own screens. Did you ask Mayak for it in the chat a moment ago? Then open "
            "them. If somebody else sent it to you, close this page."
        )
        opens = rendering.Shown("act", reader.say("🖥 Open them"), request.path)
        return self._site.shown(visit, _saying(words), more=rendering.More((opens,)))

    async def open_desk(self, request: web.Request) -> web.StreamResponse:
        """Use a link up, and show the screens of the person who asked for it."""
        site = self._site
        form = await form_of(request)
        visit = await site.visit_of(request)
        if not site.is_proven(visit, form):
            return site.too_late(visit)
        try:
            token = await site.desks.open(request.match_info["secret"])
        except StoreAway:
            return self._site.apology(visit)
        if token is None:
            words = site.reader_of(visit).say(
                "This link is used up or older than five minutes. /desk in the chat gives a new one."
            )
            return site.shown(visit, _saying(words), HTTPStatus.GONE)
        return await self._seated(visit, token, HOME)

    def below(self, visit: Visit, reply: Reply) -> tuple[rendering.Shown, ...]:
        """Return the way in for somebody who reads as a visitor and is known in the chat."""
        reader = self._site.reader_of(visit)
        if visit.remembered or not reader.is_adult or not isinstance(parse(reply.path), landmarks.Menu):
            return ()
        return (rendering.Shown("link", reader.say("🖥 My screens from the chat"), SCREEN),)

    async def screen(self, request: web.Request) -> web.StreamResponse:
        """Say how this computer is opened from the chat; what looks at pages in advance makes no digits."""
        if self._site.guard.comes_from_elsewhere(request):
            return from_here()
        visit = await self._site.visit_of(request)
        if visit.remembered:
            return led_to(HOME)
        return self._begins(visit)

    def _begins(self, visit: Visit, told: str = "") -> web.StreamResponse:
        reader = self._site.reader_of(visit)
        words = reader.say(
            "You use Mayak in the chat and want your screens here? This computer shows six digits and a square "
            "code. Type the digits in the chat, or scan the code with your phone."
        )
        shows = rendering.Shown("act", reader.say("🖥 Show the digits"), SCREEN)
        return self._site.shown(visit, _saying(f"{told} {words}".strip()), more=rendering.More((shows,)))

    async def show_digits(self, request: web.Request) -> web.StreamResponse:
        """Show this computer's digits."""
        site = self._site
        form = await form_of(request)
        visit = await site.visit_of(request)
        if not site.is_proven(visit, form):
            return site.too_late(visit)
        if visit.remembered:
            return led_to(HOME)
        if visit.passes or not site.guard.may_try_code(visit):
            return self._too_many(visit)
        return await self._digits(visit, fresh=True)

    async def waiting(self, request: web.Request) -> web.StreamResponse:
        """Open the screens here once the digits were typed and agreed to in the chat; until then show them. It
        changes nothing for anybody else: only the browser that shows the digits has what opens them.
        """
        site = self._site
        if site.guard.comes_from_elsewhere(request):
            return from_here()
        visit = await site.visit_of(request)
        if visit.remembered:
            return led_to(HOME)
        if visit.is_new:
            return led_to(SCREEN)
        try:
            token = await site.desks.open_typed(visit.visitor.token)
        except StoreAway:
            return site.apology(visit)
        return await (self._digits(visit, fresh=False) if token is None else self._seated(visit, token, HOME))

    async def _digits(self, visit: Visit, *, fresh: bool) -> web.StreamResponse:
        site, reader = self._site, self._site.reader_of(visit)
        try:
            digits = await site.desks.digits(visit.visitor.token, fresh=fresh)
        except StoreAway:
            return site.apology(visit)
        if digits is None:
            return self._too_many(visit) if fresh else self._begins(visit, reader.say("These digits are over."))
        instance = site.services.instance
        square = qr_svg(instance.link(desk_pages.DeskScreen(digits))) if instance.bot else ""
        words = reader.say(
            "Type these digits to Mayak in the chat, or scan the square with your phone, and say Yes there. "
            "They last five minutes and open this computer alone. Show them to nobody else."
        )
        values = {
            "square": square,
            "square_says": reader.say("A code to scan with the phone; it says the same as the digits"),
        }
        typed = rendering.Shown("link", reader.say("▶ I said Yes in the chat"), WAITING)
        more = rendering.More((typed,), part=Part("digits.html", values), live=WAITING)
        told = Reply(Screen(join([bold(f"🖥 {waiting_screens.spaced(digits)}"), words])), landmarks.Start().path)
        return site.shown(visit, told, more=more)

    def _too_many(self, visit: Visit) -> web.StreamResponse:
        words = self._site.reader_of(visit).say(
            "Too many digits were asked for just now. Use the link that /desk in the chat gives, or wait a little."
        )
        return self._site.shown(visit, _saying(words), HTTPStatus.TOO_MANY_REQUESTS)

    async def app(self, request: web.Request) -> web.StreamResponse:
        """Let the page of a Mini App hand over what Telegram put into its address, which no server sees."""
        visit = await self._site.visit_of(request)
        reader = self._site.reader_of(visit)
        words = reader.say("One moment: Telegram tells me who opened this page. If nothing happens, go on here.")
        begins = rendering.Shown("link", reader.say("▶ Begin"), "/")
        return self._site.shown(visit, _saying(words), more=rendering.More((begins,), mini_app=True))

    async def open_app(self, request: web.Request) -> web.StreamResponse:
        """Show people who are remembered in the chat their own screens; anybody else reads as a visitor."""
        site = self._site
        form = await form_of(request)
        visit = await site.visit_of(request)
        opened = opened_by(site.desks.bot_token, form.get("init_data", ""), site.clock())
        if opened is None:
            return self._refused(visit)
        try:
            token = await site.desks.open_app(opened)
        except Replayed:
            return self._refused(visit)
        except StoreAway:
            return self._site.apology(visit)
        if token is None:
            response = led_to(f"/?start={opened.start}")
            if visit.remembered:  # somebody else was here, who opened it from another account
                await site.leave(visit)
                site.guard.drop_cookie(response)
            return response
        return await self._seated(visit, token, _first_page(opened))

    async def _seated(self, visit: Visit, token: str, address: str) -> web.StreamResponse:
        """Give the browser its new cookie; the person who was there before has left."""
        await self._site.leave(visit)
        response = led_to(address)
        self._site.guard.set_cookie(response, token)
        return response

    def _refused(self, visit: Visit) -> web.StreamResponse:
        words = self._site.reader_of(visit).say(
            "I cannot tell who opened this page. Please open it from the chat again."
        )
        return self._site.shown(visit, _saying(words), HTTPStatus.FORBIDDEN)


def _saying(words: str) -> Reply:
    return Reply(Screen(Text(words)), landmarks.Start().path)


def _first_page(opened: OpenedBy) -> str:
    """Return the address that a Mini App begins with: what its link names, else the menu."""
    linked = of_payload(opened.start)
    page = landmarks.Menu() if linked is None or linked.acts else linked
    return rendering.address_of(page.path)

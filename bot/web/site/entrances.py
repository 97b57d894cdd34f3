"""Entrances: how somebody from the chat comes to their own screens, by a link (`/desk`) or a Mini App (`/app`)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.chat.commands import from_deep_link
from bot.chat.conversation import Reply
from bot.db.away import StoreAway
from bot.features.account import pages as account_pages
from bot.features.menu import pages as menu_pages
from bot.values.screen import Screen
from bot.values.text import Text
from bot.web.site import rendering
from bot.web.site.desks import Replayed
from bot.web.site.guard import form_of, from_here, led_to
from bot.web.site.mini_app import opened_by

if TYPE_CHECKING:
    from aiohttp import web

    from bot.web.site.mini_app import OpenedBy
    from bot.web.site.site import Site
    from bot.web.site.visit import Visit


class Entrances:
    """The site's pages at which somebody from the chat comes in."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the pages."""
        guarded = self._site.guarded
        router.add_get("/desk/{secret}", guarded(self.desk))
        router.add_post("/desk/{secret}", guarded(self.open_desk))
        router.add_get("/app", guarded(self.app))
        router.add_post("/app", guarded(self.open_app))

    async def desk(self, request: web.Request) -> web.StreamResponse:
        """Ask whether to open the link of somebody in the chat: what looks at links in advance does not use it up.
        Whoever was here before stays until it is opened.
        """
        if self._site.guard.comes_from_elsewhere(request):
            return from_here()
        visit = await self._site.visit_of(request)
        reader = self._site.reader_of(visit)
        words = reader.say(
            "Open your own screens here? Go on only if it was you who asked for this link in the chat, just now."
        )
        opens = rendering.Shown("act", reader.say("🖥 Open them"), request.path)
        return self._site.shown(visit, _saying(words), more=rendering.More((opens,)))

    async def open_desk(self, request: web.Request) -> web.StreamResponse:
        """Use a link up, and show the screens of whoever asked for it."""
        site = self._site
        form = await form_of(request)
        visit = await site.visit_of(request)
        if not visit.is_new and not site.guard.is_ours(visit.visitor.token, form):
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
        return await self._seated(visit, token, rendering.address_of(menu_pages.Menu().path))

    async def app(self, request: web.Request) -> web.StreamResponse:
        """Let the page of a Mini App hand over what Telegram put into its address, which no server sees."""
        visit = await self._site.visit_of(request)
        reader = self._site.reader_of(visit)
        words = reader.say("One moment: Telegram tells me who opened this page. If nothing happens, go on here.")
        begins = rendering.Shown("link", reader.say("▶ Begin"), "/")
        return self._site.shown(visit, _saying(words), more=rendering.More((begins,), mini_app=True))

    async def open_app(self, request: web.Request) -> web.StreamResponse:
        """Show their own screens to who is remembered in the chat; whom nobody knows reads as any visitor does."""
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
        """Give the browser its new cookie; whoever was there before has left."""
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
    return Reply(Screen(Text(words)), account_pages.Start().path)


def _first_page(opened: OpenedBy) -> str:
    """Return the address that a Mini App begins with: what its link names, else the menu."""
    linked = from_deep_link(opened.start)
    page = menu_pages.Menu() if linked is None or linked.acts else linked
    return rendering.address_of(page.path)

"""Nowhere: what a browser shows where the site has no page, or there is no connection. Help is one tap away."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.chat.conversation import Reply
from bot.chat.items import dead_end
from bot.doors.web.site.asked import language_of
from bot.doors.web.site.guard import refusal
from bot.features.account import pages as account_pages
from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.screen import Link, Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from aiohttp import web

    from bot.chat.services import Services
    from bot.doors.web.site.reception import Reception


class Nowhere:
    """Answers for every address that nothing else answers for."""

    def __init__(self, site: Reception, services: Services) -> None:
        self._site = site
        self._services = services

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the pages; to be called after all others."""
        router.add_get("/offline", self._site.guarded(self.offline))
        router.add_get("/{path:.*}", self._site.guarded(self.page))

    async def offline(self, request: web.Request) -> web.StreamResponse:
        """Answer with what a browser shows in place of a page while there is no connection."""
        visit = await self._site.visit_of(request)
        reader = self._site.reader_of(visit)
        words = reader.say(
            "There is no connection just now. Help is here all the same, and so are the lessons that you opened."
        )
        rows = ((Link(reader.say("🆘 Help"), help_pages.Help()),),)
        return self._site.shown(visit, Reply(Screen(Text(words), rows), landmarks.Start().path))

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Lead people who mistyped an address on; a program that looks for a file is told so in a line."""
        if "text/html" not in request.headers.get("Accept", ""):
            phrases = self._services.phrases_of(language_of(request, self._services))
            return refusal(HTTPStatus.NOT_FOUND, phrases.say("There is nothing at this address."))
        visit = await self._site.visit_of(request)
        reply = Reply(dead_end(self._site.reader_of(visit)), account_pages.WhoAreYou().path)
        return self._site.shown(visit, reply, HTTPStatus.NOT_FOUND)

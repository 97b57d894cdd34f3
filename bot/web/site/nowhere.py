"""Nowhere: what a browser shows at an address of the site that has no page. Help is one tap away there, too."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.chat.conversation import Reply
from bot.chat.items import dead_end
from bot.features.account import pages as account_pages
from bot.web.site.guard import refusal

if TYPE_CHECKING:
    from aiohttp import web

    from bot.web.site.site import Site


class Nowhere:
    """Answers for every address that nothing else answers for."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the page; to be called after all others."""
        router.add_get("/{path:.*}", self._site.guarded(self.page))

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Lead on whoever mistyped an address; a program that looks for a file is told in two words."""
        if "text/html" not in request.headers.get("Accept", ""):
            return refusal(HTTPStatus.NOT_FOUND)
        visit = await self._site.visit_of(request)
        reply = Reply(dead_end(self._site.reader_of(visit)), account_pages.WhoAreYou().path)
        return self._site.shown(visit, reply, HTTPStatus.NOT_FOUND)

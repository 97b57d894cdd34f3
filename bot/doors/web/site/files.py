"""Files of the site: pictures and recordings of its pages, what was made for a person, and its own few."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from bot.doors.web.site.asked import language_of
from bot.doors.web.site.desks import is_desk
from bot.doors.web.site.guard import HEADERS, PRIVATE, refusal
from bot.pictures.screens import content_of
from bot.values.screen import Voice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.services import Services
    from bot.values.screen import Document, Picture, Screen

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HERE = Path(__file__).parent / "static"

STATIC = {
    "site.css": "text/css",
    "site.js": "text/javascript",
    "studio.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "preview.png": "image/png",
}
WORKER = "sw.js"
"""The site's own files and their kinds, and what a browser runs to keep Help for when there is no connection."""

MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".ogg": "audio/ogg"}

KNOWN = 4_000
"""Pictures and recordings of the pages that were shown last."""

DRAWN_KEPT = 64
"""Phone screens whose drawn bytes are kept: a class opens the same one at once."""


class Files:
    """Pictures and recordings by their key; only what stood on a page is ever served."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Picture | Voice] = OrderedDict()
        self._drawn: OrderedDict[str, bytes] = OrderedDict()

    def note(self, screen: Screen) -> None:
        """Note what a browser will ask for next."""
        for file in (screen.picture, screen.voice):
            if file is not None:
                self._known[file.key] = file
                self._known.move_to_end(file.key)
        while len(self._known) > KNOWN:
            self._known.popitem(last=False)

    async def give(self, request: web.Request) -> web.StreamResponse:
        """Answer with a picture or a recording of a page that was shown lately."""
        key = request.match_info["key"]
        file = self._known.get(key)
        kind = MEDIA.get(file.file.suffix.lower()) if file else None
        if file is None or kind is None:
            return refusal(HTTPStatus.NOT_FOUND)
        try:
            content = await self._content(key, file)
        except OSError:
            return refusal(HTTPStatus.NOT_FOUND)
        # Who came from the chat may sit at somebody else's computer: their classes stay in no browser.
        desk = any(map(is_desk, request.cookies.values()))
        kept = PRIVATE if desk else {"Cache-Control": "private, max-age=86400, immutable", "X-Offline": "keep"}
        return web.Response(body=content, content_type=kind, headers=HEADERS | kept)

    async def _content(self, key: str, file: Picture | Voice) -> bytes:
        """Return the bytes of a file, read or drawn in a thread. Errors: OSError when it is no longer there."""
        source = file.file if isinstance(file, Voice) else content_of(file)
        if isinstance(source, Path):
            return await asyncio.to_thread(source.read_bytes)
        if key not in self._drawn:
            self._drawn[key] = await asyncio.to_thread(source)
            while len(self._drawn) > DRAWN_KEPT:
                self._drawn.popitem(last=False)
        return self._drawn[key]


async def document_of(document: Document) -> web.Response:
    """Return a file that was made for the person, to be kept and not shown."""
    made = document.content
    content = made if isinstance(made, bytes) else await asyncio.to_thread(made)
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.name, safe='')}"}
    # A picture is shown on its page, too; nothing else is ever more than a file.
    kind = "image/png" if document.name.endswith(".png") else "application/octet-stream"
    return web.Response(body=content, content_type=kind, headers=HEADERS | PRIVATE | attached)


def add_own_files(router: web.UrlDispatcher, guarded: Callable[[Handler], Handler]) -> None:
    """Serve the site's own files, each behind the guard."""
    for name, kind in STATIC.items():
        router.add_get(f"/static/{name}", guarded(_own_file(name, kind)))
    router.add_get("/sw.js", guarded(_own_file(WORKER, "text/javascript")))
    # Browsers ask for it where an answer names no icon: a refusal, or the page that opens itself once more.
    router.add_get("/favicon.ico", guarded(_own_file("icon.svg", STATIC["icon.svg"])))


def _own_file(name: str, kind: str) -> Handler:
    """Return a handler that answers with one of the site's own files."""
    content = (HERE / name).read_bytes()
    kept = {"Cache-Control": "public, max-age=3600"}

    async def give(_: web.Request) -> web.StreamResponse:
        charset = None if kind == "image/png" else "utf-8"
        return web.Response(body=content, content_type=kind, charset=charset, headers=HEADERS | kept)

    return give


def manifest_in(services: Services) -> Handler:
    """Return a handler that answers with what a phone needs to put the site beside its apps."""

    async def give(request: web.Request) -> web.Response:
        name = services.phrases_of(language_of(request, services)).say("Mayak")
        told = {
            "name": name,
            "short_name": name,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#0f1b24",
            "theme_color": "#17334f",
            "icons": [{"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        }
        return web.Response(text=json.dumps(told), content_type="application/manifest+json", headers=HEADERS)

    return give

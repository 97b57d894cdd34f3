"""Serves a page on loopback that shows the preview of a pack and redraws it at every save."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.commands.preview.page import CSP, language
from bot.commands.preview.preview import Preview, approved_copy
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import datetime

    from bot.commands.preview.preview import Place
    from bot.commands.preview.readers import Readers

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"
PAUSE = 0.5
"""Seconds between two looks at the files."""

WAIT = 20.0
"""Longest wait for a save in one request, in seconds; the page asks again at once."""

SERVED = 10.0
"""Longest wait in seconds until the bot serves the saved state; a pack with an error keeps its old state."""

log = structlog.get_logger()

_HERE = Path(__file__).parent
_HOSTS = (HOST, "localhost")


class Watch:
    """The page's server. `clock`: the time for which screens are drawn; `chat`: the simulator's address."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], chat: str) -> None:
        self.preview = Preview(folder)
        self.clock = clock
        self.chat = chat

    def application(self) -> web.Application:
        """Return the web application."""
        app = web.Application(middlewares=[_only_local])
        app.router.add_get("/", self._page)
        app.router.add_get("/watch.js", _script)
        app.router.add_get("/drawn", self._drawn)
        return app

    async def _page(self, _: web.Request) -> web.Response:
        style = (_HERE / "bundle.css").read_text("utf-8") + (_HERE / "watch.css").read_text("utf-8")
        link = f"<nav><a href='{self.chat}' target='chat'>The chat itself ↗</a></nav>"
        words = (
            f'<!DOCTYPE html><html {language(SOURCE_LOCALE)}><head><meta charset="utf-8">'
            f"<title>Mayak: preview</title><style>{style}</style></head><body>{link}"
            '<main aria-live="polite">…</main><script src="/watch.js"></script></body></html>'
        )
        policy = f"{CSP}; script-src 'self'; connect-src 'self'"
        return web.Response(text=words, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def _drawn(self, request: web.Request) -> web.Response:
        """Answer with the preview once the pack differs from `since`, the state that the page shows."""
        since = request.query.get("since", "")
        stamp = await asyncio.to_thread(self.preview.stamp)
        waited = 0.0
        while stamp == since and waited < WAIT:
            await asyncio.sleep(PAUSE)
            waited += PAUSE
            stamp = await asyncio.to_thread(self.preview.stamp)
        if stamp == since:
            return web.json_response({"stamp": stamp})
        html = await asyncio.to_thread(self.preview.draw, self.clock())
        return web.json_response({"stamp": stamp, "html": html})


async def _script(_: web.Request) -> web.Response:
    return web.Response(text=(_HERE / "watch.js").read_text("utf-8"), content_type="text/javascript")


@web.middleware
async def _only_local(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse pages that reach this server by another host name (DNS rebinding)."""
    if request.url.host not in _HOSTS or request.headers.get("Sec-Fetch-Site", "none") == "cross-site":
        raise web.HTTPForbidden
    return await handler(request)


@asynccontextmanager
async def watching(folder: Path, clock: Callable[[], datetime], chat: str, port: int = 0) -> AsyncIterator[str]:
    """Serve the preview of a pack while the block runs; yields its address."""
    runner = web.AppRunner(Watch(folder, clock, chat).application(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    try:
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def follow(folder: Path, target: Path, shown: Callable[[], object], readers: Readers) -> None:
    """Update a copy of the pack, as if its drafts were approved, for the demo's bot; once the bot serves the saved
    state, lead the readers to it. `shown` returns what the bot serves: another value means another state.
    """
    preview, known = Preview(folder), ""
    while True:
        stamp = await asyncio.to_thread(preview.stamp)
        if stamp != known:
            before, first = shown(), not known
            await asyncio.to_thread(approved_copy, folder, target)
            known = stamp
            waited = 0.0
            while shown() is before and not first and waited < SERVED:
                await asyncio.sleep(PAUSE)
                waited += PAUSE
            place = await asyncio.to_thread(preview.place)
            if place and (first or shown() is not before):
                await _lead(readers, place)
        await asyncio.sleep(PAUSE)


async def _lead(readers: Readers, place: Place) -> None:
    try:
        await readers.go(place.payload, place.locales, place.audiences)
    except TimeoutError:
        log.warning("the bot did not answer: the readers in the chat were not led to the item")

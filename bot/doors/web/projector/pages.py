"""Serves what features show to anyone who has a one-time address (`bot.chat.open_pages`), such as the board of a
live quiz for the projector, and tells the page when something changes. Any replica serves it: what it shows is in
the database alone.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import structlog
from aiohttp import web

from bot.chat.open_pages import Middle, find_open_pages
from bot.db.away import StoreAway
from bot.doors.web.clients import RateLimit, client_of
from bot.doors.web.projector.long_polls import LongPolls
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.chat.open_pages import OpenPage
    from bot.chat.services import Services
    from bot.doors.web.projector.long_polls import LongPoll

log = structlog.get_logger()

KINDS = {".css": "text/css", ".js": "text/javascript"}

LOOK_UPS = 60
"""Boards that a client may look up at once that nobody else is looking at: a school begins its lesson. After
that, so many a second:"""

LOOK_UPS_A_SECOND = 5.0

HOLDS_SECONDS = 20.0
"""Seconds that a long poll is held; proxies cut requests of more than 30 or 60."""

LOOK_SECONDS = 0.5
"""Seconds between two looks at the board meanwhile."""

KEPT_SECONDS = 60.0
"""Seconds after the last request about a board for which it counts as looked at."""

AGAIN_SECONDS = "2"
"""Seconds after which a page asks again whose poll was not held."""

MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
"""Letters that a code does not have and that people type for others, and signs between its groups."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class _Address(NamedTuple):
    """A page, and the code in its address."""

    page: OpenPage
    code: str


class Projector:
    """Serves the open pages of features."""

    def __init__(self, services: Services, clock: Callable[[], datetime], client_header: str = "") -> None:
        """`client_header`: the header in which the operator's own proxy names the client; empty without one."""
        self._services = services
        self._store = services.stores.durable
        self._clock = clock
        self._client_header = client_header
        self._closing = asyncio.Event()
        self._held = LongPolls()
        self._look_ups = RateLimit(LOOK_UPS, LOOK_UPS_A_SECOND)
        self._looks: dict[_Address, tuple[float, asyncio.Future[Middle | None]]] = {}
        """When each page was drawn last, in the loop's time, and its middle."""

    def add_to(self, app: web.Application) -> None:
        """Add each page, its long poll, and its files."""
        for page in find_open_pages():
            for file in page.files:
                app.router.add_get(f"/{page.path}/{file.name}", _file(file))
            app.router.add_get(f"/{page.path}/{{code}}", partial(self.page, page))
            app.router.add_get(f"/{page.path}/{{code}}/now", partial(self.now, page))
        app.on_shutdown.append(self._let_go)

    async def page(self, page: OpenPage, request: web.Request) -> web.Response:
        """Answer with the whole page; 404 with a kind line when the address leads nowhere (any more)."""
        address = _address(page, request)
        if not self._may_look(address, client_of(request, self._client_header)):
            return _too_many()
        try:
            seen = await self._seen(address)
        except StoreAway:
            return _away()
        if seen is None:
            return _html(page.whole(Middle(SOURCE_LOCALE, self._nowhere(page)), ""), 404)
        return _html(page.whole(seen, _mark(seen)))

    async def now(self, page: OpenPage, request: web.Request) -> web.Response:
        """Answer with the page's middle as soon as it differs from the last one that was sent; 204 if it has not
        changed. A poll that gives way to a newer one is answered with 204 at once, and when to ask again.
        """
        address, before = _address(page, request), request.query.get("seen", "")
        client = client_of(request, self._client_header)
        if not self._may_look(address, client):
            return _too_many()
        poll = self._held.hold(client, f"{page.path}/{address.code}")
        try:
            async with asyncio.timeout(HOLDS_SECONDS):
                return await self._changed(address, before, request.query.get("lang", ""), poll)
        except TimeoutError:
            return web.Response(status=204, headers=HEADERS)
        except StoreAway:
            return _away()
        finally:
            self._held.release(poll)

    async def _changed(self, address: _Address, before: str, locale: str, poll: LongPoll) -> web.Response:
        page = address.page
        while not self._closing.is_set():
            seen = await self._seen(address)
            if seen is None:
                over = page.over(self._services.phrases_of(locale)) if before else self._nowhere(page)
                return _html(over, 404)
            mark = _mark(seen)
            if mark != before:
                return _html(seen.html, headers={"X-Seen": mark})
            if poll.let_go.is_set():
                return web.Response(status=204, headers={**HEADERS, "Retry-After": AGAIN_SECONDS})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(poll.let_go.wait(), LOOK_SECONDS)
        return _away()

    def _may_look(self, address: _Address, client: str) -> bool:
        """Whether a client may ask about a page; one that is being looked at costs nothing more."""
        return address in self._looks or self._look_ups.allows(client)

    async def _seen(self, address: _Address) -> Middle | None:
        """Return what a page shows, read at most `LOOK_SECONDS` ago, once for all requests; None when the code
        opens nothing. Errors: StoreAway.
        """
        now = asyncio.get_running_loop().time()
        at, looking = self._looks.get(address, (0.0, None))
        if looking is None or (looking.done() and (looking.exception() or now - at >= LOOK_SECONDS)):
            looking = asyncio.wrap_future(self._store.run(self._look, address))
            looking.add_done_callback(_heard)
            for other in [other for other, (last, _) in self._looks.items() if now - last > KEPT_SECONDS]:
                del self._looks[other]
            self._looks[address] = (now, looking)
        return await asyncio.shield(looking)

    def _look(self, address: _Address) -> Middle | None:
        """Draw a page, in the store's thread."""
        with self._store.transaction() as db:
            return address.page.look(self._services, db, address.code, self._clock())

    def _nowhere(self, page: OpenPage) -> str:
        return page.nowhere(self._services.phrases.values())

    async def _let_go(self, _: web.Application) -> None:
        self._closing.set()


def _file(path: Path) -> Callable[[web.Request], Awaitable[web.Response]]:
    words, kind = path.read_text("utf-8"), KINDS[path.suffix]

    async def give(_: web.Request) -> web.Response:
        return web.Response(text=words, content_type=kind, headers=HEADERS)

    return give


def _html(words: str, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(
        text=words, status=status, content_type="text/html", headers={**HEADERS, **(headers or {})}
    )


def _address(page: OpenPage, request: web.Request) -> _Address:
    """Return the page with the code of the request in its stored form."""
    return _Address(page, request.match_info["code"].upper().translate(MISREAD))


def _mark(seen: Middle) -> str:
    """Return a hash of the middle, which tells whether the page has changed."""
    return blake2b(seen.html.encode(), digest_size=8).hexdigest()


def _heard(looking: asyncio.Future[Middle | None]) -> None:
    """Consume an error that nobody waits for any more."""
    if not looking.cancelled():
        looking.exception()


def _away() -> web.Response:
    return web.Response(status=503, headers={**HEADERS, "Retry-After": AGAIN_SECONDS})


def _too_many() -> web.Response:
    return web.Response(status=429, headers={**HEADERS, "Retry-After": AGAIN_SECONDS})

"""Serves the projector's page at the one-time address of a live quiz, and tells it when something changes.

Whoever knows the address sees the board and nothing else; it ends with the quiz. Any replica serves it: the
state of the quiz is in the database alone.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.db import people
from bot.db.away import StoreAway
from bot.features.live_quiz import domain
from bot.features.live_quiz.board import board
from bot.features.live_quiz.store import quizzes
from bot.values.locales import SOURCE_LOCALE
from bot.web.clients import RateLimit, client_of
from bot.web.projector import render
from bot.web.projector.long_polls import LongPolls

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bot.chat.services import Services
    from bot.web.projector.long_polls import LongPoll

    Seen = tuple[str, str]

log = structlog.get_logger()

HERE = Path(__file__).parent
FILES = {"board.css": "text/css", "board.js": "text/javascript"}

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


class Projector:
    """Serves the boards of the live quizzes that are on."""

    def __init__(self, services: Services, clock: Callable[[], datetime], client_header: str = "") -> None:
        """`client_header`: the header in which the operator's own proxy names the client; empty without one."""
        self._services = services
        self._store = services.stores.durable
        self._clock = clock
        self._client_header = client_header
        self._closing = asyncio.Event()
        self._held = LongPolls()
        self._look_ups = RateLimit(LOOK_UPS, LOOK_UPS_A_SECOND)
        self._looks: dict[str, tuple[float, asyncio.Future[Seen | None]]] = {}
        """When each board was read last, in the loop's time, and its content."""

    def add_to(self, app: web.Application) -> None:
        """Add the page, its long poll, and its two files."""
        for name, kind in FILES.items():
            app.router.add_get(f"/live/{name}", _file(HERE / name, kind))
        app.router.add_get("/live/{code}", self.page)
        app.router.add_get("/live/{code}/now", self.now)
        app.on_shutdown.append(self._let_go)

    async def page(self, request: web.Request) -> web.Response:
        """Answer with the whole page; 404 with a kind line when the address leads nowhere (any more)."""
        code = _code(request)
        if not self._may_look(code, client_of(request, self._client_header)):
            return _too_many()
        try:
            seen = await self._seen(code)
        except StoreAway:
            return _away()
        if seen is None:
            words = render.page(SOURCE_LOCALE, "Mayak", self._farewell(), "")
            return _html(words.replace('<script src="board.js"></script>', ""), 404)
        locale, middle = seen
        return _html(render.page(locale, "Mayak", middle, render.mark(middle)))

    async def now(self, request: web.Request) -> web.Response:
        """Answer with the page's middle as soon as it differs from what was seen; 204 when it has not changed.
        A poll that gives way to a newer one is answered with 204 at once, and when to ask again.
        """
        code, before = _code(request), request.query.get("seen", "")
        client = client_of(request, self._client_header)
        if not self._may_look(code, client):
            return _too_many()
        poll = self._held.hold(client, code)
        try:
            async with asyncio.timeout(HOLDS_SECONDS):
                return await self._changed(code, before, request.query.get("lang", ""), poll)
        except TimeoutError:
            return web.Response(status=204, headers=HEADERS)
        except StoreAway:
            return _away()
        finally:
            self._held.release(poll)

    async def _changed(self, code: str, before: str, locale: str, poll: LongPoll) -> web.Response:
        while not self._closing.is_set():
            seen = await self._seen(code)
            if seen is None:
                return _html(self._over(locale) if before else self._farewell(), 404)
            mark = render.mark(seen[1])
            if mark != before:
                return _html(seen[1], headers={"X-Seen": mark})
            if poll.let_go.is_set():
                return web.Response(status=204, headers={**HEADERS, "Retry-After": AGAIN_SECONDS})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(poll.let_go.wait(), LOOK_SECONDS)
        return _away()

    def _may_look(self, code: str, client: str) -> bool:
        """Whether a client may ask about a board; one that is being looked at costs nothing more."""
        return code in self._looks or self._look_ups.allows(client)

    async def _seen(self, code: str) -> Seen | None:
        """Return the language of a board and its HTML, read at most `LOOK_SECONDS` ago, once for all requests;
        None when no quiz has this code. Errors: StoreAway.
        """
        now = asyncio.get_running_loop().time()
        at, looking = self._looks.get(code, (0.0, None))
        if looking is None or (looking.done() and (looking.exception() or now - at >= LOOK_SECONDS)):
            looking = asyncio.wrap_future(self._store.run(self._look, code))
            looking.add_done_callback(_heard)
            for other in [other for other, (last, _) in self._looks.items() if now - last > KEPT_SECONDS]:
                del self._looks[other]
            self._looks[code] = (now, looking)
        return await asyncio.shield(looking)

    def _look(self, code: str) -> tuple[str, str] | None:
        """Draw a board in its leader's language, in the store's thread."""
        now = self._clock()
        with self._store.transaction() as db:
            quiz = quizzes.by_code(db, code, now)
            leader = people.get(db, quiz.person) if quiz else None
            if quiz is None or leader is None:
                return None
            turn = self._services.turn(db, leader, now)
            session = domain.led(turn, quiz.task)
            return (turn.locale, render.fragment(board(turn, session, in_words=True))) if session else None

    def _over(self, locale: str) -> str:
        """Say in the board's own language that its quiz is over."""
        phrases = self._services.phrases_of(locale)
        return render.over(phrases.say("The live quiz is over. Thank you for thinking along!"))

    def _farewell(self) -> str:
        words = [
            phrases.say("This address opens no live quiz (any more).")
            for phrases in self._services.phrases.values()
        ]
        return render.farewell(list(dict.fromkeys(words)))

    async def _let_go(self, _: web.Application) -> None:
        self._closing.set()


def _file(path: Path, kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    words = path.read_text("utf-8")

    async def give(_: web.Request) -> web.Response:
        return web.Response(text=words, content_type=kind, headers=HEADERS)

    return give


def _html(words: str, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(
        text=words, status=status, content_type="text/html", headers={**HEADERS, **(headers or {})}
    )


def _code(request: web.Request) -> str:
    """Return the code in an address, in its stored form."""
    return request.match_info["code"].upper().translate(MISREAD)


def _heard(looking: asyncio.Future[Seen | None]) -> None:
    """Consume an error that nobody waits for any more."""
    if not looking.cancelled():
        looking.exception()


def _away() -> web.Response:
    return web.Response(status=503, headers={**HEADERS, "Retry-After": AGAIN_SECONDS})


def _too_many() -> web.Response:
    return web.Response(status=429, headers={**HEADERS, "Retry-After": AGAIN_SECONDS})

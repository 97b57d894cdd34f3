"""Pages: serves the projector's page at the one-time address of a live quiz, and tells it when something changes.

Whoever knows the address sees the board and nothing else; it ends with the quiz. Any replica serves it: how far
the quiz is stands in the database alone.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.chat import live
from bot.chat.board import board
from bot.edges.projector import drawn
from bot.store import lives, people
from bot.store.away import StoreAway

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bot.chat.household import Household

log = structlog.get_logger()

HERE = Path(__file__).parent
FILES = {"board.css": "text/css", "board.js": "text/javascript"}

HOLDS_SECONDS = 20.0
"""How long a question "anything new?" is held; proxies cut what takes longer than 30 or 60."""

LOOK_SECONDS = 0.5
"""How often it is looked meanwhile."""

MOST_HELD = 200
"""Pages of one process that wait at once; one more asks again in two seconds."""

MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
"""What is typed for the letters that a code does not have, and between its groups."""

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

    def __init__(self, household: Household, clock: Callable[[], datetime]) -> None:
        self._household = household
        self._store = household.stores.durable
        self._clock = clock
        self._closing = asyncio.Event()
        self._held = 0

    def add_to(self, app: web.Application) -> None:
        """Add the page, what it asks, and its two files."""
        for name, kind in FILES.items():
            app.router.add_get(f"/live/{name}", _file(HERE / name, kind))
        app.router.add_get("/live/{code}", self.page)
        app.router.add_get("/live/{code}/now", self.now)
        app.on_shutdown.append(self._let_go)

    async def page(self, request: web.Request) -> web.Response:
        """Answer with the whole page; 404 with a kind line when the address leads nowhere (any more)."""
        try:
            seen = await self._seen(request.match_info["code"])
        except StoreAway:
            return _away()
        if seen is None:
            words = drawn.page("en", "Mayak", self._farewell(), "")
            return _html(words.replace('<script src="board.js"></script>', ""), 404)
        locale, middle = seen
        return _html(drawn.page(locale, "Mayak", middle, drawn.mark(middle)))

    async def now(self, request: web.Request) -> web.Response:
        """Answer with the page's middle as soon as it differs from what was seen; 204 when it stays as it is."""
        code, before = request.match_info["code"], request.query.get("seen", "")
        if self._held >= MOST_HELD:
            return _away()
        self._held += 1
        try:
            async with asyncio.timeout(HOLDS_SECONDS):
                return await self._changed(code, before)
        except TimeoutError:
            return web.Response(status=204, headers=HEADERS)
        except StoreAway:
            return _away()
        finally:
            self._held -= 1

    async def _changed(self, code: str, before: str) -> web.Response:
        while not self._closing.is_set():
            seen = await self._seen(code)
            if seen is None:
                return _html(self._farewell(), 404)
            mark = drawn.mark(seen[1])
            if mark != before:
                return _html(seen[1], headers={"X-Seen": mark})
            await asyncio.sleep(LOOK_SECONDS)
        return _away()

    async def _seen(self, code: str) -> tuple[str, str] | None:
        """Return the language of a board and its HTML; None when the code opens none. Errors: StoreAway."""
        return await asyncio.wrap_future(self._store.run(self._look, code.upper().translate(MISREAD)))

    def _look(self, code: str) -> tuple[str, str] | None:
        """Draw a board as who leads the quiz would see it, in the store's thread."""
        now = self._clock()
        with self._store.turn() as db:
            quiz = lives.by_code(db, code, now)
            leader = people.get(db, quiz.person) if quiz else None
            if quiz is None or leader is None:
                return None
            turn = self._household.turn(db, leader, now)
            sitting = live.led(turn, quiz.task)
            return (turn.locale, drawn.fragment(board(turn, sitting))) if sitting else None

    def _farewell(self) -> str:
        words = [
            phrases.say("This address opens no live quiz (any more).")
            for phrases in self._household.phrases.values()
        ]
        return drawn.farewell(list(dict.fromkeys(words)))

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


def _away() -> web.Response:
    return web.Response(status=503, headers={**HEADERS, "Retry-After": "2"})

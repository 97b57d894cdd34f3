"""Guards the site: which requests are let in, how many of one client at once, and what every answer says to the
browser.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from bot.chat.listening import Listening
from bot.web.clients import RateLimit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

AT_ONCE, A_SECOND = 300, 30.0
"""Pages that a client may ask for at once, and after that in a second: a school of a few hundred behind one
address reads without noticing it."""

HELP_AT_ONCE, HELP_A_SECOND = 300, 60.0
"""The same for Help, which is counted apart: nobody else's reading takes it from a child."""

CODES_AT_ONCE, CODES_A_SECOND = 300, 0.2
"""Codes of classes and of pupils that a client may try: a school comes in the morning behind one address. Whoever
guesses at this pace needs more years for one of 62 random bits than there were."""

OPEN_OF_A_CLIENT = 100
"""Requests of one client that may be open at once, pages and forms each; Help is not counted."""

TURNS_OF_A_CLIENT = 4
"""Turns of one client that may wait for the store at once: the others of that client wait behind them, and those
of other clients pass."""

BODY_BYTES = 40 * 1024
"""Longest form: 4096 letters, nine bytes each at most as browsers write them, and what we put into it."""

BODY_SECONDS = 5.0
"""Seconds that a form may take to arrive."""

AGAIN_SECONDS = "2"
"""Seconds after which a client who was too fast may ask again."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    # Not `no-referrer`: with it a browser names no origin with a form, and ours could not be told from others.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer says: nothing of another site is loaded, no script or style stands in a page, no other site
may frame it or is told that it was read."""

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
"""What a page says besides that was drawn for somebody: nobody keeps it."""


class Refused(Exception):
    """A request that is not let in, with the status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Guard:
    """Lets requests in to the site at `address` (PUBLIC_URL)."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.origin = f"{parts.scheme}://{parts.netloc}".lower()
        self.secure = parts.scheme == "https"
        self.cookie = "__Host-mayak" if self.secure else "mayak"
        """The name of the cookie: with that prefix browsers take it over https alone, from this very host."""
        self._host = parts.netloc.lower()
        self._pages = RateLimit(AT_ONCE, A_SECOND)
        self._help = RateLimit(HELP_AT_ONCE, HELP_A_SECOND)
        self.codes = RateLimit(CODES_AT_ONCE, CODES_A_SECOND)
        self.listening = Listening()
        """In how much of what a client types distress is listened for."""
        self._open: dict[tuple[str, bool], int] = {}
        self._turns: dict[str, asyncio.Semaphore] = {}

    def check(self, request: web.Request) -> None:
        """Let a request in that is meant for this site and comes from it, or from a person.

        Errors: Refused for a foreign host (somebody's own name for our address) or another site's script or form.
        """
        if request.host.lower() != self._host:
            raise Refused(HTTPStatus.FORBIDDEN)
        origin = request.headers.get("Origin", "")
        if origin and origin.lower() != self.origin:
            raise Refused(HTTPStatus.FORBIDDEN)
        if request.method == "POST" and self.comes_from_elsewhere(request):
            raise Refused(HTTPStatus.FORBIDDEN)
        if "prefetch" in request.headers.get("Sec-Purpose", ""):
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)  # nobody has opened it yet

    @staticmethod
    def comes_from_elsewhere(request: web.Request) -> bool:
        """Whether another site led here: then a browser keeps the cookie back."""
        return request.headers.get("Sec-Fetch-Site", "") in {"cross-site", "same-site"}

    def allows(self, client: str, *, of_help: bool) -> bool:
        """Whether a client may ask for one more page now; it is counted."""
        return (self._help if of_help else self._pages).allows(client)

    @asynccontextmanager
    async def entering(self, client: str, *, form: bool = False) -> AsyncIterator[None]:
        """Count an open request of a client. `form`: one whose form has yet to arrive; those are counted apart, so
        that slow ones keep no page from who reads behind the same address.

        Errors: Refused when there are too many.
        """
        own = (client, form)
        if self._open.get(own, 0) >= OPEN_OF_A_CLIENT:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
        self._open[own] = self._open.get(own, 0) + 1
        try:
            yield
        finally:
            self._open[own] -= 1
            if not self._open[own]:
                del self._open[own]
                if (client, not form) not in self._open:
                    self._turns.pop(client, None)

    def turns(self, client: str) -> asyncio.Semaphore:
        """Return what lets few turns of a client at once to the store; ask inside `entering`."""
        return self._turns.setdefault(client, asyncio.Semaphore(TURNS_OF_A_CLIENT))

    def csrf(self, token: str) -> str:
        """Return the proof that a form is on a page of ours: nobody makes it without the cookie."""
        return hmac.new(token.encode(), b"mayak form", hashlib.sha256).hexdigest()[:32]

    def is_ours(self, token: str, form: Mapping[str, str]) -> bool:
        """Whether a form was on a page that was drawn for this cookie."""
        return hmac.compare_digest(self.csrf(token).encode(), form.get("csrf", "").encode())

    @staticmethod
    def update_id(token: str, form: Mapping[str, str]) -> int:
        """Return the number under which the step of a form counts once, also when it is sent again: far above
        Telegram's, and of this cookie alone.
        """
        return number_of(f"{token} {form.get('step', '')}".encode())

    def set_cookie(self, response: web.Response, token: str) -> None:
        """Give a browser its cookie: no script reads it, no other site's request carries it, it ends with the
        browser.
        """
        response.set_cookie(self.cookie, token, path="/", httponly=True, secure=self.secure, samesite="Strict")

    def drop_cookie(self, response: web.Response) -> None:
        """Let a browser forget its cookie and what it kept of this site."""
        response.del_cookie(self.cookie, path="/", httponly=True, secure=self.secure, samesite="Strict")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'


def by_lot() -> int:
    """Return a number of 62 bits that nobody guesses."""
    return int.from_bytes(secrets.token_bytes(8), "big") >> 2


def number_of(told: bytes) -> int:
    """Return the number under which what was told counts once: far above those of Telegram's updates."""
    return 1 << 62 | int.from_bytes(hashlib.sha256(told).digest()[:8], "big") >> 2


def refusal(status: int) -> web.Response:
    """Return the answer to a request that is not let in: it says why in two words, and nothing of anybody."""
    slower = {"Retry-After": AGAIN_SECONDS} if status == HTTPStatus.TOO_MANY_REQUESTS else {}
    return web.Response(status=status, text=f"{HTTPStatus(status).phrase}\n", headers=HEADERS | PRIVATE | slower)


def from_here() -> web.Response:
    """Return a page that opens itself once more: another site led here, so the browser kept the cookie back, and a
    new one would end the visit that is on. It takes its language from nobody and has no words.
    """
    words = '<!doctype html><meta charset="utf-8"><title>…</title><meta http-equiv="refresh" content="0">'
    return web.Response(text=words, content_type="text/html", headers=HEADERS | PRIVATE)


def led_to(path: str) -> web.Response:
    """Return an answer that leads on to another address of the site."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers=HEADERS | PRIVATE | {"Location": path})


async def form_of(
    request: web.Request, most: int = BODY_BYTES, fields_most: int = 20, seconds: float = BODY_SECONDS
) -> dict[str, str]:
    """Return the fields of a form, of so many bytes and fields at most, which may take so many seconds to arrive.
    Zeros are left out: no text of Telegram has them, and PostgreSQL takes none.

    Errors: Refused when it is too long, too slow, or no form.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    body = b""
    try:
        async with asyncio.timeout(seconds):
            async for part in request.content.iter_any():
                body += part
                if len(body) > most:
                    raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
    try:
        fields = parse_qs(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=fields_most
        )
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST) from None
    return {name: values[0].replace("\0", "") for name, values in fields.items()}

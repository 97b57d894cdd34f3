"""Guards the site: which requests are let in, how many of one client at once, and what every answer says to the
browser.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlsplit
from weakref import WeakValueDictionary

from aiohttp import web

from bot.chat.browser_forms import FORM_BYTES, FORM_FIELDS, FORM_SECONDS, Refused
from bot.chat.listening import Listening
from bot.doors.connections import arriving
from bot.doors.web.clients import RateLimit
from bot.doors.web.site.numbers import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.doors.web.site.visit import Visit

AT_ONCE, A_SECOND = 300, 30.0
"""Pages that a client may ask for at once, and after that in a second: a school of a few hundred behind one
address reads without noticing it."""

OF_A_VISIT, OF_A_VISIT_A_SECOND = 40, 2.0
"""The same for a visit that is known, before its client's pages are counted: what others behind one address ask
for keeps nobody from reading on."""

UNKNOWN_DESKS, UNKNOWN_DESKS_A_SECOND = 100, 5.0
"""Browsers opened from the chat or by pupils that are looked up for one client: a class that comes back after an
hour. Forged cookies cost no more than that."""

HELP_AT_ONCE, HELP_A_SECOND = 300, 60.0
"""The same for Help, which is counted apart: nobody else's reading takes it from a child."""

CODES_AT_ONCE, CODES_A_SECOND = 10, 1 / 60
"""Codes of classes and of pupils that a visit may try at once, and after that in a second. A client makes as many
visits as it asks for pages; guessing in all of them takes ages for one of 60 random bits."""

STRANGERS_CODES, STRANGERS_CODES_A_SECOND = 300, 0.2
"""The same for those of one client who come without a visit, such as from a page that was open for an hour."""

OPEN_OF_A_CLIENT, OPEN_OF_A_VISIT = 100, 20
"""Requests that may be open at once, of the visits of one client that are not known yet, and of one that is. A
form counts once it has arrived; Help is not counted."""

TURNS_OF_A_CLIENT = 4
"""Turns of one client that may wait for the store at once: the others of that client wait behind them, and those
of other clients pass."""

AGAIN_SECONDS = "2"
"""Seconds after which a client who was too fast may ask again."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; "
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


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose account a request is: the client's, and the visit's own where its cookie is known."""

    client: str
    visit: str = field(default="", repr=False)


class Place:
    """The place of one open request among those of its caller."""

    def __init__(self, taken: Counter[Caller], caller: Caller, most: int) -> None:
        self._all, self._caller, self._most = taken, caller, most
        self._held = False

    def take(self) -> None:
        """Take it, once. Errors: Refused when as many are taken as may be."""
        if self._held:
            return
        if self._all[self._caller] >= self._most:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
        self._all[self._caller] += 1
        self._held = True

    def __enter__(self) -> Self:
        """Begin a request, which takes it sooner or later."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave it, if it was taken."""
        if self._held:
            self._all[self._caller] -= 1
            if not self._all[self._caller]:
                del self._all[self._caller]
        self._held = False


class Few:
    """Lets few at once do what costs much: `at_once` in all, `of_a_visit` of one visit."""

    def __init__(self, at_once: int, of_a_visit: int) -> None:
        self._at_once, self._of_a_visit = at_once, of_a_visit
        self._busy: Counter[str] = Counter()

    @contextmanager
    def one_more(self, visit: Visit) -> Iterator[None]:
        """Count one more, of a visit that is known and may do it. Errors: Refused when there are too many."""
        whose = visit.visitor.token
        if self._busy[whose] >= self._of_a_visit or self._busy.total() >= self._at_once:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
        self._busy[whose] += 1
        try:
            yield
        finally:
            self._busy[whose] -= 1
            self._busy += Counter()  # leaves out those at zero


PLACE = web.RequestKey("place", Place)
"""Under this a request has its place: it is taken when a form has arrived."""


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
        self._visits = RateLimit(OF_A_VISIT, OF_A_VISIT_A_SECOND)
        self._help = RateLimit(HELP_AT_ONCE, HELP_A_SECOND)
        self.codes = RateLimit(CODES_AT_ONCE, CODES_A_SECOND)
        self.strangers_codes = RateLimit(STRANGERS_CODES, STRANGERS_CODES_A_SECOND)
        self.unknown_desks = RateLimit(UNKNOWN_DESKS, UNKNOWN_DESKS_A_SECOND)
        """How often the database is asked whether a browser is known, before its pages are counted."""
        self.listening = Listening()
        """In how much of what a client types distress is listened for."""
        self._open: Counter[Caller] = Counter()
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

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

    def allows_help(self, client: str) -> bool:
        """Whether a page of Help may be asked for now; it is counted."""
        return self._help.allows(client)

    def allows(self, caller: Caller) -> bool:
        """Whether one more page may be asked for now; it is counted."""
        own = bool(caller.visit) and self._visits.allows(caller.visit)
        return own or self._pages.allows(caller.client)

    def may_try_code(self, visit: Visit) -> bool:
        """Whether one more code may be tried now; it is counted: nobody else's codes keep a visit from its own."""
        if visit.is_new:
            return self.strangers_codes.allows(visit.client)
        return self.codes.allows(visit.visitor.token)

    def place(self, caller: Caller) -> Place:
        """Return the place of a request, which is not taken yet."""
        own = bool(caller.visit)
        return Place(self._open, caller, OPEN_OF_A_VISIT if own else OPEN_OF_A_CLIENT)

    def turns(self, client: str) -> asyncio.Semaphore:
        """Return what lets few turns of a client at once to the store."""
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


def refusal(status: int, words: str = "") -> web.Response:
    """Return the answer to a request that is not let in: it says why in a few words, and nothing of anybody."""
    slower = {"Retry-After": AGAIN_SECONDS} if status == HTTPStatus.TOO_MANY_REQUESTS else {}
    told = f"{words or HTTPStatus(status).phrase}\n"
    return web.Response(status=status, text=told, headers=HEADERS | PRIVATE | slower)


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
    request: web.Request, most: int = FORM_BYTES, fields_most: int = FORM_FIELDS, seconds: float = FORM_SECONDS
) -> dict[str, str]:
    """Return the fields of a form, of so many bytes and fields at most, which may take so many seconds to arrive;
    then the request takes its place. Zeros are left out: no text of Telegram has them, and PostgreSQL takes none.

    Errors: Refused when it is too long, too slow, or no form; when there is no place.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    body = b""
    try:
        with arriving(request):
            async with asyncio.timeout(seconds):
                async for part in request.content.iter_any():
                    body += part
                    if len(body) > most:
                        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
    place = request.get(PLACE)
    if place is not None:  # a call for help has none
        place.take()
    try:
        fields = parse_qs(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=fields_most
        )
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST) from None
    return {name: values[0].replace("\0", "") for name, values in fields.items()}

"""Browsing: somebody who reads the web door in a browser without a face; a test asserts what the page says."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession, DummyCookieJar, web
from aiohttp.test_utils import unused_port

from bot.doors.server import serve_web
from bot.doors.web.site.site import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import ClientResponse

    from tests.talk import House


TOKEN = "424242:of-the-tests"


@dataclass
class Way:
    """A button or a link: where it leads, and what its form carries (None for a link)."""

    label: str
    target: str
    form: dict[str, str] | None = None


@dataclass
class Seen:
    """A page as a person sees it."""

    status: int
    html: str
    headers: dict[str, str]
    lang: str = ""
    heading: str = ""
    words: str = ""
    always: list[Way] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    files: list[Way] = field(default_factory=list)
    typing: dict[str, str] | None = None

    @property
    def labels(self) -> list[str]:
        return [way.label for way in self.ways]


_NAMED = re.compile(r'\s+([a-z][a-z0-9-]*)(?:="([^"]*)")?')
_PART = re.compile(
    r'</([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"]*")?)*)>|([^<]+)|<!doctype html>'
)
"""What the pages are made of as we write them."""

_SCRIPT = re.compile("<(?:script|style)[^>]*>[^<]")
"""Code within a page, in which a sign is no tag."""


class _Reading(HTMLParser):
    """Reads a page of ours: its words where they are said, its buttons where they stand."""

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen = seen
        self.inside: list[tuple[str, str]] = []
        self.around: Counter[str] = Counter()
        """How many elements of a class are open."""
        self.form: tuple[str, dict[str, str]] | None = None
        self.label = ""
        self.target: str | None = None

    def feed(self, data: str) -> None:
        """Read a page: a plain one in a tenth of the time, any other as `HTMLParser` does."""
        parts, end = [], 0
        while (part := _PART.match(data, end)) is not None:
            parts.append(part.groups())
            end = part.end()
        if end < len(data) or _SCRIPT.search(data):
            super().feed(data)
            return
        for closed, opened, told, words in parts:
            if words:
                self.handle_data(unescape(words))
            elif opened:
                found = _NAMED.findall(told) if told else ()
                self.handle_starttag(opened, [(name, unescape(value)) for name, value in found])
            elif closed:
                self.handle_endtag(closed)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.seen.lang = told.get("lang", "")
        if tag in {"meta", "link", "img", "input", "br"}:
            if tag == "input" and self.form is not None and told.get("type") == "hidden":
                self.form[1][told["name"]] = told.get("value", "")
            return
        self.inside.append((tag, told.get("class", "")))
        self.around.update(told.get("class", "").split())
        if tag == "form":
            self.form = (told["action"], {})
        if tag in {"a", "button"}:
            self.label, self.target = "", told.get("href") or told.get("data-copy") or (self.form and self.form[0])
        if tag == "p" and self.seen.words and self._in("said"):
            self.seen.words += "\n\n"

    def handle_endtag(self, tag: str) -> None:
        self.around.subtract(self.inside.pop()[1].split())
        if tag in {"a", "button"} and self.target is not None:
            link = tag == "a" or self.form is None
            way = Way(
                self.label.replace("↗", "").strip(), self.target, None if link else self.form and self.form[1]
            )
            if self._in("ways"):
                self.seen.ways.append(way)
            elif self._in("files"):
                self.seen.files.append(way)
            elif ("header", "") in self.inside:
                self.seen.always.append(way)
            self.target = None
        if tag == "form" and self.form is not None:
            if self.form[0] in {"/words", "/pupil/back"}:
                self.seen.typing = self.form[1]
            self.form = None

    def handle_data(self, data: str) -> None:
        if self.target is not None and not self._in("said"):
            self.label += data
        elif ("h1", "") in self.inside:
            self.seen.heading += data
        elif self._in("said"):
            self.seen.words += data if any(tag == "p" for tag, _ in self.inside) else ""
        elif self._in("greeting") or self._in("alert"):
            self.seen.words += data + "\n\n"

    def _in(self, name: str) -> bool:
        return self.around[name] > 0


class Browser:
    """A browser with a cookie jar of its own that asks in one language."""

    def __init__(self, address: str, session: ClientSession, language: str = "en", **headers: str) -> None:
        self.address = address
        self.session = session
        self.headers = {"Accept-Language": language, **headers}
        self.cookies: dict[str, str] = {}
        self.page: Seen | None = None

    async def opens(self, path: str = "/", **headers: str) -> Seen:
        return await self._asks("GET", path, None, headers)

    async def taps(self, label: str) -> Seen:
        """Tap the first button or link whose label contains these words."""
        page = self.see()
        found = next((way for way in (*page.ways, *page.always) if label in way.label), None)
        assert found is not None, f"no button {label!r}; there are {page.labels}"
        return await self.follows(found)

    async def follows(self, way: Way) -> Seen:
        """Follow a link, or send a form."""
        if way.form is None:
            return await self.opens(way.target)
        return await self.sends(way.target, way.form)

    async def types(self, words: str) -> Seen:
        form = self.see().typing
        assert form is not None
        return await self.sends("/words", form | {"words": words})

    async def sends(self, path: str, form: dict[str, str], **headers: str) -> Seen:
        return await self._asks(
            "POST", path, form, {"Origin": self.address, "Sec-Fetch-Site": "same-origin"} | headers
        )

    async def gets(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a file: status, headers, bytes."""
        async with self.session.get(
            self.address + path, headers=self.headers | self.cookie | headers, allow_redirects=False
        ) as answer:
            return answer.status, dict(answer.headers), await answer.read()

    def see(self) -> Seen:
        assert self.page is not None, "nothing was opened yet"
        return self.page

    @property
    def sees(self) -> str:
        """The words of the page, with those of its buttons."""
        page = self.see()
        return "\n".join([page.heading, page.words, *page.labels])

    @property
    def cookie(self) -> dict[str, str]:
        """The head that carries the cookies."""
        return (
            {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if self.cookies
            else {}
        )

    async def _asks(self, method: str, path: str, form: dict[str, str] | None, headers: dict[str, str]) -> Seen:
        told = {"Sec-Fetch-Site": "same-origin"} | self.headers | self.cookie | headers
        asked: dict[str, Any] = {"data": form, "headers": told, "allow_redirects": False}
        async with self.session.request(method, self.address + path, **asked) as answer:
            self._keep_cookies(answer)
            if answer.status == 303:
                return await self.opens(answer.headers["Location"])
            words = await answer.text()
            self.page = read(answer.status, words, dict(answer.headers))
            return self.page

    def _keep_cookies(self, answer: ClientResponse) -> None:
        for name, morsel in answer.cookies.items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


def read(status: int, words: str, headers: dict[str, str]) -> Seen:
    """Read a page."""
    seen = Seen(status, words, headers)
    if "<main" in words:
        _Reading(seen).feed(words)
        seen.words = re.sub(r"\n{3,}", "\n\n", seen.words).strip()
    return seen


@dataclass
class Opened:
    """The web door of a house on a port of its own."""

    house: House
    site: Site
    address: str
    session: ClientSession
    app: web.Application

    def browser(self, language: str = "en", **headers: str) -> Browser:
        return Browser(self.address, self.session, language, **headers)


@asynccontextmanager
async def opened(house: House, client_header: str = "") -> AsyncIterator[Opened]:
    port = unused_port()
    address = f"http://127.0.0.1:{port}"
    app = web.Application()
    site = Site(house.conversation, lambda: house.clock, address, client_header, bot_token=TOKEN)
    site.add_to(app)
    runner = await serve_web(app, "127.0.0.1", port)
    try:
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            yield Opened(house, site, address, session, app)
    finally:
        await runner.cleanup()
        site.close()

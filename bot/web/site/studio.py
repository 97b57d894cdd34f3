"""Studio: where an editor writes the words of a pack in a browser, beside them what a reader sees.

What is written stands in the form alone: nothing is stored before it is sent, as a file would be.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from aiohttp import web

from bot.chat.conversation import Reply
from bot.chat.incoming import Sent
from bot.chat.names import audience_name
from bot.db.away import StoreAway
from bot.features.publishing import pages as publishing_pages
from bot.features.publishing import sent_files
from bot.features.publishing.writing import BEGUN, TEXT_BYTES, hand_of, is_file, template
from bot.packs.articles import explain
from bot.packs.model import Kind
from bot.packs.problem import Severity
from bot.packs.upload.archive import UPLOAD_BYTES, pack_up
from bot.packs.upload.sandbox import Limits
from bot.values.audience import Audience
from bot.values.phrases import phrases_of
from bot.values.screen import Link, Screen
from bot.values.text import bold as bold_text
from bot.values.text import join
from bot.web.site import rendering
from bot.web.site.files import MEDIA
from bot.web.site.guard import HEADERS, PRIVATE, Refused, by_lot, form_of, refusal
from bot.web.site.preview_process import NICENESS, Found, Previewed, Wanted, preview
from bot.web.site.uploads import arriving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from subprocess import Popen

    from bot.chat.services import Services
    from bot.chat.turn import Reader
    from bot.features.publishing.writing import Hand
    from bot.packs.upload.upload import PackUpload
    from bot.web.site.site import Site
    from bot.web.site.visit import Visit

FORM_BYTES = 9 * TEXT_BYTES + 8 * 1024
"""Longest form with a text: nine bytes a letter at most as browsers write them, and what we put into it."""

SECONDS = 30.0
"""Seconds that it may take to arrive."""

AT_ONCE, OF_A_CLIENT = 12, 6
"""Previews and checks that may be asked for at once, and those of one client."""

OF_EDITORS = (publishing_pages.PackTemplate, publishing_pages.DropDraft)
"""What only the studio leads to, and a draft of one's own: at somebody else's, their own pack would open."""

LETTERS = 60_000
"""Most letters of the field: a file of `TEXT_BYTES` in Latin letters."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands in the form."""

    file: str = ""
    text: str = ""
    audience: str = Audience.TIER_9_11.value
    locale: str = ""
    version: str = ""


class Studio:
    """The site's pages at which an editor writes; nobody else gets there."""

    def __init__(self, site: Site, services: Services) -> None:
        self._site = site
        self._services = services
        self._open: dict[str, int] = {}
        self._children: set[Popen[bytes]] = set()

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the pages."""
        guarded = self._site.guarded
        router.add_get("/edit", guarded(self.begin))
        router.add_post("/edit", guarded(self.act))
        router.add_post("/edit/preview", guarded(self.look))
        router.add_post("/edit/file", guarded(self.bring))
        router.add_get(f"{rendering.PICTURE}{{name:.+}}", guarded(self.picture))

    def close(self) -> None:
        """End the processes that run."""
        for child in list(self._children):
            child.kill()

    def ways(self, visit: Visit, reply: Reply) -> tuple[rendering.Shown, ...]:
        """Return the button that leads here, on the pages of an editor's studio."""
        links = [button for row in reply.screen.rows for button in row if isinstance(button, Link)]
        if not visit.remembered or not any(isinstance(link.page, OF_EDITORS) for link in links):
            return ()
        return (rendering.Shown("link", self._site.reader_of(visit).say("✍ Write in the browser"), "/edit"),)

    async def begin(self, request: web.Request) -> web.StreamResponse:
        """Show the files of the pack, or one of them to write in, or the template of a new one."""
        visit = await self._site.visit_of(request)
        hand = await self._hand(visit)
        if not isinstance(hand, _Held):
            return hand
        reader, query = self._site.reader_of(visit), request.query
        file, kind = query.get("file", ""), query.get("new", "")
        if kind:
            phrases = phrases_of(reader.locale)
            file, text, why = await asyncio.to_thread(
                template, hand.pack, kind, query.get("place", "")[:80], phrases
            )
            return self._page(visit, hand.pack, self._first(hand.pack, file, text, reader), told=why)
        if file not in hand.pack.names:
            return self._page(visit, hand.pack, _Written())
        return self._page(visit, hand.pack, self._first(hand.pack, file, hand.pack.text(file), reader))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Show what was written as a reader sees it, or send it in."""
        form = await form_of(request, FORM_BYTES, seconds=SECONDS)
        visit = await self._site.visit_of(request)
        hand = await self._mine(visit, form)
        if not isinstance(hand, _Held):
            return hand
        written = _written(form, hand.pack)
        async with self._one_more(visit):
            if form.get("do") == "send":
                return await self._sent(visit, hand.pack, written, form)
            seen = await self._preview(visit, hand.pack, written)
        return self._page(visit, hand.pack, written, seen)

    async def look(self, request: web.Request) -> web.StreamResponse:
        """Answer a script that asks for the preview: the problems and the screens alone."""
        form = await form_of(request, FORM_BYTES, seconds=SECONDS)
        visit = await self._site.visit_of(request)
        hand = await self._mine(visit, form)
        if not isinstance(hand, _Held):
            return hand
        async with self._one_more(visit):
            seen = await self._preview(visit, hand.pack, _written(form, hand.pack))
        reader = self._site.reader_of(visit)
        words = rendering.part(
            "look.html", told=_told(reader, seen), found=_found(reader, seen.found), preview=seen.html
        )
        return web.Response(text=words, content_type="text/html", headers=HEADERS | PRIVATE)

    async def bring(self, request: web.Request) -> web.StreamResponse:
        """Open a file of another program as words to go on with: a document of Word, questions."""
        visit = await self._site.visit_of(request)
        async with self._one_more(visit):
            async with arriving(request, SECONDS * 4) as form:
                hand = await self._mine(visit, form.fields)
                if not isinstance(hand, _Held):
                    return hand
                content = await form.read_file(UPLOAD_BYTES)
            if content is None:
                raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            reader = self._site.reader_of(visit)
            place = form.fields.get("place", "")
            start = replace(self._first(hand.pack, "", "", reader), file="")
            seen = await self._preview(visit, hand.pack, start, (form.name, place, content))
        written = self._first(hand.pack, seen.file, seen.text, reader)
        return self._page(visit, hand.pack, written, seen)

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """Answer with a picture of the pack that an editor works on; it was checked as it came."""
        hand = await self._hand(await self._site.visit_of(request))
        name = request.match_info["name"]
        kind = MEDIA.get(PurePosixPath(name).suffix.lower(), "")
        content = hand.pack.files.get(name) if isinstance(hand, _Held) else None
        if content is None or not kind.startswith("image/"):
            return refusal(HTTPStatus.NOT_FOUND)
        return web.Response(body=content, content_type=kind, headers=HEADERS | PRIVATE)

    async def _sent(self, visit: Visit, hand: Hand, written: _Written, form: dict[str, str]) -> web.StreamResponse:
        """Send the pack in with what was written, as a file would be; with errors it stays in the form."""
        site, now = self._site, self._site.clock()
        archive = hand.with_text(written.file, written.text, written.version)
        checked = sent_files.check(
            "pack.zip",
            archive,
            base=b"",
            place="",
            today=now.date(),
            children=self._children,
            limits=Limits(niceness=NICENESS),
        )
        upload: PackUpload = await asyncio.wrap_future(checked)
        if upload.errors:
            reader = phrases_of(site.reader_of(visit).locale)
            told = []
            for one in upload.problems:
                said, mine = explain(one, reader), one.path == written.file
                where = "" if mine else f"{one.path}:{one.line}"
                is_error = one.severity is Severity.ERROR
                told.append(Found(one.line if mine else 0, one.code, is_error, said.wrong, said.fix, where))
            told.sort(key=lambda one: (not one.is_error, bool(one.where), one.line))
            return self._page(visit, hand, written, Previewed(tuple(told)))
        try:
            reply = await site.reply(visit, Sent(upload), site.guard.update_id(visit.visitor.token, form))
        except StoreAway:
            return site.apology(visit)
        if reply.path == publishing_pages.Arrived().path:  # it was not taken: what was written must not be lost
            return self._page(visit, hand, written, told=reply.screen.text.plain)
        return site.shown(visit, reply)

    async def _preview(
        self, visit: Visit, hand: Hand, written: _Written, brought: tuple[str, str, bytes] = ("", "", b"")
    ) -> Previewed:
        name, place, content = brought
        wanted = Wanted(
            file=written.file,
            text=written.text,
            audience=written.audience,
            locale=written.locale,
            speaks=self._site.reader_of(visit).locale,
            now=self._site.clock().isoformat(),
            name=name.rpartition("/")[2][:80],
            place=place[:80],
        )
        return await asyncio.wrap_future(preview(wanted, pack_up(hand.files), content, self._children))

    async def _mine(self, visit: Visit, form: dict[str, str]) -> _Held | web.StreamResponse:
        """Return the pack of the editor whose form this is, or the answer to anybody else."""
        if not visit.remembered or not self._site.guard.is_ours(visit.visitor.token, form):
            return self._site.too_late(visit)
        return await self._hand(visit)

    async def _hand(self, visit: Visit) -> _Held | web.StreamResponse:
        """Return the pack that an editor works on, or the answer to who is none."""
        site, hand = self._site, None
        if visit.remembered:
            try:
                hand = await site.desks.run(hand_of, self._services, visit.visitor.sender, site.clock())
            except StoreAway:
                return site.apology(visit)
        if hand is None:
            reader = site.reader_of(visit)
            words = reader.say(
                "Here editors write. An organiser invites them, and they open it from the chat: /desk."
            )
            return site.shown(visit, Reply(Screen(bold_text(words)), ""), HTTPStatus.FORBIDDEN)
        return _Held(hand)

    def _first(self, hand: Hand, file: str, text: str, reader: Reader) -> _Written:
        """Return a file as it is opened: shown to its first readers, in its own language."""
        parts = file.rpartition("/")[2].split(".")
        locale = parts[-2] if len(parts) > 2 else reader.locale  # noqa: PLR2004 - kind, locale, md
        known = next((one for one in Audience if f'"{one.value}"' in text or f"[{one.value}]" in text), None)
        audience = (known or Audience.TIER_9_11).value
        return _Written(file, text, audience, locale, hand.version)

    def _page(
        self, visit: Visit, hand: Hand, written: _Written, seen: Previewed | None = None, told: str = ""
    ) -> web.Response:
        """Return the page: the files of the pack, and where one is written beside its preview."""
        site = self._site
        reader = site.reader_of(visit)
        locales = {**{code: one.language.name for code, one in self._services.phrases.items()}}
        locales.setdefault(written.locale or reader.locale, written.locale or reader.locale)
        html = rendering.part(
            "studio.html",
            forms=rendering.Forms(site.guard.csrf(visit.visitor.token), by_lot()),
            file=written.file,
            text=written.text,
            text_lang=written.locale or reader.locale,
            names=hand.names,
            kinds=[(kind.value, _kind_name(reader, kind)) for kind in BEGUN],
            audiences=[(one.value, audience_name(reader, one)) for one in Audience],
            audience=written.audience,
            locales=list(locales.items()),
            locale=written.locale,
            version=written.version,
            longest=LETTERS,
            told=told or (_told(reader, seen) if seen else ""),
            found=_found(reader, seen.found) if seen else "",
            preview=seen.html if seen else "",
            folders=rendering.folders(reader),
            say=_words(reader),
        )
        if told and not written.file:
            html = f"{rendering.part('told.html', told=told)}{html}"
        if seen and not written.file:
            html = f"{_found(reader, seen.found)}{html}"
        title = bold_text(reader.say("✍ Write in the browser"))
        about = reader.say(
            "What you write is drawn beside it as a reader sees it. Nothing of it is stored before you send it."
        )
        rows = ((Link(reader.say("🛠 Studio"), publishing_pages.Studio()),),)
        return site.shown(visit, Reply(Screen(join([title, about]), rows), ""), more=rendering.More(studio=html))

    @asynccontextmanager
    async def _one_more(self, visit: Visit) -> AsyncIterator[None]:
        """Count what is checked. Errors: Refused when there is too much."""
        known = self._open
        if known.get(visit.client, 0) >= OF_A_CLIENT or sum(known.values()) >= AT_ONCE:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
        known[visit.client] = known.get(visit.client, 0) + 1
        try:
            yield
        finally:
            known[visit.client] -= 1
            if not known[visit.client]:
                del known[visit.client]


@dataclass(frozen=True, slots=True)
class _Held:
    """The pack of somebody who is an editor."""

    pack: Hand


def _written(form: dict[str, str], hand: Hand) -> _Written:
    """Return what stands in a form. Errors: Refused for what our page does not send."""
    file, text = form.get("file", ""), form.get("text", "").replace("\r\n", "\n")
    audience, locale = form.get("audience", ""), form.get("locale", "")
    if not is_file(file) or audience not in {one.value for one in Audience}:
        raise Refused(HTTPStatus.BAD_REQUEST)
    if len(text.encode("utf-8", "replace")) > TEXT_BYTES:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    version = form.get("version", hand.version)
    return _Written(file, text.rstrip("\n") + "\n", audience, locale[:8], version if _is_version(version) else "")


def _is_version(words: str) -> bool:
    parts = words.split(".")
    return len(words) < 20 and 0 < len(parts) <= 3 and all(one.isascii() and one.isdigit() for one in parts)  # noqa: PLR2004 - 1.0.0


def _told(reader: Reader, seen: Previewed) -> str:
    """Say in one sentence what came of it."""
    if seen.broken_off:
        return reader.say("It took too long to draw this. Make it smaller or simpler.")
    hints = len(seen.found) - seen.errors
    if seen.errors:
        return reader.count("{number} error keeps it out.", "{number} errors keep it out.", seen.errors)
    if hints:
        return reader.count("No errors; {number} hint.", "No errors; {number} hints.", hints)
    return reader.say("No errors.")


def _found(reader: Reader, found: tuple[Found, ...]) -> str:
    words = {"line": reader.say("line"), "error": reader.say("error"), "hint": reader.say("hint")}
    return rendering.part("found.html", found=found, say=words)


def _kind_name(reader: Reader, kind: Kind) -> str:
    names = {
        Kind.LESSON: reader.say("Lesson"),
        Kind.STORY: reader.say("Story"),
        Kind.QUIZ: reader.say("Quiz"),
        Kind.TIPS: reader.say("Tips"),
    }
    return names[kind]


def _words(reader: Reader) -> dict[str, str]:
    """Return what stands around the fields."""
    return {
        "files": reader.say("Files of the pack"),
        "new": reader.say("A new file:"),
        "folder": reader.say("Topic and age:"),
        "begin": reader.say("Begin"),
        "from_file": reader.say("From a Word document, or from questions (GIFT, Moodle XML, XLSX):"),
        "open": reader.say("Open"),
        "text": reader.say("Words of"),
        "preview": reader.say("As a reader sees it"),
        "audience": reader.say("Reader:"),
        "locale": reader.say("Language:"),
        "show": reader.say("Show"),
        "busy": reader.say("I am checking it…"),
        "problems": reader.say("Problems"),
        "version": reader.say("Version (may stay empty):"),
        "send": reader.say("Send it: it becomes a draft"),
        "kept": reader.say("Before you send it, nothing of it is stored."),
    }

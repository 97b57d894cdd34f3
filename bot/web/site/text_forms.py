"""Text forms: many texts that are written over together, checked as a file would be; nothing is kept before."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.incoming import Sent, Tap
from bot.db.away import StoreAway
from bot.features.publishing import pages as publishing_pages
from bot.features.publishing import sent_files, translating
from bot.packs.check import problem_line
from bot.packs.parser.source import FILE_BYTES
from bot.packs.upload.upload import PackUpload
from bot.values.page import parse
from bot.web.site.guard import by_lot, form_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from concurrent.futures import Future
    from subprocess import Popen

    from aiohttp import web

    from bot.chat.conversation import Reply
    from bot.chat.services import Services
    from bot.chat.turn import Reader
    from bot.values.screen import TextForm
    from bot.web.site.site import Site
    from bot.web.site.visit import Visit

FORM_BYTES = 6 * FILE_BYTES
"""Longest form: a file of the largest size, each of its bytes three letters as browsers write them, and as much
for the names of the fields."""

FIELDS = 4000
"""Most fields of a form: two for each unit of a file of the largest size, and what we put into it."""

STAYS_BEHIND = "W913"
"""The problem of words that were not taken, such as a translation without the source's link."""

SHOWN = 5
"""Problems that are told above the form."""


class TextForms:
    """Takes forms of texts from who came from the chat."""

    def __init__(self, site: Site, services: Services, children: set[Popen[bytes]]) -> None:
        self._site = site
        self._services = services
        self.children = children

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the address to which the texts are sent."""
        router.add_post("/texts", self._site.guarded(self.send))

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Check the texts like a file that was sent, and make a draft of them; where something is missing or wrong
        the same form is shown again with what was written and what to mend.
        """
        site, form = self._site, await form_of(request, FORM_BYTES, FIELDS)
        visit = await site.visit_of(request)
        page = parse(form.get("path", ""))
        ours = visit.remembered and site.guard.is_ours(visit.visitor.token, form)
        if not ours or not isinstance(page, publishing_pages.TranslatedFile):
            return site.too_late(visit)
        reply = await site.reply(visit, Tap(page.path), 1 << 62 | by_lot())
        texts = reply.screen.form
        if texts is None:
            return site.shown(visit, reply)
        said = {field.name: form.get(f"text.{field.name}", "").replace("\r\n", "\n") for field in texts.fields}
        fits = {field.name for field in texts.fields if f"fits.{field.name}" in form}
        try:
            upload = await self._checked(visit, page, texts, said, fits)
        except StoreAway:
            return site.apology(visit)
        reader = site.reader_of(visit)
        wrong = _wrong(reader, said, upload)
        if wrong:
            alert = "\n".join([reader.say("Nothing is kept yet: what you wrote stands below."), *wrong])
            return site.shown(visit, _again(reply, texts, said, alert))
        return await site.answered(visit, Sent(upload), form)

    async def _checked(
        self,
        visit: Visit,
        page: publishing_pages.TranslatedFile,
        texts: TextForm,
        said: Mapping[str, str],
        fits: Collection[str],
    ) -> PackUpload:
        """Return the pack with the words in it as it was found, an empty one while words are missing.

        Errors: StoreAway.
        """
        if not all(words.strip() for words in said.values()):
            return PackUpload()
        site, now = self._site, self._site.clock()
        sender = visit.visitor.sender
        base = await site.desks.run(translating.base_of, self._services, sender, page.edition, now)
        if base is None:
            return PackUpload()
        pack, content = base
        words = translating.written_over(texts, said, fits, page.locale)
        checked: Future[PackUpload] = sent_files.check(
            f"{pack}.{page.locale}.po", words, base=content, place="", today=now.date(), children=self.children
        )
        return await asyncio.wrap_future(checked)


def _again(reply: Reply, texts: TextForm, said: Mapping[str, str], alert: str) -> Reply:
    """Return the page with what was written in its form."""
    fields = tuple(replace(field, words=said[field.name]) for field in texts.fields)
    return replace(reply, screen=replace(reply.screen, form=replace(texts, fields=fields), alert=alert))


def _wrong(reader: Reader, said: Mapping[str, str], upload: PackUpload) -> list[str]:
    """Return what keeps the texts from becoming a draft, a line each; nothing where all of them came."""
    missing = sum(not words.strip() for words in said.values())
    if missing:
        return [reader.count("{number} text is empty.", "{number} texts are empty.", missing)]
    left = [one for one in upload.problems if one in upload.errors or one.code == STAYS_BEHIND]
    if left:
        return [problem_line(one, reader.phrases) for one in left[:SHOWN]]
    return [] if upload.content else [reader.say("This version cannot be written over (any more).")]

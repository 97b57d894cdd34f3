"""Text forms: many texts that are written over together, saved at need, and checked as a file would be."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.browser_forms import Asked, BrowserForms, FormLimits, TooLate
from bot.chat.incoming import Tap
from bot.features.publishing import pages as publishing_pages
from bot.features.publishing import sent_files, translating
from bot.features.publishing.store import editors
from bot.packs.check import problem_line
from bot.packs.parser.source import FILE_BYTES
from bot.packs.upload.upload import PackUpload
from bot.values.page import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from concurrent.futures import Future

    from bot.chat.browser_forms import Answer
    from bot.chat.conversation import Reply
    from bot.chat.turn import Reader, Turn
    from bot.features.publishing.store.editors import Editor
    from bot.values.screen import TextField, TextForm

FORM_BYTES = 6 * FILE_BYTES
"""Longest form: a file of the largest size, each of its bytes three letters as browsers write them, and as much
for the names of the fields."""

FIELDS = 4000
"""Most fields of a form: two for each unit of a file of the largest size, and what we put into it."""

STAYS_BEHIND = "W913"
"""The problem of words that were not taken, such as a translation without the source's link."""

SHOWN = 5
"""Problems that are told above the form."""


def _open(turn: Turn, _: Mapping[str, str]) -> Editor | None:
    return editors.of(turn.db, turn.person.key)


def _nobody(_: Asked[None]) -> Answer:
    return TooLate()


forms = BrowserForms(_open, _nobody)


@forms.form("/texts", FormLimits(FORM_BYTES, FIELDS))
async def send(asked: Asked[Editor]) -> Answer:
    """Save the texts; or check them like a file that was sent, and make a draft of them. If some are missing, the
    others are saved; if something is wrong, show the same form again with the typed texts and what to mend.
    """
    form, page = asked.form, parse(asked.form.get("path", ""))
    if not isinstance(page, publishing_pages.TranslatedFile):
        return TooLate()
    reply = await asked.sees(Tap(page.path))
    texts = reply.screen.form
    if texts is None:
        return reply
    said = {field.name: _said(form, field) for field in texts.fields}
    fits = {field.name for field in texts.fields if f"fits.{field.name}" in form}
    missing = sum(not words.strip() for words in said.values())
    if form.get("do") == "save" or missing:
        return await _saved(asked, page, said, fits, missing if form.get("do") != "save" else 0)
    upload = await _checked(asked, page, texts, said, fits)
    wrong = _wrong(asked.reader, upload)
    if wrong:
        alert = "\n".join([asked.reader.say("Nothing is kept yet: what you wrote stands below."), *wrong])
        return _again(reply, texts, said, alert)
    return await asked.becomes(sent_files.SentPack(upload))


def _said(form: Mapping[str, str], field: TextField) -> str:
    """Return the words of a text; where it is empty and the tick says so, those that were offered."""
    words = form.get(f"text.{field.name}", "").replace("\r\n", "\n")
    return words if words.strip() or f"take.{field.name}" not in form else field.offers


async def _saved(
    asked: Asked[Editor],
    page: publishing_pages.TranslatedFile,
    said: Mapping[str, str],
    fits: Collection[str],
    missing: int,
) -> Reply:
    """Save the texts, and show the form with them again."""
    number = await asked.in_turn(lambda turn: translating.save(turn, page, said, fits)) or 0
    reader = asked.reader
    told = [reader.count("Saved: {number} text.", "Saved: {number} texts.", number)]
    if missing:
        told.append(reader.count("{number} text is empty.", "{number} texts are empty.", missing))
        told.append(reader.say("It becomes a draft once none is."))
    reply = await asked.sees(Tap(page.path))
    return replace(reply, screen=replace(reply.screen, alert=" ".join(told)))


async def _checked(
    asked: Asked[Editor],
    page: publishing_pages.TranslatedFile,
    texts: TextForm,
    said: Mapping[str, str],
    fits: Collection[str],
) -> PackUpload:
    """Return the pack with the words in it as it was found.

    Errors: StoreAway.
    """
    base = await asked.in_turn(lambda turn: translating.base_of(turn, page.edition))
    if base is None:
        return PackUpload()
    pack, content = base
    words = translating.written_over(texts, said, fits, page.locale)
    checked: Future[PackUpload] = sent_files.check(
        f"{pack}.{page.locale}.po", words, base=content, place="", today=asked.now.date(), children=asked.children
    )
    return await asyncio.wrap_future(checked)


def _again(reply: Reply, texts: TextForm, said: Mapping[str, str], alert: str) -> Reply:
    """Return the page with the typed texts in its form."""
    fields = tuple(replace(field, words=said[field.name]) for field in texts.fields)
    return replace(reply, screen=replace(reply.screen, form=replace(texts, fields=fields), alert=alert))


def _wrong(reader: Reader, upload: PackUpload) -> list[str]:
    """Return what keeps the texts from becoming a draft, a line each; nothing where all of them came."""
    left = [one for one in upload.problems if one in upload.errors or one.code == STAYS_BEHIND]
    if left:
        return [problem_line(one, reader.phrases) for one in left[:SHOWN]]
    return [] if upload.content else [reader.say("This version cannot be written over (any more).")]

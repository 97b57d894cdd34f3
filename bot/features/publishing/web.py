"""Studio: where an editor writes the words of a pack in a browser, beside them what a reader sees.

What is written stands in the form alone: nothing is stored before it is sent, as a file would be.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.chat.browser_forms import (
    Asked,
    AtOnce,
    BrowserForms,
    FormLimits,
    Image,
    LedTo,
    Part,
    Refused,
    Shown,
    Way,
)
from bot.chat.browser_people import Who
from bot.chat.conversation import Reply
from bot.chat.names import audience_name, places
from bot.features.publishing import draft_pages, sent_files
from bot.features.publishing import pages as publishing_pages
from bot.features.publishing.empty_files import downloads, made
from bot.features.publishing.fields import SHOWN_FOR, field_words, fields_of, written_into
from bot.features.publishing.overtaking import overtaken
from bot.features.publishing.preview import NICENESS, Found, Previewed, Wanted, preview
from bot.features.publishing.removing import mark_of
from bot.features.publishing.writing import BEGUN, TEXT_BYTES, hand_of, is_file, kind_of, template, with_company
from bot.packs.articles import explain
from bot.packs.model import Kind
from bot.packs.problem import Severity
from bot.packs.upload.archive import UPLOAD_BYTES, pack_up
from bot.packs.upload.readiness import HEAD
from bot.packs.upload.sandbox import Limits
from bot.packs.upload.sent_picture import ALT_CHARACTERS, card_of, cards_of
from bot.values.audience import Audience
from bot.values.page import Page
from bot.values.phrases import phrases_of
from bot.values.screen import Document, Link, Screen
from bot.values.text import bold as bold_text
from bot.values.text import join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.browser_forms import Answer
    from bot.chat.turn import Reader, Turn
    from bot.features.publishing.writing import Hand
    from bot.packs.upload.upload import PackUpload
    from bot.values.screen import Row

FORM_BYTES = 9 * TEXT_BYTES + 8 * 1024
"""Longest form with a text: nine bytes a letter at most as browsers write them, and what we put into it."""

SECONDS = 30.0
"""Seconds that it may take to arrive."""

PREVIEWS = AtOnce(12, 6)
"""Previews and checks that may be asked for at once, and those of one visit."""

OF_EDITORS = (publishing_pages.PackTemplate, draft_pages.EditionFiles)
"""What only the studio leads to, and a version of one's own: at somebody else's, their own pack would open."""

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
    base: str = ""
    """What the file was when its words were opened (`Hand.base`)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an editor works on, and the languages of the bot by their codes."""

    hand: Hand
    locales: Mapping[str, str]


def _open(turn: Turn, _: Mapping[str, str]) -> Opened | None:
    hand = hand_of(turn)
    locales = {code: one.language.name for code, one in turn.instance.languages.items()}
    return Opened(hand, locales) if hand else None


def _nobody(asked: Asked[None]) -> Answer:
    if "name" in asked.parts:  # of a picture, which is not there for them
        return Image("", None)
    words = asked.reader.say(
        "Here editors write. An organiser invites them, and they open it from the chat: /desk."
    )
    return Shown(Screen(bold_text(words)), "", HTTPStatus.FORBIDDEN)


forms = BrowserForms(_open, _nobody)

WRITTEN = FormLimits(2 * FORM_BYTES, fields=800, seconds=SECONDS, few=PREVIEWS)
"""A form with the words of a file."""


@forms.offers(Page, who=Who.CHAT)
def ways(reader: Reader, _: Page, screen: Screen) -> tuple[Way, ...]:
    """Return the button that leads here, on the pages of an editor's studio."""
    links = [button for row in screen.rows for button in row if isinstance(button, Link)]
    if not any(isinstance(link.page, OF_EDITORS) for link in links):
        return ()
    return (Way(reader.say("✍ Write in the browser"), "/edit"),)


@forms.page("/edit")
async def begin(asked: Asked[Opened]) -> Answer:
    """Show the files of the pack, or one of them to write in, or the template of a new one."""
    reader, query, hand = asked.reader, asked.query, asked.opened.hand
    file, kind = query.get("file", ""), query.get("new", "")
    if kind:
        phrases = phrases_of(reader.locale)
        file, text, why = await asyncio.to_thread(template, hand, kind, query.get("place", "")[:80], phrases)
        return _page(asked, _first(hand, file, text, reader), told=why)
    if file not in hand.names:
        return _page(asked, _Written())
    return _page(asked, _first(hand, file, hand.text(file), reader))


@forms.form("/edit", WRITTEN)
async def act(asked: Asked[Opened]) -> Answer:
    """Show what was written as a reader sees it, or send it in."""
    written = _written(asked.form, asked.opened.hand)
    if asked.form.get("do") == "send":
        return await _sent(asked, written)
    return _page(asked, written, await _preview(asked, written))


@forms.form("/edit/preview", WRITTEN)
async def look(asked: Asked[Opened]) -> Answer:
    """Answer a script that asks for the preview: the problems and the screens alone."""
    written = _written(asked.form, asked.opened.hand)
    seen = await _preview(asked, written)
    told = {"told": _told(asked.reader, seen), "found": seen.found, "preview": seen.html}
    return Part("publishing/look.html", {**told, **_as_fields(asked.reader, written), "say": _words(asked.reader)})


@forms.form("/edit/file", FormLimits(file=True, few=PREVIEWS))
async def bring(asked: Asked[Opened]) -> Answer:
    """Open a file of another program as words to go on with: a document of Word, questions."""
    content = await asked.read_file(UPLOAD_BYTES)
    if content is None:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    hand, reader = asked.opened.hand, asked.reader
    start = replace(_first(hand, "", "", reader), file="")
    seen = await _preview(asked, start, (asked.file_name, asked.form.get("place", ""), content))
    return _page(asked, _first(hand, seen.file, seen.text, reader), seen)


@forms.page("/edit/empty/{name}")
async def empty(asked: Asked[Opened]) -> Answer:
    """Answer with a file to fill in: a table for questions, words to translate, a whole pack."""
    name = asked.parts["name"]
    content = await asyncio.to_thread(made, asked.opened.hand, name, asked.reader.locale)
    return Image(name, None) if content is None else Document(name, content)


@forms.page("/edit/picture/{name:.+}")
async def picture(asked: Asked[Opened]) -> Answer:
    """Answer with a picture of the pack that an editor works on; it was checked as it came."""
    name = asked.parts["name"]
    return Image(name, asked.opened.hand.files.get(name))


@forms.form(
    "/edit/drawing", FormLimits(file=True, fields=WRITTEN.fields, few=PREVIEWS, field=TEXT_BYTES, seconds=SECONDS)
)
async def put_picture(asked: Asked[Opened]) -> Answer:
    """Put a picture into a card, drawn anew: with the words of the form it becomes a draft."""
    written = _written(asked.form, asked.opened.hand)
    content = await asked.read_file(UPLOAD_BYTES)
    if content is None:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    place, _, name = written.file.rpartition("/")
    card = card_of(written.text, asked.form.get("card", ""), asked.form.get("caret", ""))
    caption = f"{place}/{name.partition('.')[0]} {card}: {asked.form.get('alt', '')[:ALT_CHARACTERS]}"
    reply = await _sent(asked, written, (asked.file_name.rpartition("/")[2], content, caption))
    return LedTo(f"/edit?{urlencode({'file': written.file})}") if isinstance(reply, Reply) else reply


async def _sent(asked: Asked[Opened], written: _Written, picture: tuple[str, bytes, str] | None = None) -> Answer:
    """Send the pack in with the typed texts, as a file would be, or with a picture and its caption beside them;
    with errors it stays in the form.
    """
    why_not = await overtaken(asked, written.file, written.base)
    if why_not:
        again = replace(written, base=asked.opened.hand.base(written.file), version=asked.opened.hand.version)
        return _page(asked, again, told=why_not)
    hand = await asyncio.to_thread(with_company, asked.opened.hand, written.file)
    archive = hand.with_text(written.file, written.text, written.version)
    name, content, caption = picture or ("pack.zip", archive, "")
    checked = sent_files.check(
        name,
        content,
        base=archive if picture else b"",
        place=caption,
        today=asked.now.date(),
        children=asked.children,
        limits=Limits(niceness=NICENESS),
    )
    upload: PackUpload = await asyncio.wrap_future(checked)
    if upload.errors:
        reader = phrases_of(asked.reader.locale)
        told = []
        for one in upload.problems:
            said, mine = explain(one, reader), one.path == written.file
            where = "" if mine else f"{one.path}:{one.line}"
            is_error = one.severity is Severity.ERROR
            told.append(Found(one.line if mine else 0, one.code, is_error, said.wrong, said.fix, where))
        told.sort(key=lambda one: (not one.is_error, bool(one.where), one.line))
        return _page(asked, written, Previewed(tuple(told)))
    reply = await asked.becomes(sent_files.SentPack(upload))
    if reply.path == publishing_pages.Arrived().path:  # it was not taken: what was written must not be lost
        return _page(asked, written, told=reply.screen.text.plain)
    return reply


async def _preview(
    asked: Asked[Opened], written: _Written, brought: tuple[str, str, bytes] = ("", "", b"")
) -> Previewed:
    name, place, content = brought
    wanted = Wanted(
        file=written.file,
        text=written.text,
        audience=written.audience,
        locale=written.locale,
        speaks=asked.reader.locale,
        now=asked.now.isoformat(),
        name=name.rpartition("/")[2][:80],
        place=place[:80],
    )
    hand = await asyncio.to_thread(with_company, asked.opened.hand, written.file)
    return await preview(asked, wanted, pack_up(hand.files), content)


def _first(hand: Hand, file: str, text: str, reader: Reader) -> _Written:
    """Return a file as it is opened: shown to its first readers, in its own language."""
    parts = file.rpartition("/")[2].split(".")
    locale = parts[-2] if len(parts) > 2 else reader.locale  # noqa: PLR2004 - kind, locale, md
    known = next((one for one in Audience if f'"{one.value}"' in text or f"[{one.value}]" in text), None)
    audience = (known or Audience.TIER_9_11).value
    return _Written(file, text, audience, locale, hand.version, hand.base(file))


def _page(asked: Asked[Opened], written: _Written, seen: Previewed | None = None, told: str = "") -> Answer:
    """Return the page: the files of the pack, and where one is written beside its preview."""
    reader, hand = asked.reader, asked.opened.hand
    locales = dict(asked.opened.locales)
    locales.setdefault(written.locale or reader.locale, written.locale or reader.locale)
    part = Part(
        "publishing/studio.html",
        {
            "file": written.file,
            "names": hand.names,
            "kinds": [(kind.value, _kind_name(reader, kind)) for kind in BEGUN],
            "audience": written.audience,
            "locales": list(locales.items()),
            "locale": written.locale,
            "version": written.version,
            "base": written.base,
            **_as_fields(reader, written),
            "longest": LETTERS,
            "told": _told(reader, seen) if seen else "",
            "found": seen.found if seen else (),
            "preview": seen.html if seen else "",
            "alert": told,
            "places": places(reader),
            "downloads": downloads(hand, reader),
            "cards": [one.title for one in cards_of(written.text)] if written.file.endswith(".md") else [],
            "say": _words(reader),
        },
        "studio.js",
    )
    title = bold_text(reader.say("✍ Write in the browser"))
    about = reader.say(
        "What you write is drawn beside it as a reader sees it. The bot stores nothing of it before you send it."
    )
    rows: tuple[Row, ...] = ((Link(reader.say("🛠 Studio"), publishing_pages.Studio()),),)
    if hand.edition and written.file in hand.files and written.file != HEAD:
        out = draft_pages.RemoveFile(hand.edition, mark_of(written.file))
        rows = ((Link(reader.say("🗑 Take this file out"), out),), *rows)
    return Shown(Screen(join([title, about]), rows), "", part=part)


def _as_fields(reader: Reader, written: _Written) -> dict[str, object]:
    """Return the text of a file, and what its form is drawn from."""
    return {
        "text": written.text,
        "text_lang": written.locale or reader.locale,
        "audiences": [(one.value, audience_name(reader, one)) for one in Audience],
        "fields": fields_of(written.text) if kind_of(written.file) in SHOWN_FOR else None,
    }


def _written(form: Mapping[str, str], hand: Hand) -> _Written:
    """Return what stands in a form. Errors: Refused for what our page does not send."""
    file, text = form.get("file", ""), form.get("text", "").replace("\r\n", "\n")
    audience, locale = form.get("audience", ""), form.get("locale", "")
    if not is_file(file) or audience not in {one.value for one in Audience}:
        raise Refused(HTTPStatus.BAD_REQUEST)
    if len(text.encode("utf-8", "replace")) > TEXT_BYTES:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if kind_of(file) in SHOWN_FOR:
        text = written_into(text.rstrip("\n") + "\n", form)
    version = form.get("version", hand.version)
    version = version if _is_version(version) else ""
    return _Written(file, text.rstrip("\n") + "\n", audience, locale[:8], version, form.get("base", "")[:40])


def _is_version(words: str) -> bool:
    parts = words.split(".")
    return len(words) < 20 and 0 < len(parts) <= 3 and all(one.isascii() and one.isdigit() for one in parts)  # noqa: PLR2004 - 1.0.0


def _told(reader: Reader, seen: Previewed) -> str:
    """Tell the result in one sentence."""
    if seen.broken_off:
        return reader.say("It took too long to draw this. Make it smaller or simpler.")
    hints = len(seen.found) - seen.errors
    if seen.errors:
        return reader.count("{number} error keeps it out.", "{number} errors keep it out.", seen.errors)
    if hints:
        return reader.count("No errors; {number} hint.", "No errors; {number} hints.", hints)
    return reader.say("No errors.")


def _kind_name(reader: Reader, kind: Kind) -> str:
    names = {
        Kind.LESSON: reader.say("Lesson"),
        Kind.STORY: reader.say("Story"),
        Kind.QUIZ: reader.say("Quiz"),
        Kind.TIPS: reader.say("Tips"),
        Kind.DRILL: reader.say("Drill"),
        Kind.ROUND: reader.say("“Real or trap?”"),
        Kind.PATH: reader.say("Path"),
        Kind.CAMPAIGN: reader.say("Campaign"),
        Kind.TALK: reader.say("Talk"),
    }
    return names[kind]


def _words(reader: Reader) -> dict[str, str]:
    """Return the words around the fields."""
    return {
        "line": reader.say("line"),
        "error": reader.say("error"),
        "hint": reader.say("hint"),
        "files": reader.say("Files of the pack"),
        "new": reader.say("A new file:"),
        "folder": reader.say("Topic and age:"),
        "begin": reader.say("Begin"),
        "from_file": reader.say(
            "From a Word document, or from questions (GIFT, Moodle XML, a table of Kahoot, Quizizz or your own):"
        ),
        "open": reader.say("Open"),
        "empty": reader.say("To fill in without the browser, and send back:"),
        "text": reader.say("Words of"),
        "picture": reader.say("Put a picture in"),
        "picture_file": reader.say("Picture (PNG, JPEG, SVG; it may be pasted or dragged here):"),
        "alt": reader.say("What it shows, for those who cannot see it:"),
        "card": reader.say("Card:"),
        "here": reader.say("Where I write"),
        "put": reader.say("Put it in: it becomes a draft"),
        "bare": reader.say("It is made smaller, and where and when it was taken is left out."),
        "preview": reader.say("As a reader sees it"),
        "audience": reader.say("Reader:"),
        "locale": reader.say("Language:"),
        "show": reader.say("Show"),
        "busy": reader.say("I am checking it…"),
        "problems": reader.say("Problems"),
        "version": reader.say("Version (may stay empty):"),
        "send": reader.say("Send it: it becomes a draft"),
        "kept": reader.say("Before you send it, the bot stores nothing of it."),
        "in_browser": reader.say("This browser keeps what you write until you send it, at most two weeks."),
        **field_words(reader),
        "unsent": reader.say("Words that you wrote here and did not send are still in this browser."),
        "take_up": reader.say("Go on with them"),
        "throw": reader.say("Throw them away"),
    }

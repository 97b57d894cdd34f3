"""What a browser asks for: its language, what was typed there, and which pages a link of another site may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.chat.conversation import Reply
from bot.chat.incoming import Command, Incoming, Words
from bot.chat.listening import part_of
from bot.doors.web.site.rendering import LONGEST, address_of
from bot.features.live_quiz import pages as live_quiz_pages
from bot.values import landmarks
from bot.values.means import Means
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import Text

log = structlog.get_logger()

LIVE = (
    *(live_quiz_pages.Live, live_quiz_pages.LiveIn, live_quiz_pages.LiveQuestion),
    *(live_quiz_pages.LiveMarks, live_quiz_pages.LiveAnswer),
)
"""Pages of a pupil's part in a live quiz."""

if TYPE_CHECKING:
    from aiohttp import web

    from bot.chat.firstaid import FirstAid
    from bot.chat.incoming import What
    from bot.chat.services import Services
    from bot.chat.turn import Reader
    from bot.values.page import Page


def typed(field: str) -> What:
    """Return what was typed: a command, or words, as many as a message of Telegram holds. A browser writes a line
    break as two signs.
    """
    words = field.replace("\r\n", "\n")[:LONGEST]
    name, _, payload = words.strip().removeprefix("/").partition(" ")
    return Command(name, payload) if words.strip().startswith("/") else Words(words)


def language_of(request: web.Request, services: Services) -> str:
    """Return the language that the browser wants most, of those that the bot speaks; empty when it speaks none."""
    wanted = []
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        tag, _, weight = part.partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.strip().split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, tag in sorted(wanted, key=lambda one: one[0]) if tag in services.phrases), "")


def looked_at_again(reply: Reply) -> str:
    """Return the address of the live quiz in which somebody waits for the next question; empty on other pages."""
    place = parse(reply.path)
    if not isinstance(place, LIVE) or reply.screen.choices:
        return ""
    return address_of(live_quiz_pages.Live(place.task).path)


def once_more(reader: Reader, place: Page) -> Reply:
    """Return a page whose button does what only a button may do."""
    words = Text(reader.say("Something is about to change. Shall it?"))
    row = (Link(reader.say("Yes"), place), Link(reader.say("No, go back"), landmarks.Menu()))
    return Reply(Screen(words, (row,)), place.path)


def too_late(reader: Reader) -> Reply:
    """Return the answer to a form that is of no page of this visit (any more)."""
    words = Text(reader.say("This page was open for too long. Please go on from here."))
    begin = Link(reader.say("▶ Begin"), landmarks.Start(), Means.NEXT)
    return Reply(Screen(words, ((begin,),)), begin.page.path)


def in_other_hands(reader: Reader) -> Reply:
    """Return what stands in the browser of somebody whose phone another person of it has taken meanwhile."""
    words = Text(
        reader.say(
            "Somebody else has the phone by now, so nothing was done here. /desk in the chat opens it once more."
        )
    )
    return Reply(Screen(words, ((Link(reader.say("☰ Menu"), landmarks.Menu()),),)), landmarks.Menu().path)


def calls_for_help(first_aid: FirstAid, what: What | None) -> bool:
    """Whether a tap or typed words are a call for help, from anyone. If it cannot be judged, it is one."""
    try:
        return what is not None and first_aid.page(part_of(Incoming(0, 0, "", what))) is not None
    except Exception:
        log.exception("not judged")
        return True

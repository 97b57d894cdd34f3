"""Handouts: the poster of a class and its key sheet, as PNG and PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.classes import pages
from bot.features.classes.class_names import alias, class_name, spaced
from bot.features.classes.navigation import class_row
from bot.features.classes.store import classrooms, memberships
from bot.features.items.home import classes_row
from bot.pictures.class_handouts import ClassPoster, draw_class_poster, draw_keys
from bot.pictures.sheet import pdf, png
from bot.values.audience import Role
from bot.values.screen import Document, Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn

views = Views()


@views(pages.ClassSheets, role=Role.EDUCATOR, kept=False)
def class_sheets(turn: Turn, page: pages.ClassSheets) -> Screen:
    """Give the poster as a picture and to print, and the key sheet to print."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None or classroom.closed:
        return dead_end(turn)
    name = class_name(turn, classroom)
    poster = ClassPoster(
        title=turn.say("Class {name}", name=name),
        steps=(
            turn.say("Point your phone's camera at the picture, or open the link."),
            turn.say("In Telegram tap “Start”. Read what I remember, then tap “I agree, remember me”."),
            turn.say("Tap “Join”. You get a made-up name."),
            turn.say("Write your own name beside it on the teacher's sheet."),
        ),
        code_head=turn.say("Or send /class to @{bot} and type:", bot=turn.instance.bot),
        code=spaced(classroom.code),
        promise=turn.say("Nobody in the class sees who you are in Telegram."),
        link=turn.instance.link(pages.JoinBy(classroom.code)),
        rtl=turn.phrases.rtl,
        browser=turn.say("Without Telegram: {address}, and the code", address=turn.instance.projector)
        if turn.instance.projector
        else "",
        browser_link=turn.instance.browser_link(pages.JoinBy(classroom.code)),
        heads=(turn.say("In Telegram"), turn.say("In a browser")),
    )
    aliases = [alias(turn, classroom, number) for number in range(1, memberships.MOST_PUPILS + 1)]
    title = turn.say("Key sheet of {name}", name=name)
    note = turn.say("This paper is yours alone: names stand here, never in Mayak. Keep it where you keep marks.")
    text = join(
        [
            bold(name),
            turn.say("A poster for the wall, and a key sheet: pupils write their names beside their aliases."),
            turn.say("The key sheet stays on paper. I never know who is who."),
        ]
    )
    documents = (
        Document("mayak-class.png", partial(_poster_png, poster)),
        Document("mayak-class.pdf", partial(_poster_pdf, poster)),
        Document("mayak-keys.pdf", partial(_keys_pdf, title, note, aliases, rtl=poster.rtl)),
    )
    onward = (Link(turn.say("➕ Give something to do"), pages.GiveTopics(page.room)),)
    return Screen(text, (onward, class_row(turn, classroom), classes_row(turn)), documents=documents)


def _poster_png(words: ClassPoster) -> bytes:
    return png(draw_class_poster(words).picture)


def _poster_pdf(words: ClassPoster) -> bytes:
    return pdf([draw_class_poster(words)])


def _keys_pdf(title: str, note: str, aliases: Sequence[str], *, rtl: bool) -> bytes:
    return pdf([draw_keys(title, note, aliases, rtl=rtl)])

"""Kind answers to what the bot does not read, does not have, or does not do yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import keeping
from bot.chat.items import dead_end, page_of
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import people
from bot.features.account import time_zone
from bot.features.check import pages as check_pages
from bot.features.menu import pages, stopping
from bot.features.menu.stopping import Stopped
from bot.features.notifications import pages as notifications_pages
from bot.features.talk.pages import NotUnderstood
from bot.features.tips.store import wishes
from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.screen import Link, Screen
from bot.values.text import Text, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

SHOWS = frozenset({"photo", "video", "voice", "document"})
"""Things in which somebody may show a message."""


@views(landmarks.Typed, kept=False, aside=True)
def typed(_turn: Turn, _: landmarks.Typed) -> Page:
    """Lead on from words that nothing understood."""
    return NotUnderstood()


@views(landmarks.Lost, newcomer=True, kept=False)
def lost(turn: Turn, _: landmarks.Lost) -> Screen:
    """Answer a path that leads nowhere (an old button, a forged one) or not for this person."""
    return dead_end(turn)


@views(landmarks.Unread, newcomer=True, kept=False, aside=True)
def unread(turn: Turn, page: landmarks.Unread) -> Screen:
    """Answer a picture, a voice, a contact …: nothing of it was opened or kept."""
    words = {
        "sticker": turn.say("Nice one! I cannot see stickers, but I am glad you are here."),
        "voice": turn.say(
            "I cannot listen to voices, so I have not opened it and keep nothing of it. Write here what it says, "
            "and we look at it together. If something happened, write it or press 🆘."
        ),
        "contact": turn.say(
            "I do not need anybody's phone number. I have not kept it. You can delete that message."
        ),
        "location": turn.say(
            "I do not need to know where you are. I have not kept it. You can delete that message."
        ),
        "command": turn.say("I have no such command. All that I have is in the menu."),
        "edited": turn.say("I see that you changed a message. I read only new ones, so please send it once more."),
    }.get(
        page.thing,
        turn.say(
            "I cannot look at pictures, videos or files. I have not opened it and keep nothing of it. Are there "
            "words in it? Write them here, and we look at them together."
        ),
    )
    check = ((Link(turn.say("🔎 Write the words here"), check_pages.Check()),),) if page.thing in SHOWS else ()
    rows = (*check, (Link(turn.say("🆘 Help"), help_pages.Help()),), menu_row(turn))
    return Screen(Text(words), rows)


@views(landmarks.Stop, newcomer=True, kept=False, own=True)
def stop(turn: Turn, _: landmarks.Stop) -> Screen:
    """Stop everything that would come unasked, and offer to take it back. What the person was in the middle of
    ends too, and keeps its place.
    """
    ended = stopping.stop(turn.db, turn.person.key, turn.today)
    if turn.person.place:
        people.stay(turn.db, turn.person.key, landmarks.Menu().path, turn.today)
    rows: list[Row] = []
    if ended != Stopped():
        back = pages.GoOn(ended.a_week, ended.hour, ended.campaigns, ended.classes, ended.news)
        rows.append((Link(turn.say("↩ Undo: all as before"), back),))
    words = Text(turn.say("Nothing comes from me any more unless you write first."))
    if page_of(turn.person.begun):
        words = join([words, keeping.promise(turn)])
        rows += keeping.offer(turn)
    return Screen(words, (*rows, menu_row(turn)))


@views(pages.GoOn, kept=False, own=True)
def go_on(turn: Turn, page: pages.GoOn) -> Screen:
    """Let stopped messages come as before; wishes that no longer suit the person are adapted."""
    chat = turn.sealed_chat()
    if chat is None:
        words = turn.say("I can write only to people I remember. You are only looking round, and that is fine.")
        return Screen(Text(words), (menu_row(turn),))
    if page.times not in {0, *wishes.TIMES} or page.hour not in range(24):
        return dead_end(turn)
    ended = Stopped(page.times, page.hour, page.campaigns, page.classes, page.news)
    stopping.go_on(turn.db, turn.person.key, chat, ended, turn.today)
    wishes.fit(turn.db, turn.person.key, turn.reads)
    comes = any(time_zone.on_wait.call(turn)) or ended.classes or ended.news
    words = (
        turn.say("As before: what was chosen comes again, each at its hour.")
        if comes
        else turn.say("As before. What you had joined is over, so nothing comes by itself.")
    )
    return Screen(
        Text(words), ((Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),), menu_row(turn))
    )

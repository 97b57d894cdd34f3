"""Kind answers to what the bot does not read, does not have, or does not do yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.store import stopping, wishes
from bot.store.stopping import Stopped
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(sitemap.Lost, newcomer=True, kept=False)
def lost(turn: Turn, _: sitemap.Lost) -> Screen:
    """Answer a path that leads nowhere (an old button, a forged one) or not for this person."""
    return dead_end(turn)


@views(sitemap.Unread, newcomer=True, kept=False)
def unread(turn: Turn, page: sitemap.Unread) -> Screen:
    """Answer a picture, a voice, a contact …: nothing of it was opened or kept."""
    words = {
        "sticker": turn.say("Nice one! I cannot see stickers, but I am glad you are here."),
        "voice": turn.say("I cannot listen to voices. I have not opened it and keep nothing of it."),
        "contact": turn.say(
            "I do not need anybody's phone number. I have not kept it. You can delete that message."
        ),
        "location": turn.say(
            "I do not need to know where you are. I have not kept it. You can delete that message."
        ),
        "edited": turn.say("I see that you changed a message. I read only new ones, so please send it once more."),
    }.get(
        page.thing,
        turn.say("I cannot look at pictures, videos or files. I have not opened it and keep nothing of it."),
    )
    rows = (menu_row(turn), (Link(turn.say("🆘 Help"), sitemap.Help()),))
    return Screen(Text(words), rows)


@views(sitemap.Stop, newcomer=True, kept=False)
def stop(turn: Turn, _: sitemap.Stop) -> Screen:
    """Stop everything that would come unasked, and offer to take it back."""
    ended = stopping.stop(turn.db, turn.person.key, turn.today)
    rows: list[Row] = []
    if ended != Stopped():
        back = sitemap.GoOn(ended.a_week, ended.hour, ended.campaigns, ended.classes, ended.news)
        rows.append((Link(turn.say("↩ Undo: all as before"), back),))
    words = turn.say("Nothing comes from me any more unless you write first.")
    return Screen(Text(words), (*rows, menu_row(turn)))


@views(sitemap.GoOn, kept=False)
def go_on(turn: Turn, page: sitemap.GoOn) -> Screen:
    """Let what was stopped come as before; what does not suit the person any more is brought into what does."""
    chat = turn.sealed_chat()
    if chat is None:
        words = turn.say("I can write only to people I remember. You are only looking round, and that is fine.")
        return Screen(Text(words), (menu_row(turn),))
    if page.times not in {0, *wishes.TIMES} or page.hour not in range(24):
        return dead_end(turn)
    ended = Stopped(page.times, page.hour, page.campaigns, page.classes, page.news)
    stopping.go_on(turn.db, turn.person.key, chat, ended, turn.today)
    wishes.fit(turn.db, turn.person.key, turn.reads)
    words = turn.say("As before: what was chosen comes again, each at its hour.")
    return Screen(Text(words), ((Link(turn.say("🔕 A week of quiet"), sitemap.Quiet()),), menu_row(turn)))

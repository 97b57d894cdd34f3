"""Having tips come by themselves: in two taps where the clock is known, at another hour, stopped in one tap."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.chat.pickers import in_rows, menu_row
from bot.chat.views import Views
from bot.features.account import pages as account_pages
from bot.features.account import time_zone
from bot.features.notifications import pages as notifications_pages
from bot.features.tips import pages
from bot.features.tips.store import wishes
from bot.features.tips.store.wishes import Wish
from bot.values import landmarks
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

FOR_CHILDREN = (3, 2, 1)
"""Tips a week that a child may choose (docs/design.md §3); adults also one a day."""

FOR_ADULTS = (7, 3, 2, 1)

HOUR = 17
"""When tips come unless another hour is chosen: after school, and before the evening of children is quiet."""

HOURS_A_ROW = 4


@views(pages.TipWish)
def tip_wish(turn: Turn, _: pages.TipWish) -> Screen:
    """Ask whether tips shall come, and say what is kept for it."""
    if not turn.person.agreed:
        words = turn.say("I can write only to people I remember. You are only looking round, and that is fine.")
        return Screen(
            Text(words), ((Link(turn.say("What I would remember"), landmarks.Consent()),), menu_row(turn))
        )
    wanted = wishes.of(turn.db, turn.person.key)
    parts: list[Text | str] = [
        bold(turn.say("Tips now and then")),
        turn.say("Shall I send you a short tip now and then? Say how often. You can change the hour afterwards."),
        turn.say(
            "For that I keep the number of this chat, encrypted, until you stop. Never more than one message a "
            "day, never at night."
        ),
        turn.say("None comes twice within eight weeks. When I have nothing new for you, I write nothing."),
    ]
    hour = wanted.hour if wanted else HOUR
    rows: list[Row] = [(Link(_often(turn, times), pages.TipsSet(times, hour)),) for times in _choices(turn)]
    if wanted is not None:
        parts.insert(
            1, turn.say("Now: {often} · {time}", often=_often(turn, wanted.a_week), time=_clock(turn, wanted.hour))
        )
        rows.append((Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),))
        rows.append((Link(turn.say("No more tips"), pages.TipsSet(0, wanted.hour)),))
    return Screen(join(parts), (*rows, menu_row(turn)))


@views(pages.TipHour)
def tip_hour(turn: Turn, page: pages.TipHour) -> Screen:
    """Offer the hours outside the quiet ones, once it is known by which clock."""
    if page.times not in _choices(turn):
        return tip_wish(turn, pages.TipWish())
    if not turn.person.zone:
        return time_zone.question(turn, purpose="tips")
    links = [Link(_clock(turn, hour), pages.TipsSet(page.times, hour)) for hour in range(*turn.reads.awake)]
    text = join([bold(turn.say("At which hour?")), turn.say("By your clock. I spread the days over the week.")])
    return Screen(text, (*in_rows(links, HOURS_A_ROW), menu_row(turn)))


@views(pages.TipsSet, kept=False)
def tips_set(turn: Turn, page: pages.TipsSet) -> Screen | Page:
    """Send tips so often at this hour from now on; or none, and offer to take that back."""
    key, before = turn.person.key, wishes.of(turn.db, turn.person.key)
    if page.times == 0:
        wishes.drop(turn.db, key)
        words = turn.say("Tips no longer come by themselves. They are in the menu whenever you like.")
        undo: tuple[Row, ...] = ()
        if before is not None:
            undo = ((Link(turn.say("↩ Undo"), pages.TipsSet(before.a_week, before.hour)),),)
        return Screen(Text(words), (*undo, menu_row(turn)))
    chat = turn.sealed_chat()
    if chat is None or page.times not in _choices(turn) or page.hour not in range(*turn.reads.awake):
        return tip_wish(turn, pages.TipWish())
    wishes.wish(turn.db, key, chat, Wish(page.times, page.hour))
    return pages.TipsOn()


@views(pages.TipsOn)
def tips_on(turn: Turn, _: pages.TipsOn) -> Screen | Page:
    """Say how often and when tips come. Where the clock is not known, it is asked for first, and nothing else."""
    wanted = wishes.of(turn.db, turn.person.key)
    if wanted is None:
        return tip_wish(turn, pages.TipWish())
    if not turn.person.zone:
        return time_zone.question(turn, purpose="tips") if turn.country else account_pages.ChooseCountry("tips", 0)
    words = turn.say(
        "All right. {often}, at {time}. Each tip has a button for fewer and one for none.",
        often=_often(turn, wanted.a_week),
        time=_clock(turn, wanted.hour),
    )
    hour = Link(turn.say("🕐 Another hour"), pages.TipHour(wanted.a_week))
    return Screen(Text(words), ((hour, Link(turn.say("Change it"), pages.TipWish())), menu_row(turn)))


def _choices(turn: Turn) -> tuple[int, ...]:
    return FOR_ADULTS if turn.is_adult else FOR_CHILDREN


def _often(turn: Turn, times: int) -> str:
    said = {
        1: turn.say("Once a week"),
        2: turn.say("Twice a week"),
        3: turn.say("Three times a week"),
    }
    return said.get(times) or turn.say("Every day")


def _clock(turn: Turn, hour: int) -> str:
    return turn.phrases.language.time(time(hour))

"""Having tips come by themselves: asked for, how often, at which hour, and stopped in one tap."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.chat.pickers import in_pairs, in_rows, menu_row
from bot.chat.views import Outcome, Views
from bot.features.account import pages as account_pages
from bot.features.account import time_zone
from bot.features.notifications import pages as notifications_pages
from bot.features.tips import pages
from bot.features.tips.store import wishes
from bot.features.tips.store.wishes import Wish
from bot.values import places
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

HOURS_A_ROW = 4


@views(pages.TipWish)
def tip_wish(turn: Turn, _: pages.TipWish) -> Screen:
    """Ask whether tips shall come, and say what is kept for it."""
    if not turn.person.agreed:
        words = turn.say("I can write only to people I remember. You are only looking round, and that is fine.")
        return Screen(
            Text(words), ((Link(turn.say("What I would remember"), account_pages.Consent()),), menu_row(turn))
        )
    wanted = wishes.of(turn.db, turn.person.key)
    parts: list[Text | str] = [
        bold(turn.say("Tips now and then")),
        turn.say("Shall I send you a short tip now and then? Say how often, and then at which hour."),
        turn.say(
            "For that I keep the number of this chat, encrypted, until you stop. Never more than one message a "
            "day, never at night."
        ),
    ]
    rows: list[Row] = [(Link(_often(turn, times), _after_times(turn, times)),) for times in _choices(turn)]
    if wanted is not None:
        parts.insert(
            1, turn.say("Now: {often} · {time}", often=_often(turn, wanted.a_week), time=_clock(turn, wanted.hour))
        )
        rows.append((Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),))
        rows.append((Link(turn.say("No more tips"), pages.TipsSet(0, wanted.hour)),))
    return Screen(join(parts), (*rows, menu_row(turn)))


@views(pages.TipZone)
def tip_zone(turn: Turn, page: pages.TipZone) -> Screen:
    """Ask what time it is at the person's: one button for each time that the country's clocks show now."""
    if not turn.country:
        return time_zone.question(turn, purpose="tips")
    links = time_zone.time_links(turn, lambda zone: pages.TipZoneSet(page.times, zone))
    if len(links) < 2:  # noqa: PLR2004 - one time is no question
        return tip_hour(turn, pages.TipHour(page.times))
    text = join(
        [bold(turn.say("What time is it where you are?")), turn.say("Tap the time that your clock shows.")]
    )
    return Screen(text, (*in_pairs(links), menu_row(turn)))


@views(pages.TipZoneSet, kept=False)
def tip_zone_set(turn: Turn, page: pages.TipZoneSet) -> Outcome:
    """Reckon with this zone from now on, and go on to the hour."""
    if page.zone in places.zones(turn.country):
        turn = turn.choose(zone=page.zone)
    return Outcome(tip_hour(turn, pages.TipHour(page.times)), turn)


@views(pages.TipHour)
def tip_hour(turn: Turn, page: pages.TipHour) -> Screen:
    """Offer the hours outside the quiet ones, once it is known by which clock."""
    if page.times not in _choices(turn):
        return tip_wish(turn, pages.TipWish())
    if not turn.person.zone:
        return tip_zone(turn, pages.TipZone(page.times))
    links = [Link(_clock(turn, hour), pages.TipsSet(page.times, hour)) for hour in range(*turn.reads.awake)]
    text = join([bold(turn.say("At which hour?")), turn.say("By your clock. I spread the days over the week.")])
    return Screen(text, (*in_rows(links, HOURS_A_ROW), menu_row(turn)))


@views(pages.TipsSet, kept=False)
def tips_set(turn: Turn, page: pages.TipsSet) -> Screen:
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
    if not turn.person.zone:
        return time_zone.question(turn, purpose="tips")
    words = turn.say(
        "All right. {often}, at {time}. Each tip has a button for fewer and one for none.",
        often=_often(turn, page.times),
        time=_clock(turn, page.hour),
    )
    return Screen(Text(words), ((Link(turn.say("Change it"), pages.TipWish()),), menu_row(turn)))


def _choices(turn: Turn) -> tuple[int, ...]:
    return FOR_ADULTS if turn.is_adult else FOR_CHILDREN


def _after_times(turn: Turn, times: int) -> Page:
    """Return what is asked next: the time of day where a country shows several, else the hour."""
    return pages.TipZone(times) if len(time_zone.times(turn)) != 1 else pages.TipHour(times)


def _often(turn: Turn, times: int) -> str:
    said = {
        1: turn.say("Once a week"),
        2: turn.say("Twice a week"),
        3: turn.say("Three times a week"),
    }
    return said.get(times) or turn.say("Every day")


def _clock(turn: Turn, hour: int) -> str:
    return turn.phrases.language.time(time(hour))

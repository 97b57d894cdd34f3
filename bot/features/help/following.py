"""Following: answers to what people ask next at a help page, and how Help lets go. Drawn from a Reader alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.following import led_to
from bot.chat.helpwords import HELP_SIGN
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.help.numbers import number_link, number_rows, numbers
from bot.help import pages
from bot.help.follow_up_book import package_follow_ups
from bot.help.situations import CARD, SIGNS, TOPICS, spot_of
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold, join, quote

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.values.screen import Row

views = Views()


@views.help(pages.HelpNext)
def help_next(reader: Reader, page: pages.HelpNext) -> Screen:
    """Draw the answer to a follow-up: the reply, a sentence to copy, a number where it belongs, the ways on."""
    spot = spot_of(page.number)
    told = package_follow_ups().of(spot.situation if spot else None, page.follow_up, reader.locale)
    if told is None:
        return help_here(reader, pages.HelpHere(page.number))
    audience = reader.audience or Audience.TIER_9_11
    chosen, topic = (spot.place, TOPICS.get(spot.situation, "")) if spot else ("", "")
    copied = told.copy_for(audience)
    text = join(
        [
            Text(f"{HELP_SIGN} ") + told.reply_for(audience),
            quote(Text(copied)),
            numbers(reader, chosen, topic) if told.number else "",
        ]
    )
    copy: Row = (Copy(reader.say("📋 Copy these words"), copied),) if copied else ()
    rows = (
        copy,
        *(number_rows(reader, chosen, topic) if told.number else ()),
        *(() if told.ends else _of_page(reader, led_to(page.number, told.leads), whom=not told.number)),
        *_ways_on(reader, ends=told.ends),
    )
    return Screen(text, tuple(row for row in rows if row))


@views.help(pages.HelpHere)
def help_here(reader: Reader, page: pages.HelpHere) -> Screen:
    """Answer words that nothing understands, kindly: no guess, the number, and the page that Help is about."""
    spot = spot_of(page.number)
    chosen, topic = (spot.place, TOPICS.get(spot.situation, "")) if spot else ("", "")
    text = join(
        [
            Text(f"{HELP_SIGN} ")
            + reader.say("I'm a program and don't understand every word. Help stays here with you."),
            reader.say("People understand better:"),
            numbers(reader, chosen, topic),
        ]
    )
    rows = (
        *number_rows(reader, chosen, topic),
        *_of_page(reader, page.number, whom=False),
        *_ways_on(reader, ends=False),
    )
    return Screen(text, tuple(row for row in rows if row))


@views.help(pages.HelpFine)
def help_fine(reader: Reader, _: pages.HelpFine) -> Screen:
    """Let go, warmly: nothing is asked, and Help stays one tap away."""
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("I'm glad it is easier now.")),
            reader.say("If it gets hard again, tap 🆘 or write to me. You can come back at any time."),
        ]
    )
    return Screen(text, _ways_on(reader, ends=True))


def _of_page(reader: Reader, number: int, *, whom: bool) -> tuple[Row, ...]:
    """Return the buttons of the help page: its first card, the next one, and whom to call."""
    spot = spot_of(number)
    item = reader.book.page(reader.locale, spot.group, spot.situation, reader.audience) if spot else None
    call = (number_link(reader, spot.place if spot else ""),) if whom else ()
    if spot is None or item is None:
        return (call,)
    page = (Link(f"{SIGNS[spot.situation]} {item.title}", pages.HelpPage(number)),)
    more = Link(reader.say("More ▶"), pages.HelpPage(number + CARD), Means.NEXT)
    return page, (*call, *((more,) if len(item.cards) > 1 else ()))


def _ways_on(reader: Reader, *, ends: bool) -> tuple[Row, ...]:
    """Return the ways out: everything is fine, go on, delete this; Help and the menu."""
    go_on = Link(reader.say("▶ Go on"), pages.Onward(), Means.NEXT if ends else None)
    fine = () if ends else (Link(reader.say("✔ Everything is fine"), pages.HelpFine()),)
    delete: Row = ()
    if reader.recent.first_message:
        delete = (Link(reader.say("🗑 Delete this"), pages.Wipe(reader.recent.first_message)),)
    return ((*fine, go_on), (Link(reader.say("🆘 Help"), pages.Help()), *menu_row(reader)), delete)

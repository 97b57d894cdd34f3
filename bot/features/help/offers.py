"""Offers: the answers when distress was heard in typed words, the way to correct the bot, and "delete this"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.helpwords import HELP_SIGN
from bot.chat.items import dead_end, page_of
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.habits import pages as habits_pages
from bot.features.menu import pages as menu_pages
from bot.help import pages
from bot.help.directory import Directory
from bot.help.situations import TOPICS, Situation, country_and_region, spot_of
from bot.packs.model import Kind
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.help.situations import Spot
    from bot.values.screen import Row

views = Views()

NUMBERS_AT_ONCE = frozenset({Situation.NO_WISH_TO_LIVE, Situation.WORRY})
"""Situations whose offer shows numbers without a further tap."""

BALANCE = "balance"
"""The topic of habits at the screen."""

PHONE_SIGN = "☎"

NEUTRAL_TOPICS = ("checking", "rules", "accounts")
"""Topics whose lessons are harmless when somebody looks over a shoulder."""


@views.help(pages.Offer)
def offer(reader: Reader, page: pages.Offer) -> Screen:
    """Offer softly: no question, no verdict, nothing is kept (requirements 6, 7, 9, 10). Hours at a screen are
    treated as a habit, not a sorrow. If life is mentioned, even in a joke, the numbers are shown at once.
    """
    spot = spot_of(page.number)
    if spot and spot.situation is Situation.CANNOT_STOP:
        return _habit(reader, page.number)
    thanks: list[Text | str] = [
        bold(f"{HELP_SIGN} " + reader.say("That sounds hard.")),
        reader.say("Thank you for telling me. It's not your fault, and you don't have to carry it alone."),
    ]
    if spot and spot.situation in NUMBERS_AT_ONCE:
        said = reader.say(
            "I am a program, and nobody reads this chat. These people listen, also if it was a joke:"
        )
        return Screen(join([*thanks, said, _numbers(reader, spot)]), _choices(reader, page.number))
    words = reader.say(
        "I am a program, and nobody reads this chat. But there are people who listen. Shall I show you who?"
    )
    return Screen(join([*thanks, words]), _choices(reader, page.number))


@views.help(pages.Misheard)
def misheard(reader: Reader, _: pages.Misheard) -> Screen:
    """Say sorry and go on; nothing of it is kept."""
    words = reader.say("Sorry, I got you wrong. I have kept nothing of it. Help stays one tap away.")
    rows = (
        (Link(reader.say("▶ Go on"), pages.Onward(), Means.NEXT),),
        (Link(reader.say("🆘 Help"), pages.Help()),),
    )
    return Screen(Text(f"{HELP_SIGN} {words}"), rows)


@views.help(pages.Wipe)
def wipe(reader: Reader, page: pages.Wipe) -> Screen:
    """Delete what Telegram lets us delete, and say what it does not (requirement 22)."""
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Deleted, as far as Telegram lets me.")),
            reader.say(
                "My messages of this talk and yours are gone from this chat: the newest 500 at most, none older "
                "than two days. Look once whether something is left."
            ),
            reader.say(
                "What I cannot delete: what somebody has seen already, notifications on the locked screen, a copy "
                "or picture that somebody made. If others use this phone, you can delete the whole chat with me "
                "too."
            ),
        ]
    )
    rows: tuple[Row, ...] = (
        (Link(reader.say("📖 Show something ordinary"), pages.Cover()),),
        (Link(reader.say("🆘 Help"), pages.Help()), *menu_row(reader)),
    )
    return Screen(text, rows, wipes=page.message)


@views(pages.Cover, kept=False)
def cover(turn: Turn, _: pages.Cover) -> Screen:
    """Lead to an ordinary lesson, to cover the screen with."""
    for topic in NEUTRAL_TOPICS:
        for item in turn.library.listing(Kind.LESSON, turn.reads, turn.locale, topic):
            page = page_of(item.ref)
            if page is not None and not item.sensitive:
                rows = ((Link(turn.say("▶ Begin"), page, Means.NEXT),), menu_row(turn))
                return Screen(join([bold(item.title), item.description]), rows)
    return dead_end(turn, turn.say("Look at the menu."))


def _habit(reader: Reader, number: int) -> Screen:
    """Answer people who play or scroll at night: it is a habit, and there is something to do about it."""
    text = join(
        [
            bold(f"{HELP_SIGN} " + reader.say("Games and feeds are made so that stopping is hard.")),
            reader.say("That is a habit, and habits can be changed. One small step for tonight is enough."),
            reader.say("And if it weighs on you, people who help are one tap away."),
        ]
    )
    mine = reader.audience or Audience.TIER_9_11
    rows: tuple[Row, ...] = (
        (Link(reader.say("🌙 How to stop more easily"), menu_pages.Topic(BALANCE, mine)),),
        (Link(reader.say("🌱 My habits"), habits_pages.Habits()),),
    )
    return Screen(text, (*rows, *_choices(reader, number)))


def _numbers(reader: Reader, spot: Spot) -> Text:
    """Return the emergency number and the line to talk to, as on the help card that fits."""
    country, region = country_and_region(reader.country)
    directory = Directory(reader.book, country, reader.phrases.language, reader.now, reader.say, region)
    to_talk = directory.at_a_glance(spot.group, TOPICS.get(spot.situation, ""))
    return directory.at_the_top(PHONE_SIGN, to_talk)


def _choices(reader: Reader, number: int) -> tuple[Row, ...]:
    """Return the three choices of every offer (requirement 7), and "delete this" if the first message is known."""
    target = pages.HelpPage(number) if number else pages.Help()
    rows: list[Row] = [
        (Link(reader.say("🆘 I need help"), target),),
        (
            Link(reader.say("You got me wrong"), pages.Misheard()),
            Link(reader.say("▶ Go on"), pages.Onward(), Means.NEXT),
        ),
    ]
    if reader.recent.first_message:
        rows.append((Link(reader.say("🗑 Delete this"), pages.Wipe(reader.recent.first_message)),))
    return tuple(rows)

"""Browsing: question sets of a topic, narrowed by age, language and minutes, for a teacher who plans a lesson."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from bot.chat.items import dead_end
from bot.chat.names import audience_name, topic_name
from bot.chat.paging import part
from bot.chat.views import Views
from bot.features.classes import pages
from bot.features.classes.navigation import class_row, open_class
from bot.features.classes.sets import minutes_in_class
from bot.features.quiz import pages as quiz_pages
from bot.packs.model import Kind
from bot.values.audience import TIERS, Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()
T = TypeVar("T")

ENTRIES_A_PAGE = 8
ANY = "any"
WITHIN = (0, 3, 5, 10)
"""Minutes that a set may take at most; 0 for any."""


@views(pages.Browse, role=Role.EDUCATOR)
def browse(turn: Turn, page: pages.Browse) -> Screen:
    """List the sets that fit; those for the class's age can be given, the others looked at."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    audience, within = page.audience, page.within
    shown = part(_fitting(turn, page), page.number, ENTRIES_A_PAGE)

    def leads(item: Item) -> Page:
        if audience is classroom.tier:
            return pages.Give(page.room, "q", item.ref.pack, item.ref.item)
        return quiz_pages.Quiz(item.ref.pack, item.ref.item)

    rows: list[Row] = [
        (Link(f"❓ {item.title} · {turn.say('{number} min', number=minutes_in_class(item))}", leads(item)),)
        for item in shown.entries
    ]
    rows += shown.page_row(turn, lambda number: replace(page, number=number))
    locales = (ANY, *turn.instance.languages)
    language = turn.instance.languages.get(page.locale)
    named = language.language.name if language else turn.say("any language")
    minutes = turn.say("up to {number} min", number=within) if within else turn.say("any length")
    rows += [
        (
            Link(
                "👥 " + audience_name(turn, audience),
                replace(page, audience=_after(TIERS, audience), number=0),
            ),
            Link(f"🌐 {named}", replace(page, locale=_after(locales, page.locale), number=0)),
        ),
        (Link(f"⏱ {minutes}", replace(page, within=_after(WITHIN, within), number=0)),),
    ]
    words = turn.say("Tap an age, a language or a length to change it.")
    if not shown.entries:
        words = turn.say("No set fits.") + " " + words
    head = bold(shown.heading(turn, topic_name(turn, page.topic)))
    up = Link(turn.say("⬆ Topics"), pages.GiveTopics(page.room), Means.BACK)
    return Screen(join([head, words]), (*rows, (up, *class_row(turn, classroom))))


def _fitting(turn: Turn, page: pages.Browse) -> list[Item]:
    """Return the sets of the topic for this age, in this language itself and no longer than this."""
    locale = turn.locale if page.locale == ANY else page.locale
    return [
        item
        for item in turn.library.listing(Kind.QUIZ, page.audience, locale, page.topic)
        if page.locale in {ANY, item.locale} and (not page.within or minutes_in_class(item) <= page.within)
    ]


def _after(choices: Sequence[T], now: T) -> T:
    """Return the choice after this one, going round."""
    place = choices.index(now) if now in choices else -1
    return choices[(place + 1) % len(choices)]

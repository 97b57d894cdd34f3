"""What I can do now: topics as lamps that finished items light, what waits, what comes back; no counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.names import topic_label
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.items import menu_links
from bot.features.items.finished_topics import finished_topics
from bot.features.items.menu_links import Lead, MenuRow
from bot.features.lamps import pages
from bot.features.lamps.sentences import can_do
from bot.features.quiz.store import repeats
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.chat.turn import Turn

views = Views()

LIT, DARK = "🏮", "▫"

WAITING = (Lead.ASSIGNED, Lead.TOGETHER, Lead.GO_ON, Lead.OVERDUE)
"""Leads of the menu that wait for the person."""


@views(pages.Lamps)
def lamps(turn: Turn, _: pages.Lamps) -> Screen:
    """Draw the lamps, lit ones first with what each lets the reader do; then what waits and what comes back."""
    lit = finished_topics(turn, turn.person.key)
    dark = [topic for topic in turn.library.topics(turn.reads, turn.locale) if topic not in lit]
    leads = menu_links.leads_of(turn)
    waits = [link for lead, link in leads if lead in WAITING]
    back = [link for lead, link in leads if lead in {Lead.REPEAT, Lead.LATER}]
    parts: list[Text | str] = [bold(turn.say("What I can do now"))]
    if lit:
        parts.append(join([_lamp(turn, topic) for topic in lit], "\n"))
    else:
        parts.append(turn.say("Each topic is a lamp. Whatever is finished first lights one."))
    if dark and lit:
        parts.append(
            turn.say("Lamps to light, whenever you like:") + "\n" + _lines(topic_label(turn, one) for one in dark)
        )
    elif dark:
        parts.append(_lines(topic_label(turn, one) for one in dark))
    if waits:
        parts.append(bold(turn.say("What waits, without hurry")) + "\n" + _lines(link.label for link in waits))
    if not turn.recent.helped and (back or repeats.comes_back(turn.db, turn.person.key)):
        words = turn.say("Questions that were tricky come back by themselves, a few at a time.")
        parts.append(bold(turn.say("What comes back")) + "\n" + words)
    shown = [*waits, *back][: 2 if turn.reads.most_buttons else 4]
    rows = tuple((link,) for link in shown)
    return Screen(
        join(parts), (*rows, (Link(turn.say("📚 Topics for me"), landmarks.Topics(turn.reads)), *menu_row(turn)))
    )


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way to the lamps."""
    label = turn.say("🏮 I can") if turn.reads is Audience.TIER_6_8 else turn.say("🏮 What I can do now")
    return [(MenuRow.LAMPS, 0, Link(label, pages.Lamps()))]


def _lamp(turn: Turn, topic: str) -> Text:
    sentence = can_do(turn, topic)
    return bold(f"{LIT} {topic_label(turn, topic)}") + (f"\n{sentence}" if sentence else "")


def _lines(labels: Iterable[str]) -> str:
    return "\n".join(f"{DARK} {label}" for label in labels)

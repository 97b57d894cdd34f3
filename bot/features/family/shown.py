"""What a family link shows: the child sees it on one screen, in the same words as the adult."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.names import topic_label
from bot.chat.pickers import menu_row
from bot.features.family import pages
from bot.features.habits.views import plan_rules
from bot.features.items.finished_topics import finished_topics
from bot.help import pages as help_pages
from bot.values.audience import Audience
from bot.values.hook import Hook
from bot.values.link_icons import LINK_ICONS
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.features.family.store import Bond
    from bot.values.screen import Row

lines: Hook[[Turn, Bond], str] = Hook()
"""What features show to the adult on top of it, a line each; empty for nothing."""

rows: Hook[[Turn, Bond], tuple[Row, ...]] = Hook()
"""Rows that features add to a link's page, for the child and for the adult."""


def icon_name(reader: Reader, icon: str) -> str:
    """Return the picture of a link with its word."""
    names = {
        "fox": reader.say("fox"),
        "owl": reader.say("owl"),
        "turtle": reader.say("turtle"),
        "whale": reader.say("whale"),
        "bee": reader.say("bee"),
        "star": reader.say("star"),
        "boat": reader.say("boat"),
        "kite": reader.say("kite"),
        "tree": reader.say("tree"),
        "apple": reader.say("apple"),
        "drum": reader.say("drum"),
        "ball": reader.say("ball"),
    }
    return f"{LINK_ICONS[icon]} {names[icon]}"


def shown_topics(turn: Turn, bond: Bond) -> list[str]:
    """Return the topics that the child shows on a link: chosen and finished ones."""
    return [topic for topic in finished_topics(turn, bond.child) if topic in bond.topics]


def as_adult(turn: Turn) -> Turn:
    """Return the turn in which the child reads the adult's view, in the words for adults."""
    return replace(turn, audience=Audience.PARENT)


def shown(turn: Turn, bond: Bond) -> Text:
    """Return everything the adult sees of a link, in the words for adults (`as_adult`)."""
    topics = [f"• {topic_label(turn, topic)}" for topic in shown_topics(turn, bond)]
    rules = [f"• {words}" for letter, words in plan_rules(turn).items() if letter in bond.plan]
    told = [line for line in lines.call(turn, bond) if line]
    parts: list[Text | str] = [bold(icon_name(turn, bond.icon))]
    if topics:
        parts.append(bold(turn.say("Finished something on")) + "\n" + "\n".join(topics))
    if rules:
        parts.append(bold(turn.say("Our small plan")) + "\n" + "\n".join(rules))
    parts += told
    if len(parts) == 1:
        parts.append(turn.say("Nothing is shown here yet."))
    return join(parts)


def back_row(turn: Turn, bond: Bond) -> Row:
    """Return the way back to the link's page of this person, and to the menu."""
    page = pages.Child(bond.link) if turn.is_adult else pages.FamilyLink(bond.link)
    return (Link(turn.say("⬆ {name}", name=icon_name(turn, bond.icon)), page, Means.BACK), *menu_row(turn))


def gone(turn: Reader) -> Screen:
    """Return the screen for a link, or a part of it, that does not exist (any more)."""
    words = turn.say("This page is not here any more: a link was ended, or a duel is over.")
    return Screen(Text(words), ((up(turn),), (*menu_row(turn), Link(turn.say("🆘 Help"), help_pages.Help()))))


def up(turn: Reader) -> Link:
    """Return the way up to the person's links."""
    return Link(turn.say("👪 My family"), pages.Family())

"""The answer to "what next": one thing first, with one word why, then what else waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.names import topic_label
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.items import menu_links
from bot.features.items.next_step import step_link, steps, why_word
from bot.features.menu import pages
from bot.values import landmarks
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()

MOST = 4
"""Most buttons of things to do: who asks what next wants few."""


@views(pages.WhatNext, kept=False, aside=True)
def what_next(turn: Turn, _: pages.WhatNext) -> Screen:
    """Say what comes next and why; what a class has given and what comes back stand beside it."""
    found = steps(turn)
    links = [step_link(turn, step) for step in found]
    first = {link.page.path for link in links[:1]}
    leads = [link for lead, link in menu_links.leads_of(turn) if lead is not menu_links.Lead.CLOCK]
    others = [link for link in (*leads, *links) if link.page.path not in first]
    shown = [*links[:1], *dict.fromkeys(others)][: 2 if turn.reads.most_buttons else MOST]
    parts: list[Text | str] = []
    for step in found[:1]:
        facts = [turn.count("{number} minute", "{number} minutes", step.item.minutes)] if step.item.minutes else []
        facts += [topic_label(turn, topic) for topic in step.item.topics[:1]]
        head = Text(why_word(turn, step.why) + ": ") + bold(step.item.title)
        parts += [join([head, " · ".join(facts)], "\n"), step.item.description]
    if not found:
        parts.append(turn.say("You have seen all that I have here. Whatever you liked can be opened again."))
    last = (Link(turn.say("📚 Topics for me"), landmarks.Topics(turn.reads)), *menu_row(turn))
    return Screen(join(parts), (*((link,) for link in shown), last))

"""The menu: what the person was doing, what is always there, in parts for a child; enough for today."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from bot.chat import keeping
from bot.chat.names import picture_label
from bot.chat.paging import part
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Views
from bot.features.account import pages as account_pages
from bot.features.items import menu_links
from bot.features.items.menu_links import Lead, MenuRow
from bot.features.items.next_step import Reason, step_link, steps
from bot.features.menu import pages, stopping
from bot.features.menu.lists import drills, is_youngest, quizzes, rounds
from bot.help import pages as help_pages
from bot.packs.model import Kind
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.values.screen import Button, Row

views = Views()

ONE_A_ROW = 5
"""Who is shown so few buttons has each in a row of its own."""

LEADS = 2
"""Buttons for what a young child was doing or has to do, before those that are always there; more where the pinned
ones (`Lead.is_pinned`) and one other need them.
"""


@views(landmarks.Menu, pause=True)
def menu(turn: Turn, _: landmarks.Menu) -> Screen:
    """Draw the main menu; where the person was stands first."""
    return _menu(turn, 0)


@views(pages.MenuPart, pause=True)
def menu_part(turn: Turn, page: pages.MenuPart) -> Screen:
    """Draw a later part of the menu; a reader who sees all of it at once gets the menu."""
    return _menu(turn, page.number)


def _menu(turn: Turn, number: int) -> Screen:
    found, rest = menu_links.leads_of(turn), menu_links.rows_of(turn)
    over = [link for lead, link in found if lead is Lead.OVERDUE]
    leads = [link for _, link in found if link not in over]
    settings = Link(turn.say("⚙ Settings"), account_pages.Settings())
    urgent = Link(turn.say("🆘 Help"), help_pages.Help())
    rows: tuple[Row, ...] = (*((link,) for link in leads), *rest, *((link,) for link in over), (settings, urgent))
    most = turn.reads.most_buttons
    if most and sum(map(len, rows)) > most:
        first = _first(found)
        links: list[Button] = [
            *first,
            *chain(*rest),
            *(link for link in leads if link not in first),
            *over,
            settings,
        ]
        this = part(links, number, most - 2)
        is_last = this.number + 1 == this.pages
        onward = (
            menu_row(turn) if is_last else (Link(turn.say("➡ More"), pages.MenuPart(this.number + 1), Means.MORE),)
        )
        alone = [link for link in this.entries if most <= ONE_A_ROW or link in leads or link in over]
        others = [link for link in this.entries if link not in alone]
        rows = (*((link,) for link in alone), *in_pairs(others), (*onward, urgent))
    title = turn.say("Menu")
    if turn.person.picture:
        title = f"{picture_label(turn, turn.person.picture)} · {title}"
        rows = (*rows, *chain(*menu_links.below.call(turn)))
    return Screen(join([bold(title), turn.say("What would you like? Take your time.")]), rows)


def _first(leads: Sequence[tuple[Lead, Link]]) -> list[Link]:
    """Return the leads at the top of a young child's menu, in their order."""
    pinned = [link for lead, link in leads if lead.is_pinned]
    others = [link for lead, link in leads if not lead.is_pinned and lead is not Lead.OVERDUE]
    chosen = [*pinned, *others[: max(1, LEADS - len(pinned))]]
    return [link for _, link in leads if link in chosen]


@menu_links.leads
def what_next(turn: Turn) -> list[tuple[Lead, Link]]:
    """Return what comes next: one thing for readers who are shown few buttons, two for others. Soon after help
    nothing new is offered.
    """
    found = steps(turn)[: 1 if turn.reads.most_buttons else 2]
    return [
        (Lead.NEW if step.why is Reason.NEW else Lead.GO_ON, step_link(turn, step))
        for step in found
        if step.why is not Reason.NEW or not turn.recent.helped
    ]


@menu_links.links
def lists(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the ways to what there is to read and to play."""
    mine = turn.reads
    found: list[tuple[MenuRow, int, Link]] = []
    if turn.library.topics(mine):
        label = turn.say("📚 Learn") if is_youngest(turn) else turn.say("📚 Topics for me")
        found.append((MenuRow.TOPICS, 0, Link(label, landmarks.Topics(mine))))
    found.append((MenuRow.READ, 0, Link(turn.say("🎭 Stories"), pages.Items(Kind.STORY, mine))))
    found.append((MenuRow.READ, 1, quizzes(turn)))
    # Where few buttons are shown at a time, play comes before looking things up.
    found += [(MenuRow.PLAY if mine.most_buttons else MenuRow.ROUNDS, 0, link) for link in rounds(turn, mine)]
    found += [(MenuRow.PLAY if mine.most_buttons else MenuRow.DRILLS, 1, link) for link in drills(turn, mine)]
    return found


@menu_links.links
def looking_through(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way for adults to what children see."""
    if turn.reads is Audience.PARENT:
        return [(MenuRow.FAMILY, 0, Link(turn.say("👀 What my child sees"), pages.LookThrough()))]
    if turn.reads is Audience.EDUCATOR:
        return [(MenuRow.LOOK, 0, Link(turn.say("👀 Look through every age"), pages.LookThrough()))]
    return []


@views(landmarks.Enough)
def enough(turn: Turn, _: landmarks.Enough) -> Screen:
    """Say goodbye for today: nothing reminds until tomorrow. People who get messages can end those here too;
    visitors read until when their place is known.
    """
    turn.rest()
    text = join(
        [
            turn.say(
                "That is enough for today. Stretch, drink some water, tell somebody one thing that surprised you. "
                "See you whenever you like!"
            ),
            turn.say("Everything stays where you left it.") if turn.person.agreed else keeping.promise(turn),
        ]
    )
    stop = Link(turn.say("🔕 Write to me no more"), landmarks.Stop())
    silence = ((stop,),) if stopping.comes(turn.db, turn.person.key) else ()
    return Screen(text, (*keeping.offer(turn), *silence, menu_row(turn)))

"""Missed: a day of a campaign that gave way to another message is not lost: the menu leads to it for a week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.db import progress
from bot.features.campaigns import pages, participation
from bot.features.campaigns.store import enrolments
from bot.features.items import menu_links
from bot.features.items.menu_links import Lead
from bot.packs.campaign import AT_JOINING
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.campaigns.participation import Participation
    from bot.packs.campaign import Step

OFFERED = timedelta(days=7)
"""How long after its day."""


@menu_links.leads
def missed_in_menu(turn: Turn) -> list[tuple[Lead, Link]]:
    """Return the way to the last day of each campaign of the person's that did not come by itself: a class's task,
    a week of quiet or an outage took its place.
    """
    found = []
    for name, part in enrolments.of_person(turn.db, turn.person.key).items():
        pack, _, item = name.partition("/")
        mine = participation.find(turn, pack, item) if item and part.left_on is None else None
        last = _missed(turn, mine)[-1:] if mine and name not in enrolments.paused_since(turn.db) else []
        found += [(Lead.LATER, link) for step in last if mine and (link := _link(mine, step))]
    return found


def _missed(turn: Turn, mine: Participation) -> list[Step]:
    """Return the days of the last week whose hour is over, that were neither sent nor opened, nor done."""
    done = progress.done_refs(turn.db, turn.person.key)
    return [
        step for step in mine.steps if _is_missed(turn, mine, step) and str(step.leads[turn.reads]) not in done
    ]


def _is_missed(turn: Turn, mine: Participation, step: Step) -> bool:
    if mine.part is None or step.day == AT_JOINING or turn.reads not in step.leads:
        return False
    on, now, day = mine.campaign.on(step, mine.part.joined_on), participation.here(turn), mine.day(step)
    comes = mine.part.joined_on < on and now.date() - OFFERED <= on <= now.date()
    is_over = on < now.date() or now.hour >= step.hour
    return comes and is_over and not (day and (day.sent_on or day.opened_on or day.done_on))


def _link(mine: Participation, step: Step) -> Link | None:
    card, ref = mine.card(step), mine.campaign.ref
    return Link(f"📅 {card.title}", pages.CampaignDay(ref.pack, ref.item, step.day)) if card else None

"""Screens of campaigns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.browser_forms import Seen
from bot.chat.item_screens import at_noon, draws
from bot.features.campaigns import pages
from bot.packs.model import Kind

if TYPE_CHECKING:
    from bot.chat.stage import Stage
    from bot.packs.model import Item
    from bot.values.audience import Audience

PARTNERS = 30
"""Most people who join until all variants of a campaign were seen: one of 10 % is missed once in 20 runs."""


@draws(Kind.CAMPAIGN)
def screens_of_campaign(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return what a campaign is, its invitation, each of its days, and its end."""
    visitor = opened.visitor(audience.value, item.locale)
    about = Seen(visitor.visits(pages.Campaign(item.ref.pack, item.ref.item).path))
    return [about, *_days(opened, item, audience)]


def _days(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return the invitation to a campaign, what is sent on each day to somebody who takes part, and the keepsake.
    Variants are given by chance, so people join until all variants were seen.
    """
    campaign = opened.library.campaign(item.ref.pack, item.ref.item)
    if campaign is None:
        return []
    steps = [step for step in campaign.steps if audience in step.leads]
    country = min(campaign.countries, default="RU")
    invitation = pages.Invitation(item.ref.pack, item.ref.item)
    found: dict[tuple[int, str], Seen] = {}
    today = opened.now
    for _ in range(PARTNERS if campaign.variants else 1):
        opened.now = at_noon(campaign.starts - timedelta(days=1), today) if campaign.starts else today
        joined = opened.now.date()
        person = opened.visitor(audience.value, item.locale, country, stays=True)
        invited = Seen(person.visits(invitation.path))
        person.visits(pages.TakePart(item.ref.pack, item.ref.item, "on").path)
        for day in sorted({step.day for step in steps}):
            step = next(step for step in steps if step.day == day)
            opened.now = at_noon(campaign.on(step, joined), today)
            seen = Seen(person.visits(pages.CampaignDay(item.ref.pack, item.ref.item, day).path))
            found.setdefault((day, seen.screen.text.plain), seen)
        opened.now = at_noon(campaign.ends_on(joined), today)
        end = Seen(person.visits(pages.Keepsake(item.ref.pack, item.ref.item).path))
        if len(found) == len(steps):
            break
    opened.now = today
    return [invited, *(found[place] for place in sorted(found)), end]

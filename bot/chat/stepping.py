"""Stepping: a person's way through the campaigns that they joined: which day opens what, and what is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.packs.campaign import AT_JOINING
from bot.packs.model import Kind
from bot.store import gains, joined
from bot.store.gains import Compared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.chat.turn import Turn
    from bot.packs.campaign import Campaign, Step
    from bot.packs.model import Card, Item, Ref
    from bot.store.joined import Day, Joined


@dataclass(frozen=True, slots=True)
class Way:
    """A campaign as it is for one person. `part` is None for who has never joined; `days`: what became of them."""

    campaign: Campaign
    words: Item
    part: Joined | None
    days: dict[int, Day]
    steps: tuple[Step, ...]

    @property
    def takes_part(self) -> bool:
        """Whether they joined and have not left."""
        return self.part is not None and self.part.left_on is None

    def card(self, step: Step) -> Card | None:
        """Return the words of a step."""
        return self.words.card(step.id)

    def day(self, step: Step) -> Day | None:
        """Return what became of a step, on whichever day it came: a new version may have moved it."""
        named = (day for day in self.days.values() if day.name == step.id and (day.sent_on or day.opened_on))
        here = self.days.get(step.day)
        return next(named, here if here and here.name in {None, step.id} else None)

    def is_reached(self, step: Step, today: date) -> bool:
        """Whether a step's day has come for them."""
        if self.part is None:
            return False
        return step.day == AT_JOINING or self.campaign.on(step, self.part.joined_on) <= today


def name_of(campaign: Campaign) -> str:
    """Return how a campaign is called in the store: `pack/item`."""
    return f"{campaign.ref.pack}/{campaign.ref.item}"


def way(turn: Turn, pack: str, item: str) -> Way | None:
    """Return a campaign as it is for this person; None when there is none, or it is for others (unless joined)."""
    campaign = turn.library.campaign(pack, item)
    words = turn.library.find(Kind.CAMPAIGN, pack, item, turn.locale)
    if campaign is None or words is None:
        return None
    part = joined.of_person(turn.db, turn.person.key).get(name_of(campaign))
    mine = campaign.is_for(turn.reads, turn.country, turn.locale)
    if not mine and (part is None or part.left_on is not None) and not turn.organiser:
        return None
    days = joined.days_of(turn.db, turn.person.key, name_of(campaign)) if part else {}
    variant = part.variant if part else campaign.variant_of(turn.person.key)
    return Way(campaign, words, part, days, campaign.steps_for(turn.reads, variant))


def is_open(turn: Turn, mine: Way) -> bool:
    """Whether the person may join now: it is for them, it is not over, something of it is still to come."""
    campaign = mine.campaign
    if campaign.is_over(turn.today) or not campaign.is_for(turn.reads, turn.country, turn.locale):
        return False
    variant = campaign.variant_of(turn.person.key)
    return any(campaign.to_come(turn.reads, variant, turn.today, here(turn)))


def is_needless(turn: Turn, mine: Way, step: Step) -> bool:
    """Whether a day need not be sent: the person has opened its step already, or had it on another day, or another
    campaign that they take part in goes first today.
    """
    day = mine.day(step)
    had = day is not None and (day.opened_on or day is not mine.days.get(step.day))
    return bool(had) or any(
        campaign.priority > mine.campaign.priority and _comes_today(turn, campaign, part)
        for campaign, part in _parts(turn)
        if part.campaign != name_of(mine.campaign)
    )


def _comes_today(turn: Turn, campaign: Campaign, part: Joined) -> bool:
    steps = campaign.steps_for(turn.reads, part.variant)
    return any(step.day != AT_JOINING and campaign.on(step, part.joined_on) == turn.today for step in steps)


def _parts(turn: Turn) -> Iterator[tuple[Campaign, Joined]]:
    """Yield the campaigns that the person takes part in."""
    return ((campaign, part) for campaign, part in _ever(turn) if part.left_on is None)


def _ever(turn: Turn) -> Iterator[tuple[Campaign, Joined]]:
    """Yield the campaigns that the person has ever joined."""
    for name, part in sorted(joined.of_person(turn.db, turn.person.key).items()):
        pack, _, item = name.partition("/")
        campaign = turn.library.campaign(pack, item)
        if campaign is not None:
            yield campaign, part


def here(turn: Turn) -> datetime:
    """Return the time by the person's clock."""
    return turn.now.astimezone(ZoneInfo(turn.person.zone or "UTC"))


def note_done(turn: Turn, ref: Ref) -> None:
    """Let an item that was finished count for the days of campaigns that opened it."""
    for campaign, part in _parts(turn):
        for step in campaign.steps_for(turn.reads, part.variant):
            if step.leads[turn.reads] == ref:
                days = joined.days_of(turn.db, turn.person.key, part.campaign)
                named = (number for number, day in days.items() if day.name == step.id and day.opened_on)
                day = next(named, step.day)
                joined.finish_day(turn.db, turn.person.key, part.campaign, day, turn.today)


def note_taken(turn: Turn, quiz: str) -> None:
    """Let a go at a quiz (`quiz:pack/item`) that was just closed count for campaigns that compare it."""
    for campaign, part in _ever(turn):
        compared = campaign.compared
        if compared and quiz in compared[0]:
            gains.note(turn.db, turn.person.key, part.campaign, Compared(*compared), turn.today)

"""A person's part in the campaigns that they joined: what each day opens, and what is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.features.account import time_zone
from bot.features.campaigns.store import enrolments, learning_gains
from bot.features.campaigns.store.learning_gains import Compared
from bot.features.items import ending
from bot.features.quiz import session
from bot.packs.campaign import AT_JOINING
from bot.packs.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from bot.chat.turn import Turn
    from bot.features.campaigns.store.enrolments import Day, Enrolment
    from bot.packs.campaign import Campaign, Step
    from bot.packs.model import Card, Item


@dataclass(frozen=True, slots=True)
class Participation:
    """A campaign as it is for one person. `part` is None if they have never joined; `days`: what became of each
    day.
    """

    campaign: Campaign
    words: Item
    part: Enrolment | None
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
        """Return what became of a step, on any day it came: a new version may have moved it."""
        named = (day for day in self.days.values() if day.name == step.id and (day.sent_on or day.opened_on))
        here = self.days.get(step.day)
        return next(named, here if here and here.name in {None, step.id} else None)

    def is_reached(self, step: Step, today: date) -> bool:
        """Whether a step's day has come for them."""
        if self.part is None:
            return False
        return step.day == AT_JOINING or self.campaign.on(step, self.part.joined_on) <= today

    def is_at_its_end(self, today: date) -> bool:
        """Whether they joined and its last day has come for them, with or without opening days, even if they
        left.
        """
        return self.part is not None and self.campaign.ends_on(self.part.joined_on) <= today


def name_of(campaign: Campaign) -> str:
    """Return a campaign's name in the store: `pack/item`."""
    return f"{campaign.ref.pack}/{campaign.ref.item}"


def find(turn: Turn, pack: str, item: str) -> Participation | None:
    """Return a campaign as it is for this person; None if it does not exist, or is for other readers (unless
    joined).
    """
    campaign = turn.library.campaign(pack, item)
    words = turn.library.find(Kind.CAMPAIGN, pack, item, turn.locale)
    if campaign is None or words is None:
        return None
    part = enrolments.of_person(turn.db, turn.person.key).get(name_of(campaign))
    mine = campaign.is_for(turn.reads, turn.country, turn.locale)
    if not mine and (part is None or part.left_on is not None) and not turn.organiser:
        return None
    days = enrolments.days_of(turn.db, turn.person.key, name_of(campaign)) if part else {}
    variant = part.variant if part else campaign.variant_of(turn.person.key)
    return Participation(campaign, words, part, days, campaign.steps_for(turn.reads, variant))


def is_open(turn: Turn, mine: Participation) -> bool:
    """Whether the person may join now: it is for them, it is not over, and some of it is still to come."""
    campaign = mine.campaign
    if campaign.is_over(turn.today) or not campaign.is_for(turn.reads, turn.country, turn.locale):
        return False
    variant = campaign.variant_of(turn.person.key)
    return any(campaign.to_come(turn.reads, variant, turn.today, here(turn)))


def is_needless(turn: Turn, mine: Participation, step: Step) -> bool:
    """Whether a day does not need to be sent: the person has opened its step already, or had it on another day,
    or another campaign that they take part in goes first today.
    """
    day = mine.day(step)
    had = day is not None and (day.opened_on or day is not mine.days.get(step.day))
    return bool(had) or any(
        campaign.priority > mine.campaign.priority and _comes_today(turn, campaign, part)
        for campaign, part in _parts(turn)
        if part.campaign != name_of(mine.campaign)
    )


def _comes_today(turn: Turn, campaign: Campaign, part: Enrolment) -> bool:
    steps = campaign.steps_for(turn.reads, part.variant)
    return any(step.day != AT_JOINING and campaign.on(step, part.joined_on) == turn.today for step in steps)


def _parts(turn: Turn) -> Iterator[tuple[Campaign, Enrolment]]:
    """Yield the campaigns that the person takes part in."""
    return ((campaign, part) for campaign, part in _ever(turn) if part.left_on is None)


def _ever(turn: Turn) -> Iterator[tuple[Campaign, Enrolment]]:
    """Yield the campaigns that the person has ever joined."""
    for name, part in sorted(enrolments.of_person(turn.db, turn.person.key).items()):
        pack, _, item = name.partition("/")
        campaign = turn.library.campaign(pack, item)
        if campaign is not None:
            yield campaign, part


def here(turn: Turn) -> datetime:
    """Return the present time on the person's clock."""
    return turn.now.astimezone(ZoneInfo(turn.person.clock or "UTC"))


@ending.on_finish
@session.on_done
def note_done(turn: Turn, item: Item) -> None:
    """Count a finished item for the campaign days that opened it."""
    for campaign, part in _parts(turn):
        steps = campaign.steps_for(turn.reads, part.variant)
        for step in steps:
            if step.leads[turn.reads] == item.ref:
                mine = enrolments.days_of(turn.db, turn.person.key, part.campaign)
                named = (number for number, day in mine.items() if day.name == step.id and day.opened_on)
                day = next(named, step.day)
                enrolments.finish_day(turn.db, turn.person.key, part.campaign, day, days_in(steps), turn.today)


def days_in(steps: Iterable[Step]) -> int:
    """Return how many days these steps have, without the day of joining."""
    return sum(step.day != AT_JOINING for step in steps)


@session.on_stop
def is_compared(turn: Turn, quiz: str) -> bool:
    """Whether one of the person's campaigns compares attempts at this quiz (`quiz:pack/item`): then the attempt
    before the lessons may not be continued after them.
    """
    return any(campaign.compared and quiz in campaign.compared[0] for campaign, _ in _ever(turn))


@session.on_close
def note_taken(turn: Turn, quiz: str) -> None:
    """Count an attempt at a quiz (`quiz:pack/item`) that was just closed in the campaigns that compare it."""
    for campaign, part in _ever(turn):
        compared = campaign.compared
        if compared and quiz in compared[0]:
            learning_gains.note(turn.db, turn.person.key, part.campaign, Compared(*compared), turn.today)


@time_zone.on_wait
def is_waiting(turn: Turn) -> bool:
    """Whether the person takes part in a campaign that is not over, or wishes for invitations."""
    parts = enrolments.of_person(turn.db, turn.person.key).values()
    return any(part.left_on is None and _goes_on(turn, part) for part in parts)


def _goes_on(turn: Turn, part: Enrolment) -> bool:
    """Whether a campaign that the person takes part in is not over for them; invitations never are."""
    if part.campaign == enrolments.INVITATIONS:
        return True
    pack, _, item = part.campaign.partition("/")
    found = turn.library.campaign(pack, item)
    return found is not None and not found.is_over(turn.today) and found.ends_on(part.joined_on) >= turn.today

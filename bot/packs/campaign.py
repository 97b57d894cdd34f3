"""A campaign: dated steps that send items to audiences, each on a day and at an hour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.packs.model import Kind, Ref
from bot.packs.refs import resolve

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from bot.packs.parser.head import CampaignHead, StepHead
    from bot.values.audience import Audience

AT_JOINING = 0
"""The day of a step that is shown when somebody joins and is never sent."""

FINALE = "finale"
"""The id of a campaign's last words, which come with its keepsake and are not a step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `day`: from 1, `AT_JOINING` is never sent; `hour`: local; `leads`: the item for each of its
    audiences; `variant`: the part of the people who get it, empty for all.
    """

    id: str
    day: int
    hour: int
    leads: Mapping[Audience, Ref]
    variant: str = ""

    def comes_to(self, audience: Audience, variant: str) -> bool:
        """Whether people of this audience and variant get this step."""
        return audience in self.leads and self.variant in {"", variant}


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign.yml with its items looked up. Its words are the item of the same ref in the library.

    `version` grows when steps change, so that planning starts again. `starts` None: each person's days begin on
    the day after joining. `window`: minutes over which a step is spread; `priority`: 1 to 9; if two campaigns have
    a step on a day, the higher one is sent; `variants`: percent of the people by name; empty `countries` and
    `locales` mean all; `pre` and `post`: ids of the steps whose quizzes are compared, or empty.
    """

    ref: Ref
    version: int
    audiences: tuple[Audience, ...]
    steps: tuple[Step, ...]
    goal: str
    starts: date | None = None
    until: date | None = None
    countries: frozenset[str] = frozenset()
    locales: frozenset[str] = frozenset()
    window: int = 60
    priority: int = 5
    pre: str = ""
    post: str = ""
    variants: Mapping[str, int] = field(default_factory=dict)

    def is_for(self, audience: Audience, country: str, locale: str) -> bool:
        """Whether people of this audience, country (may be empty) and language may join."""
        here = not self.countries or country in self.countries
        return audience in self.audiences and here and (not self.locales or locale in self.locales)

    def is_over(self, today: date) -> bool:
        """Whether its last day is past, on a person's day `today`."""
        return self.until is not None and today > self.until

    def first_day(self, joined_on: date) -> date:
        """Return day 1 for people who joined on a day: the campaign's own, else the day after joining."""
        return self.starts or joined_on + timedelta(days=1)

    @property
    def evening(self) -> time:
        """The hour after which no step of a day is sent."""
        return time(max(audience.awake[1] for audience in self.audiences))

    def on(self, step: Step, joined_on: date) -> date:
        """Return the day on which people who joined on a day get a step."""
        return self.first_day(joined_on) + timedelta(days=step.day - 1)

    def steps_for(self, audience: Audience, variant: str = "") -> tuple[Step, ...]:
        """Return the steps of an audience and variant, by day."""
        mine = (step for step in self.steps if step.comes_to(audience, variant))
        return tuple(sorted(mine, key=lambda step: step.day))

    def to_come(
        self, audience: Audience, variant: str, joined_on: date, now: datetime
    ) -> Iterator[tuple[Step, date]]:
        """Yield the steps still to be sent to people who joined on a day, each with its day; `now`: the time on
        their clock. Nothing is sent on the day 0 of joining, or after the campaign's last day.
        """
        for step in self.steps_for(audience, variant):
            day = self.on(step, joined_on)
            ahead = datetime.combine(day, time(step.hour), now.tzinfo) > now
            if step.day != AT_JOINING and ahead and not self.is_over(day):
                yield step, day

    def step_of(self, day: int, audience: Audience, variant: str) -> Step | None:
        """Return the step of a day for this audience and variant; None if there is none."""
        return next((step for step in self.steps_for(audience, variant) if step.day == day), None)

    @property
    def compared(self) -> tuple[frozenset[str], int, int] | None:
        """The quizzes before and after (`quiz:pack/item`, one per audience) and the days of their two steps; None
        if it compares none.
        """
        days = {step.id: step for step in self.steps}
        if not self.pre or self.pre not in days or self.post not in days:
            return None
        before, after = days[self.pre], days[self.post]
        quizzes = (*before.leads.values(), *after.leads.values())
        return frozenset(map(str, quizzes)), before.day, after.day

    def ends_on(self, joined_on: date) -> date:
        """Return the last day on which people who joined on a day may get something."""
        last = self.first_day(joined_on) + timedelta(days=self.last_day - 1)
        return min(last, self.until) if self.until else last

    @property
    def last_day(self) -> int:
        """The number of the last day with a step for anybody."""
        return max(step.day for step in self.steps)

    def variant_of(self, person: bytes) -> str:
        """Return a person's variant, by a stable hash of their random key; empty if there are none.

        The hash includes the campaign's name, so that the parts of two campaigns are independent.
        """
        if not self.variants:
            return ""
        share = int.from_bytes(sha256(str(self.ref).encode() + person).digest()[:8], "big") % 100
        for name, percent in self.variants.items():
            if share < percent:
                return name
            share -= percent
        raise ValueError(f"the variants of {self.ref} do not make 100")


def campaign_of(ref: Ref, head: CampaignHead, known: Container[tuple[Kind, str, str]]) -> Campaign:
    """Return the campaign that a head describes. If a step's item is not known (not approved, held back), the step
    is left out for the readers of that item; a campaign without steps for an audience is not for that audience.
    """
    steps = tuple(_step(ref, head, step, known) for step in head.steps)
    return Campaign(
        ref,
        head.version,
        tuple(tier for tier in head.tiers if any(tier in step.leads for step in steps)),
        steps,
        head.goal,
        head.starts,
        head.until,
        frozenset(head.countries),
        frozenset(head.locales),
        head.window,
        head.priority,
        head.pre,
        head.post,
        dict(head.variants),
    )


def _step(ref: Ref, head: CampaignHead, step: StepHead, known: Container[tuple[Kind, str, str]]) -> Step:
    leads: dict[Audience, Ref] = {}
    for audience in head.tiers:
        words = step.items.get(audience, step.item)
        found = resolve(words, Kind.LESSON, ref.pack, known) if words else None
        if found:
            leads[audience] = found
    hour = head.hour if step.hour is None else step.hour
    return Step(step.id, step.day, hour, leads, step.variant)

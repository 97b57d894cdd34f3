"""A month of several people, by a clock that jumps from one due moment to the next: all that comes unasked."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.chat import textmode
from bot.chat.notification_policy import moment, zone_of
from bot.chat.planner import Planner
from bot.commands.explain import UnknownPersonError, explain
from bot.db import deliveries, dispatches, people
from bot.db.dispatches import DeliveryResult
from bot.db.planning import SLOTS, slot_of
from bot.db.schema import people as people_table
from bot.db.schema import planned
from bot.features.organiser.forecast.population import TipSubscribers
from bot.features.tips.store import wishes
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.why import Why
from tests.talk import BOT_ID, House, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    import pytest
    from sqlalchemy import Connection

    from bot.chat.delivery_batch import Message
    from bot.chat.incoming import What
    from bot.values.screen import Screen

MOSCOW, VLADIVOSTOK = "Europe/Moscow", "Asia/Vladivostok"

NIGHT = 3
"""The clock also stops at this hour of each night: nothing may come then."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A message that came by itself: to whom, when (aware), why, of which campaign or class and which step of it,
    until when it was good, its page and its words. `told`: the line with which `why` explains it.
    """

    who: str
    at: datetime
    why: Why
    campaign: str
    step: int
    path: str
    words: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A screen with which somebody was answered, or which came by itself: when, its words without buttons, and
    where its buttons lead.
    """

    at: datetime
    words: str
    paths: tuple[str, ...]


@dataclass(slots=True)
class Life(Person):
    """Somebody of the month: what they did, were told and were sent. `zone` is where they live."""

    house: House
    number: int
    language: str
    name: str
    zone: str
    screen: Screen | None = None
    said: list[Said] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """The transcript."""
    audience: Audience = Audience.TIER_9_11
    is_pupil: bool = False

    def does(self, what: What, update_id: int | None = None, message: int = 0) -> Screen:
        """Do one thing, and keep what is answered."""
        screen = super(Life, self).does(what, update_id, message)
        above = f"{screen.greeting.text.plain}\n" if screen.greeting else ""
        self.said.append(Said(self.house.clock, above + screen.text.plain, textmode.paths(screen)))
        return screen

    def goes(self, path: str) -> Screen:
        """Tap the button that leads to this page, else the first to one whose path begins so."""
        there = [link.page.path for link in textmode.links(self.see())]
        found = sorted((one for one in there if one.startswith(path)), key=path.__ne__)
        assert found, f"no button to {path}; there are {there}"
        return self.visits(found[0])

    def reads(self, path: str) -> Screen:
        """Read a lesson to its end; its questions are passed by."""
        item = path.partition("/")[2]
        self.visits(path)
        for _ in range(60):
            found = (link.page.path for link in textmode.links(self.see()) if link.means is Means.NEXT)
            onward = next((there for there in found if item in there), None)
            if onward is None:
                break
            self.visits(onward)
        return self.see()

    @property
    def here(self) -> datetime:
        """The time on their own clock."""
        return self.house.clock.astimezone(zone_of(self.zone))


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does: at which moment, in words for the transcript, and how."""

    at: datetime
    who: str
    words: str
    do: Callable[[Life], object]


class Month:
    """A house with people, whose clock jumps: what is due is planned, judged, drawn and settled as by the bot."""

    def __init__(self, house: House, begins: datetime) -> None:
        self.house = house
        house.clock = begins
        self.lives: dict[str, Life] = {}
        self.sent: list[Unasked] = []
        self.acts: list[Act] = []
        self._planner = Planner(house.stores.durable, lambda: house.conversation.services.library)
        self._explained: dict[str, set[str]] = {}
        self._day = begins.date()
        self.wanted: dict[date, list[TipSubscribers]] = {}
        """Who wanted tips at each midnight (UTC), as a forecast of that moment takes them."""

    def somebody(self, name: str, zone: str, language: str, who: Audience, *, pupil: bool) -> Life:
        """Add a person, who has not come yet; `pupil`: they will learn in the class."""
        life = Life(self.house, 2001 + len(self.lives), language, name, zone, audience=who, is_pupil=pupil)
        self.lives[name] = life
        self._explained[name] = set()
        return life

    def on(self, who: str, day: int, at: str, words: str, do: Callable[[Life], object]) -> None:
        """Let somebody do something on a day (from 1) at a time (`17:05`) of their own clock."""
        begins = self.house.clock.astimezone(zone_of(self.lives[who].zone)).date()
        when = datetime.combine(
            begins + timedelta(days=day - 1), time.fromisoformat(at), zone_of(self.lives[who].zone)
        )
        self.acts.append(Act(when.astimezone(UTC), who, words, do))

    def plays(self, days: int) -> None:
        """Let so many days pass, with all that people do on them."""
        end = self.house.clock + timedelta(days=days)
        self.acts.sort(key=lambda act: act.at)
        left = iter(self.acts)
        act = next(left, None)
        while self.house.clock < end:
            while act is not None and act.at <= self.house.clock:
                life = self.lives[act.who]
                life.lines.append(f"{life.here:%a %d %b %H:%M}  > {act.words}")
                act.do(life)
                act = next(left, None)
            self._sends()
            self._sweeps()
            self.house.clock = min(self._next(), act.at if act else end)

    def _next(self) -> datetime:
        """Return the next moment at which something may be due: an hour of tips or campaigns, a delivery that
        waits, the turn of somebody in a campaign's day, whose people are spread over its window.
        """
        now = self.house.clock
        moments = []
        with self.house.stores.durable.transaction() as db:
            if (due := deliveries.next_due(db)) is not None and due > now:
                moments.append(due)
            moments += [*self._turns(db), *self._hours(db)]
        return min(one for one in moments if one > now)

    def _hours(self, db: Connection) -> Iterator[datetime]:
        """Yield the hours of today and tomorrow, in each zone, at which tips and campaigns begin to come."""
        hours = {NIGHT, *(hour for _, _, hour, _, _ in wishes.by_hour(db))}
        hours |= {step.hour for campaign in self.house.packs.campaigns() for step in campaign.steps}
        for zone in {life.zone for life in self.lives.values()}:
            today = self.house.clock.astimezone(zone_of(zone)).date()
            for day in (today, today + timedelta(days=1)):
                yield from (moment(day, time(hour), zone) for hour in hours)

    def _turns(self, db: Connection) -> Iterator[datetime]:
        """Yield when it is whose turn in the days of campaigns that are going out."""
        begun = select(planned.c.campaign, planned.c.due_at, planned.c.cursor).where(
            ~planned.c.done, planned.c.due_at > self.house.clock - timedelta(hours=4)
        )
        for name, due_at, cursor in db.execute(begun):
            campaign = self.house.packs.campaign(*name.split("/")) if "/" in name else None
            window = campaign.window if campaign else 60
            keys = db.scalars(select(people_table.c.key).where(people_table.c.key > cursor))
            yield from (due_at + timedelta(minutes=window) * slot_of(key) / SLOTS for key in keys)

    def _sends(self) -> None:
        now, batches = self.house.clock, self.house.delivery_batches()
        while self._planner.plan_some(now):
            pass
        taken = 1
        looked = False
        while taken:
            messages, taken = batches.take(now, 50)
            looked |= taken > 0
            batches.settle([DeliveryResult(one.delivery, dispatches.SENT, now, path=one.path) for one in messages])
            for one in sorted(messages, key=lambda one: one.chat):
                self._note(one)
        if looked:
            for name in self.lives:
                self._explain(name)

    def _note(self, one: Message) -> None:
        life = next(life for life in self.lives.values() if life.number == one.chat)
        delivery, words = one.delivery, one.screen.text.plain
        life.screen = one.screen
        life.said.append(Said(self.house.clock, words, textmode.paths(one.screen)))
        self._explain(life.name)
        told = life.lines.pop() if life.lines and ": sent at " in life.lines[-1] else ""
        assert told, f"`why` does not know of {one.path} to {life.name}; it says {life.lines[-3:]}"
        life.lines += [told, *(f"    {line}" for line in _headline(words))]
        self.sent.append(
            Unasked(
                *(life.name, self.house.clock, Why(delivery.why), delivery.campaign, delivery.step),
                *(one.path, words, told.strip()),
            )
        )

    def explained(self, name: str, days: int = 2) -> list[str]:
        """Return what `python -m bot why` answers about somebody at this moment."""
        with self.house.stores.durable.transaction() as db:
            campaigns = self.house.packs.campaigns()
            try:
                return explain(
                    db, self.house.keys, BOT_ID, str(self.lives[name].number), self.house.clock, days, campaigns
                )
            except UnknownPersonError as error:
                return [str(error)]

    def _explain(self, name: str) -> None:
        """Add the lines of `why` that are new to somebody's transcript."""
        known = self._explained[name]
        for line in self.explained(name):
            if line[:2] == "20" and line not in known:
                known.add(line)
                self.lives[name].lines.append(line)

    def _sweeps(self) -> None:
        """Forget visitors and erase what is over: the bot does so every minute and hour, here it is once a day."""
        conversation = self.house.conversation
        if self.house.clock.date() != self._day:
            self._day = self.house.clock.date()
            with self.house.stores.durable.transaction() as db:
                self.wanted[self._day] = [
                    TipSubscribers(zone, Audience(who), hour, _weekdays(mask), count)
                    for zone, who, hour, mask, count in wishes.by_hour(db)
                ]
            conversation.forget_visitors(self.house.clock)
            while conversation.sweep(self.house.clock):
                pass

    def transcript(self, name: str) -> str:
        """Return somebody's month: what they did, and all that came by itself or did not, as `why` tells it."""
        return "\n".join(self.lives[name].lines)


def _weekdays(mask: int) -> tuple[int, ...]:
    return tuple(day for day in range(7) if mask >> day & 1)


def _headline(words: str) -> Iterator[str]:
    """Yield the first two paragraphs of a message, each in one line."""
    for paragraph in words.split("\n\n")[:2]:
        yield " ".join(paragraph.split())


def by_the_same_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys, names, codes and sets be drawn alike in every run."""
    lot, number = random.Random(7), count(1)  # noqa: S311 - the same lot in every run
    for name, drawn in (("choice", lot.choice), ("randbelow", lot.randrange), ("randbits", lot.getrandbits)):
        monkeypatch.setattr(f"secrets.{name}", drawn)
    monkeypatch.setattr(people, "new_key", lambda: sha256(f"somebody {next(number)}".encode()).digest()[:16])

"""A campaign's numbers equal a recount, whatever people do and whenever the program dies, and after an upgrade."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.db import dispatches, mydata, people
from bot.db.deliveries import Delivery
from bot.db.dispatches import SENT, DeliveryResult
from bot.db.people import Person
from bot.features.campaigns.store import enrolments, learning_gains, outcomes
from bot.features.campaigns.store.enrolments import Enrolment
from bot.features.campaigns.store.learning_gains import WHOLE, Compared, Sums
from bot.features.campaigns.store.outcomes import DIMENSIONS, EVERYBODY, Group
from bot.features.campaigns.tables import learning_gains as sums_table
from bot.features.campaigns.tables import pairs as waiting_table
from bot.features.menu import stopping
from bot.features.quiz.store import attempts
from bot.features.quiz.store.attempts import Asked
from bot.values.audience import Audience
from bot.values.few import FEW
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.db.engine import Store

FIRST = date(2026, 11, 1)
QUIZ = "quiz:lamp-sets/light/9-11"
COMPARED = Compared(frozenset({QUIZ}), 0, 3)
ANEW, DATED = "lamp/anew", "lamp/dated"
QUESTIONS = 4
PEOPLE = 60
DAYS = 2
"""Days in all of a campaign: who has done two of them has finished."""


class KilledError(Exception):
    """The program dies inside a turn."""


def die(killed: bool) -> None:  # noqa: FBT001 - whether, not how
    if killed:
        raise KilledError


Measured = tuple[str, str, str]
"""Dimension, name, measure."""


@dataclass
class Part:
    """What a recount knows of one person in one campaign."""

    group: Group
    counted: Counter[str] = field(default_factory=Counter)
    opened: dict[int, date] = field(default_factory=dict)
    finished: set[int] = field(default_factory=set)
    left: bool = False
    paired: bool = False

    def measured(self) -> list[Measured]:
        groups = (EVERYBODY, *zip(DIMENSIONS, self.group, strict=True))
        return [(*group, measure) for group in groups for measure in self.counted]


@dataclass
class Someone:
    """A person, their parts, and the goes at the quiz that they have closed: number, day of beginning, share."""

    key: bytes
    choices: tuple[str, str, str]
    parts: dict[str, Part] = field(default_factory=dict)
    goes: list[tuple[int, date, int]] = field(default_factory=list)
    begun: int = 0


class Recount:
    """Everything that happened, kept person by person, so that it can be counted anew."""

    def __init__(self) -> None:
        self.people: dict[int, Someone] = {}
        self.gone: list[tuple[str, Measured]] = []
        self.waiting: dict[tuple[str, str, str], list[tuple[bytes, Group, int, int]]] = defaultdict(list)
        self.sums: dict[tuple[str, str, str, date], list[tuple[int, int]]] = defaultdict(list)

    def outcomes(self, campaign: str) -> Counter[Measured]:
        """Count who is there, and of those who are gone who were among ten or more when they went."""
        there = (part for who in self.people.values() for name, part in who.parts.items() if name == campaign)
        found = Counter(where for part in there for where in part.measured())
        return found + Counter(where for name, where in self.gone if name == campaign)

    def pair(self, campaign: str, who: Someone, part: Part, shares: tuple[int, int], today: date) -> None:
        part.paired = True
        last = max(
            (day for name, dimension, _, day in self.sums if name == campaign and not dimension), default=today
        )
        day = max(last, today)
        self.waiting[campaign, *EVERYBODY].append((who.key, part.group, *shares))
        for one in self.settle((campaign, *EVERYBODY), day):
            for dimension in DIMENSIONS:
                self.waiting[campaign, dimension, getattr(one[1], dimension)].append(one)
        for where in [*self.waiting]:
            self.settle(where, day)

    def settle(self, where: tuple[str, str, str], day: date) -> list[tuple[bytes, Group, int, int]]:
        """Make sums of ten who wait, if so many do: those with the lowest of the random keys."""
        waiting = sorted(self.waiting[where])
        if len(waiting) < FEW:
            return []
        self.waiting[where] = waiting[FEW:]
        self.sums[*where, day] += [(before, after) for _, _, before, after in waiting[:FEW]]
        return waiting[:FEW]


def sums_of(pairs: list[tuple[int, int]]) -> Sums:
    before, after = (sum(one[place] for one in pairs) for place in (0, 1))
    differences = [after - before for before, after in pairs]
    squares, better = sum(one**2 for one in differences), sum(one > 0 for one in differences)
    return Sums(len(pairs), before, after, squares, better)


class Story:
    """What people do at random, done in the store and noted for the recount; a killed turn is noted nowhere."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.chance, self.recount = store, random.Random(seed), Recount()  # noqa: S311 - a story, no secret
        self.day = FIRST
        self.numbers = 0

    def goes_on(self) -> None:
        """Let one thing happen, or be cut off in the middle."""
        rare = self.chance.choice((self.leaves, self.stops, self.changes, self.forgets))
        often = (self.joins, self.is_sent, self.opens, self.finishes, self.takes_the_quiz, self.goes_the_whole_way)
        act = self.chance.choice((rare, *often, *often))
        self.day += timedelta(days=self.chance.random() < 0.1)
        number = self.chance.randrange(PEOPLE)
        killed = self.chance.random() < 0.15
        note: Callable[[], None] | None = None
        try:
            with self.store.transaction() as db:
                note = act(db, number)
                die(killed)
        except KilledError:
            return
        if note:
            note()

    @property
    def today(self) -> date:
        """A person's own day, which may be another than that of the next."""
        return self.day + timedelta(days=self.chance.choice((-1, 0, 0, 1)))

    def joins(self, db: Connection, number: int) -> Callable[[], None]:
        who = self.recount.people.get(number)
        campaign, today = self.chance.choice((ANEW, DATED)), self.today
        if who is None:
            self.numbers += 1
            choices = (
                self.chance.choice(("ru", "en")),
                self.chance.choice(("9-11", "")),
                self.chance.choice("RK") + "U",
            )
            who = Someone(self.numbers.to_bytes(16, "big"), choices)
            audience = Audience(choices[1]) if choices[1] else None
            person = Person(who.key, audience, choices[0], choices[2], "Asia/Omsk")
            people.add(db, who.key + b"-" * 17, person, today)
        variant = "ab"[who.key[-1] % 2]
        part = Enrolment(campaign, variant, today, today + timedelta(days=5))
        enrolments.join(db, who.key, b"chat", part, anew=campaign == ANEW)

        def note(who: Someone = who) -> None:
            self.recount.people[number] = who
            mine = who.parts.get(campaign)
            if mine is None:
                mine = who.parts[campaign] = Part(Group(*who.choices, variant))
                mine.counted["joined"] = 1
            elif mine.left and campaign == ANEW:
                mine.opened, mine.finished = {}, set()
            mine.left = False

        return note

    def leaves(self, db: Connection, number: int) -> Callable[[], None] | None:
        who, campaign = self.recount.people.get(number), self.chance.choice((ANEW, DATED))
        if who is None:
            return None
        enrolments.leave(db, who.key, campaign, self.today)

        def note() -> None:
            if campaign in who.parts:
                who.parts[campaign].left = True
                who.parts[campaign].counted["left"] = 1

        return note

    def stops(self, db: Connection, number: int) -> Callable[[], None] | None:
        who = self.recount.people.get(number)
        if who is None:
            return None
        enrolments.wish_invitations(db, who.key, b"chat", self.today)
        stopping.stop(db, who.key, self.today)

        def note() -> None:
            for part in who.parts.values():
                part.left = True
                part.counted["left"] = 1

        return note

    def is_sent(self, db: Connection, number: int) -> Callable[[], None]:
        """Let a batch go out: a day of a campaign to several people at once."""
        campaign, day, at = (
            self.chance.choice((ANEW, DATED)),
            1 + number % 3,
            datetime.combine(self.day, time(9), UTC),
        )
        some = [
            who for who in self.recount.people.values() if campaign in who.parts and self.chance.random() < 0.3
        ]
        results = [
            DeliveryResult(
                Delivery(-1, who.key, b"chat", "x", Why.CAMPAIGN, campaign, 1, day, at, None, 1), SENT, at
            )
            for who in some
        ]
        dispatches.settle(db, results)

        def note() -> None:
            for who in some:
                who.parts[campaign].counted["reached"] = 1

        return note

    def opens(self, db: Connection, number: int) -> Callable[[], None] | None:
        who, campaign, day = self.recount.people.get(number), self.chance.choice((ANEW, DATED)), number % 4
        return self._opens(db, who, campaign, day) if who and campaign in who.parts else None

    def _opens(self, db: Connection, who: Someone, campaign: str, day: int) -> Callable[[], None]:
        today = self.today
        enrolments.open_day(db, who.key, campaign, day, f"day-{day}", today)

        def note() -> None:
            part = who.parts[campaign]
            part.opened.setdefault(day, today)
            for measure in ("reached", "opened") if day else ():
                part.counted[measure] = 1

        return note

    def finishes(self, db: Connection, number: int) -> Callable[[], None] | None:
        who, campaign = self.recount.people.get(number), self.chance.choice((ANEW, DATED))
        if who is None or campaign not in who.parts:
            return None
        day, part = self.chance.randrange(4), who.parts[campaign]
        enrolments.finish_day(db, who.key, campaign, day, DAYS, self.today)

        def note() -> None:
            if day in part.opened:
                part.finished.add(day)
            days = len(part.finished - {0})
            for measure in (["done"] if days else []) + (["finished"] if days >= DAYS else []):
                part.counted[measure] = 1

        return note

    def changes(self, db: Connection, number: int) -> Callable[[], None] | None:
        """Let a person become another reader: they stay in the groups with which they have joined."""
        who, locale = self.recount.people.get(number), self.chance.choice(("ru", "en"))
        if who is None:
            return None
        people.change(db, who.key, self.today, locale=locale, country="KU")
        return lambda: setattr(who, "choices", (locale, who.choices[1], "KU"))

    def takes_the_quiz(self, db: Connection, number: int) -> Callable[[], None] | None:
        who = self.recount.people.get(number)
        return self._takes(db, who) if who else None

    def _takes(self, db: Connection, who: Someone, begun: int = 0) -> Callable[[], None]:
        """Answer some of the questions, one of them anew in another wording, and stop or finish."""
        today = self.today
        asked = [Asked(QUIZ, f"q{place}", f"m{place}") for place in range(1, QUESTIONS + 1)]
        attempt = attempts.begin(db, who.key, QUIZ, who.begun + begun + 1, asked, 1, today).attempt
        given: list[bool | None] = []
        for place in range(1, self.chance.randrange(QUESTIONS) + 2):
            right = self.chance.choice((True, False, None)) if place > 1 else self.chance.choice((True, False))
            for _ in range(2):  # the second is no answer any more
                attempts.answer(db, who.key, attempt, place, "a", right, f"m{place}", today)
            given.append(right)
        if self.chance.random() < 0.3:
            attempts.answer(db, who.key, attempt, 1, "b", True, "changed", today)  # noqa: FBT003 - a stored value
            given.append(True)
        if attempts.close(db, who.key, attempt, today):
            for campaign in sorted(who.parts):
                learning_gains.note(db, who.key, campaign, COMPARED, today)

        def note() -> None:
            who.begun += 1
            hits = [right for right in given if right is not None]
            who.goes.append((attempt, today, round(WHOLE * sum(hits) / len(hits))))
            for campaign, part in sorted(who.parts.items()):
                self._pairs(campaign, who, part, today)

        return note

    def _pairs(self, campaign: str, who: Someone, part: Part, today: date) -> None:
        if part.paired or not {0, 3} <= part.opened.keys():
            return
        before = next((go for go in who.goes if go[1] >= part.opened[0]), None)
        after = before and next(
            (go for go in who.goes if go[0] > before[0] and go[1] >= max(part.opened[0], part.opened[3])), None
        )
        if before and after:
            self.recount.pair(campaign, who, part, (before[2], after[2]), today)

    def goes_the_whole_way(self, db: Connection, number: int) -> Callable[[], None] | None:
        """Open the first and the last day and take the quiz of each, in one turn: so a kill takes all of it."""
        who = self.recount.people.get(number)
        if who is None or not who.parts:
            return None
        campaign = self.chance.choice(sorted(who.parts))
        notes = [self._opens(db, who, campaign, 0), self._takes(db, who)]
        notes += [self._opens(db, who, campaign, 3), self._takes(db, who, 1)]

        def note() -> None:
            for each in notes:
                each()

        return note

    def forgets(self, db: Connection, number: int) -> Callable[[], None] | None:
        who = self.recount.people.get(number)
        if who is None:
            return None
        mydata.forget(db, who.key)

        def note() -> None:
            for campaign, part in who.parts.items():
                many = self.recount.outcomes(campaign)
                stays = [where for where in part.measured() if many[where] >= FEW]
                self.recount.gone += [(campaign, where) for where in stays]
            del self.recount.people[number]
            for waiting in self.recount.waiting.values():
                waiting[:] = [one for one in waiting if one[0] != who.key]

        return note


def kept(db: Connection, campaign: str) -> Counter[Measured]:
    """Return what the store has counted."""
    found = outcomes.of(db, campaign)
    return Counter({(*group, name): number for group, one in found.items() for name, number in one.items()})


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (1, 2))])
def test_the_numbers_equal_a_recount_whatever_happens(store: Store, seed: int) -> None:
    story = Story(store, seed)
    for _ in range(25):
        for _ in range(60):
            story.goes_on()
        recount = story.recount
        with store.transaction() as db:
            for campaign in (ANEW, DATED):
                assert kept(db, campaign) == recount.outcomes(campaign)
            found = {tuple(row[:4]): Sums(*row[4:]) for row in db.execute(select(sums_table))}
            waiting = db.execute(select(waiting_table.c.campaign, waiting_table.c.dimension, waiting_table.c.name,
                                        waiting_table.c.person)).all()  # fmt: skip
            assert outcomes.of(db, enrolments.INVITATIONS) == {}, "they are no campaign"
        assert found == {where: sums_of(pairs) for where, pairs in recount.sums.items()}
        assert Counter(map(tuple, waiting)) == Counter(
            (*where, one[0]) for where, those in recount.waiting.items() for one in those
        )
    told = [sums.people for sums in found.values()]
    assert told
    assert all(number % FEW == 0 for number in told)
    assert recount.gone, "some were forgotten"

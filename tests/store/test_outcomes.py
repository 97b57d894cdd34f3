"""A campaign's numbers equal a recount, whatever people do and whenever the program dies, and after an upgrade."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from bot.store import attempts, dispatches, gains, joined, mydata, outcomes, people, stopping
from bot.store.attempts import Asked
from bot.store.deliveries import Delivery
from bot.store.dispatches import SENT, Fate
from bot.store.engine import open_store
from bot.store.gains import DIMENSIONS, EVERYBODY, WHOLE, Compared, Sums
from bot.store.joined import Joined
from bot.store.migrate import migrate
from bot.store.outcomes import Group
from bot.store.people import Person
from bot.store.schema import gains as sums_table
from bot.store.schema import joined as parts_table
from bot.store.schema import pairs as waiting_table
from bot.store.schema import steps as steps_table
from bot.values.audience import Audience
from bot.values.few import FEW
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.store.engine import Store

FIRST = date(2026, 11, 1)
QUIZ = "quiz:lamp-sets/light/9-11"
COMPARED = Compared(frozenset({QUIZ}), 0, 3)
ANEW, DATED = "lamp/anew", "lamp/dated"
QUESTIONS = 4
PEOPLE = 60


class KilledError(Exception):
    """The program dies inside a turn."""


def die(killed: bool) -> None:  # noqa: FBT001 - whether, not how
    if killed:
        raise KilledError


@dataclass
class Part:
    """What a recount knows of one person in one campaign."""

    group: Group
    counted: Counter[str] = field(default_factory=Counter)
    opened: dict[int, date] = field(default_factory=dict)
    finished: set[int] = field(default_factory=set)
    left: bool = False
    paired: bool = False


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
        self.gone: list[tuple[str, Part]] = []
        self.waiting: dict[tuple[str, str, str], list[tuple[bytes, Group, int, int]]] = defaultdict(list)
        self.sums: dict[tuple[str, str, str, date], list[tuple[int, int]]] = defaultdict(list)

    def parts(self) -> list[tuple[str, Part]]:
        return [*self.gone, *(part for who in self.people.values() for part in who.parts.items())]

    def outcomes(self, campaign: str) -> dict[Group, dict[str, int]]:
        found: dict[Group, Counter[str]] = defaultdict(Counter)
        for name, part in self.parts():
            if name == campaign:
                found[part.group].update(part.counted)
                found[part.group]["left"] += part.left
        return {group: {name: number for name, number in one.items() if number} for group, one in found.items()}

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
            with self.store.turn() as db:
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
        part = Joined(campaign, variant, today, today + timedelta(days=5))
        joined.join(db, who.key, b"chat", part, anew=campaign == ANEW)

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
        joined.leave(db, who.key, campaign, self.today)

        def note() -> None:
            if campaign in who.parts:
                who.parts[campaign].left = True

        return note

    def stops(self, db: Connection, number: int) -> Callable[[], None] | None:
        who = self.recount.people.get(number)
        if who is None:
            return None
        joined.wish_invitations(db, who.key, b"chat", self.today)
        stopping.stop(db, who.key, self.today)

        def note() -> None:
            for part in who.parts.values():
                part.left = True

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
        fates = [
            Fate(Delivery(-1, who.key, b"chat", "x", Why.CAMPAIGN, campaign, 1, day, at, None, 1), SENT, at)
            for who in some
        ]
        dispatches.settle(db, fates)

        def note() -> None:
            for who in some:
                who.parts[campaign].counted["reached"] = 1

        return note

    def opens(self, db: Connection, number: int) -> Callable[[], None] | None:
        who, campaign, day = self.recount.people.get(number), self.chance.choice((ANEW, DATED)), number % 4
        return self._opens(db, who, campaign, day) if who and campaign in who.parts else None

    def _opens(self, db: Connection, who: Someone, campaign: str, day: int) -> Callable[[], None]:
        today = self.today
        joined.open_day(db, who.key, campaign, day, f"day-{day}", today)

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
        joined.finish_day(db, who.key, campaign, day, self.today)

        def note() -> None:
            if day in part.opened:
                part.finished.add(day)
            for days in range(1, len(part.finished - {0}) + 1):
                part.counted[f"done{days}"] = 1

        return note

    def changes(self, db: Connection, number: int) -> Callable[[], None] | None:
        """Let a person become another reader: they stay in the groups with which they have joined."""
        who, locale = self.recount.people.get(number), self.chance.choice(("ru", "en"))
        if who is None:
            return None
        people.change(db, who.key, locale=locale, country="KU")
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
                gains.note(db, who.key, campaign, COMPARED, today)

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
            self.recount.gone += self.recount.people.pop(number).parts.items()
            for waiting in self.recount.waiting.values():
                waiting[:] = [one for one in waiting if one[0] != who.key]

        return note


def kept(db: Connection, campaign: str) -> dict[Group, dict[str, int]]:
    """Return what the store has counted; a measure that is down to none counts for nothing."""
    found = outcomes.groups(db, campaign)
    return {group: {name: number for name, number in one.items() if number} for group, one in found.items()}


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_the_numbers_equal_a_recount_whatever_happens(store: Store, seed: int) -> None:
    story = Story(store, seed)
    for _ in range(25):
        for _ in range(60):
            story.goes_on()
        recount = story.recount
        with store.turn() as db:
            for campaign in (ANEW, DATED):
                assert kept(db, campaign) == recount.outcomes(campaign)
            found = {tuple(row[:4]): Sums(*row[4:]) for row in db.execute(select(sums_table))}
            waiting = db.execute(select(waiting_table.c.campaign, waiting_table.c.dimension, waiting_table.c.name,
                                        waiting_table.c.person)).all()  # fmt: skip
            assert outcomes.groups(db, joined.INVITATIONS) == {}, "they are no campaign"
        assert found == {where: sums_of(pairs) for where, pairs in recount.sums.items()}
        assert Counter(map(tuple, waiting)) == Counter(
            (*where, one[0]) for where, those in recount.waiting.items() for one in those
        )
    told = [sums.people for sums in found.values()]
    assert told
    assert all(number % FEW == 0 for number in told)
    assert recount.gone, "some were forgotten"


def test_an_upgrade_counts_what_is_there(url: str) -> None:
    """Before revision 0014 nothing was counted: the step counts people, the first report their quizzes."""
    store = open_store(url, migrate=False)
    migrate(store, "0013")
    with store.turn() as db:
        for number in range(36):
            lives_before(db, number.to_bytes(16, "big"), "AM" if number % 3 else "RU", days=number % 4)
    migrate(store)
    with store.turn() as db:
        counts = outcomes.groups(db, ANEW)
        assert counts[Group("ru", "9-11", "AM", "a")] == {
            "joined": 24, "left": 2, "reached": 24, "opened": 24, "done1": 18, "done2": 12, "done3": 6,
        }  # fmt: skip
        assert counts[Group("ru", "9-11", "RU", "a")]["joined"] == 12
        assert outcomes.counts(db, joined.INVITATIONS) == {}
        for _ in range(2):
            found = gains.of(db, ANEW, COMPARED, FIRST + timedelta(days=30))
            assert found[EVERYBODY] == Sums(30, 30 * 2500, 30 * 7500, 30 * 5000**2, 30)
            assert found["country", "AM"].people == 20
    # Who was counted by the upgrade is not counted again by another go.
    with store.turn() as db:
        gains.note(db, bytes(16), ANEW, COMPARED, FIRST)
        assert gains.of(db, ANEW, COMPARED, FIRST + timedelta(days=30))[EVERYBODY].people == 30
    store.close()


def lives_before(db: Connection, key: bytes, country: str, days: int) -> None:
    """Put in a person as the revision before left them: joined, so many days done, both quizzes taken."""
    people.add(db, key + b"-" * 17, Person(key, Audience.TIER_9_11, "ru", country), FIRST)
    here = {"person": key, "zone": "", "slot": 1, "joined_on": FIRST, "ends_on": FIRST}
    left = FIRST if key[-1] in {1, 2} else None
    db.execute(insert(parts_table).values(campaign=ANEW, variant="a", left_on=left, **here))
    db.execute(insert(parts_table).values(campaign=joined.INVITATIONS, variant="", **here))
    for day in range(days + 1):
        done = {"sent_on": FIRST, "opened_on": FIRST, "done_on": FIRST} if day else {"opened_on": FIRST}
        db.execute(insert(steps_table).values(person=key, campaign=ANEW, step=day, **done))
    if days < 3:  # the last day, opened and not done
        db.execute(insert(steps_table).values(person=key, campaign=ANEW, step=3, opened_on=FIRST))
    for go, right in ((1, 1), (2, 3)):
        asked = [Asked(QUIZ, f"q{place}", f"m{place}") for place in range(QUESTIONS)]
        attempt = attempts.begin(db, key, QUIZ, go, asked, 1, FIRST).attempt
        for place in range(QUESTIONS):
            attempts.answer(db, key, attempt, place + 1, "a", place < right, f"m{place}", FIRST)
        attempts.close(db, key, attempt, FIRST)

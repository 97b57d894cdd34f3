"""A report counts a campaign's people on both databases, hides few of them, sets quizzes beside one another."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.db import crowd, mydata, people, retention
from bot.db.people import Person
from bot.features.campaigns.store import enrolments, learning_gains, outcomes
from bot.features.campaigns.store.enrolments import Enrolment
from bot.features.campaigns.store.learning_gains import Compared
from bot.features.organiser.campaign_report import as_csv, as_data, as_picture, as_text, report
from bot.features.quiz.store import attempts
from bot.features.quiz.store.attempts import Asked
from bot.features.tips.store import wishes
from bot.features.tips.store.wishes import Wish
from bot.values.audience import Audience
from tests.talk import fixture_library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Connection, Row

    from bot.db.engine import Store
    from bot.features.organiser.campaign_report import Report

WEEK, QUIZ = "lamp-days/week", "quiz:lamp-sets/light/9-11"
FIRST = date(2026, 11, 1)
CHILD, PARENT = Audience.TIER_9_11, Audience.PARENT


def joins(db: Connection, number: int, audience: Audience = CHILD, country: str = "RU") -> bytes:
    key = number.to_bytes(16, "big")
    people.add(db, key + b"-" * 17, Person(key, audience, "ru", country, "Europe/Moscow"), FIRST)
    enrolments.join(db, key, b"chat", Enrolment(WEEK, "", FIRST, FIRST + timedelta(days=3)), anew=True)
    return key


def does(db: Connection, key: bytes, day: int, days: int = 3) -> None:
    on = FIRST + timedelta(days=day)
    enrolments.open_day(db, key, WEEK, day, f"day-{day}", on)
    enrolments.finish_day(db, key, WEEK, day, days, on)


def answers(db: Connection, key: bytes, number: int, day: int, right: int) -> None:
    """Take the quiz of four questions on a day, with so many right."""
    on = FIRST + timedelta(days=day)
    questions = [Asked(QUIZ, f"q{place}", f"m{place}") for place in range(4)]
    attempt = attempts.begin(db, key, QUIZ, number, questions, 1, on)
    for place in range(4):
        attempts.answer(db, key, attempt.attempt, place + 1, "a", place < right, f"m{place}", on)
    attempts.close(db, key, attempt.attempt, on)
    learning_gains.note(db, key, WEEK, Compared(frozenset({QUIZ}), 0, 3), on)


def told(db: Connection, day: int = 30) -> Report:
    found = fixture_library().campaign("lamp-days", "week")
    assert found
    return report(db, found, WEEK, FIRST + timedelta(days=day))


def test_fewer_than_ten_people_are_not_told_of(store: Store) -> None:
    with store.transaction() as db:
        for number in range(9):
            joins(db, number)
        found = told(db)
    assert found.all is None
    assert "Fewer than 10 people took part" in as_text(found)
    assert as_csv(found).count("\n") == 1


def test_reach_opened_finished_and_left_are_counted(store: Store) -> None:
    with store.transaction() as db:
        for number in range(60):
            key = joins(db, number)
            does(db, key, 0)
            if number < 40:
                does(db, key, 1)
            if number < 20:
                does(db, key, 2)
                does(db, key, 3)
            if number >= 45:
                enrolments.leave(db, key, WEEK, FIRST)
        found = told(db)
    assert found.all
    assert found.all.counts == {"joined": 60, "reached": 40, "opened": 40, "finished": 20, "left": 10}
    assert found.all.goal
    share, low, high = found.all.goal
    assert share == pytest.approx(20 / 40)
    assert low < 20 / 49 < 29 / 40 < high, "it holds what the tens leave open"
    assert [[row.name for row in rows] for rows in found.by.values()] == [["ru"], ["9-11"], ["RU"], ["–"]]
    data = json.loads(json.dumps(as_data(found)))
    goal = {"share": share, "low": low, "high": high}
    assert data["all"] == {"group": "all", **found.all.counts, "goal": goal, "learnt": None}
    assert [row["group"] for rows in data["by"].values() for row in rows] == ["ru", "9-11", "RU", "–"]


def test_a_parent_has_finished_with_the_one_step_for_parents(store: Store) -> None:
    with store.transaction() as db:
        for number in range(20):
            does(db, joins(db, number, PARENT), 1, days=1)
        found = told(db)
    assert found.all
    assert found.all.counts["finished"] == 20


def test_a_small_country_is_not_told_of_nor_that_somebody_is_there(store: Store) -> None:
    """A report with a lone child of another country and age is the same as one without."""
    with store.transaction() as db:
        for number in range(56):
            does(db, joins(db, number, country="RU" if number < 30 else "KZ"), 1)
        without = told(db), as_text(told(db)), as_csv(told(db)), as_picture(told(db))
        does(db, joins(db, 56, Audience.TIER_16_17, country="AM"), 1)
        found = told(db)
        assert (found, as_text(found), as_csv(found), as_picture(found)) == without
    shown = {row.name: row.counts["joined"] for row in found.by.get("country", ())}
    assert shown == {"RU": 30, "KZ": 20}
    assert [row["group"] for row in csv.DictReader(io.StringIO(as_csv(found)))][:2] == ["all", "ru"]


def test_before_and_after_are_set_beside_one_another_person_by_person(store: Store) -> None:
    with store.transaction() as db:
        for number in range(40):
            key = joins(db, number)
            does(db, key, 0)
            answers(db, key, 1, 0, right=1 + number % 2)
            if number < 30:
                does(db, key, 3)
                answers(db, key, 2, 3, right=3)
        found = told(db)
    assert found.all
    learnt = found.all.learnt
    assert learnt
    assert learnt.people == 30
    assert learnt.before == pytest.approx(0.375)
    assert learnt.after == pytest.approx(0.75)
    assert learnt.mean == pytest.approx(0.375)
    # Differences of 0.5 and 0.25, 15 each: s = 0.1271, t(29) = 2.0452, so ± 0.0475.
    assert learnt.low == pytest.approx(0.375 - 0.0475, abs=1e-3)
    assert "38% → 75%, +37.5" in as_text(found)


def found_out(told_of: set[frozenset[bytes]]) -> list[bytes]:
    """Whom somebody finds out who knows the sum over each of these sets of people, by adding and taking away:
    those whose row stands alone when the sums are solved (Gauss and Jordan; modulo a prime, to be quick).
    """
    prime = 2_147_483_647
    rows: list[dict[bytes, int]] = []
    for some in sorted(told_of, key=sorted):
        row = dict.fromkeys(some, 1)
        for pivot, solved in ((min(one), one) for one in rows):
            row = added(row, solved, -row.get(pivot, 0), prime)
        if row:
            inverse = pow(row[min(row)], -1, prime)
            row = {person: value * inverse % prime for person, value in row.items()}
            rows = [added(one, row, -one.get(min(row), 0), prime) for one in rows]
            rows.append(row)
    return [next(iter(row)) for row in rows if len(row) == 1]


def added(row: dict[bytes, int], other: dict[bytes, int], times: int, prime: int) -> dict[bytes, int]:
    sums = {person: (row.get(person, 0) + times * other.get(person, 0)) % prime for person in row | other}
    return {person: value for person, value in sums.items() if value}


def test_who_adds_and_takes_away_can_find_somebody_out() -> None:
    a, b, c = b"a", b"b", b"c"
    assert found_out({frozenset((a, b)), frozenset((a, b, c))}) == [c]
    assert sorted(found_out({frozenset((a, b)), frozenset((b, c)), frozenset((a, c))})) == [a, b, c]
    assert found_out({frozenset((a, b)), frozenset((b, c))}) == []


@pytest.mark.slow
def test_a_report_a_day_does_not_find_out_what_anybody_answered(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack by difference over time: whoever keeps every report knows sums over many sets of people. Some of
    them use /forget meanwhile, and no report changes by it.
    """
    chance = random.Random(5)  # noqa: S311 - a seed
    summed: dict[tuple[str, str, date], set[bytes]] = defaultdict(set)
    keep = learning_gains._keep  # who is behind a sum is known nowhere afterwards

    def watched(db: Connection, ten: Sequence[Row[Any]], day: date) -> None:
        keep(db, ten, day)
        summed[ten[0].dimension, ten[0].name, day] |= {row.person for row in ten}

    monkeypatch.setattr(learning_gains, "_keep", watched)
    told_of: set[frozenset[bytes]] = set()
    days = [chance.randrange(4, 30) for _ in range(64)]
    shown = set()
    with store.transaction() as db:
        for day in range(4, 34):
            for _ in range(days.count(day)):
                country = chance.choice(["RU", "RU", "RU", "KZ", "AM"])
                key = joins(db, chance.randrange(2**100), country=country)
                does(db, key, 0)
                answers(db, key, 1, 0, right=chance.randrange(5))
                does(db, key, 3)
                # People's own days differ: an earlier one may come after a later one.
                answers(db, key, 2, day - chance.randrange(2), right=chance.randrange(5))
                monday = told(db, day)
                if chance.random() < 0.3:
                    mydata.forget(db, key)
                assert told(db, day) == monday, "who asks again on the same day learns no more"
            found = told(db, day)
            rows = [(("", ""), found.all), *((("country", row.name), row) for row in found.by.get("country", ()))]
            for group, row in rows:
                if row and row.learnt:
                    parts = [some for (*of, on), some in summed.items() if (*of,) == group and on <= over(day)]
                    told_of.add(frozenset().union(*parts))
                    assert row.learnt.people == sum(map(len, parts))
            if found.all and found.all.learnt:
                shown.add((found.all.learnt.people, *(bool(row.learnt) for row in found.by.get("country", ()))))
    assert found_out(told_of) == []
    assert all(len(some) % 10 == 0 for some in told_of)
    assert {people for people, *_ in shown} >= {10, 20, 30, 40}
    assert any(sum(groups) > 1 for _, *groups in shown), "more than one country was told of"


def over(day: int) -> date:
    """Return the last day that is over everywhere."""
    return FIRST + timedelta(days=day - 2)


@pytest.mark.parametrize("seed", range(3))
def test_a_report_is_the_same_before_and_after_somebody_forgets(store: Store, seed: int) -> None:
    """Whoever keeps every report learns from none who used /forget; one more person changes a number by a whole
    ten or not at all.
    """
    chance = random.Random(seed)  # noqa: S311 - people of a test
    here: list[bytes] = []
    with store.transaction() as db:
        for number in range(70):
            before = told(db)
            country = chance.choice(["RU", "RU", "KZ", "AM"])
            here.append(joins(db, number, chance.choice([CHILD, CHILD, PARENT]), country=country))
            for day in range(chance.randrange(4)):
                does(db, here[-1], day)
            if chance.random() < 0.2:
                enrolments.leave(db, here[-1], WEEK, FIRST)
            after = told(db)
            assert all(many % 10 == 0 for many in numbers(after).values())
            steps = {many - numbers(before).get(name, 0) for name, many in numbers(after).items()}
            assert steps <= {0, 10}
            if chance.random() < 0.4:
                mydata.forget(db, here.pop(chance.randrange(len(here))))
                assert told(db) == after
        most = told(db)
        for key in here:
            mydata.forget(db, key)
            assert told(db) == most
        few = [many for counts in outcomes.of(db, WEEK).values() for many in counts.values() if many < 10]
        assert few == [], "nobody is there any more, so no small number is either"
        assert most.all, "and what ten and more did stays"


def numbers(found: Report) -> dict[tuple[str, str, str], int]:
    rows = [("", found.all), *((dimension, row) for dimension, rows in found.by.items() for row in rows)]
    return {
        (dimension, row.name, measure): many
        for dimension, row in rows
        if row
        for measure, many in row.counts.items()
        if many
    }


def test_what_was_counted_stays_when_its_person_forgets(store: Store) -> None:
    with store.transaction() as db:
        keys = []
        for number in range(30):
            keys.append(joins(db, number))
            does(db, keys[-1], 0)
            answers(db, keys[-1], 1, 0, right=1)
            does(db, keys[-1], 3)
            answers(db, keys[-1], 2, 3, right=3)
        before = told(db)
        for key in keys[:15]:
            mydata.forget(db, key)
        assert told(db) == before
        assert before.all
        assert before.all.counts["joined"] == 30


def test_numbers_of_a_campaign_go_half_a_year_after_the_last_was_counted(store: Store) -> None:
    with store.transaction() as db:
        for number in range(20):
            does(db, joins(db, number), 1)
        later = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(days=180)
        retention.sweep(db, later)
        assert outcomes.counts(db, WEEK)["joined"] == 20
        retention.sweep(db, later + timedelta(days=1))
        assert outcomes.counts(db, WEEK) == {}


def test_the_picture_is_drawn(store: Store) -> None:
    with store.transaction() as db:
        for number in range(40):
            does(db, joins(db, number, country="RU" if number % 2 else "KZ"), 1)
        found = told(db)
    with Image.open(io.BytesIO(as_picture(found))) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)
        assert picture.height > 600


def test_the_nouns_behind_it_hold_on_both_databases(store: Store) -> None:
    with store.transaction() as db:
        first, second = joins(db, 1), joins(db, 2, PARENT)
        does(db, first, 1)
        does(db, first, 1)
        assert outcomes.counts(db, WEEK) == {"joined": 2, "reached": 1, "opened": 1, "done": 1}
        assert enrolments.days_of(db, first, WEEK)[1].done_on == FIRST + timedelta(days=1)
        enrolments.finish_day(db, second, WEEK, 1, 3, FIRST)
        assert enrolments.days_of(db, second, WEEK) == {}, "what was not opened is not done"
        enrolments.leave(db, second, WEEK, FIRST)
        assert enrolments.of_person(db, second)[WEEK].left_on == FIRST
        assert enrolments.joiners(db) == {WEEK: 1}
        assert crowd.cells(db) == []
        people.agree(db, first, "1", FIRST)
        assert crowd.cells(db) == [("Europe/Moscow", CHILD, "RU", "ru", 1)]
        wishes.wish(db, first, b"chat", Wish(3, 17))
        assert [(zone, who, hour, count) for zone, who, hour, _, count in wishes.by_hour(db)] == [
            ("Europe/Moscow", CHILD, 17, 1)
        ]
        for _ in range(2):
            enrolments.pause(db, WEEK, datetime(2026, 11, 1, tzinfo=UTC))
        assert set(enrolments.paused_since(db)) == {WEEK}
        enrolments.resume(db, WEEK)
        assert enrolments.paused_since(db) == {}

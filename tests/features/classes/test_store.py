"""Classes on both databases: aliases, codes, invitations and totals hold when many come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db import deliveries, people
from bot.db.deliveries import Visit
from bot.features.classes.store import assignments, classrooms, memberships, tallies
from bot.features.classes.tables import handed, teachers, waiting_answers
from bot.features.classes.tables import tallies as tally_table
from bot.values.audience import Audience
from bot.values.few import BLOCK
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROOM = 77


def persons(store: Store, many: int) -> list[bytes]:
    keys = [people.new_key() for _ in range(many)]
    with store.transaction() as db:
        for key in keys:
            people.add(db, b"\1" + key * 2, people.Person(key), TODAY)
    return keys


def a_class(store: Store, teacher: bytes) -> classrooms.Classroom:
    with store.transaction() as db:
        assert classrooms.make(db, teacher, ROOM, ("blue", "fox"), Audience.TIER_9_11, TODAY)
        made = classrooms.taught(db, teacher, ROOM)
    assert made
    return made


def test_a_room_is_made_once(store: Store) -> None:
    first, second = persons(store, 2)
    a_class(store, first)
    with store.transaction() as db:
        assert not classrooms.make(db, first, ROOM, ("red", "owl"), Audience.TIER_6_8, TODAY)
        assert not classrooms.make(db, second, ROOM, ("red", "owl"), Audience.TIER_6_8, TODAY)
        assert classrooms.taught(db, second, ROOM) is None


def test_forty_who_join_at_once_get_forty_aliases(store: Store) -> None:
    teacher, *pupils = persons(store, 41)
    made = a_class(store, teacher)

    def join(key: bytes) -> int:
        with store.transaction() as db:
            number = memberships.join(db, key, made, b"\1sealed")
        assert isinstance(number, int)
        return number

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(join, pupils))
        again = list(threads.map(join, pupils))
    assert len(set(numbers)) == 40
    assert again == numbers
    with store.transaction() as db:
        assert memberships.numbers(db, ROOM) == sorted(numbers)


def test_an_invitation_is_used_once_however_many_come_at_once(store: Store) -> None:
    teacher, *others = persons(store, 9)
    a_class(store, teacher)
    with store.transaction() as db:
        code = classrooms.invite(db, ROOM, NOW)
        assert classrooms.invite(db, ROOM, NOW) == code

    def accept(key: bytes) -> int:
        with store.transaction() as db:
            return classrooms.accept(db, key, code, NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(accept, others)) == [0] * 7 + [ROOM]
    with store.transaction() as db:
        assert db.scalar(select(func.count()).select_from(teachers)) == 2


def test_a_doubled_assignment_is_one(store: Store) -> None:
    (teacher,) = persons(store, 1)
    a_class(store, teacher)

    def give(_: int) -> tuple[int, bool]:
        with store.transaction() as db:
            return assignments.give(db, ROOM, "quiz:p/q", TODAY, TODAY)

    with ThreadPoolExecutor(8) as threads:
        given = list(threads.map(give, range(8)))
    assert len({task for task, _ in given}) == 1
    assert sum(new for _, new in given) == 1


def test_totals_are_exact_when_a_class_answers_at_once(store: Store) -> None:
    (teacher,) = persons(store, 1)
    a_class(store, teacher)
    with store.transaction() as db:
        task, _ = assignments.give(db, ROOM, "quiz:p/q", TODAY, TODAY)
    pupils = persons(store, 63)

    def answer(number: int) -> None:
        with store.transaction() as db:
            tallies.add(db, pupils[number // 2], task, f"m{number % 2}", "abc"[number % 3])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(answer, range(126)))
    with store.transaction() as db:
        assert [tallies.number(db, task, meaning) for meaning in ("m0", "m1")] == [63, 63]
        assert db.scalar(select(func.sum(tally_table.c.number))) == 120
        assert db.scalar(select(func.count()).select_from(waiting_answers)) == 6
        blocks = tallies.blocks(db, task)
    assert {meaning: len(found) for meaning, found in blocks.items()} == {"m0": 12, "m1": 12}
    assert all(sum(block.values()) == BLOCK for found in blocks.values() for block in found)


def test_a_class_and_all_of_it_is_erased_on_its_day(store: Store) -> None:
    teacher, pupil = persons(store, 2)
    made = a_class(store, teacher)
    its_day = datetime.combine(made.ends_on, time(12), UTC)
    with store.transaction() as db:
        memberships.join(db, pupil, made, b"\1sealed")
        task, _ = assignments.give(db, ROOM, "quiz:p/q", TODAY, TODAY)
        tallies.add(db, pupil, task, "m", "a")
        assignments.hand_in(db, pupil, task, TODAY)
        assert classrooms.erase_over(db, its_day - timedelta(days=1), 10) == 0
        assert classrooms.erase_over(db, its_day, 10) == 1
        for left in (waiting_answers, handed, tally_table, teachers):
            assert db.scalar(select(func.count()).select_from(left)) == 0
        assert people.get(db, pupil) is not None


def test_who_waits_and_who_has_done_it(store: Store) -> None:
    teacher, done, waits = persons(store, 3)
    made = a_class(store, teacher)
    with store.transaction() as db:
        for key in (done, waits):
            memberships.join(db, key, made, b"\1sealed")
        task, _ = assignments.give(db, ROOM, "quiz:p/q", TODAY, TODAY)
        assignments.hand_in(db, done, task, TODAY)
        assignments.hand_in(db, done, task, TODAY)
        assert assignments.waiting(db, done, TODAY) == []
        (one,) = assignments.waiting(db, waits, TODAY)
        assert assignments.attended(db, waits, task) == one
        assert assignments.attended(db, teacher, task) is None
        assert sorted(state for _, state in assignments.done_by(db, one)) == [False, True]
        assert assignments.is_done(db, done, task)
        assignments.change(db, task, late=False)
        assert assignments.waiting(db, waits, TODAY + timedelta(days=1)) == []
        assert len(assignments.chats(db, ROOM)) == 2
        memberships.hush(db, waits)
        assert [key for key, _ in assignments.chats(db, ROOM)] == [done]


def test_a_visit_is_planned_once_and_says_so(store: Store) -> None:
    (key,) = persons(store, 1)
    visit = Visit("due/1", Why.ASSIGNMENT, NOW, campaign="task:1")
    with store.transaction() as db:
        assert deliveries.plan(db, key, b"\1sealed", visit)
        assert not deliveries.plan(db, key, b"\1sealed", visit)
        assert deliveries.drop(db, Why.ASSIGNMENT, "task:2") == 0
        assert deliveries.drop(db, Why.ASSIGNMENT, "task:1") == 1

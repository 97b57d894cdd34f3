"""Live quizzes on both databases: forward only, a group is taken by one, nothing is left when over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.db import deliveries, mydata, people
from bot.db.deliveries import Visit
from bot.features.classes.store import assignments, classrooms, memberships
from bot.features.live_quiz.store import groups, quizzes
from bot.features.live_quiz.tables import groups as group_table
from bot.features.live_quiz.tables import live_quizzes, taking_part
from bot.values.audience import Audience
from bot.values.why import Why

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WAYS_TO_END = ("ends", "closes", "is forgotten", "is over")
ROOM = 7


def somebody(db: Connection, audience: Audience = Audience.EDUCATOR) -> bytes:
    key = people.new_key()
    people.add(db, b"\1" + key * 2, people.Person(key, audience), TODAY)
    return key


def lesson(db: Connection, pupils: int = 0) -> tuple[bytes, int, list[bytes]]:
    """A teacher whose class has a live quiz, with so many who take part."""
    teacher = somebody(db)
    classrooms.make(db, teacher, ROOM, ("blue", "fox"), Audience.TIER_9_11, TODAY)
    classroom = classrooms.taught(db, teacher, ROOM)
    assert classroom
    task, _ = assignments.give(db, ROOM, "quiz:p/q", TODAY, TODAY)
    assert quizzes.begin(db, teacher, task, NOW)
    them = [somebody(db, Audience.TIER_9_11) for _ in range(pupils)]
    for pupil in them:
        memberships.join(db, pupil, classroom, b"\1sealed")
        quizzes.take_part(db, pupil, task, b"\1sealed")
    return teacher, task, them


def rows(db: Connection, table: Table) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def test_it_is_begun_once_and_goes_forward_only(store: Store) -> None:
    with store.transaction() as db:
        teacher, task, _ = lesson(db)
        assert not quizzes.begin(db, teacher, task, NOW)
        assert not quizzes.step(db, task, 1, quizzes.CLOSED), "nothing is asked yet"
        assert quizzes.ask(db, task, 1, "a")
        assert not quizzes.ask(db, task, 1, "a")
        assert quizzes.step(db, task, 1, quizzes.CLOSED)
        assert not quizzes.step(db, task, 1, quizzes.CLOSED)
        assert quizzes.step(db, task, 1, quizzes.SHOWN)
        assert not quizzes.step(db, task, 1, quizzes.CLOSED)
        assert quizzes.ask(db, task, 2, "b")
        assert not quizzes.ask(db, task, 1, "a")
        assert not quizzes.step(db, task, 1, quizzes.SHOWN)
        quiz = quizzes.of_room(db, ROOM, NOW)
        assert quiz
        assert (quiz.number, quiz.card, quiz.step) == (2, "b", quizzes.OPEN)
        assert quizzes.by_code(db, quiz.code, NOW) == quiz
        assert quizzes.by_code(db, quiz.code, NOW + quizzes.LASTS) is None


def test_two_teachers_who_step_at_once_ask_once(store: Store) -> None:
    with store.transaction() as db:
        _, task, _ = lesson(db)

    def ask() -> bool:
        with store.transaction() as db:
            return quizzes.ask(db, task, 1, "a")

    tapped = [store.run(ask) for _ in range(8)]
    assert sorted(one.result() for one in tapped) == [False] * 7 + [True]


def test_whoever_goes_is_let_go_with_what_waits(store: Store) -> None:
    with store.transaction() as db:
        _, task, (one, two, three, four) = lesson(db, 4)
        visit = Visit(f"live/{task}/1", Why.LIVE, NOW, campaign=f"task:{task}", step=1)
        for person, chat in quizzes.chats(db, task):
            assert deliveries.plan(db, person, chat, visit)
        memberships.leave(db, one, ROOM)
        people.rest(db, two, NOW + timedelta(hours=1))
        memberships.hush(db, three)
        mydata.forget(db, four)
        assert (rows(db, taking_part), deliveries.due(db, NOW, 10)) == (0, [])


@pytest.mark.parametrize("how", WAYS_TO_END)
def test_when_it_is_over_no_row_is_left(store: Store, how: str) -> None:
    with store.transaction() as db:
        teacher, task, (pupil, _) = lesson(db, 2)
        end(db, how, teacher, task)
        if how == "is over":
            assert quizzes.sweep(db, NOW + timedelta(minutes=119), 10) == 0
            assert quizzes.sweep(db, NOW + quizzes.LASTS, 10) == 1
        assert (rows(db, live_quizzes), rows(db, taking_part)) == (0, 0)
        assert assignments.is_done(db, pupil, task) == (how in {"ends", "is over"})


def test_a_group_is_brought_what_it_has_not_seen_by_one_at_a_time(store: Store) -> None:
    with store.transaction() as db:
        teacher, task, _ = lesson(db)
        code = grouped(db, task)
        assert groups.due(db, NOW, 10) == [], "no group was chosen"
        groups.choose(db, code, b"\1group")
        groups.choose(db, code, b"\1other")
    takers = [store.run(take, store, NOW) for _ in range(6)]
    taken = [group for one in takers for group in one.result()]
    assert [(group.chat, group.number, group.poll) for group in taken] == [(b"\1group", 0, None)]
    with store.transaction() as db:
        assert len(groups.due(db, NOW + groups.LEASE, 10)) == 1, "whoever took it has died"
        groups.settle(db, groups.Group(code, None, 0, quizzes.WAITING, None, "en"), NOW)
        assert groups.due(db, NOW, 10) == []
        quizzes.ask(db, task, 1, "a")
        assert len(groups.due(db, NOW, 10)) == 1
        quizzes.finish(db, task, NOW)
        assert quizzes.begin(db, teacher, task, NOW), "a new one can begin"
        (left,) = groups.due(db, NOW + groups.LEASE, 10)
        assert (left.code, left.chat) == (code, b"\1group"), "the one before is still to be left"
        groups.forget(db, code)
        assert rows(db, group_table) == 0


@pytest.mark.parametrize("how", WAYS_TO_END)
def test_a_group_is_said_goodbye_to_however_its_quiz_ended(store: Store, how: str) -> None:
    with store.transaction() as db:
        teacher, task, _ = lesson(db)
        code = grouped(db, task)
        groups.choose(db, code, b"\1group")
        groups.settle(db, groups.Group(code, None, 0, quizzes.WAITING, None, "ru"), NOW)
        assert groups.due(db, NOW, 10) == [], "it has seen all there is"
        (left,) = groups.due(db, end(db, how, teacher, task), 10)
        assert (left.chat, left.locale) == (b"\1group", "ru")
        if how == "is forgotten":
            assert teacher not in [value for row in db.execute(select(group_table)) for value in row]


def end(db: Connection, how: str, teacher: bytes, task: int) -> datetime:
    """End a live quiz in one of the ways; return when it is over."""
    if how == "ends":
        quizzes.finish(db, task, NOW)
    elif how == "closes":
        memberships.let_go(db, ROOM, TODAY)
    elif how == "is forgotten":
        mydata.forget(db, teacher)
    return NOW + quizzes.LASTS if how == "is over" else NOW


def grouped(db: Connection, task: int) -> str:
    """Hold the live quiz in a group that is still to be chosen; return its code."""
    quiz = quizzes.get(db, task, NOW)
    assert quiz
    groups.begin(db, quiz.code, "en", NOW)
    return quiz.code


def take(store: Store, now: datetime) -> list[groups.Group]:
    with store.transaction() as db:
        return groups.due(db, now, 10)


def test_a_group_that_cannot_be_left_is_forgotten(store: Store) -> None:
    with store.transaction() as db:
        _, task, _ = lesson(db)
        groups.choose(db, grouped(db, task), b"\1group")
        quizzes.finish(db, task, NOW)
        assert groups.sweep(db, NOW + quizzes.LASTS, 10) == 0
        assert groups.sweep(db, NOW + quizzes.LASTS + groups.FAREWELL, 10) == 1
        assert rows(db, group_table) == 0

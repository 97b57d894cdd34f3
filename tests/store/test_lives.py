"""Live quizzes on both databases: forward only, a group is taken by one, nothing is left when over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import MetaData, func, insert, select, text

from bot.store import assignments, classrooms, deliveries, groups, lives, memberships, mydata, people
from bot.store.deliveries import Visit
from bot.store.engine import open_store
from bot.store.migrate import migrate
from bot.store.schema import groups as group_table
from bot.store.schema import lives as live_table
from bot.store.schema import taking_part
from bot.values.audience import Audience
from bot.values.why import Why

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from bot.store.engine import Store

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WAYS_TO_END = ("ends", "closes", "is forgotten", "is over")
ROOM = 7
SECOND, HALF_AN_HOUR = int(NOW.timestamp()), 1800


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
    assert lives.begin(db, teacher, task, NOW)
    them = [somebody(db, Audience.TIER_9_11) for _ in range(pupils)]
    for pupil in them:
        memberships.join(db, pupil, classroom, b"\1sealed")
        lives.take_part(db, pupil, task, b"\1sealed")
    return teacher, task, them


def rows(db: Connection, table: Table) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


def test_it_is_begun_once_and_goes_forward_only(store: Store) -> None:
    with store.turn() as db:
        teacher, task, _ = lesson(db)
        assert not lives.begin(db, teacher, task, NOW)
        assert not lives.step(db, task, 1, lives.CLOSED), "nothing is asked yet"
        assert lives.ask(db, task, 1, "a")
        assert not lives.ask(db, task, 1, "a")
        assert lives.step(db, task, 1, lives.CLOSED)
        assert not lives.step(db, task, 1, lives.CLOSED)
        assert lives.step(db, task, 1, lives.SHOWN)
        assert not lives.step(db, task, 1, lives.CLOSED)
        assert lives.ask(db, task, 2, "b")
        assert not lives.ask(db, task, 1, "a")
        assert not lives.step(db, task, 1, lives.SHOWN)
        quiz = lives.of_room(db, ROOM, NOW)
        assert quiz
        assert (quiz.number, quiz.card, quiz.step) == (2, "b", lives.OPEN)
        assert lives.by_code(db, quiz.code, NOW) == quiz
        assert lives.by_code(db, quiz.code, NOW + lives.LASTS) is None


def test_two_teachers_who_step_at_once_ask_once(store: Store) -> None:
    with store.turn() as db:
        _, task, _ = lesson(db)

    def ask() -> bool:
        with store.turn() as db:
            return lives.ask(db, task, 1, "a")

    tapped = [store.run(ask) for _ in range(8)]
    assert sorted(one.result() for one in tapped) == [False] * 7 + [True]


def test_whoever_goes_is_let_go_with_what_waits(store: Store) -> None:
    with store.turn() as db:
        _, task, (one, two, three, four) = lesson(db, 4)
        visit = Visit(f"live/{task}/1", Why.LIVE, NOW, campaign=f"task:{task}", step=1)
        for person, chat in lives.chats(db, task):
            assert deliveries.plan(db, person, chat, visit)
        memberships.leave(db, one, ROOM)
        people.rest(db, two, NOW + timedelta(hours=1))
        memberships.hush(db, three)
        mydata.forget(db, four)
        assert (rows(db, taking_part), deliveries.due(db, NOW, 10)) == (0, [])


@pytest.mark.parametrize("how", WAYS_TO_END)
def test_when_it_is_over_no_row_is_left(store: Store, how: str) -> None:
    with store.turn() as db:
        teacher, task, (pupil, _) = lesson(db, 2)
        end(db, how, teacher, task)
        if how == "is over":
            assert lives.sweep(db, NOW + timedelta(minutes=119), 10) == 0
            assert lives.sweep(db, NOW + lives.LASTS, 10) == 1
        assert (rows(db, live_table), rows(db, taking_part)) == (0, 0)
        assert assignments.is_done(db, pupil, task) == (how in {"ends", "is over"})


def test_a_group_is_brought_what_it_has_not_seen_by_one_at_a_time(store: Store) -> None:
    with store.turn() as db:
        teacher, task, _ = lesson(db)
        code = grouped(db, task)
        assert groups.due(db, NOW, 10) == [], "no group was chosen"
        groups.choose(db, code, b"\1group")
        groups.choose(db, code, b"\1other")
    takers = [store.run(take, store, NOW) for _ in range(6)]
    taken = [group for one in takers for group in one.result()]
    assert [(group.chat, group.number, group.poll) for group in taken] == [(b"\1group", 0, None)]
    with store.turn() as db:
        assert len(groups.due(db, NOW + groups.LEASE, 10)) == 1, "whoever took it has died"
        groups.settle(db, groups.Group(code, None, 0, lives.WAITING, None, "en"), NOW)
        assert groups.due(db, NOW, 10) == []
        lives.ask(db, task, 1, "a")
        assert len(groups.due(db, NOW, 10)) == 1
        lives.finish(db, task, NOW)
        assert lives.begin(db, teacher, task, NOW), "a new one can begin"
        (left,) = groups.due(db, NOW + groups.LEASE, 10)
        assert (left.code, left.chat) == (code, b"\1group"), "the one before is still to be left"
        groups.forget(db, code)
        assert rows(db, group_table) == 0


@pytest.mark.parametrize("how", WAYS_TO_END)
def test_a_group_is_said_goodbye_to_however_its_quiz_ended(store: Store, how: str) -> None:
    with store.turn() as db:
        teacher, task, _ = lesson(db)
        code = grouped(db, task)
        groups.choose(db, code, b"\1group")
        groups.settle(db, groups.Group(code, None, 0, lives.WAITING, None, "ru"), NOW)
        assert groups.due(db, NOW, 10) == [], "it has seen all there is"
        (left,) = groups.due(db, end(db, how, teacher, task), 10)
        assert (left.chat, left.locale) == (b"\1group", "ru")
        if how == "is forgotten":
            assert teacher not in [value for row in db.execute(select(group_table)) for value in row]


def test_an_upgrade_asks_a_quiz_that_is_on_for_its_group_once_more(url: str) -> None:
    """Before revision 0012 a group's number was sealed for the person who led the quiz: nobody else opens it."""
    store = open_store(url, migrate=False)
    migrate(store, "0011")
    with store.turn() as db:
        before = MetaData()
        before.reflect(db, only=["groups", "lives"])
        old_lives, old_groups = before.tables["lives"], before.tables["groups"]
        leads = {"ru": lives.OPEN, "en": lives.WAITING, "": lives.CLOSED, "de": "over"}
        for place, (locale, step) in enumerate(leads.items(), 1):
            teacher = somebody(db)
            people.change(db, teacher, locale=locale)
            classrooms.make(db, teacher, place, ("blue", "fox"), Audience.TIER_9_11, TODAY)
            task, _ = assignments.give(db, place, "quiz:p/q", TODAY, TODAY)
            mine = {"task": task, "person": teacher}
            live = {"code": f"CODE{place}", "card": "a", "number": 1, "step": step, "until": SECOND + place}
            db.execute(insert(old_lives).values(**mine, **live))
            if step != lives.CLOSED:  # that one is led before a projector
                group = {"chat": b"\1for the leader", "number": 1, "step": step, "poll": 5, "next_at": SECOND}
                db.execute(insert(old_groups).values(**mine, **group))
    migrate(store)
    with store.turn() as db:
        found = db.execute(text("SELECT code, chat, number, step, poll, locale, next_at, until FROM groups")).all()
        assert sorted(map(tuple, found)) == [
            ("CODE1", None, 0, "", None, "ru", SECOND, SECOND + 1 + HALF_AN_HOUR),
            ("CODE2", None, 0, "", None, "en", SECOND, SECOND + 2 + HALF_AN_HOUR),
        ]
        on = [row[0] for row in db.execute(text("SELECT code FROM lives ORDER BY code"))]
        assert on == ["CODE1", "CODE2", "CODE3"], "what was over is gone, what is on goes on"
        groups.choose(db, "CODE1", b"\1group")
        assert [group.code for group in groups.due(db, NOW, 10)] == ["CODE1"], "its group is chosen anew"
    store.close()


def end(db: Connection, how: str, teacher: bytes, task: int) -> datetime:
    """End a live quiz in one of the ways; return when it is over."""
    if how == "ends":
        lives.finish(db, task, NOW)
    elif how == "closes":
        memberships.let_go(db, ROOM)
    elif how == "is forgotten":
        mydata.forget(db, teacher)
    return NOW + lives.LASTS if how == "is over" else NOW


def grouped(db: Connection, task: int) -> str:
    """Hold the live quiz in a group that is still to be chosen; return its code."""
    quiz = lives.get(db, task, NOW)
    assert quiz
    groups.begin(db, quiz.code, "en", NOW)
    return quiz.code


def take(store: Store, now: datetime) -> list[groups.Group]:
    with store.turn() as db:
        return groups.due(db, now, 10)


def test_a_group_that_cannot_be_left_is_forgotten(store: Store) -> None:
    with store.turn() as db:
        _, task, _ = lesson(db)
        groups.choose(db, grouped(db, task), b"\1group")
        lives.finish(db, task, NOW)
        assert groups.sweep(db, NOW + lives.LASTS, 10) == 0
        assert groups.sweep(db, NOW + lives.LASTS + groups.FAREWELL, 10) == 1
        assert rows(db, group_table) == 0

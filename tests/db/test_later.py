"""What comes back or goes later: repeats, deliveries, retention (both databases)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from bot.db import deliveries, mydata, retention, updates
from bot.db.schema import deliveries as deliveries_table
from bot.db.schema import people as people_table
from bot.features.quiz.repetition import Leitner
from bot.features.quiz.store import attempts, repeats
from bot.features.quiz.store.attempts import Asked
from bot.features.quiz.store.repeats import Due
from bot.values.audience import Audience
from bot.values.why import Why
from tests.kit.people_rows import TODAY, someone

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.db.engine import Store

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
QUIZ = "quiz:basics-sets/phishing/9-11"


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


class Answers:
    """One person's answers to questions of one quiz."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.key = someone(db)

    def right(self, card: str, day: date, meaning: str = "m") -> None:
        repeats.record(self.db, self.key, QUIZ, card, meaning, True, day, Leitner())  # noqa: FBT003 - a value

    def wrong(self, card: str, day: date, meaning: str = "m") -> None:
        repeats.record(self.db, self.key, QUIZ, card, meaning, False, day, Leitner())  # noqa: FBT003 - a value

    def due(self, day: date) -> list[str]:
        return [due.card for due in repeats.due(self.db, self.key, day, 10)]


def test_a_missed_question_comes_back_until_it_is_known(store: Store) -> None:
    with store.transaction() as db:
        mine = Answers(db)
        mine.right("known", TODAY)
        mine.wrong("missed", TODAY)
        assert mine.due(after(2)) == []
        assert mine.due(after(3)) == ["missed"]
        mine.right("missed", after(3))
        assert mine.due(after(12)) == []
        mine.right("missed", after(12))
        assert mine.due(after(13)) == ["missed"], "a right answer before its day changed nothing"
        mine.right("missed", after(13))
        assert mine.due(after(40)) == []
        mine.wrong("missed", after(41))
        assert mine.due(after(44)) == ["missed"], "a wrong answer begins anew"
        for day in (44, 54, 82):
            mine.right("missed", after(day))
        assert mine.due(after(999)) == []
        assert mydata.export(db, mine.key).get("repeats") is None, "what is known is forgotten"


def test_a_changed_question_is_a_new_one(store: Store) -> None:
    with store.transaction() as db:
        mine = Answers(db)
        mine.wrong("a", TODAY)
        mine.right("a", after(3), "other")
        assert mine.due(after(99)) == []
        mine.wrong("b", TODAY)
        mine.right("b", after(3))
        mine.wrong("b", after(3), "other")
        assert repeats.due(db, mine.key, after(6), 1) == [Due(QUIZ, "b", "other", after(6))]


def test_the_longest_due_come_first_and_only_mine(store: Store) -> None:
    with store.transaction() as db:
        mine, other = Answers(db), Answers(db)
        mine.wrong("late", after(1))
        mine.wrong("early", TODAY)
        other.wrong("foreign", TODAY)
        assert mine.due(after(9)) == ["early", "late"]
        assert [due.card for due in repeats.due(db, mine.key, after(9), 1)] == ["early"]


def test_a_reply_owed_is_sent_once_and_erased(store: Store) -> None:
    with store.transaction() as db:
        key = someone(db)
        deliveries.owe(db, key, b"later", "menu", NOW + timedelta(seconds=9))
        deliveries.owe(db, key, b"first", "menu", NOW - timedelta(seconds=9))
        deliveries.owe(db, None, b"second", "help", NOW)
    with store.transaction() as db:
        taken = deliveries.due(db, NOW, 10)
        assert [(one.chat, one.person, one.path, one.tries) for one in taken] == [
            (b"first", key, "menu", 1),
            (b"second", None, "help", 1),
        ]
        assert taken[0].due_at == NOW - timedelta(seconds=9)
        assert deliveries.due(db, NOW, 10) == [], "who took them has a lease"
        deliveries.settle(db, taken[0].id, sent=True)
        deliveries.settle(db, taken[1].id, sent=False, again_at=NOW + timedelta(seconds=5))
    with store.transaction() as db:
        again = deliveries.due(db, NOW + timedelta(seconds=5), 10)
        assert [(one.chat, one.tries) for one in again] == [(b"second", 2)]
        later = NOW + timedelta(seconds=5) + deliveries.LEASE
        both = [(one.chat, one.tries) for one in deliveries.due(db, later, 10)]
        assert both == [(b"second", 3), (b"later", 1)], "a lease ends, as after a kill"
        deliveries.settle(db, again[0].id, sent=False)
        assert [one.chat for one in deliveries.due(db, later + deliveries.LEASE, 10)] == [b"later"]
        assert deliveries.drop_person(db, key) == 1
        assert db.scalars(select(deliveries_table.c.state)).all() == [deliveries.FAILED]


def test_when_the_next_one_that_waits_is_due(store: Store) -> None:
    with store.transaction() as db:
        assert deliveries.next_due(db) is None
        deliveries.owe(db, None, b"tomorrow", "menu", NOW + timedelta(days=1))
        deliveries.owe(db, None, b"today", "menu", NOW + timedelta(hours=7))
        assert deliveries.next_due(db) == NOW + timedelta(hours=7)
        (today,) = deliveries.due(db, NOW + timedelta(hours=8), 10)
        deliveries.settle(db, today.id, sent=False)
        assert deliveries.next_due(db) == NOW + timedelta(days=1), "what failed waits no more"


def test_one_of_many_that_are_due_is_watched_until_it_is_taken(store: Store) -> None:
    with store.transaction() as db:
        for seconds in (30, 10, 20):
            deliveries.owe(db, None, b"chat", "menu", NOW + timedelta(seconds=seconds))
        assert deliveries.nth_due(db, NOW + timedelta(seconds=15), Why.REPLY, 2) is None, "one is due"
        later = NOW + timedelta(seconds=25)
        second = deliveries.nth_due(db, later, Why.REPLY, 2)
        assert second is not None
        assert not deliveries.is_due(db, second, NOW)
        assert deliveries.is_due(db, second, later)
        assert len(deliveries.due(db, later, 1)) == 1
        assert deliveries.is_due(db, second, later), "the first was taken"
        assert [one.id for one in deliveries.due(db, later, 1)] == [second]
        assert not deliveries.is_due(db, second, later), "who took it has a lease"


def test_a_moment_needs_its_zone(store: Store) -> None:
    with pytest.raises(Exception, match="time zone"), store.transaction() as db:
        deliveries.owe(db, None, b"x", "menu", NOW.replace(tzinfo=None))


def test_deliveries_taken_by_many_at_once_are_taken_once(store: Store) -> None:
    with store.transaction() as db:
        for number in range(200):
            deliveries.owe(db, None, number.to_bytes(2, "big"), "menu", NOW)

    def take(_: int) -> list[bytes]:
        with store.transaction() as db:
            return [one.chat for one in deliveries.due(db, NOW, 7)]

    with ThreadPoolExecutor(4) as threads:
        taken = [chat for some in threads.map(take, range(40)) for chat in some]
    assert len(taken) == len(set(taken)) == 200


def test_what_is_over_is_erased_and_nothing_else(store: Store) -> None:
    with store.transaction() as db:
        for days, update_id in ((0, 1), (1, 2), (2, 3), (3, 4)):
            updates.seen(db, 1, update_id, after(-days))
        child = someone(db, after(-365), Audience.TIER_9_11)
        unsaid = someone(db, after(-366))
        parent = someone(db, after(-366), Audience.PARENT)
        gone = someone(db, after(-731), Audience.EDUCATOR)
        deliveries.owe(db, child, b"old", "menu", NOW - timedelta(days=8))
        deliveries.owe(db, child, b"new", "menu", NOW - timedelta(days=6))
    with store.transaction() as db:
        assert retention.sweep(db, NOW) == 2 + 2 + 1
        assert retention.sweep(db, NOW) == 0
        assert [updates.seen(db, 1, update_id, TODAY) for update_id in (1, 2, 3, 4)] == [True, True, False, False]
        assert [key for key in (child, unsaid, parent, gone) if mydata.export(db, key)] == [child, parent]
        assert [one.chat for one in deliveries.due(db, NOW, 9)] == [b"new"]


def test_answers_are_kept_180_days_and_the_attempt_as_a_count(store: Store) -> None:
    questions = [Asked(QUIZ, "c", "m")]
    with store.transaction() as db:
        key = someone(db)
        attempts.begin(db, key, QUIZ, 1, questions, 7, after(-181))
        attempts.answer(db, key, 1, 1, "a", True, "m", after(-181))  # noqa: FBT003 - a stored value
        attempts.begin(db, key, QUIZ, 2, questions, 7, after(-180))
        attempts.answer(db, key, 2, 1, "a", True, "m", after(-180))  # noqa: FBT003 - the same
    with store.transaction() as db:
        assert retention.sweep(db, NOW) == 1
        assert retention.sweep(db, NOW) == 0
        assert attempts.of_quiz(db, key, QUIZ)[0] == attempts.Attempt(1, QUIZ, 1, 7, None, TODAY, ())
        assert attempts.answers(db, key, 1) == []
        assert len(attempts.answers(db, key, 2)) == 1
        assert attempts.with_answers(db, key, 2) == (
            attempts.of_quiz(db, key, QUIZ)[1],
            attempts.answers(db, key, 2),
        )
        assert attempts.begin(db, key, QUIZ, 3, questions, 7, TODAY).attempt == 3, "numbers are never used again"


def test_a_sweep_takes_a_bounded_bite(store: Store) -> None:
    with store.transaction() as db:
        for _ in range(7):
            someone(db)
        db.execute(update(people_table).values(seen_on=after(-400)))
    with store.transaction() as db:
        assert [retention.sweep(db, NOW, 3) for _ in range(4)] == [3, 3, 1, 0]

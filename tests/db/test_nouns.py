"""People, progress, attempts and updates: remembered as asked, and once only (both databases)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from bot.db import people, progress, updates
from bot.db.people import Person
from bot.features.publishing.store import active_readers
from bot.features.quiz.store import attempts
from bot.features.quiz.store.attempts import Asked
from bot.values.audience import Audience

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
LOOKUP = b"l" * 33
QUIZ = "quiz:basics-sets/phishing/9-11"
LESSON = "lesson:basics/phishing/9-11"


def someone(db: Connection, lookup: bytes = LOOKUP) -> bytes:
    person = Person(people.new_key(), locale="ru")
    people.add(db, lookup, person, TODAY)
    return person.key


def test_a_person_is_found_as_they_chose(store: Store) -> None:
    with store.transaction() as db:
        assert people.find(db, [LOOKUP], TODAY) is None
        key = someone(db)
        assert people.find(db, [LOOKUP], TODAY) == Person(key, locale="ru")
        people.change(
            db,
            key,
            TODAY,
            audience=Audience.TIER_9_11,
            country="RU",
            zone="Asia/Omsk",
            text_mode=True,
            locale="en",
        )
        people.change(db, key, TODAY, locale="en")
        people.agree(db, key, "1", TODAY)
        people.stay(db, key, "menu", TODAY)
    with store.transaction() as db:
        found = people.find(db, [LOOKUP], TODAY)
    assert found == Person(key, Audience.TIER_9_11, "en", "RU", "Asia/Omsk", True, True, "menu")  # noqa: FBT003 - as the columns stand


def test_an_older_lookup_is_rehashed_when_its_person_comes(store: Store) -> None:
    with store.transaction() as db:
        key = someone(db)
        newer = b"n" * 33
        assert people.find(db, [newer, LOOKUP], TODAY) == Person(key, locale="ru")
        assert people.find(db, [newer], TODAY) == Person(key, locale="ru")
        assert people.find(db, [LOOKUP], TODAY) is None


def test_agreement_needs_its_text_and_only_choices_change(store: Store) -> None:
    with store.transaction() as db:
        with pytest.raises(ValueError, match="agree"):
            people.add(db, LOOKUP, Person(people.new_key(), agreed=True), TODAY)
        with pytest.raises(ValueError, match="lookup"):
            people.change(db, someone(db), TODAY, lookup="x")


def test_one_look_up_is_one_person(store: Store) -> None:
    with pytest.raises(IntegrityError), store.transaction() as db:
        [someone(db) for _ in range(2)]
    with store.transaction() as db:
        assert people.find(db, [LOOKUP], TODAY) is None, "the whole turn was rolled back"


def test_progress_goes_on_at_the_card_and_done_stays_done(store: Store) -> None:
    with store.transaction() as db:
        key = someone(db)
        assert progress.where(db, key, LESSON) == ""
        progress.reach(db, key, LESSON, "signs")
        progress.reach(db, key, LESSON, "check")
        assert progress.where(db, key, LESSON) == "check"
        progress.finish(db, key, LESSON, TODAY)
        assert progress.all_of(db, key) == {LESSON: progress.Progress("", done=True)}
        progress.reach(db, key, LESSON, "signs")
        assert progress.all_of(db, key) == {LESSON: progress.Progress("signs", done=True)}
        progress.finish(db, key, "story:basics/prize", TODAY)
        assert progress.all_of(db, key)["story:basics/prize"].done


def test_an_attempt_begun_twice_is_one(store: Store) -> None:
    questions = [Asked(QUIZ, f"q{place}", f"m{place}") for place in range(5)]
    with store.transaction() as db:
        key = someone(db)
        first = attempts.begin(db, key, QUIZ, 1, questions, 7, TODAY)
        again = attempts.begin(db, key, QUIZ, 1, questions[:2], 8, TODAY)
        assert again == first
        assert attempts.with_answers(db, key, 1) == (first, [])
        assert first.questions == tuple(questions)
        other = attempts.begin(db, key, "quiz:x/y", 1, questions, 9, TODAY)
        assert other.attempt == 2
        second = attempts.begin(db, key, QUIZ, 2, questions, 9, TODAY)
        assert attempts.of_quiz(db, key, QUIZ) == [first, second]
        attempts.close(db, key, second.attempt, TODAY)
        attempts.close(db, key, first.attempt, TODAY)
        assert [one.closed_on for one in attempts.of_quiz(db, key, QUIZ)] == [TODAY, TODAY]
        assert attempts.with_answers(db, key, 1) == (replace(first, closed_on=TODAY), [])
        assert attempts.with_answers(db, people.new_key(), 1) is None, "another person's number says nothing"


def test_a_second_answer_changes_nothing(store: Store) -> None:
    with store.transaction() as db:
        key = someone(db)
        attempts.begin(db, key, QUIZ, 1, [Asked(QUIZ, "q1", "m1")], 1, TODAY)
        assert attempts.answer(db, key, 1, 1, "b", True, "m1", TODAY)  # noqa: FBT003 - a stored value
        assert not attempts.answer(db, key, 1, 1, "a", False, "m1", TODAY)  # noqa: FBT003 - the same
        assert attempts.answers(db, key, 1) == [attempts.Answer(1, "b", True, "m1", TODAY)]  # noqa: FBT003 - the same
        assert attempts.answer(db, key, 1, 1, "", None, "m2", TODAY), "a changed question is a new one"
        assert [answer.right for answer in attempts.answers(db, key, 1)] == [True, None]
        assert attempts.with_answers(db, key, 1) == (
            attempts.of_quiz(db, key, QUIZ)[0],
            attempts.answers(db, key, 1),
        )


def test_a_question_that_was_not_asked_takes_no_answer(store: Store) -> None:
    with store.transaction() as db:
        key = someone(db)
        attempts.begin(db, key, QUIZ, 1, [Asked(QUIZ, "q1", "m1")], 1, TODAY)
    with pytest.raises(Exception, match=r"(?i)foreign key"), store.transaction() as db:
        attempts.answer(db, key, 1, 2, "a", None, "m1", TODAY)


def test_an_update_is_seen_once(store: Store) -> None:
    with store.transaction() as db:
        assert not updates.seen(db, 42, 10**9, TODAY)
        assert not updates.seen(db, 43, 10**9, TODAY)
    with store.transaction() as db:
        assert updates.seen(db, 42, 10**9, TODAY)
        assert updates.prune(db, TODAY) == 0
        assert updates.prune(db, date(2026, 11, 26)) == 2


def test_what_is_inside_a_pack_is_counted_whole_or_from_a_part(store: Store) -> None:
    """Of 400 people half stand on one card and have answered once; a part of them tells about as many."""
    refs = ["lesson:lamp/light", "quiz:lamp/light"]
    with store.transaction() as db:
        for number in range(400):
            key = hashlib.sha256(number.to_bytes(2, "big")).digest()[:16]
            people.add(db, number.to_bytes(33, "big"), Person(key), TODAY)
            if number % 2:
                progress.reach(db, key, refs[0], "secret")
                progress.reach(db, key, "lesson:lamp/lighthouse", "secret")
                attempts.begin(db, key, refs[1], 1, [Asked(refs[1], "key", "m")], 1, TODAY)
                attempts.answer(db, key, 1, 1, "a", True, "m", TODAY)  # noqa: FBT003 - a stored value
        everybody, some = active_readers.sample(db), active_readers.sample(db, at_most=100)
        assert (everybody.whole, some.whole) == (True, False)
        assert active_readers.readers(db, refs, everybody) == {(refs[0], "secret", "en"): 200}
        assert active_readers.answered(db, refs, everybody) == {(refs[1], "key", "m"): 200}
        assert 0.15 < some.share < 0.38
        (about,) = active_readers.readers(db, refs, some).values()
        assert 100 <= some.scaled(about) <= 330
        (told,) = active_readers.answered(db, refs, some).values()
        assert told == about
        assert (some.scaled(0), active_readers.Sample(b"\x80", 0.5).scaled(617)) == (0, 1200)

"""A person with a life to remember."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.db import deliveries, people, progress
from bot.features.classes.store import assignments, classrooms, memberships
from bot.features.quiz.repetition import Leitner
from bot.features.quiz.store import attempts, repeats
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

TODAY = date(2026, 11, 25)


@pytest.fixture
def life() -> Callable[..., bytes]:
    """`life(db, seed, lookup)` adds a person who has done some of everything; the same seed, the same person."""
    return lead_a_life


def lead_a_life(db: Connection, seed: int, lookup: bytes = b"", *, studies: bool = True) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - a made-up life, not a secret
    key = chance.randbytes(16)
    audience = chance.choice(list(Audience))
    person = people.Person(key, audience, "ru", "RU", "Asia/Omsk", place=f"lesson/p{seed}/x")
    people.add(db, lookup or b"\1" + chance.randbytes(32), person, TODAY)
    people.agree(db, key, "1", TODAY)
    for number in range(chance.randrange(4)):
        progress.reach(db, key, f"lesson:p{seed}/l{number}", f"c{seed}")
    for number in range(1, chance.randrange(1, 4)):
        quiz = f"quiz:p{seed}/q{number}"
        asked = [attempts.Asked(quiz, f"c{place}", f"m{seed}") for place in range(chance.randrange(1, 6))]
        attempt = attempts.begin(db, key, quiz, 1, asked, seed, TODAY).attempt
        for place in range(1, chance.randrange(len(asked) + 1) + 1):
            right = chance.random() < 0.5
            attempts.answer(db, key, attempt, place, "a", right, f"m{seed}", TODAY)
            repeats.record(db, key, quiz, f"c{place}", f"m{seed}", right, TODAY, Leitner())
    if chance.random() < 0.5 and studies:
        study(db, key, seed + 1)
    if chance.random() < 0.5:
        now = datetime(2026, 11, 25, 12, tzinfo=UTC) + timedelta(seconds=seed)
        deliveries.owe(db, key, b"\1" + chance.randbytes(36), f"topic/p{seed}", now)
    return key


def study(db: Connection, key: bytes, room: int) -> None:
    """Let a person teach and learn in a class of their own, with something given and done."""
    classrooms.make(db, key, room, ("blue", "fox"), Audience.TIER_9_11, TODAY)
    classroom = classrooms.taught(db, key, room)
    assert classroom
    assert memberships.join(db, key, classroom, b"\1" + key * 2)
    task, _ = assignments.give(db, room, f"quiz:p{room}/q", TODAY, TODAY + timedelta(days=7))
    assignments.hand_in(db, key, task, TODAY)

"""A live quiz: pupils come, the lesson goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.db import people
from bot.db.dispatches import SENT, DeliveryResult
from bot.features.live_quiz import domain, pages
from bot.features.live_quiz.board import Board, board
from bot.features.live_quiz.store import quizzes
from tests.kit.assignments import classes_of
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.conversation.services.instance.projector = "https://mayak.example"
    yield house
    house.close()


def begins(teacher: Person, room: int) -> int:
    """Begin a live quiz from the class's own page; return its number."""
    teacher.visits(f"class/{room}")
    teacher.taps("Give something")
    teacher.taps("Passwords")
    teacher.taps("❓")
    teacher.taps("Live in class")
    teacher.taps("Begin, with a projector")
    page = teacher.button("How many by now?").page
    assert isinstance(page, pages.Leading)
    return page.task


def join_in(pupil: Person) -> None:
    """Find the live quiz in the menu and join it."""
    pupil.types("/menu")
    pupil.taps("📌")
    pupil.taps("Join in")


def arrives(house: House, *pupils: Person) -> list[Person]:
    """Let what is due come into the chats; return who got something."""
    batches = house.delivery_batches()
    messages, _ = batches.take(house.clock, 100)
    batches.settle(
        [DeliveryResult(message.delivery, SENT, house.clock, path=message.path) for message in messages]
    )
    by_number = {pupil.number: pupil for pupil in pupils}
    for message in messages:
        by_number[message.chat].screen = message.screen
    return [by_number[message.chat] for message in messages]


def seen_by_all(house: House, task: int) -> Board:
    """What the projector shows."""
    with house.stores.durable.transaction() as db:
        quiz = quizzes.get(db, task, house.clock)
        assert quiz is not None
        leader = people.get(db, quiz.person)
        assert leader is not None
        turn = house.conversation.services.turn(db, leader, house.clock)
        session = domain.led(turn, task)
        assert session is not None
        return board(turn, session)


def rows(house: House, table: object) -> int:
    with house.stores.durable.transaction() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


def lesson(house: House, educator: Person, pupils: int) -> tuple[int, list[Person]]:
    """A class in which a live quiz has begun and everybody has joined."""
    room, them = classes_of(house, educator, pupils)
    task = begins(educator, room)
    for pupil in them:
        join_in(pupil)
    return task, them

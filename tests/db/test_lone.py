"""A lone child goes through everything and says /forget: no table of either database tells of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.chat.planner import Planner
from bot.db import deliveries
from bot.db.dispatches import SENT, DeliveryResult
from bot.db.schema import metadata
from tests.kit.assignments import answers_all, gives
from tests.kit.classrooms import code_on, makes_class
from tests.talk import NOW, House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

WEEK = "lamp-days/week"
QUIZ = "lamp-sets/light/9-11"

OF_THE_BOT = {"updates", "installation"}
"""Numbers of handled updates, without content or sender, for two days; the clock and the key's proof."""


@pytest.fixture
def house(url: str, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, url="" if url.startswith("sqlite") else url)
    yield house
    house.close()


def everything(house: House) -> dict[str, set[tuple[object, ...]]]:
    """Return every row of every table."""
    with house.stores.durable.transaction() as db:
        return {
            table.name: {tuple(row) for row in db.execute(select(table))}
            for table in metadata.sorted_tables
            if table.name not in OF_THE_BOT
        }


def goes_out(house: House, now: datetime) -> int:
    """Plan and send what is due, as the engine does; return how much was sent."""
    planner = Planner(house.stores.durable, lambda: house.packs)
    while planner.plan_some(now):
        pass
    messages, _ = house.delivery_batches().take(now, 30)
    house.delivery_batches().settle(
        [DeliveryResult(message.delivery, SENT, now, path=message.path) for message in messages]
    )
    return len(messages)


def lives(house: House, code: str, task: int) -> int:
    """Let a child do everything there is, over some days; return how many messages came by themselves."""
    child = Person(house, 4711)
    child.settles_in("12-15", zone="Asia/Vladivostok")
    child.visits("set/audience/9-11")
    child.visits("lesson/lamp/light/9-11")
    child.visits("done/lesson/lamp/light/9-11")
    child.visits("story/lamp/forest/9-11")
    child.visits("glance")
    for path in ("flag/l/lamp/light/9-11:secret", "flag/l/lamp/light/9-11:secret.h"):
        child.visits(path)
    child.visits(f"begin/{QUIZ}:1")
    for number in range(1, 7):
        for marks in ("a", "ab", "abc", ""):
            child.visits(f"answer/1/{number}/{marks}")
    child.visits("result/1")
    child.visits("tips/set/3-17")
    child.visits("invites/on")
    child.visits(f"part/{WEEK}:on")
    child.visits(f"join/{code}/yes")
    answers_all(house, child, task)
    child.types("/help")
    child.types("I am scared")
    sent = 0
    for hour in (24 * day + hour for day in range(1, 12) for hour in (6, 7, 8, 10)):
        house.clock = NOW.replace(hour=0, minute=50) + timedelta(hours=hour)  # 16:50 to 20:50 in Vladivostok
        sent += goes_out(house, house.clock)
        if hour % 24 == 10:
            child.types("/menu")
            for day in range(4):
                child.visits(f"open/{WEEK}:{day}")
                child.visits("done/lesson/lamp/light/9-11")
    child.visits(f"part/{WEEK}:off")
    child.visits(f"part/{WEEK}:back")
    child.visits("habits")
    child.visits("set/locale/ru")
    child.types("/export")
    return sent


def test_18_after_forget_nothing_tells_of_a_lone_child(house: House) -> None:
    educator = Person(house, 1004)
    educator.settles_in("educator")
    room = makes_class(educator)
    code = code_on(educator.see())
    task = gives(educator, room)
    before = everything(house)
    sent = lives(house, code, task)
    changed = {name for name, rows in everything(house).items() if rows - before[name]}
    assert changed >= {
        *("people", "progress", "attempts", "asked", "answers", "repeats", "enrolments", "steps", "outcomes"),
        *("tip_wishes", "tips_seen", "flagged", "memberships", "waiting_answers", "waiting_findings"),
        *("dispatches", "planned", "handed"),
    }, "the child was everywhere"
    assert sent >= 3
    Person(house, 4711).visits("forget/now")
    left = {name: rows - before[name] for name, rows in everything(house).items() if rows - before[name]}
    told = left.pop("dispatches", set())
    assert all(f"task/{task}/over" in row for row in told), "its teacher is told at the deadline, pupils or none"
    assert left == {}


def test_18_who_forgets_among_nine_leaves_nothing_and_among_ten_a_number_of_ten(house: House) -> None:
    """Nine people are told of nowhere; ten and more are a number, which stays when they go."""
    crowd = [Person(house, 5000 + number) for number in range(10)]
    before = everything(house)
    for child in crowd:
        child.settles_in("9-11")
        child.visits("flag/l/lamp/light/9-11:secret.h")
        child.visits(f"part/{WEEK}:on")
        child.visits(f"begin/{QUIZ}:1")
        for number in range(1, 7):
            for marks in ("a", "ab", "abc", ""):
                child.visits(f"answer/1/{number}/{marks}")
    for child in crowd:
        child.visits("forget/now")
    left = {name: rows - before[name] for name, rows in everything(house).items() if rows - before[name]}
    assert {"flags", "outcomes"} <= left.keys() <= {"findings", "flags", "outcomes"}
    assert {row[-2] for name in ("flags", "outcomes") for row in left[name]} == {10}
    assert {row[1] for row in left.get("findings", ())} <= {10}, "questions that all ten were asked"
    with house.stores.durable.transaction() as db:
        assert deliveries.next_due(db) is None

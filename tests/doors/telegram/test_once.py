"""5 and 6: what comes again, in any order and through another process, has one effect; on both databases."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.db import mydata, people
from tests.doors.telegram import raw
from tests.doors.telegram.edge import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTLES = ("who", "who/9-11", "where/settings/RU", "where/settings/RU/sure", "consent/on")
QUIZ = "begin/lamp-sets/light/9-11:1"
LEARNS = (
    QUIZ,
    "answer/1/1/a",
    "question/1/2",
    "answer/1/2/a",
    "tips/set/3-17",
    "tip/lamp/light/9-11:key",
    "enough",
)
CROWD = range(5001, 5004)


@pytest.fixture
def processes(tmp_path: Path, url: str) -> Iterator[tuple[Edge, Edge]]:
    """Two processes of one bot: one takes updates by polling, Telegram brings them to the other by webhook."""
    both = Edge(tmp_path, url=url), Edge(tmp_path, url=url)
    yield both
    for one in both:
        one.close()


def lives(edge: Edge) -> dict[int, object]:
    """Everything that is kept of each person."""
    house = edge.house
    with house.stores.durable.transaction() as db:
        found = {
            number: people.find(db, house.conversation.services.lookups(number), house.clock.date())
            for number in CROWD
        }
        return {number: mydata.export(db, person.key) for number, person in found.items() if person}


async def test_5_each_update_five_times_has_one_effect(processes: tuple[Edge, Edge]) -> None:
    polling, webhook = processes
    chance = random.Random(5)  # noqa: S311 - a seed for a test
    came = []
    for number in CROWD:
        steps = [raw.message(number, text="/start")]
        steps += [raw.press(number, path) for path in (*SETTLES, *LEARNS)]
        steps.append(raw.message(number, text="qwrtzk"))
        await polling.takes(*steps)
        came += steps
    once = lives(polling)
    assert len(once) == len(CROWD)
    assert all({"attempts", "answers", "tip_wishes"} <= set(life) for life in once.values())  # type: ignore[call-overload]

    again = came * 4
    chance.shuffle(again)
    for update in again:
        await chance.choice(processes).takes(update)
    assert lives(webhook) == once
    typed = [update for update in came if update.get("message", {}).get("text") == "qwrtzk"]
    assert [await each.takes(*typed) for each in processes] == [[], []], "and no answer twice"


@pytest.mark.parametrize(
    "pairs", [12, pytest.param(300, marks=pytest.mark.slow), pytest.param(10_000, marks=pytest.mark.soak)]
)
async def test_6_two_taps_at_once_in_two_processes_count_once(processes: tuple[Edge, Edge], pairs: int) -> None:
    """The same tap twice, and two different answers: each question is answered once, nobody's tap is lost."""
    one, two = processes
    at_once = 20

    async def taps(number: int) -> None:
        for path in SETTLES:
            await one.takes(raw.press(number, path))
        for first, second in ((QUIZ, QUIZ), ("answer/1/1/a", "answer/1/1/b")):
            await asyncio.gather(one.takes(raw.press(number, first)), two.takes(raw.press(number, second)))

    for begins in range(0, pairs // 2, at_once):
        await asyncio.gather(*map(taps, range(7001 + begins, 7001 + min(begins + at_once, pairs // 2))))
    with one.house.stores.durable.transaction() as db:
        begun = db.execute(text("SELECT count(*), count(DISTINCT person) FROM attempts")).one()
        answered = db.execute(text("SELECT count(*), count(DISTINCT person) FROM answers")).one()
    assert tuple(begun) == tuple(answered) == (pairs // 2, pairs // 2)
    assert [len(each.handler.locks) for each in processes] == [0, 0], "no lock outlives its tap"

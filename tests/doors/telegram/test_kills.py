"""Killed and stopped again and again under load: nothing is lost, nothing counts twice (checks 2 and 4)."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.doors.outbox import IN_FLIGHT
from tests.doors.telegram.kill_repeats import doubles_what_was_in_flight
from tests.doors.telegram.load import replies, settled_in, writing
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import settles_in, until

if TYPE_CHECKING:
    from pathlib import Path

    from simulator import Simulator

pytestmark = pytest.mark.slow

PEOPLE = 300
"""So many that none writes more than their chat takes, however long a start lasts: each message has its answer."""
A_SECOND = 20
TAPPING = 20
QUIZ = "lamp-sets/light/9-11"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("times", [5, pytest.param(20, marks=pytest.mark.soak)])
async def test_nothing_is_lost_and_nothing_counts_twice(
    telegram: Simulator, tmp_path: Path, how: signal.Signals, times: int, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(7)  # noqa: S311 - a seed for a test
    bot = Process(tmp_path, telegram.url)
    people = [telegram.new_person(f"n{number}") for number in range(PEOPLE)]
    settled_in(people, f"sqlite:///{tmp_path / 'bot.sqlite'}", tmp_path / "bot.key", telegram.clock.now().date())
    await bot.start()

    async with writing(people, A_SECOND, chance) as sent:
        for _ in range(times):
            await asyncio.sleep(chance.uniform(0.05, 0.6))
            await bot.end(how)
            await bot.start()
            before = sum(map(replies, people))
            await until(lambda before=before: sum(map(replies, people)) > before, 300)  # type: ignore[misc]
    await until(lambda: all(replies(person) >= sent[person.id] for person in people))
    await asyncio.sleep(1.0)
    await bot.end(signal.SIGTERM)

    lost = sum(max(0, sent[person.id] - replies(person)) for person in people)
    twice = sum(max(0, replies(person) - sent[person.id]) for person in people)
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is read for
            f"\n{how.name} × {times}: {sum(sent.values())} messages, {lost} lost, "
            f"{twice} answered twice (at most {IN_FLIGHT} a kill are allowed)"
        )
    assert lost == 0
    assert twice <= (IN_FLIGHT * times if how is signal.SIGKILL else 0)


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.soak)])
async def test_2_a_kill_doubles_what_was_in_flight_and_nothing_beyond(
    telegram: Simulator, tmp_path: Path, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    told = await doubles_what_was_in_flight(telegram, Process(tmp_path, telegram.url), kills)
    with capsys.disabled():
        print(f"\nembedded, {told}")  # noqa: T201 - the counts are what this test is read for


async def test_taps_under_kills_count_once(telegram: Simulator, tmp_path: Path) -> None:
    bot = Process(tmp_path, telegram.url)
    await bot.start()
    people = [telegram.new_person(f"n{number}") for number in range(TAPPING)]
    await asyncio.gather(*(settles_in(person, seconds=120) for person in people))
    for person in people:
        await person.start(f"quiz_{QUIZ.replace('/', '_')}")
    await until(lambda: all(any("▶ Начать" in row for row in person.buttons()) for person in people), 120)
    for round_ in range(5):
        for person in people:
            await person.press("▶ Начать")
            await person.press("▶ Начать")
        await asyncio.sleep(0.05 * round_)
        await bot.end(signal.SIGKILL)
        await bot.start()
    # A doorway whose answer was cut off by a kill may stand there twice, below the question.
    await until(lambda: all("из 5" in str(person.see(3)) for person in people))
    await bot.end(signal.SIGTERM)
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        begun = db.execute("SELECT person, count(*) FROM attempts GROUP BY person").fetchall()
    assert [count for _, count in begun] == [1] * TAPPING

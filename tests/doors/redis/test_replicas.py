"""Two webhook replicas on PostgreSQL and Redis, killed under load: nothing is lost (check 3)."""

from __future__ import annotations

import asyncio
import random
import signal
from typing import TYPE_CHECKING

import pytest

from bot.doors.outbox import IN_FLIGHT
from tests.doors.telegram.kill_repeats import doubles_what_was_in_flight
from tests.doors.telegram.load import replies, settled_in, writing
from tests.doors.telegram.servers import listens, settles_in, until

if TYPE_CHECKING:
    from simulator import Simulator
    from tests.doors.redis.crew import Crew

PEOPLE = 10
A_SECOND = 20


@pytest.mark.parametrize(
    "kills",
    [pytest.param(3, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.soak)],
)
async def test_3_replicas_killed_under_load_lose_nothing(
    telegram: Simulator, crew: Crew, capsys: pytest.CaptureFixture[str], kills: int
) -> None:
    chance = random.Random(3)  # noqa: S311 - a seed for a test
    replicas = [crew.member("run"), crew.member("run")]
    await crew.start()
    people = [telegram.new_person(f"n{number}") for number in range(PEOPLE)]
    # As visitors they come to either replica by turns, and neither asks anything twice.
    await asyncio.gather(*(settles_in(person, seconds=120) for person in people))
    people += [telegram.new_person(f"m{number}") for number in range(300)]
    settled_in(people[PEOPLE:], crew.shared["DATABASE_URL"], crew.folder / "bot.key", telegram.clock.now().date())

    async with writing(people, A_SECOND, chance) as sent:
        for number in range(kills):
            await asyncio.sleep(chance.uniform(0.05, 0.6))
            await replicas[number % 2].end(signal.SIGKILL)
            await replicas[number % 2].start()
            before = sum(map(replies, people))
            await until(lambda before=before: sum(map(replies, people)) > before + 5, 60)  # type: ignore[misc]
    await until(lambda: all(replies(person) >= sent[person.id] for person in people))
    await asyncio.sleep(0.5)
    # Who was started last may still be importing, and would be ended before it can end kindly.
    await until(lambda: all(map(listens, crew.proxy.replicas)))
    assert await crew.stop() == [0, 0]

    twice = sum(max(0, replies(person) - sent[person.id]) for person in people)
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is read for
            f"\nSIGKILL × {kills} of two replicas: {sum(sent.values())} messages, 0 lost, {twice} answered twice "
            f"(at most {IN_FLIGHT} a kill are allowed); "
            f"Redis was taken for away {crew.logged().count('Redis is away')} ×"
        )
    assert twice <= IN_FLIGHT * kills
    assert not telegram.journal.red


@pytest.mark.parametrize(
    "kills", [pytest.param(1, marks=pytest.mark.slow), pytest.param(20, marks=pytest.mark.soak)]
)
async def test_3_a_kill_doubles_what_was_in_flight_and_nothing_beyond(
    telegram: Simulator, crew: Crew, capsys: pytest.CaptureFixture[str], kills: int
) -> None:
    replica = crew.member("run")
    await crew.proxy.start()
    told = await doubles_what_was_in_flight(telegram, replica, kills)
    with capsys.disabled():
        print(f"\nscaled, {told}")  # noqa: T201 - the counts are what this test is read for


@pytest.mark.slow
async def test_the_scaled_mode_makes_no_key(crew: Crew) -> None:
    (crew.folder / "bot.key").unlink()
    replica = crew.member("run")
    await replica.start()
    assert replica.running is not None
    assert await asyncio.wait_for(replica.running.wait(), 60) == 2
    assert "KEY_FILE" in replica.log.read_text()
    assert not (crew.folder / "bot.key").exists(), "two replicas would make two, and strangers of half the people"

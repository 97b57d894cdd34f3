"""What compose.yaml starts, as plain processes: a person goes through, whichever of them is killed meanwhile."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from signal import SIGINT, SIGKILL, SIGQUIT
from typing import TYPE_CHECKING

import aiohttp
import pytest
from sqlalchemy import text

from bot.db import deliveries, keys, people
from bot.db.engine import open_store
from bot.doors.outbox import IN_FLIGHT
from bot.features.habits import pages as habits_pages
from bot.values.why import Why
from tests.doors.redis.crew import Crew
from tests.doors.telegram.load import replies, writing
from tests.doors.telegram.servers import TOKEN, sees, settles_in, until
from tests.kit.zones import afternoon

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from simulator import PersonHandle, Simulator
    from tests.doors.redis.postgres import PostgresServer
    from tests.doors.redis.server import RedisServer
    from tests.doors.telegram.process import Process

REMINDER = "пора отложить телефон"


@pytest.fixture
async def composed(
    telegram: Simulator, tmp_path: Path, own_postgres: PostgresServer, own_redis: RedisServer
) -> AsyncIterator[Crew]:
    """Two replicas and two workers on a PostgreSQL and a Redis of their own, everybody ready."""
    crew = Crew(tmp_path, telegram.url, own_postgres.url, own_redis)
    for command in ("run", "run", "work", "work"):
        crew.member(command)
    try:
        await crew.start()
        await all_ready(crew)
        yield crew
    finally:
        await crew.kill()


async def readiness(member: Process) -> str:
    """What `/readyz` of a process says; empty when nothing listens (yet)."""
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://{member.variables['LISTEN']}/readyz") as response,
        ):
            return await response.text()
    except aiohttp.ClientError:
        return ""


async def is_ready(member: Process) -> bool:
    return await readiness(member) == "ready\n"


async def all_ready(crew: Crew) -> None:
    async with asyncio.timeout(300):
        while not all(await asyncio.gather(*map(is_ready, crew.members))):  # noqa: ASYNC110 - a page has no event
            await asyncio.sleep(0.2)


def remind(crew: Crew, url: str, person: PersonHandle) -> None:
    """Let this person have a reminder that is due now; it is afternoon where they live."""
    now = datetime.now(UTC)  # noqa: TID251 - the processes live by the real clock
    kept, bot_id = keys.load(crew.folder / "bot.key", make=False), int(TOKEN.partition(":")[0])
    store = open_store(url)
    with store.transaction() as db:
        found = people.find(db, kept.lookups(bot_id, person.id), now.date())
        assert found is not None
        people.change(db, found.key, now.date(), zone=afternoon(now))
        db.execute(text("UPDATE people SET not_before = NULL"))
        deliveries.plan(
            db,
            found.key,
            kept.seal(person.id, found.key),
            deliveries.Visit(habits_pages.Rest().path, Why.NUDGE, now),
        )
    store.close()


def reminders(person: PersonHandle) -> int:
    return sum(REMINDER in message.get("text", "") for message in person.see())


@pytest.mark.slow
async def test_a_person_goes_through_whichever_is_killed(
    composed: Crew, telegram: Simulator, own_postgres: PostgresServer, own_redis: RedisServer
) -> None:
    replica, worker = composed.members[0], composed.members[2]
    person = telegram.new_person("n")
    await settles_in(person, seconds=120)
    remind(composed, own_postgres.url, person)
    await until(lambda: reminders(person) == 1)

    await replica.end(SIGKILL)
    await worker.end(SIGKILL)
    await person.send("/settings")
    await sees(person, "Настройки")
    remind(composed, own_postgres.url, person)
    await until(lambda: reminders(person) == 2, 90)

    own_redis.kill()
    await person.send("/menu")
    await sees(person, "Меню")
    own_redis.start()
    own_postgres.end(SIGKILL)
    await person.send("/help")
    await sees(person, "112")
    await person.send("/settings")
    own_postgres.start()
    await sees(person, "Настройки", 90)

    await replica.start()
    await worker.start()
    await all_ready(composed)
    await person.send("/menu")
    await sees(person, "Меню")
    remind(composed, own_postgres.url, person)
    await until(lambda: reminders(person) == 3, 90)
    assert await composed.stop() == [0, 0, 0, 0]
    assert reminders(person) == 3, "each came once"
    assert not telegram.journal.red


@pytest.mark.parametrize(
    "times", [pytest.param(2, marks=pytest.mark.slow), pytest.param(20, marks=pytest.mark.soak)]
)
async def test_16_postgresql_restarts_under_load_and_nothing_is_lost(
    composed: Crew,
    telegram: Simulator,
    own_postgres: PostgresServer,
    capsys: pytest.CaptureFixture[str],
    times: int,
) -> None:
    """Twenty messages a second by a hundred people, and a reminder for six; every restart another way."""
    crowd = [telegram.new_person(f"n{number}") for number in range(100)]
    await asyncio.gather(*(settles_in(person, seconds=120) for person in crowd))
    chance = random.Random(16)  # noqa: S311 - a seed for a test
    async with writing(crowd, 20, chance) as sent:
        for number in range(times):
            await asyncio.sleep(chance.uniform(0.2, 1.0))
            own_postgres.end((SIGINT, SIGQUIT, SIGKILL)[number % 3])
            async with asyncio.timeout(60):
                while any(await asyncio.gather(*map(is_ready, composed.members))):  # noqa: ASYNC110 - as above
                    await asyncio.sleep(0.05)
            own_postgres.start()
            await all_ready(composed)
            before = sum(map(replies, crowd))
            await until(lambda before=before: sum(map(replies, crowd)) > before, 60)  # type: ignore[misc]
    await until(lambda: all(replies(person) >= sent[person.id] for person in crowd), 90)
    for person in crowd[:6]:
        remind(composed, own_postgres.url, person)
    await until(lambda: all(reminders(person) == 1 for person in crowd[:6]), 90)
    assert await composed.stop() == [0, 0, 0, 0]
    twice = sum(replies(person) - sent[person.id] for person in crowd)
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is read for
            f"\nPostgreSQL restarted × {times}: {sum(sent.values())} messages, 0 lost, {twice} answered twice"
        )
    assert twice <= 2 * IN_FLIGHT * times
    assert not telegram.journal.red

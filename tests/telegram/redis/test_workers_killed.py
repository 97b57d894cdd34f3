"""Workers as processes: two of three are killed in the middle, and everybody gets what is due (checks 1 and 8)."""

from __future__ import annotations

import asyncio
import collections
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from signal import SIGKILL
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from bot.db import deliveries, keys, people
from bot.db.engine import open_store
from bot.features.habits import pages as habits_pages
from bot.telegram.dispatch import IN_FLIGHT
from bot.values.audience import Audience
from bot.values.why import Why
from tests.telegram.redis.crew import Crew
from tests.telegram.servers import TOKEN, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.db.engine import Store
    from tests.telegram.redis.server import RedisServer

pytestmark = pytest.mark.slow

PEOPLE = 180
RATE = 30
LATENCY = 0.05


@asynccontextmanager
async def telegram(came: list[tuple[int, float]]) -> AsyncIterator[str]:
    """A Telegram that takes every call after `LATENCY` and notes to whom and when; gives its address."""

    async def take(request: web.Request) -> web.Response:
        at = time.monotonic()
        if request.match_info["method"] == "getMe":
            return web.json_response({"ok": True, "result": {"id": 424242, "username": "mayak_test_bot"}})
        if request.match_info["method"] == "sendMessage":
            chat = int((await request.json())["chat_id"])
            await asyncio.sleep(LATENCY)
            came.append((chat, at))
        return web.json_response({"ok": True, "result": {"message_id": len(came)}})

    site = web.Application()
    site.router.add_post("/{token}/{method}", take)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def owe(store: Store, key_file: Path) -> None:
    """Let everybody have a reminder that is due now; it is afternoon where they live."""
    now = datetime.now(UTC)  # noqa: TID251 - the processes live by the real clock
    ahead = 14 - now.hour
    zone = f"Etc/GMT{-ahead:+d}"
    kept = keys.load(key_file, make=False)
    bot_id = int(TOKEN.partition(":")[0])
    with store.transaction() as db:
        for chat in range(1, PEOPLE + 1):
            key = people.new_key()
            person = people.Person(key, Audience.PARENT, "en", "GB", zone)
            people.add(db, kept.lookup(bot_id, chat), person, now.date())
            people.agree(db, key, "1", now.date())
            deliveries.plan(
                db, key, kept.seal(chat, key), deliveries.Visit(habits_pages.Rest().path, Why.NUDGE, now)
            )


async def test_1_two_of_three_workers_are_killed_and_nobody_is_lost(
    tmp_path: Path, postgres_url: str, own_redis: RedisServer, capsys: pytest.CaptureFixture[str]
) -> None:
    came: list[tuple[int, float]] = []
    store = open_store(postgres_url)
    async with telegram(came) as server:
        crew = Crew(tmp_path, server, postgres_url, own_redis)
        workers = [crew.member("work", SEND_RATE=str(RATE)) for _ in range(3)]
        try:
            await asyncio.gather(*(worker.start() for worker in workers))
            await until(lambda: crew.logged().count('"working"') == 3, 120)
            owe(store, tmp_path / "bot.key")
            for number, worker in enumerate(workers[:2]):
                await until(lambda number=number: len(came) > 20 + 60 * number, 60)  # type: ignore[misc]
                await worker.end(SIGKILL)
            await until(lambda: time.monotonic() - came[-1][1] > 3)
            before = len({chat for chat, _ in came})
            with store.transaction() as db:  # the minute passes after which a dead worker's rows are free again
                db.exec_driver_sql("UPDATE deliveries SET next_at = due_at")
            await until(lambda: len({chat for chat, _ in came}) == PEOPLE)
            assert await workers[2].end() == 0
        finally:
            for worker in workers:
                if worker.running is not None and worker.running.returncode is None:
                    await worker.end(SIGKILL)
    with store.transaction() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM deliveries").scalar() == 0, "all is settled"
    store.close()
    twice = sum(count - 1 for count in collections.Counter(chat for chat, _ in came).values())
    times = sorted(at for _, at in came)
    most = max(sum(first <= other < first + 1 for other in times) for first in times)
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is read for
            f"\n2 of 3 workers killed over {PEOPLE} people: 0 lost, {PEOPLE - before} were in dead hands, "
            f"{twice} came twice; at most {most} in a second"
        )
    assert twice <= 2 * IN_FLIGHT
    assert most <= RATE

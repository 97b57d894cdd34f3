"""Workers on PostgreSQL and Redis: each batch goes to one of them, and a dead one's work to the others."""

from __future__ import annotations

import asyncio
import collections
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.db import deliveries, people
from bot.doors.dispatch import Dispatch
from bot.doors.redis import worker as redis_worker
from bot.doors.redis.sharing import share
from bot.features.habits import pages as habits_pages
from bot.metrics import Metrics
from bot.values.audience import Audience
from bot.values.why import Why
from tests.doors.telegram.edge import Edge, Sent
from tests.doors.telegram.servers import until
from tests.talk import TODAY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.doors.redis.server import RedisServer
    from tests.talk import House

pytestmark = pytest.mark.slow

IN_FLIGHT = 4
LATENCY = 0.2
"""Seconds a send, so that there is a time between the first and the last."""

BREAK = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND query LIKE '%%procrastinate%%' AND datname = current_database()"""


def owe(house: House, count: int) -> None:
    """Let so many children have a reminder that is due now."""
    with house.stores.durable.transaction() as db:
        for chat in range(1, count + 1):
            key = people.new_key()
            person = people.Person(key, Audience.TIER_9_11, "en", "GB", "UTC")
            people.add(db, house.conversation.services.lookups(chat)[0], person, TODAY)
            people.agree(db, key, "1", TODAY)
            visit = deliveries.Visit(habits_pages.Rest().path, Why.NUDGE, house.clock)
            deliveries.plan(db, key, house.keys.seal(chat, key), visit)


class Worker:
    """A worker with an edge, a link and a queue of its own; its Telegram takes `LATENCY` a send."""

    def __init__(self, folder: Path, url: str, redis: RedisServer) -> None:
        self.edge = Edge(folder, url=url)
        self.edge.wire.mood = self._takes
        house = self.edge.house
        handler = self.edge.handler
        self.connection = share(redis.url, 1000, handler, lambda: house.clock)
        self.metrics = Metrics()
        dispatch = Dispatch(
            house.conversation, handler.sender, lambda: house.clock, in_flight=IN_FLIGHT, at_once=10
        )
        self.dispatch = dispatch
        self.worker = redis_worker.Worker(url, house.stores.durable, dispatch, self.metrics, lambda: house.clock)
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def _takes(self, call: Sent) -> None:
        del call
        await asyncio.sleep(LATENCY)

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self.worker.run(self._stop)), asyncio.create_task(self._ticking())]
        await until(lambda: self.worker.is_working)

    async def _ticking(self) -> None:
        while not self._stop.is_set():
            await self.worker.tick()
            await asyncio.sleep(0.2)

    async def stop(self) -> None:
        if self._stop.is_set():
            return
        self._stop.set()
        await asyncio.gather(*self._tasks)
        await self.dispatch.close()
        await self.connection.close()
        self.edge.close()

    @property
    def sent(self) -> list[int]:
        return [call.params["chat_id"] for call in self.edge.wire.sent]


@asynccontextmanager
async def working(folder: Path, url: str, redis: RedisServer, count: int) -> AsyncIterator[list[Worker]]:
    async with AsyncExitStack() as stack:
        workers = [Worker(folder, url, redis) for _ in range(count)]
        for worker in workers:
            stack.push_async_callback(worker.stop)
            await worker.start()
        yield workers


def chats(workers: list[Worker]) -> collections.Counter[int]:
    return collections.Counter(chat for worker in workers for chat in worker.sent)


class Gate:
    """A Telegram that takes nothing until it opens; it tells how many sends wait at once."""

    def __init__(self, *workers: Worker) -> None:
        self.waiting = self.most = 0
        self.opens = asyncio.Event()
        for worker in workers:
            worker.edge.wire.mood = self._takes

    async def _takes(self, call: Sent) -> None:
        del call
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        await self.opens.wait()
        self.waiting -= 1


async def test_each_reminder_goes_out_once_and_two_workers_send_twice_as_many_at_once(
    tmp_path: Path, postgres_url: str, own_redis: RedisServer
) -> None:
    async with working(tmp_path, postgres_url, own_redis, 1) as workers:
        gate = Gate(*workers)
        owe(workers[0].edge.house, 60)
        await until(lambda: gate.waiting == IN_FLIGHT)
        gate.opens.set()
        await until(lambda: len(chats(workers)) == 60)
        assert gate.most == IN_FLIGHT
        assert set(chats(workers).values()) == {1}
        with workers[0].edge.house.stores.durable.transaction() as db:
            db.exec_driver_sql("DELETE FROM people")
    async with working(tmp_path, postgres_url, own_redis, 2) as workers:
        gate = Gate(*workers)
        owe(workers[0].edge.house, 60)
        await until(lambda: gate.waiting == 2 * IN_FLIGHT)
        gate.opens.set()
        await until(lambda: len(chats(workers)) == 60)
        assert gate.most == 2 * IN_FLIGHT
        assert set(chats(workers).values()) == {1}, "nobody gets anything twice"
        assert all(worker.sent for worker in workers)


async def test_4_a_worker_that_is_stopped_leaves_nothing_half_done(
    tmp_path: Path, postgres_url: str, own_redis: RedisServer
) -> None:
    async with working(tmp_path, postgres_url, own_redis, 2) as workers:
        owe(workers[1].edge.house, 60)
        await until(lambda: len(workers[0].sent) > 5)
        await workers[0].stop()
        await until(lambda: len(chats(workers)) == 60)
        assert set(chats(workers).values()) == {1}, "0 lost, 0 twice"
        assert len(workers[0].sent) < 55, "it was stopped in the middle"


async def test_16_a_queue_whose_connections_break_goes_on_by_itself(
    tmp_path: Path, postgres_url: str, own_redis: RedisServer
) -> None:
    async with working(tmp_path, postgres_url, own_redis, 1) as workers:
        owe(workers[0].edge.house, 20)
        await until(lambda: chats(workers).total() > 3)
        with workers[0].edge.house.stores.durable.transaction() as db:
            broken = db.exec_driver_sql(BREAK).all()
        assert broken, "the queue was connected"
        await until(lambda: len(chats(workers)) == 20)
        assert chats(workers).total() <= 20 + IN_FLIGHT


STALL = """WITH dead AS (
    INSERT INTO {0}.procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id
) INSERT INTO {0}.procrastinate_jobs (queue_name, task_name, args, status, worker_id)
SELECT 'deliveries', 'batch', '{{"slot": 0}}', 'doing', id FROM dead"""


async def test_a_job_of_a_dead_worker_is_swept_away(
    tmp_path: Path, postgres_url: str, own_redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_worker, "STALLED_SECONDS", 3.0)
    async with working(tmp_path, postgres_url, own_redis, 1) as workers:
        store = workers[0].edge.house.stores.durable
        with store.transaction() as db:
            queue = db.exec_driver_sql("SELECT current_schema() || '_jobs'").scalar()
            db.exec_driver_sql(STALL.format(queue))

        def jobs() -> int:
            with store.transaction() as db:
                return int(db.exec_driver_sql(f"SELECT count(*) FROM {queue}.procrastinate_jobs").scalar() or 0)  # noqa: S608 - a name of the test's own

        assert jobs() == 1
        await until(lambda: jobs() == 0)
        owe(workers[0].edge.house, 5)
        await until(lambda: len(chats(workers)) == 5)

"""The scaled bot as processes on PostgreSQL and Redis: two workers beside one, the shared rate kept over a minute,
answers and calls for help of a replica meanwhile.

`python tools/bench_scaled.py` prints the rows; `make bench` has them beside the others. Telegram is a server that
takes every call after 50 ms and notes when it came.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import signal
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import aiohttp
from aiohttp import web
from bench_delivery import refusals
from bench_postgres import scratch
from bench_rows import Row, table
from sqlalchemy import text

from bot.db import deliveries, keys
from bot.db.engine import open_store
from bot.features.habits import pages as habits_pages
from bot.values.audience import Audience
from bot.values.why import Why
from tests.doors.redis.crew import SECRET, Crew
from tests.doors.redis.server import RedisServer
from tests.doors.telegram.crowd import settle_in
from tests.doors.telegram.edge import Sent
from tests.doors.telegram.raw import press
from tests.doors.telegram.servers import TOKEN, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.doors.telegram.process import Process

LATENCY = 0.05
PEOPLE = 2_000
EACH = 5
"""Reminders that each of them has in a round: more than two workers send in it."""
ROUNDS, ROUND_SECONDS = 3, 6
"""A round ends by the clock: on a busy machine a number of sends may take for ever."""
RATE = 30
SECONDS = 60
FIRST = 1_000_000
BOT_ID = int(TOKEN.partition(":")[0])


class Telegram:
    """Takes every call after `LATENCY`; knows what came when, and who waits for an answer."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.waiting: dict[int, asyncio.Future[float]] = {}
        self._numbers = itertools.count(1)

    async def take(self, request: web.Request) -> web.Response:
        """Take one call."""
        at, method = time.perf_counter(), request.match_info["method"]
        if method == "getMe":
            return web.json_response({"ok": True, "result": {"id": BOT_ID, "username": "mayak_test_bot"}})
        params: dict[str, Any] = await request.json() if request.can_read_body else {}
        if method.startswith(("send", "editMessage")):
            self.sent.append(Sent(method, params, at))
            answered = self.waiting.pop(int(params["chat_id"]), None)
            if answered is not None and not answered.done():
                answered.set_result(at)
        await asyncio.sleep(LATENCY)
        return web.json_response({"ok": True, "result": {"message_id": next(self._numbers)}})

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """Listen while the block lasts; gives the address."""
        site = web.Application()
        site.router.add_route("*", "/{token}/{method}", self.take)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()


def zone_of_afternoon() -> str:
    """Return a zone where it is two in the afternoon."""
    return f"Etc/GMT{datetime.now(UTC).hour - 14:+d}"  # noqa: TID251 - the processes live by the real clock


_SAME = "person, chat, path, why, campaign, version, step, state, reason, attempts"
_FORGIVE = text("DELETE FROM deliveries WHERE due_at < :never")
_OWE = text(
    f"INSERT INTO deliveries ({_SAME}, due_at, next_at) SELECT {_SAME}, moment, moment "  # noqa: S608 - our words
    "FROM deliveries, generate_series(:first, :last) AS moment WHERE due_at = :never"
)


class Crowd:
    """People who can have reminders, as many and as often as are wanted: each has one for a day that never comes,
    which is copied.
    """

    def __init__(self, url: str, key_file: Path) -> None:
        self._store = open_store(url)
        now = datetime.now(UTC)  # noqa: TID251 - the processes live by the real clock
        never = now + timedelta(days=300)
        self._never = int(never.timestamp())
        self._keys = keys.load(key_file, make=False)
        numbers = range(FIRST, FIRST + PEOPLE)
        known = self._settle(numbers, Audience.PARENT, zone_of_afternoon())
        visit = deliveries.Visit(habits_pages.Rest().path, Why.NUDGE, never)
        with self._store.transaction() as db:
            for chat, key in known.items():
                deliveries.plan(db, key, self._keys.seal(chat, key), visit)

    def readers(self, count: int) -> range:
        """Add people who have no reminders and read for themselves; return their chats."""
        chats = range(2 * FIRST, 2 * FIRST + count)
        self._settle(chats, Audience.TIER_9_11, "Europe/Moscow")
        return chats

    def _settle(self, chats: range, who: Audience, zone: str) -> dict[int, bytes]:
        today = datetime.now(UTC).date()  # noqa: TID251 - the processes live by the real clock
        return settle_in(self._store, self._keys, BOT_ID, chats, today, zone=zone, who=who)

    def owe(self, each: int) -> None:
        """Let everybody have so many reminders that are due, instead of what was owed before."""
        span = {"first": int(time.time()) - each + 1, "last": int(time.time()), "never": self._never}
        with self._store.transaction() as db:
            db.execute(_FORGIVE, span)
            db.execute(_OWE, span)

    def close(self) -> None:
        """Close the database."""
        self._store.close()


async def drained(telegram: Telegram, crowd: Crowd) -> float:
    """Return how many reminders go out a second while more are due than can go."""
    await asyncio.to_thread(crowd.owe, EACH)
    telegram.sent.clear()
    await until(lambda: len(telegram.sent) > PEOPLE // 10, 300)
    began, before = time.perf_counter(), len(telegram.sent)
    await asyncio.sleep(ROUND_SECONDS)
    return (len(telegram.sent) - before) / (time.perf_counter() - began)


async def begin(members: Sequence[Process]) -> None:
    """Start workers and wait until they work."""
    await asyncio.gather(*(member.start() for member in members))
    await until(lambda: all('"working"' in member.log.read_text() for member in members), 300)


async def two_beside_one(crew: Crew, telegram: Telegram, crowd: Crowd) -> Row:
    """Measure one worker, two, and the other one alone: each is started once, which takes longer than a round."""
    first, second = (crew.member("work", SEND_RATE="1000", LOG_LEVEL="INFO") for _ in range(2))
    await begin([first])
    ones = [await drained(telegram, crowd) for _ in range(ROUNDS)]
    await begin([second])
    twos = [await drained(telegram, crowd) for _ in range(ROUNDS)]
    await first.end(signal.SIGTERM)
    ones += [await drained(telegram, crowd) for _ in range(ROUNDS)]
    await second.end(signal.SIGTERM)
    one, two = statistics.median(ones), statistics.median(twos)
    told = f"{one:.0f} and {two:.0f}/s, medians of rounds of {ROUND_SECONDS} s, {LATENCY * 1e3:.0f} ms a send"
    return Row("two workers ÷ one", two / one, told, 1.7, at_least=True)


async def asked(telegram: Telegram, hook: str, readers: range, path: str, seconds: float) -> list[float]:
    """Let somebody press a button about twice a second; return how long each waited for the call that shows it."""
    waited = []
    end = time.perf_counter() + seconds
    async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as session:
        for number in itertools.count():
            began = time.perf_counter()
            if began > end:
                return waited
            reader = readers[number % len(readers)]
            shown = telegram.waiting[reader] = asyncio.get_running_loop().create_future()
            async with session.post(hook, json=press(reader, path)):
                waited.append(await asyncio.wait_for(shown, 60) - began)
            await asyncio.sleep(max(0.0, 0.5 - (time.perf_counter() - began)))
    return waited


async def broadcast(crew: Crew, telegram: Telegram, crowd: Crowd) -> list[Row]:
    """Let two workers send at Telegram's rate for a minute, with a replica that answers meanwhile."""
    workers = [crew.member("work", SEND_RATE=str(RATE), LOG_LEVEL="INFO") for _ in range(2)]
    replica = crew.member("run", SEND_RATE=str(RATE), LOG_LEVEL="INFO")
    await crew.proxy.start()
    await asyncio.gather(replica.start(), begin(workers))
    await until(lambda: "listening for the webhook" in replica.log.read_text(), 120)
    readers = await asyncio.to_thread(crowd.readers, 12)
    await asyncio.to_thread(crowd.owe, 2)
    hook = f"http://{replica.variables['LISTEN']}/hook"
    began = time.perf_counter()
    replies, helps = await asyncio.gather(
        asked(telegram, hook, readers[:6], "menu", SECONDS), asked(telegram, hook, readers[6:], "help", SECONDS)
    )
    sent = [call for call in telegram.sent if began <= call.at < began + SECONDS]
    going = sum(call.params["chat_id"] < readers[0] for call in sent)
    for worker in workers:
        await worker.end(signal.SIGTERM)
    await asyncio.sleep(2)
    alone = await asked(telegram, hook, readers[:6], "menu", SECONDS / 4)
    await replica.end(signal.SIGTERM)
    await crew.proxy.stop()
    p99 = [sorted(found)[int(len(found) * 0.99)] for found in (alone, replies, helps)]
    rate = len(sent) / SECONDS / RATE
    return [
        Row("achieved ÷ allowed rate, scaled", rate, f"{len(sent)}, {going} of them tips", 0.96, at_least=True),
        Row("refusals of a strict window, scaled", refusals(sent, RATE), "40 ms more jitter", 0, unit=""),
        Row("reply p99 above without, scaled", (p99[1] - p99[0]) * 1e3, f"{p99[1] * 1e3:.0f} ms", 100, unit="ms"),
        Row("help p99, scaled", p99[2] * 1e3, f"{len(helps)} calls", 1000, unit="ms"),
    ]


async def scaled(folder: Path) -> list[Row]:
    """Measure both; nothing where there is no PostgreSQL."""
    rows: list[Row] = []
    with scratch("mayak_bench_scaled") as url:
        if url is None:
            return rows
        redis, telegram = RedisServer(folder), Telegram()
        try:
            async with telegram.listening() as server:
                crew = Crew(folder, server, url, redis)
                crowd = await asyncio.to_thread(Crowd, url, folder / "bot.key")
                rows.append(await two_beside_one(crew, telegram, crowd))
                rows += await broadcast(crew, telegram, crowd)
                crowd.close()
        finally:
            redis.stop()
    return rows


async def main() -> None:
    """Measure and print."""
    gc.freeze()  # Telegram stands in this process: a pause of ours would look like sends that came in a burst
    gc.set_threshold(20_000, 20, 50)  # as the running bot
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory(prefix="mayak-bench-") as folder:
        rows = await scaled(Path(folder))
    print(table(rows))


if __name__ == "__main__":
    asyncio.run(main())

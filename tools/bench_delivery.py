"""What planned visits cost: planning a day, draining without a limit, the rate kept, replies and help meanwhile.

`python tools/bench_delivery.py [PEOPLE]` prints the rows; `make bench` has them beside the others. Planning is
compared with one APScheduler job for each person, loaded in the same run.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import random
import resource
import sys
import tempfile
import time
from collections import deque
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from bench_rows import Row, table
from sqlalchemy import text

from bot.chat.planner import Planner
from bot.edges.telegram.pace import KEPT_FOR_HELP
from bot.packs.library import Library
from bot.store.engine import Store, open_store
from bot.values import places
from tests.edges.telegram.crowd import settle_in
from tests.edges.telegram.edge import Edge, Sent
from tests.edges.telegram.raw import press
from tests.talk import BOT_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

ZONES = [zone for country in ("RU", "US", "AU", "BR", "DE", "KZ") for zone in places.zones(country)][:40]
FEW = 10_000
JOBS = 5_000
SECONDS = 60
RATE = 30
START = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


@contextmanager
def scratch() -> Iterator[str | None]:
    """Give the URL of an empty database on the machine's PostgreSQL; None where there is none."""
    from bench import psql  # noqa: PLC0415 - bench calls this module

    made = psql("CREATE DATABASE mayak_bench_delivery")
    try:
        yield "postgresql://127.0.0.1:5432/mayak_bench_delivery" if made else None
    finally:
        if made:
            psql("DROP DATABASE mayak_bench_delivery WITH (FORCE)")


def settle(store: Store, people: int) -> None:
    """Put so many people who want a tip a day into the database, over the zones and the hours of the day."""
    if store.is_sqlite:
        count = f"SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {people}"  # noqa: S608
        numbers = f"WITH RECURSIVE n(i) AS ({count})"
        key = "randomblob(16)"
    else:
        numbers = f"WITH n(i) AS (SELECT generate_series(0, {people - 1}))"
        key = "decode(md5(random()::text || i), 'hex')"
    at = {"day": START.date().isoformat()}
    zones = "CASE i % 40 " + " ".join(f"WHEN {i} THEN '{zone}'" for i, zone in enumerate(ZONES)) + " END"
    no = "0" if store.is_sqlite else "false"
    hold = text if store.is_sqlite else lambda words: text(words.replace(":day", "CAST(:day AS date)"))
    with store.turn() as db:
        db.execute(
            text(f"CREATE TEMPORARY TABLE folk AS {numbers} SELECT i, {key} AS key, {zones} AS zone FROM n")  # noqa: S608
        )
        columns = "key, lookup, audience, locale, country, zone, text_mode, agreed_text, place, reading, seen_on"
        values = f"key, key, 'parent', 'ru', 'RU', zone, {no}, '1', '', '', :day"
        db.execute(hold(f"INSERT INTO people ({columns}) SELECT {values} FROM folk"), at)  # noqa: S608
        db.execute(
            text(
                "INSERT INTO tip_wishes (person, zone, hour, days, chat) "
                "SELECT key, zone, 7 + (i / 40) % 15, 127, key FROM folk"
            )
        )
        db.execute(text("DROP TABLE folk"))


def planning(url: str, people: int) -> tuple[float, float, float]:
    """Plan a day; return the CPU seconds of this process, of the whole in wall time, and the longest batch."""
    store = open_store(url)
    settle(store, people)
    planner = Planner(store, Library)
    cpu, wall, longest = time.process_time(), time.perf_counter(), 0.0
    for hour in range(50):
        while True:
            began = time.perf_counter()
            if not planner.plan_some(START + timedelta(hours=hour)):
                break
            longest = max(longest, time.perf_counter() - began)
    spent = time.process_time() - cpu, time.perf_counter() - wall, longest
    with store.turn() as db:
        planned = db.scalar(text("SELECT count(*) FROM deliveries")) or 0
    store.close()
    if planned < people:
        raise SystemExit(f"{planned} of {people} planned")
    return spent[0] * people / planned, spent[1] * people / planned, longest


def one_job_each() -> float:
    """Return the CPU seconds of one APScheduler job: loading it into its memory store."""
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.start(paused=True)
    began = time.process_time()
    for number in range(JOBS):
        scheduler.add_job(print, "cron", hour=17, minute=0, timezone=ZONES[number % 40])
    spent = time.process_time() - began
    scheduler.shutdown()
    return spent / JOBS


def plans(people: int, folder: Path) -> list[Row]:
    """Measure planning on both databases."""
    job = one_job_each()
    rows = []
    with scratch() as postgres:
        for name, url in (("SQLite", f"sqlite:///{folder}/many.sqlite"), ("PostgreSQL", postgres or "")):
            if not url:
                continue
            cpu, wall, longest = planning(url, people)
            spent = cpu if name == "SQLite" else wall  # the server's CPU is not ours: its wall time is the bound
            told = f"{people:,} people: {cpu:.1f} s CPU here, {wall:.1f} s, longest batch {longest * 1e3:.0f} ms"
            told += f"; one job each {job * people:.0f} s"
            rows.append(Row(f"planning ÷ one APScheduler job each, {name}", spent / (job * people), told, 1 / 15))
    few = planning(f"sqlite:///{folder}/few.sqlite", FEW)[0]
    many = planning(f"sqlite:///{folder}/again.sqlite", people)[0]
    allowed = 110 * people / 1_000_000
    rows.append(Row(f"planning {people:,} ÷ {FEW:,}", many / few, f"{many:.2f} s, {few:.2f} s", allowed))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(Row("memory of planning", peak, "with the interpreter and the libraries", 300, unit="MiB"))
    return rows


def crowded(folder: Path, people: int, rate: int, in_flight: int = 32) -> Edge:
    """Return a house whose crowd waits for its tip, with a Telegram of the test kit."""
    edge = Edge(folder, rate=rate)
    house = edge.house
    numbers = range(10_000_000, 10_000_000 + people)
    from bot.store.wishes import Wish  # noqa: PLC0415 - beside its use

    settle_in(house.stores.durable, house.keys, BOT_ID, numbers, house.clock.date(), wish=Wish(3, 15))
    with house.stores.durable.turn() as db:
        db.execute(text("UPDATE tip_wishes SET days = 127"))
    house.later(minutes=1)  # 15:01 in Moscow
    edge.dispatch._free = asyncio.Semaphore(in_flight)  # noqa: SLF001 - measured, not shipped
    return edge


async def drain(folder: Path, people: int = 6_000) -> Row:
    """Send without a limit: what a worker can do."""
    edge = crowded(folder, people, rate=1_000_000)
    while await edge.dispatch.plan():
        pass
    cpu, began = time.process_time(), time.perf_counter()
    await edge.dispatch.run()
    spent, wall = time.process_time() - cpu, time.perf_counter() - began
    if len(edge.wire.sent) != people:
        raise SystemExit(f"{len(edge.wire.sent)} of {people} sent")
    edge.close()
    told = f"{people:,} tips in {wall:.1f} s, {spent / people * 1e6:.0f} µs CPU each"
    return Row("drain without a limit", people / wall, told, 3000, at_least=True, unit="/s")


def refusals(sent: list[Sent], rate: int) -> int:
    """Return how many a strict window of a second would refuse, when each has up to 40 ms of way."""
    chance = random.Random(1)  # noqa: S311 - a seed
    arrivals = sorted(call.at + chance.uniform(0, 0.04) for call in sent)
    taken: deque[float] = deque()
    refused = 0
    for at in arrivals:
        while taken and taken[0] <= at - 1:
            taken.popleft()
        refused += len(taken) >= rate
        taken.append(at)
    return refused


async def broadcast(folder: Path) -> list[Row]:
    """Send at Telegram's rate for a minute, with replies and calls for help in between."""
    edge = crowded(folder, RATE * SECONDS + 500, rate=RATE)
    readers = range(20_000_000, 20_000_012)
    for person in readers:
        for path in ("who", "who/9-11", "where/RU", "consent/on"):
            await edge.takes(press(person, path))
    alone = await asked(edge, readers, "menu", SECONDS / 4)
    edge.wire.sent.clear()
    running = asyncio.create_task(edge.dispatch.run())
    await asyncio.sleep(2)
    began, before = time.perf_counter(), len(edge.wire.sent)
    replies, helps = await asyncio.gather(
        asked(edge, readers[:6], "menu", SECONDS), asked(edge, readers[6:], "help", SECONDS)
    )
    sent = [call for call in edge.wire.sent[before:] if call.method != "answerCallbackQuery"]
    rate = len(sent) / (time.perf_counter() - began) / (RATE - KEPT_FOR_HELP)
    edge.dispatch._closing = True  # noqa: SLF001 - the minute is over
    await running
    edge.close()
    p99 = [sorted(found)[int(len(found) * 0.99)] for found in (alone, replies, helps)]
    return [
        Row(
            "achieved ÷ allowed rate",
            rate,
            f"{len(sent)}, replies and help counted in; {KEPT_FOR_HELP}/s stay free for more help",
            0.96,
            at_least=True,
        ),
        Row("refusals of a strict window", refusals(sent, RATE), "40 ms jitter", 0, unit=""),
        Row(
            "reply p99 above without a broadcast",
            (p99[1] - p99[0]) * 1e3,
            f"{p99[1] * 1e3:.0f} ms",
            100,
            unit="ms",
        ),
        Row("help p99 during a broadcast", p99[2] * 1e3, f"{len(helps)} calls", 1000, unit="ms"),
    ]


async def asked(edge: Edge, people: Any, path: str, seconds: float) -> list[float]:
    """Let somebody ask about twice a second; return how long each waited for the answer."""
    waited = []
    until = time.perf_counter() + seconds
    for number in range(10_000):
        if time.perf_counter() > until:
            break
        began = time.perf_counter()
        await edge.takes(press(people[number % len(people)], path))
        waited.append(time.perf_counter() - began)
        await asyncio.sleep(max(0.0, 0.5 - waited[-1]))
    return waited


async def sending(folder: Path) -> list[Row]:
    """Measure what goes out."""
    for name in ("drain", "broadcast"):
        (folder / name).mkdir()
    drains = [await drain(folder / "drain")]
    return [drains[0], *await broadcast(folder / "broadcast")]


async def main() -> None:
    """Measure and print."""
    gc.set_threshold(20_000, 20, 50)  # as the running bot
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory(prefix="mayak-bench-") as folder:
        place = Path(folder)
        rows = plans(people, place)
        if "--planning" not in sys.argv:
            rows += await sending(place)
    print(table(rows))


if __name__ == "__main__":
    asyncio.run(main())

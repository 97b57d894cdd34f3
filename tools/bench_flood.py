"""How long people wait beside crowds, floods and broadcasts, with Telegram's limits on.

`python tools/bench_flood.py [crowds|floods|scaled]` prints rows; without a word all of them. The bot is a process
of its own (scaled: two replicas and a worker on PostgreSQL and Redis), the local Telegram and its people are in
this one. Telegram's rule can be read in two ways, and the local Telegram models both: "30 in all" counts every
message, "answers free" counts only what nobody asked for towards the 30 a second; one a second for a chat holds in
both.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

import psutil
from bench_postgres import scratch
from bench_rows import Row, table

from bot.db import deliveries, keys
from bot.db.engine import open_store
from bot.features.habits import pages as habits_pages
from bot.values.why import Why
from simulator import FREE_ANSWERS, Rules, SimClock, Simulator
from simulator.actions import send
from tests.doors.redis.crew import Crew
from tests.doors.redis.server import RedisServer
from tests.doors.telegram.crowd import settle_in
from tests.doors.telegram.flooding import Crowd, Waits, beside, p99
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import TOKEN, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from simulator import PersonHandle

BOT_ID = int(TOKEN.partition(":")[0])
RATE = 30
FLOODS = (2, 3, 8, 50)
SECONDS = 25.0
LONG = 100
"""Seconds in which enough people ask for help that a p99 is not just the worst."""
EACH = 70
"""Taps a second for each replica: as many for one as for each of two, and no more than two cores can do."""
READINGS = {"30 in all": Rules(), "answers free": FREE_ANSWERS}


@dataclass
class Place:
    """A bot under measurement, its people, and its processes."""

    crowd: Crowd
    people: list[PersonHandle]
    processes: list[Process]
    url: str
    key_file: Path

    @property
    def telegram(self) -> Simulator:
        """The local Telegram."""
        return self.crowd.telegram

    def spent(self) -> float:
        """Return the CPU seconds of the bot's processes."""
        pids = [process.running.pid for process in self.processes if process.running is not None]
        return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)

    def broadcasts(self, each: int) -> None:
        """Let everybody have so many reminders that are due now, in a zone where it is afternoon."""
        store, kept = open_store(self.url), keys.load(self.key_file, make=False)
        now = datetime.now(UTC)  # noqa: TID251 - the processes live by the real clock
        numbers = [person.id for person in self.telegram_people()]
        known = settle_in(store, kept, BOT_ID, numbers, now.date(), zone=f"Etc/GMT{now.hour - 14:+d}")
        with store.transaction() as db:
            for number, key in known.items():
                for step in range(each):
                    visit = deliveries.Visit(habits_pages.Rest().path, Why.NUDGE, now, step=step)
                    deliveries.plan(db, key, kept.seal(number, key), visit)
        store.close()

    def telegram_people(self, many: int = 900) -> list[PersonHandle]:
        """Return people who only get what nobody asked for."""
        return [self.telegram.new_person(f"b{number}") for number in range(many)]


@asynccontextmanager
async def bot(rules: Rules, many: int, *, replicas: int = 0) -> AsyncIterator[Place]:
    """Start a bot with so many people who have agreed; polling and SQLite, or so many replicas and a worker."""
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="mayak-bench-")))
        telegram = Simulator(TOKEN, SimClock(), rules=rules)
        await telegram.start()
        opened.push_async_callback(telegram.stop)
        url = f"sqlite:///{folder / 'bot.sqlite'}"
        if replicas:
            url = str(opened.enter_context(scratch("mayak_bench_flood")))
            redis = RedisServer(folder)
            opened.callback(redis.stop)
            crew = Crew(folder, telegram.url, url, redis)
            opened.push_async_callback(crew.proxy.stop)
        keys.load(folder / "bot.key", make=True)
        people = [telegram.new_person(f"n{number}") for number in range(many)]
        store, now = open_store(url), telegram.clock.now()
        settle_in(store, keys.load(folder / "bot.key", make=False), BOT_ID, [p.id for p in people], now.date())
        store.close()
        for person in people:
            person.person.started = True
        if replicas:
            processes = [crew.member("run", SEND_RATE=str(RATE), LOG_LEVEL="WARNING") for _ in range(replicas)]
            processes.append(crew.member("work", SEND_RATE=str(RATE), LOG_LEVEL="WARNING"))
            for process in processes:
                process.variables["LOG_LEVEL"] = "INFO"
            opened.push_async_callback(crew.stop)
            await crew.start()
        else:
            process = Process(folder, telegram.url, SEND_RATE=str(RATE), LOG_LEVEL="WARNING")
            processes = [process]
            opened.push_async_callback(process.end)
            await process.start()
        crowd = Crowd(telegram)
        await opened.enter_async_context(crowd.watched())
        await crowd.says(people[0].person, "/menu", seconds=120)
        await crowd.open_menus(people[1:])
        yield Place(crowd, people, processes, url, folder / "bot.key")


async def taps_at(place: Place, a_second: float, seconds: float) -> tuple[list[float], float]:
    """Let people tap in turn, so many a second, whether they are answered or not; return how long each waited, and
    how many answers a second came until the last.
    """
    loop = asyncio.get_running_loop()
    tasks, began = [], loop.time()
    for number in range(int(a_second * seconds)):
        person = place.people[number % len(place.people)].person
        tasks.append(asyncio.create_task(place.crowd.taps(person)))
        await asyncio.sleep(max(0.0, began + (number + 1) / a_second - loop.time()))
    waits = await asyncio.gather(*tasks)
    return sorted(waits), len(waits) / (loop.time() - began)


def refusals(telegram: Simulator, since: int) -> tuple[int, int]:
    """Return how many messages and edits were taken since then, and how many refused for too many."""
    calls = [entry for entry in list(telegram.journal)[since:] if entry.method.startswith(("send", "edit"))]
    return sum(entry.status == 200 for entry in calls), sum(entry.status == 429 for entry in calls)  # noqa: PLR2004


async def crowds() -> list[Row]:
    """Measure crowds that Telegram takes as they come, and one of which it takes a half."""
    rows = []
    async with bot(FREE_ANSWERS, 600) as place:
        gc.collect()
        gc.freeze()
        waits, _ = await taps_at(place, 120, 10)
        rows.append(Row("120 taps a second, p99", p99(waits), f"{len(waits)} taps", 0.3, unit="s"))
        newcomers = place.telegram_people(300)
        began = time.perf_counter()
        for person in newcomers:
            send(place.telegram.world, person.person, person.id, "/start")
        await until(lambda: all(person.id in place.crowd.pages for person in newcomers), 60)
        rows.append(Row("300 newcomers at once are greeted in", time.perf_counter() - began, "", 3, unit="s"))
        await asyncio.sleep(1)
        before, own = place.spent(), time.process_time()
        waits, rate = await taps_at(place, 320, 6)
        cpu = (place.spent() - before) / len(waits)
        told = f"p99 {p99(waits):.2f} s, {cpu * 1e6:.0f} µs CPU a tap; the bench's own CPU "
        told += f"{(time.process_time() - own) / len(waits) * 1e6:.0f} µs"
        rows.append(Row("taps a second, one process", rate, told, 300, at_least=True, unit="/s"))
        since = len(list(place.telegram.journal))
        place.broadcasts(1)
        await asyncio.sleep(2)
        since = len(list(place.telegram.journal))
        waits, _ = await taps_at(place, 100, 15)
        calls = list(place.telegram.journal)[since:]
        tapping = {person.id for person in place.people}
        sent = sum(e.method == "sendMessage" and e.params.get("chat_id") not in tapping for e in calls)
        told = f"{sent} in 15 s; taps p99 {p99(waits):.2f} s"
        rows.append(Row("a broadcast beside 100 taps a second", sent / 15 / RATE, told, 0.9, at_least=True))
    async with bot(Rules(), 400) as place:
        await asyncio.sleep(5)
        since, began = len(list(place.telegram.journal)), time.perf_counter()
        helping = asyncio.create_task(beside(place.crowd, [], place.people[-6:], None, 0, LONG))
        place.people, callers = place.people[:-6], place.people[-6:]
        del callers
        tapping = asyncio.create_task(taps_at(place, 60, LONG))
        await asyncio.sleep(LONG)
        taken, refused = refusals(place.telegram, since)
        seconds = time.perf_counter() - began
        told = f"{taken} in {seconds:.0f} s"
        rows.append(Row("30 in all, 60 asked for: used", taken / seconds / RATE, told, 0.85, at_least=True))
        share = refused / (taken + refused)
        rows.append(Row("the same: refused", share * 100, f"{refused} calls", 5, unit="%"))
        waits_of = await helping
        rows.append(Row("the same: help p99", p99(waits_of.helps), f"{len(waits_of.helps)} calls", 1, unit="s"))
        tapping.cancel()
    return rows


def flood_rows(name: str, waits: Waits) -> list[Row]:
    """Return the rows of one flood."""
    return [
        Row(f"{name}: others' menu p99", p99(waits.taps), waits.told(), 0.5, unit="s"),
        Row(f"{name}: others' help p99", p99(waits.helps), "", 0.5, unit="s"),
        Row(f"{name}: answers to who floods", waits.answers, f"to {waits.sent}", 45, unit=""),
    ]


async def floods(replicas: int = 0) -> list[Row]:
    """Measure what others notice of one person who floods, and of a broadcast beside."""
    rows = []
    how = "webhook, two replicas" if replicas else "polling"
    async with bot(Rules(), 16 + len(FLOODS) + 1, replicas=replicas) as place:
        people, callers, flooders = place.people[:12], place.people[12:16], place.people[16:]
        for a_second, flooder in zip((*FLOODS, 50), flooders, strict=True):
            name = f"{how}, {a_second} a second"
            if flooder is flooders[-1]:
                place.broadcasts(1)
                name += " during a broadcast"
                await asyncio.sleep(3)
            await asyncio.sleep(6)
            waits = await beside(place.crowd, people, callers, flooder, a_second, SECONDS)
            rows += flood_rows(name, waits)
    return rows


async def scaled() -> list[Row]:
    """Measure floods over two replicas, and what a tap costs a replica beside another."""
    rows = await floods(2)
    costs = []
    for replicas in (1, 2):
        async with bot(FREE_ANSWERS, 600, replicas=replicas) as place:
            await taps_at(place, EACH * replicas, 4)
            before = place.spent()
            waits, rate = await taps_at(place, EACH * replicas, 10)
            costs.append((place.spent() - before) / len(waits))
            told = f"{rate:.0f} a second; p99 {p99(waits):.2f} s"
            rows.append(Row(f"CPU a tap, {replicas} replicas", costs[-1] * 1e6, told, unit="µs"))
    told = f"twice the CPU a tap of one at {EACH} a second ÷ that of two at {2 * EACH}, for all share two cores"
    rows.append(Row("two replicas ÷ one", 2 * costs[0] / costs[1], told, 1.7, at_least=True))
    return rows


async def main(words: Sequence[str]) -> None:
    """Measure and print."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    parts = {"crowds": crowds, "floods": floods, "scaled": scaled}
    for name in words or parts:
        print(f"\n{table(await parts[name]())}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))

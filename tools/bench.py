"""`make bench`: speed beside a baseline in the same run. Ratios decide, absolute figures are printed beside them.

The baseline is a bare aiogram echo bot by polling (`bench_echo.py`) through a local server of the same kind; both
are asked in turn, A B A B, and medians are compared.
"""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import bench_delivery
from bench_bots import AT_ONCE, ROOT, RUN, RUN_WITH_PAGES, TOKEN, Bot, batched, settle_in, telegram, variables
from bench_postgres import scratch
from bench_rows import Row, table
from bench_visitors import visits

PEOPLE = AT_ONCE
WAVES = 15
QUIZ_GROUPS = 4
"""So many times `PEOPLE` take the quiz; they answer in groups of `PEOPLE`, as large as the echo's waves."""
RATE, RATE_SECONDS = 50, 10
ECHO = ("tools/bench_echo.py",)
_UNCOMPILED = """
import sys, pathlib, bot.values.compiled
bot.values.compiled.COMPILED = pathlib.Path("nowhere")
from bot.__main__ import main
sys.argv[1:] = ["run"]
main()
"""
UNCOMPILED = ("-c", _UNCOMPILED)
"""The bot as it starts where nothing was compiled with the installation."""

QUIZ = "basics-sets/phishing/9-11"


async def tap_and_echo(folder: Path) -> tuple[list[Row], float]:
    """Measure a menu tap against an echo, latency at 50 updates a second, and memory; return also the CPU seconds
    of an echo.
    """
    async with telegram(PEOPLE) as echo, telegram(PEOPLE) as bot, telegram(PEOPLE) as large:
        await echo.start((*ECHO, echo.simulator.url, TOKEN), folder / "echo.log")
        (folder / "a").mkdir()
        (folder / "b").mkdir()
        await bot.start(RUN, folder / "a" / "log", **variables(folder / "a", bot.simulator.url))
        await large.start(RUN_WITH_PAGES, folder / "b" / "log", **variables(folder / "b", large.simulator.url))
        await settle_in(bot)
        await settle_in(large)
        await echo.wave(echo.people, lambda person: echo.says(person, "/buttons"), "message")
        echoes, two_calls, taps, many = [], [], [], []
        for _ in range(WAVES):
            spent = await echo.wave(echo.people, lambda person: echo.says(person, "hello"), "message")
            echoes.append(spent / PEOPLE)
            spent = await echo.wave(echo.people, partial(echo.presses, path="tap/"), "answer")
            two_calls.append(spent / PEOPLE)
            for one, found in ((bot, taps), (large, many)):
                spent = 0.0
                for path in ("habits", "menu"):
                    spent += await one.wave(one.people, partial(one.presses, path=path), "answer")
                    await asyncio.sleep(0.5)  # a hand's pause: the bot slows down who taps like a machine
                found.append(spent / PEOPLE / 2)
        base = statistics.median(echoes)
        alike = statistics.median(two_calls)
        tap, tap_many = statistics.median(taps), statistics.median(many)
        latencies = await latency(bot)
        rows = [
            Row(
                "CPU a settled menu tap ÷ echo",
                tap / base,
                f"{tap * 1e6:.0f} µs, echo {base * 1e6:.0f} µs",
                1.0,
                1.5,
            ),
            Row("the same ÷ an echo of as many calls", tap / alike, f"that echo {alike * 1e6:.0f} µs", 1.3),
            Row("the same with 500 more pages", tap_many / tap, f"{tap_many * 1e6:.0f} µs", 1.05),
            Row("latency at 50/s, p50", latencies[len(latencies) // 2] * 1e3, f"{len(latencies)} taps", unit="ms"),
            Row("latency at 50/s, p99", latencies[int(len(latencies) * 0.99)] * 1e3, "", unit="ms"),
            Row("resident memory", bot.resident(), f"echo {echo.resident():.0f} MiB", 260, unit="MiB"),
        ]
        return rows, base


async def latency(bot: Bot) -> list[float]:
    """Let people tap at 50 updates a second; return the seconds until each saw the edit, sorted."""
    waiting = []
    for number in range(RATE * RATE_SECONDS):
        person = bot.some(1)[0]
        seen = bot.seen(person, "edit")
        began = time.perf_counter()
        bot.presses(person, "habits" if (number // PEOPLE) % 2 == 0 else "menu")
        waiting.append((began, seen))
        await asyncio.sleep(1 / RATE)
    async with asyncio.timeout(60):
        return sorted([await seen - began for began, seen in waiting])


async def answers(folder: Path, base: float) -> list[Row]:
    """Measure a durable quiz answer on SQLite and, where it is reachable, on PostgreSQL; `base`: CPU seconds of
    an echo.
    """
    found = []
    with scratch("mayak_bench") as postgres:
        databases = [("SQLite", "", 1.3), *([("PostgreSQL", postgres, 2.5)] if postgres else [])]
        for name, url, goal in databases:
            place = folder / name
            place.mkdir()
            async with telegram(QUIZ_GROUPS * PEOPLE) as bot:
                await bot.start(RUN, place / "log", **variables(place, bot.simulator.url, url))
                await settle_in(bot)
                link = f"/start quiz_{QUIZ.replace('/', '_')}"
                for group in batched(bot.people, PEOPLE):
                    await bot.wave(group, partial(bot.says, words=link), "message")
                    await bot.wave(group, partial(bot.presses, path="begin"), "answer")
                costs = []
                for _ in range(3):
                    single = [p for p in bot.people if "answer/" in str(bot.pages[p.id])]
                    for group in batched(single, PEOPLE):
                        spent = await bot.wave(group, partial(bot.presses, path="answer/"), "answer")
                        costs.append(spent / len(group))
                    await asyncio.sleep(1)
                    onward = [p for p in bot.people if "question/" in str(bot.pages[p.id])]
                    for group in batched(onward, PEOPLE):
                        await bot.wave(group, partial(bot.presses, path="question/"), "answer")
                    await asyncio.sleep(1)
            cost = statistics.median(costs)
            found.append(Row(f"a durable quiz answer ÷ echo, {name}", cost / base, f"{cost * 1e6:.0f} µs", goal))
    return found


def spent_by(*words: str) -> float:
    """Return the CPU seconds of a whole Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own words
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


async def starts(folder: Path) -> list[Row]:
    """Measure the CPU until the first poll against importing aiogram: at the first start of an installation, at
    later ones, and at a first one where `python -m bot compile` was never run.
    """
    found: dict[str, list[float]] = {}
    imports = []
    for number, (name, program) in enumerate(
        [("first", RUN)] * 3 + [("later", RUN)] * 3 + [("uncompiled", UNCOMPILED)]
    ):
        place = folder / ("start2" if name == "later" else f"start{number}")
        place.mkdir(exist_ok=True)
        imports.append(spent_by("-c", "import aiogram"))
        async with telegram() as bot:
            await bot.start(program, place / "log", **variables(place, bot.simulator.url))
            found.setdefault(name, []).append(bot.spent_at_first_poll)
    importing = statistics.median(imports[1:])
    first, later, uncompiled = (statistics.median(some) for some in found.values())
    return [
        Row("first start to first poll ÷ importing aiogram", first / importing, f"{first:.2f} s", 2.05),
        Row("later start ÷ the same", later / importing, f"{later:.2f} s, import {importing:.2f} s", 1.3),
        Row("first start, nothing compiled ÷ the same", uncompiled / importing, f"{uncompiled:.2f} s"),
    ]


async def main() -> None:
    """Measure and print."""
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; load {os.getloadavg()[0]:.1f} at the start\n")
    with tempfile.TemporaryDirectory(prefix="mayak-bench-") as folder:
        place = Path(folder)
        (place / "visits").mkdir()
        rows, base = await tap_and_echo(place)
        print(table(rows), flush=True)  # part by part: a later one may end in an error
        print(table(await answers(place, base)), flush=True)
        print(table(await visits(place / "visits", ECHO)), flush=True)
        print(table(await starts(place)), flush=True)
        print(table(bench_delivery.plans(1_000_000, place)), flush=True)
        print(table(await bench_delivery.sending(place)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
    for script in (
        "bench_packs.py",
        "bench_simulator.py",
        "bench_store.py",
        "bench_distress.py",
        "bench_classes.py",
        "bench_campaigns.py",
        "bench_scaled.py",
    ):
        print(f"\n{script}", flush=True)
        subprocess.run([sys.executable, f"tools/{script}"], cwd=ROOT, check=False)  # noqa: S603 - our own words

"""Measures people who are not remembered: their tap on a lesson beside an echo, and taps after 300 newcomers.

Visitors open their lesson and the menu by turns, and an echo of as many calls and buttons is tapped in between.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from functools import partial
from typing import TYPE_CHECKING

from bench_bots import AT_ONCE, RUN, TOKEN, have_button, telegram, variables
from bench_rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    from bench_bots import Bot

    from simulator.people import Person

WAVES = 12
NEWCOMERS = 300
RATE, SECONDS = 60, 5
LESSON = "lesson/basics/first/9-11"


async def visits(folder: Path, echo_program: tuple[str, ...]) -> list[Row]:
    """Measure a visitor's tap on a lesson against an echo, then taps behind a crowd of newcomers."""
    async with telegram(AT_ONCE) as echo, telegram(AT_ONCE + NEWCOMERS) as bot:
        await echo.start((*echo_program, echo.simulator.url, TOKEN), folder / "echo.log")
        await bot.start(RUN, folder / "log", **variables(folder, bot.simulator.url))
        visitors, newcomers = bot.people[:AT_ONCE], bot.people[AT_ONCE:]
        await _come(bot, visitors)
        await echo.wave(echo.people, lambda person: echo.says(person, "/buttons"), "message")
        lessons, ratios = [], []
        for _ in range(WAVES):
            base = await echo.wave(echo.people, partial(echo.presses, path="tap/"), "answer")
            lessons.append(await bot.wave(visitors, partial(bot.presses, path=LESSON), "answer"))
            ratios.append(lessons[-1] / base)
            await asyncio.sleep(0.5)  # a hand's pause: the bot slows down who taps like a machine
            await bot.wave(visitors, partial(bot.presses, path="menu"), "answer")
            await asyncio.sleep(0.5)
        told = f"{statistics.median(lessons) / AT_ONCE * 1e6:.0f} µs"
        return [
            Row("a visitor's tap on a lesson ÷ an echo of as many calls", statistics.median(ratios), told, 1.3),
            *await _behind_newcomers(bot, visitors, newcomers),
        ]


async def _come(bot: Bot, people: list[Person]) -> None:
    """Let people say who they are, and open the menu; nobody agrees to be remembered."""
    await bot.wave(people, lambda person: bot.says(person, "/start"), "message")
    await have_button(bot, people, "who/9-11")
    await bot.wave(people, partial(bot.presses, path="who/9-11"), "answer")
    await bot.wave(people, lambda person: bot.says(person, "/menu"), "message")
    await have_button(bot, people, LESSON)


async def _behind_newcomers(bot: Bot, visitors: list[Person], newcomers: list[Person]) -> list[Row]:
    """Let all newcomers start at once; then visitors tap, 60 a second in all."""
    began = time.perf_counter()
    greeted = [bot.seen(person, "message") for person in newcomers]
    for person in newcomers:
        bot.says(person, "/start")
    async with asyncio.timeout(60):
        await asyncio.gather(*greeted)
    seconds = time.perf_counter() - began
    began, waiting = time.perf_counter(), []
    for number in range(RATE * SECONDS):
        person = visitors[number % AT_ONCE]
        waiting.append((time.perf_counter(), bot.seen(person, "edit")))
        bot.presses(person, LESSON if f"'{LESSON}'" in str(bot.pages[person.id]) else "menu")
        await asyncio.sleep(max(0.0, began + (number + 1) / RATE - time.perf_counter()))
    async with asyncio.timeout(60):
        waits = sorted([await seen - tapped for tapped, seen in waiting])
    told = f"{NEWCOMERS} greeted in {seconds:.2f} s; median {waits[len(waits) // 2] * 1e3:.1f} ms"
    worst = waits[int(len(waits) * 0.99)] * 1e3
    return [Row(f"{RATE} taps a second after {NEWCOMERS} newcomers, p99", worst, told, 100, unit="ms")]

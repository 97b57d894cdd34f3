"""The clock: it stands, it runs, it moves, and a month passes in a moment."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from simulator import LIFTED, SimClock, Simulator

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def test_a_standing_clock_moves_only_when_told() -> None:
    clock = SimClock(START, running=False)
    assert clock.now() == clock.now() == START
    assert clock.advance(90) == START + timedelta(seconds=90)
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)


async def test_a_running_clock_runs_and_can_be_moved() -> None:
    clock = SimClock(START, running=True)
    first = clock.now()
    await asyncio.sleep(0.02)
    assert timedelta() < clock.now() - first < timedelta(seconds=5)
    clock.advance(86_400)
    assert timedelta(days=1) < clock.now() - first < timedelta(days=1, seconds=5)


def test_a_start_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SimClock(datetime(2026, 9, 1))  # noqa: DTZ001 - that is the mistake


async def test_a_month_of_messages_in_a_moment() -> None:
    async with (
        Simulator(clock=SimClock(START, running=False), rules=LIFTED) as sim,
        aiohttp.ClientSession() as http,
    ):
        child = sim.person("child-10")
        await child.start()
        for _ in range(30):
            sim.clock.advance(86_400)
            call = {"chat_id": child.id, "text": "tip"}
            async with http.post(f"{sim.url}/bot{sim.token}/sendMessage", json=call) as answer:
                assert answer.status == 200
        dates = [message["date"] for message in child.see()]
    assert dates[-1] - dates[0] == 30 * 86_400


@pytest.mark.slow
def test_it_runs_alone() -> None:
    command = [sys.executable, "-m", "simulator", "--port", "0", "--token", "1:x", "--lifted"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Local Telegram: http://127.0.0.1:")
        finally:
            process.terminate()

"""Run by test_broadcast_kills: sends a broadcast in a child that is killed again and again, until all is sent.

Arguments: folder, address of the Telegram of the test, times, signal, seed. One process that forks, so that each
start costs milliseconds. Prints how often it killed before everything was sent.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from bot.edges.telegram.api import Api
from bot.edges.telegram.dispatch import Dispatch
from bot.edges.telegram.pace import Pace
from bot.edges.telegram.sender import Sender
from tests.talk import BOT_ID, NOW, House, fixture_library, the_phrases

RATE = 1000


async def send(folder: Path, server: str) -> None:
    """Send whatever waits, or until the process is told to stop (SIGTERM)."""
    house = House(folder)
    api = Api(f"{BOT_ID}:token-of-the-tests", server)
    sender = Sender(api, Pace(RATE, time.monotonic))
    dispatch = Dispatch(house.conversation, sender, lambda: house.clock, at_once=100)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await dispatch.tick()
    working = dispatch._running
    assert working is not None
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
    await dispatch.close()
    stopped.cancel()
    await api.close()
    house.close()


def begin(folder: Path, server: str) -> int:
    """Start a child; return its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(send(folder, server))
            code = 0
        finally:
            os._exit(code)
    return child


def age(folder: Path) -> int:
    """Let the leases of who was killed end; return how many wait."""
    with closing(sqlite3.connect(folder / "bot.sqlite", timeout=30)) as db, db:
        db.execute("UPDATE deliveries SET next_at = ? WHERE next_at > ?", (int(NOW.timestamp()),) * 2)
        return int(db.execute("SELECT count(*) FROM deliveries").fetchone()[0])


def begun(folder: Path) -> int:
    """Return how many messages the ledger knows."""
    with closing(sqlite3.connect(folder / "bot.sqlite", timeout=30)) as db:
        return int(db.execute("SELECT count(*) FROM dispatches").fetchone()[0])


def main(folder: Path, server: str, times: int, how: signal.Signals, seed: int) -> int:
    """Kill the child so many times; return how often it was killed with something left to send."""
    the_phrases()
    fixture_library()
    chance = random.Random(seed)  # noqa: S311 - a seed for a test
    killed = 0
    for _ in range(times):
        before = begun(folder)
        child = begin(folder, server)
        until = time.monotonic() + 10
        while begun(folder) == before and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 0.15))
        os.kill(child, how)
        _, status = os.waitpid(child, 0)
        if how is signal.SIGTERM and os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit("the child failed")
        left = age(folder)
        killed += left > 0
    while True:
        _, status = os.waitpid(begin(folder, server), 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit("the child failed")
        if age(folder) == 0:
            return killed


if __name__ == "__main__":
    wanted = signal.Signals[sys.argv[4]]
    sys.stdout.write(str(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), wanted, int(sys.argv[5]))))

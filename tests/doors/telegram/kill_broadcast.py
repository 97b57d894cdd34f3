"""Run by test_broadcast_kills: sends a broadcast in a child that is killed again and again, until all is sent.

Arguments: folder, address of the Telegram of the test, times, signal, seed, URL of the database. One process that
forks, so that each start costs milliseconds. Prints how often it killed before everything was sent.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot.db.databases import full_url
from bot.doors.dispatch import AT_ONCE, Dispatch
from bot.doors.pace import Pace
from bot.doors.sender import Sender
from bot.doors.telegram.api import Api
from tests.talk import BOT_ID, NOW, House, fixture_library, the_phrases

RATE = 250
"""So slow that two hundred kills find ten thousand people still waiting."""


class Broadcast:
    """What every child sends; the parent only looks on, with connections that no child inherits."""

    def __init__(self, folder: Path, server: str, url: str) -> None:
        self.folder, self.server, self.url = folder, server, url
        self.engine = create_engine(full_url(url), poolclass=NullPool)

    def age(self) -> int:
        """Let the leases of who was killed end; return how many wait."""
        at = {"now": int(NOW.timestamp())}
        with self.engine.begin() as db:
            db.execute(text("UPDATE deliveries SET next_at = :now WHERE next_at > :now"), at)
            return int(db.scalar(text("SELECT count(*) FROM deliveries")) or 0)

    def begun(self) -> int:
        """Return how many messages the ledger knows."""
        with self.engine.begin() as db:
            return int(db.scalar(text("SELECT count(*) FROM dispatches")) or 0)


async def send(what: Broadcast) -> None:
    """Send whatever waits, or until the process is told to stop (SIGTERM)."""
    house = House(what.folder, url=what.url)
    api = Api(f"{BOT_ID}:token-of-the-tests", what.server)
    sender = Sender(api, Pace(RATE, time.monotonic))
    dispatch = Dispatch(house.conversation, sender, lambda: house.clock, at_once=AT_ONCE)
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


def begin(what: Broadcast) -> int:
    """Start a child; return its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(send(what))
            code = 0
        finally:
            os._exit(code)
    return child


def main(what: Broadcast, times: int, how: signal.Signals, seed: int) -> int:
    """Kill the child so many times, or until nothing is left to send; return how often something was."""
    the_phrases()
    fixture_library()
    chance = random.Random(seed)  # noqa: S311 - a seed for a test
    killed = 0
    for _ in range(times):
        before = what.begun()
        child = begin(what)
        until = time.monotonic() + 60
        while what.begun() == before and time.monotonic() < until:
            time.sleep(0.05)  # a look is a new connection: on PostgreSQL as much work as the child's start
        time.sleep(chance.uniform(0.0, 0.15))
        os.kill(child, how)
        _, status = os.waitpid(child, 0)
        if how is signal.SIGTERM and os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit("the child failed")
        if what.age() == 0:
            return killed
        killed += 1
    while True:
        _, status = os.waitpid(begin(what), 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit("the child failed")
        if what.age() == 0:
            return killed


if __name__ == "__main__":
    wanted = signal.Signals[sys.argv[4]]
    told = Broadcast(Path(sys.argv[1]), sys.argv[2], sys.argv[6])
    sys.stdout.write(str(main(told, int(sys.argv[3]), wanted, int(sys.argv[5]))))

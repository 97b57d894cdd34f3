"""1 and 4: a broadcast whose sender is killed or stopped again and again reaches everybody, and a kill doubles no
more than was in flight, each explained by the ledger.
"""

from __future__ import annotations

import asyncio
import collections
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from sqlalchemy import text

from bot.db.engine import open_store
from bot.doors.dispatch import IN_FLIGHT
from bot.features.tips.store.wishes import Wish
from tests.doors.telegram.crowd import settle_in
from tests.talk import BOT_ID, ROOT, House

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KILLER = Path(__file__).parent / "kill_broadcast.py"
FIRST = 40_000_000


@asynccontextmanager
async def telegram(sent: collections.Counter[int]) -> AsyncIterator[str]:
    """A Telegram that takes every message after 20 ms and counts to whom; gives its address."""

    async def take(request: web.Request) -> web.Response:
        chat = int((await request.json())["chat_id"])
        await asyncio.sleep(0.02)
        sent[chat] += 1
        return web.json_response({"ok": True, "result": {"message_id": sent.total()}})

    site = web.Application()
    site.router.add_post("/{token}/sendMessage", take)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    listening = web.TCPSite(runner, "127.0.0.1", 0)
    await listening.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def broadcast(
    folder: Path, people: int, times: int, how: str, url: str
) -> tuple[int, collections.Counter[int]]:
    """Send a tip to so many people through so many kills; return how many kills came in time, and what came."""
    house = House(folder, url=url)
    store, today = house.stores.durable, house.clock.date()
    numbers = range(FIRST, FIRST + people)
    keys = settle_in(store, house.keys, BOT_ID, numbers, today, wish=Wish(3, 15))
    with store.transaction() as db:
        db.execute(text("UPDATE tip_wishes SET days = 127"))
    house.close()
    sent: collections.Counter[int] = collections.Counter()
    async with telegram(sent) as server:
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, KILLER, folder, server, str(times), how, "1", url),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
        )
        told, _ = await program.communicate()
    assert program.returncode == 0
    store = open_store(url)
    with store.transaction() as db:
        rows = db.execute(text("SELECT person, outcome, attempts FROM dispatches"))
        ledger = {bytes(person): (outcome, tries) for person, outcome, tries in rows}
    store.close()
    assert set(sent) == set(numbers), "0 lost"
    assert {outcome for outcome, _ in ledger.values()} == {"sent"}
    for number, times_told in sent.items():
        assert times_told <= ledger[keys[number]][1], "each duplicate is explained by the tries of the ledger"
    return int(told), sent


def doubles(sent: collections.Counter[int]) -> int:
    return sent.total() - len(sent)


@pytest.mark.parametrize(
    ("people", "times"),
    [
        pytest.param(300, 1, marks=pytest.mark.slow),
        pytest.param(10_000, 200, marks=pytest.mark.soak, id="ten thousand"),
    ],
)
async def test_1_killed_over_a_broadcast(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str], people: int, times: int
) -> None:
    kills, sent = await broadcast(tmp_path, people, times, "SIGKILL", url)
    with capsys.disabled():
        print(f"\n{kills} kills over {len(sent)} people: 0 lost, {doubles(sent)} came twice")  # noqa: T201 - read
    assert kills == times, "each found somebody still waiting"
    assert doubles(sent) <= IN_FLIGHT * kills


@pytest.mark.parametrize(
    ("people", "times"),
    [
        pytest.param(300, 1, marks=pytest.mark.slow),
        pytest.param(10_000, 100, marks=pytest.mark.soak, id="ten thousand"),
    ],
)
async def test_4_stopped_over_a_broadcast(tmp_path: Path, url: str, people: int, times: int) -> None:
    stops, sent = await broadcast(tmp_path, people, times, "SIGTERM", url)
    assert stops == times
    assert doubles(sent) == 0

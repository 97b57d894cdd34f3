"""A broadcast of the tests: a Telegram that takes it and notes who got what when, and the people who are due."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.db import deliveries, keys, people
from bot.features.habits import pages as habits_pages
from bot.values.audience import Audience
from bot.values.why import Why
from tests.doors.telegram.servers import TOKEN
from tests.kit.zones import afternoon

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.db.engine import Store

LATENCY = 0.05


@asynccontextmanager
async def telegram(came: list[tuple[int, float]]) -> AsyncIterator[str]:
    """A Telegram that takes every call after `LATENCY` and notes to whom and when; gives its address."""

    async def take(request: web.Request) -> web.Response:
        at = time.monotonic()
        if request.match_info["method"] == "getMe":
            return web.json_response({"ok": True, "result": {"id": 424242, "username": "mayak_test_bot"}})
        if request.match_info["method"] == "sendMessage":
            chat = int((await request.json())["chat_id"])
            await asyncio.sleep(LATENCY)
            came.append((chat, at))
        return web.json_response({"ok": True, "result": {"message_id": len(came)}})

    site = web.Application()
    site.router.add_post("/{token}/{method}", take)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def owe(store: Store, key_file: Path, count: int) -> None:
    """Let so many people have a reminder that is due now; it is afternoon where they live."""
    now = datetime.now(UTC)  # noqa: TID251 - the processes live by the real clock
    zone = afternoon(now)
    kept = keys.load(key_file, make=False)
    bot_id = int(TOKEN.partition(":")[0])
    with store.transaction() as db:
        for chat in range(1, count + 1):
            key = people.new_key()
            person = people.Person(key, Audience.PARENT, "en", "GB", zone)
            people.add(db, kept.lookup(bot_id, chat), person, now.date())
            people.agree(db, key, "1", now.date())
            deliveries.plan(
                db, key, kept.seal(chat, key), deliveries.Visit(habits_pages.Rest().path, Why.NUDGE, now)
            )

"""The page at the projector of a live quiz."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

from bot.doors.web.projector.pages import Projector
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def healthy(_: web.Request) -> web.Response:
    return web.Response(text="alive")


@asynccontextmanager
async def projector(house: House, client_header: str = "") -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """The page on a port of its own; gives its address and a browser without a face."""
    app = web.Application()
    Projector(house.conversation.services, lambda: house.clock, client_header).add_to(app)
    app.router.add_get("/healthz", healthy)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    house.conversation.services.instance.projector = address
    async with aiohttp.ClientSession() as session:
        try:
            yield address, session
        finally:
            await runner.cleanup()


async def gets(session: aiohttp.ClientSession, address: str) -> tuple[int, str, str]:
    """Status, words, mark."""
    async with session.get(address) as answered:
        return answered.status, await answered.text(), answered.headers.get("X-Seen", "")


def address_on(educator: Person) -> str:
    found = re.search(r"http://\S+/live/\w{4}-\w{4}-\w{4}", educator.sees)
    assert found
    return found[0]

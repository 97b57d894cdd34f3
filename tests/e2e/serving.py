"""Serving: the web door of a house, in a thread of its own, for a browser with a face."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.doors.server import serve_web
from bot.doors.web.site.site import Site
from tests.doors.web.browsing import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.talk import House


@dataclass(frozen=True)
class Served:
    """A house whose web door is open at an address."""

    house: House
    address: str


@contextmanager
def serving(make: Callable[[], House]) -> Iterator[Served]:
    """Make a house and serve it until the end."""
    port, ready, stop = unused_port(), threading.Event(), asyncio.Event()
    address = f"http://127.0.0.1:{port}"
    made: list[House] = []

    async def live() -> None:
        house = make()
        made.append(house)
        house.conversation.services.instance.projector = address
        app = web.Application()
        site = Site(house.conversation, lambda: house.clock, address, bot_token=TOKEN)
        site.add_to(app)
        runner = await serve_web(app, "127.0.0.1", port)
        ready.set()
        await stop.wait()
        await runner.cleanup()
        site.close()
        house.close()

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=[live()], daemon=True)
    thread.start()
    assert ready.wait(120)
    yield Served(made[0], address)
    loop.call_soon_threadsafe(stop.set)
    thread.join(60)
    loop.close()

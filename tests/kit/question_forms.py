"""Own questions in the browser: a set is made and filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiohttp import ClientSession, web

from bot.doors.web.clients import RateLimit
from bot.doors.web.projector.pages import Projector
from tests.talk import House

if TYPE_CHECKING:
    from tests.doors.web.browsing import Opened

if TYPE_CHECKING:
    from tests.doors.web.browsing import Browser, Seen

CANARY = "tangerine"
"""Stands in every field that a teacher fills."""


QUESTION = {
    "stem": f"Which {CANARY} is ripe?",
    "option-0": f"The green {CANARY}",
    "option-1": f"The orange {CANARY}",
    "option-3": f"No {CANARY} at all",
    "right-1": "1",
    "note": f"A ripe {CANARY} is orange.",
}


async def makes_set(browser: Browser, room: int, title: str = f"All about the {CANARY}") -> str:
    """Make a set on the page of own questions; return its address."""
    await browser.opens(f"/own/{room}")
    await fills(browser, f"/own/{room}", title=title)
    found = re.search(r'action="(/own/\d+/\d+)"', browser.see().html)
    assert found, browser.see().html
    return found[1]


async def fills(browser: Browser, action: str, **fields: str) -> Seen:
    """Fill in the form of the page that is open, as a browser does, and send it."""
    html = browser.see().html
    form = re.search(rf'<form class="own"[^>]*action="{action}">(.*?)</form>', html, re.DOTALL)
    assert form, html
    hidden = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form[1]))
    return await browser.sends(action, hidden | fields)


async def board_of(house: House, address: str) -> str:
    """What the projector shows at an address of a live quiz."""
    app = web.Application()
    Projector(house.conversation.services, lambda: house.clock).add_to(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession() as session:
            here = f"http://127.0.0.1:{runner.addresses[0][1]}"
            async with session.get(here + re.sub(r"^https?://[^/]+", "", address)) as answer:
                return await answer.text()
    finally:
        await runner.cleanup()


def unlimited(door: Opened) -> None:
    door.site.guard._pages = RateLimit(1_000_000, 1.0)

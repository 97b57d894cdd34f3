"""The web door with a house, and a browser at somebody's desk."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.doors.web.browsing import Browser, Opened, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.talk import House, Person


@asynccontextmanager
async def door_of(house: House) -> AsyncIterator[Opened]:
    """The web door, of which the chat knows the address."""
    async with opened(house) as door:
        house.conversation.services.instance.projector = door.address
        yield door


def link_of(person: Person) -> str:
    found = re.search(r"http://\S+?(/desk/\S+)", person.types("/desk").text.plain)
    assert found
    return found[1]


async def sits_down(door: Opened, person: Person) -> Browser:
    """Ask for a link in the chat and open it."""
    browser = door.browser(person.language)
    await browser.opens(link_of(person))
    await browser.taps("🖥")
    assert browser.cookies["mayak"].startswith("desk.")
    return browser

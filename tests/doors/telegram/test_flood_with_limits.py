"""One person who sends without end, with Telegram's limits on: the others are answered, Help is, and so are
they."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.doors.pace import CHAT_BURST
from simulator import Simulator
from tests.doors.telegram.flooding import Crowd, beside, p99
from tests.doors.telegram.servers import settled

if TYPE_CHECKING:
    from bot.app import App

PEOPLE, CALLERS = 12, 3
LONG = 25.0


async def floods(app: App, telegram: Simulator, a_second: float, seconds: float) -> None:
    """Let one person flood, and check what docs/design.md promises."""
    crowd = Crowd(telegram)
    people = [telegram.new_person(f"n{number}") for number in range(PEOPLE)]
    callers = [telegram.new_person(f"c{number}") for number in range(CALLERS)]
    flooder = telegram.new_person("flooder")
    settled(app, *people, *callers, flooder)
    async with crowd.watched():
        await crowd.open_menus([*people, *callers])
        waits = await beside(crowd, people, callers, flooder, a_second, seconds)
    print(f"\n{a_second} a second: {waits.told()}")  # noqa: T201 - the figures are what this test is read for
    assert p99(waits.taps) <= 0.5
    assert p99(waits.helps) <= 0.5
    assert waits.answers <= CHAT_BURST + seconds + 2
    assert len(waits.own_helps) == 2
    assert max(waits.own_helps) <= 1.5
    await asyncio.sleep(0.5)
    assert not telegram.world.updates.waiting or len(telegram.world.updates.waiting) < 3


@pytest.mark.slow
@pytest.mark.parametrize("a_second", [3, 50])
async def test_a_flood_holds_up_nobody(paced: App, limited: Simulator, a_second: float) -> None:
    await floods(paced, limited, a_second, 6)


@pytest.mark.soak
@pytest.mark.parametrize("a_second", [2, 3, 8, 50])
async def test_a_long_flood_holds_up_nobody(paced: App, limited: Simulator, a_second: float) -> None:
    await floods(paced, limited, a_second, LONG)

"""A local Telegram for the tests of the simulator itself: a standing clock, lifted limits, and plain HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator import LIFTED, SimClock, Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


class Wire:
    """Asks one simulator over HTTP, the Bot API and the user plane alike."""

    def __init__(self, sim: Simulator, session: aiohttp.ClientSession) -> None:
        self.sim = sim
        self.session = session

    async def bot(self, method: str, **params: Any) -> Any:
        """Call a Bot API method and return its result."""
        status, body = await self.raw(method, **params)
        assert status == 200, body
        return body["result"]

    async def raw(self, method: str, **params: Any) -> tuple[int, Any]:
        """Call a Bot API method and return status and body."""
        async with self.session.post(f"{self.sim.url}/bot{self.sim.token}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    async def plane(self, verb: str, path: str, body: Any = None, **how: Any) -> tuple[int, Any]:
        """Call the user plane and return status and JSON (or text)."""
        if body is not None:
            how["json"] = body
        async with self.session.request(verb, self.sim.url + path, **how) as answer:
            if answer.content_type == "application/json":
                return answer.status, await answer.json()
            return answer.status, await answer.text()


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(clock=SimClock(START, running=False), rules=LIFTED) as simulator:
        yield simulator


@pytest.fixture
async def wire(sim: Simulator) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as session:
        yield Wire(sim, session)

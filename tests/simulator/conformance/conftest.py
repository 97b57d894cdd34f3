"""Where a check runs: against a fresh simulator, or with LIVE_BOT_TOKEN and LIVE_CHAT_ID against Telegram.

LIVE_API_URL names another server than Telegram's own: a self-hosted one, or a simulator to try this path itself.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator import LIFTED, PersonHandle, Rules, SimClock, Simulator
from tests.simulator.conformance.clients import CLIENTS, Client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LIVE_TOKEN = os.environ.get("LIVE_BOT_TOKEN", "")
LIVE_CHAT = int(os.environ.get("LIVE_CHAT_ID", "0"))
TELEGRAM = os.environ.get("LIVE_API_URL") or "https://api.telegram.org"
START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@dataclass
class Place:
    """Where to ask: the server's address, a token that works, and a chat that has been started."""

    url: str
    token: str
    chat: int


@pytest.fixture(autouse=True)
def modern(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let python-telegram-bot speak of times as it will in its next major version, without a warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def rules() -> Rules:
    """A check that is about limits puts its own in this place."""
    return LIFTED


@pytest.fixture
async def sim(rules: Rules) -> AsyncIterator[Simulator]:
    """A fresh local Telegram whose clock stands still. Checks that need it are skipped against the real one."""
    if LIVE_TOKEN:
        pytest.skip("this check needs the simulator's user plane")
    async with Simulator(clock=SimClock(START, running=False), rules=rules) as simulator:
        yield simulator


@pytest.fixture
async def child(sim: Simulator) -> PersonHandle:
    """Somebody who has pressed Start; the update of that is out of the way."""
    person = sim.person("child-10")
    await person.start()
    sim.world.updates.clear()
    return person


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Place:
    """The simulator, or Telegram where a token is set: for checks that need nothing but the Bot API."""
    if LIVE_TOKEN:
        return Place(TELEGRAM, LIVE_TOKEN, LIVE_CHAT)
    simulator: Simulator = request.getfixturevalue("sim")
    person: PersonHandle = request.getfixturevalue("child")
    return Place(simulator.url, simulator.token, person.id)


@pytest.fixture(params=CLIENTS, ids=lambda client: client.name)
async def client(request: pytest.FixtureRequest, place: Place) -> AsyncIterator[Client]:
    """Either client; every check that takes it runs with both."""
    kind: type[Client] = request.param
    made = kind(place.url, place.token)
    yield made
    await made.close()
    if LIVE_TOKEN:
        await asyncio.sleep(1)  # about one message a second is what Telegram bears


@pytest.fixture
async def rival(client: Client, place: Place) -> AsyncIterator[Client]:
    """A second instance of the same bot in the same client library."""
    made = type(client)(place.url, place.token)
    yield made
    await made.close()


class Http:
    """Plain HTTP for the checks that say so."""

    def __init__(self, place: Place, session: aiohttp.ClientSession) -> None:
        self.base = f"{place.url}/bot{place.token}"
        self.session = session

    async def call(self, method: str, *, verb: str = "POST", **how: Any) -> tuple[int, dict[str, Any], Any]:
        """Return status, JSON body and headers of one call."""
        async with self.session.request(verb, f"{self.base}/{method}", **how) as answer:
            return answer.status, await answer.json(content_type=None), answer.headers


@pytest.fixture
async def http(place: Place) -> AsyncIterator[Http]:
    async with aiohttp.ClientSession() as session:
        yield Http(place, session)

"""The real bot and the local Telegram behind one page, with the small fixture packs, in a strict run."""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.demo import PEOPLE, TOKEN, USERNAME, bot_names, demo_settings, joined
from simulator import LIFTED, Simulator
from tests.doors.telegram.servers import lift
from tests.e2e.chat import Chat
from tests.simulator.browser import browser, complaints, desk, open_window, shot
from tests.talk import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

__all__ = ["browser", "complaints", "desk", "open_window", "shot"]


@pytest.fixture(scope="module")
def telegram(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The bot at its Telegram, in a thread of its own, for all journeys of a module, whose `ORGANISERS` it
    has, with the packs that its `make_packs` makes in a folder, else the fixture packs. Where `AT_ITS_PACE` is
    not set in the module, the bot answers one chat as often as it is asked: whoever tests presses without rest.
    """
    lifted = not getattr(request.module, "AT_ITS_PACE", False)
    organisers = getattr(request.module, "ORGANISERS", "")
    make_packs: Callable[[Path], Path] | None = getattr(request.module, "make_packs", None)
    rules = replace(LIFTED, inline=True)
    simulator = Simulator(
        TOKEN, names=bot_names(), username=USERNAME, profile="strict", rules=rules, people=PEOPLE
    )
    ready, stop = threading.Event(), asyncio.Event()
    folder = tmp_path_factory.mktemp("bot")
    packs = make_packs(folder / "packs") if make_packs else FIXTURES

    async def live() -> None:
        await simulator.start()
        settings = demo_settings(folder, simulator.url).model_copy(
            update={"packs": str(packs), "send_rate": 1000, "admin_ids": organisers}
        )
        async with joined(simulator, settings) as app:
            if lifted:
                lift(app)
            ready.set()
            await app.run(stop)
        await simulator.stop()

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=[live()], daemon=True)
    thread.start()
    assert ready.wait(120)
    yield simulator
    loop.call_soon_threadsafe(stop.set)
    thread.join(60)
    assert not thread.is_alive()
    loop.close()
    assert not simulator.journal.red, [entry.doubts for entry in simulator.journal if entry.red]


@pytest.fixture
def chat_of(telegram: Simulator, open_window: Callable[..., Page]) -> Callable[..., Chat]:
    """Open the page in somebody's name. (The bot comes first: it must outlive the windows.)"""

    def open_chat(person: int, language: str = "ru", **wishes: object) -> Chat:
        return Chat(open_window(f"{telegram.url}/#person={person}&chat={person}", **wishes), language)

    return open_chat


@pytest.fixture
def phone_fonts() -> None:
    """A phone's own fonts: with those of a desk, the same words take more lines."""
    told = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    missing = {"Roboto", "Noto Color Emoji"} - set(told.splitlines())
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"CI needs the fonts {missing}")
    if missing:
        pytest.skip(f"{missing} are not on this machine: what a phone shows is not measured")

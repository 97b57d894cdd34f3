"""The demo: the whole bot against the local Telegram in one process, on loopback; nothing is kept afterwards."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.app import App
from bot.settings import Settings
from bot.simulator import SimClock, Simulator

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "424242:demo-of-mayak"  # noqa: S105 - it opens nothing but the simulator in this process


async def demo(port: int, ready: Callable[[str], None], stop: asyncio.Event | None = None) -> None:
    """Run simulator and bot until stopped; `ready` is told the address to open in a browser."""
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    simulator = Simulator(TOKEN, SimClock())
    await simulator.start(port=port)
    with tempfile.TemporaryDirectory(prefix="mayak-demo-") as folder:
        app = App(demo_settings(Path(folder), simulator.url), simulator.clock.now)
        ready(simulator.url)
        try:
            await app.run(stop)
        finally:
            await app.close()
            await simulator.stop()


def demo_settings(folder: Path, server: str) -> Settings:
    """Return settings for a demo that keeps its files in `folder`; sensitive items are shown with a mark."""
    return Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=server,
        database_url=SecretStr(f"sqlite:///{folder / 'bot.sqlite'}"),
        key_file=folder / "bot.key",
        allow_unreviewed=True,
        webhook_url="",
        operator_name="Mayak demo",
        operator_contact="this machine only",
    )

"""The demo: the whole bot against the local Telegram in one process, on loopback; nothing is stored afterwards."""

from __future__ import annotations

import asyncio
import signal
import socket
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.app import App
from bot.chat.ahead import writes_next
from bot.commands.preview.preview import approved_copy
from bot.commands.preview.readers import Readers
from bot.commands.preview.watch import follow, watching
from bot.memory import leave_out_of_garbage
from bot.settings import Settings
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import package_phrases
from simulator import Rules, Simulator, read_people

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

TOKEN = "424242:demo-of-mayak"  # noqa: S105 - it opens nothing but the simulator in this process
USERNAME = "mayak_demo_bot"

PEOPLE = read_people(Path(__file__).with_name("demo_people.json"))
"""The people in the demo's simulator: of each age and role, in both languages."""

ORGANISERS = ("organiser", "organiser-en")
"""The people among them who run campaigns and invite editors."""


def bot_names() -> dict[str, str]:
    """Return the bot's name by language; the empty language is for all others."""
    names = {locale: phrases.say("Mayak") for locale, phrases in package_phrases().items()}
    return {"": names.pop(SOURCE_LOCALE), **names}


async def demo(
    port: int, ready: Callable[[str, str], None], stop: asyncio.Event | None = None, watch: Path | None = None
) -> None:
    """Run simulator and bot until stopped. `ready` is called with the address to open in a browser, and the
    address of the web door. With a pack to `watch`, the first is the address of its preview, and the bot serves
    this pack, including drafts.
    """
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    simulator = Simulator(TOKEN, names=bot_names(), username=USERNAME, rules=Rules(inline=True), people=PEOPLE)
    await simulator.start(port=port)
    try:
        with tempfile.TemporaryDirectory(prefix="mayak-demo-") as folder:
            settings = demo_settings(Path(folder), simulator.url)
            settings.admin_ids = ",".join(str(simulator.person(key).id) for key in ORGANISERS)
            async with AsyncExitStack() as opened:
                address = simulator.url
                if watch:
                    address = await opened.enter_async_context(_watched(watch, simulator, settings, Path(folder)))
                app = await opened.enter_async_context(joined(simulator, settings))
                if watch:
                    await opened.enter_async_context(_followed(watch, simulator, app))
                leave_out_of_garbage()
                ready(address, settings.projector())
                await app.run(stop)
    finally:
        await simulator.stop()


@asynccontextmanager
async def _watched(pack: Path, simulator: Simulator, settings: Settings, folder: Path) -> AsyncIterator[str]:
    """Serve the preview of a pack and make a copy for the bot; yields the preview's address."""
    target = folder / "packs" / pack.name
    target.parent.mkdir()
    approved_copy(pack, target)
    settings.packs = str(target.parent)
    async with watching(pack, simulator.clock.now, simulator.url) as address:
        yield address


@asynccontextmanager
async def _followed(pack: Path, simulator: Simulator, app: App) -> AsyncIterator[None]:
    """Update the bot's copy, and lead the simulator's people to the saved item."""
    target = app.settings.pack_roots()[0] / pack.name
    following = asyncio.create_task(follow(pack, target, lambda: app.services.library, Readers(simulator)))
    try:
        yield
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


@asynccontextmanager
async def joined(simulator: Simulator, settings: Settings) -> AsyncIterator[App]:
    """Make a bot that uses the simulator's clock; the simulator's page can jump to the next delivery."""
    app = App(settings, simulator.clock.now)
    durable = app.stores.durable

    def ask() -> datetime | None:
        with durable.transaction() as db:
            return writes_next(db, app.services.library, simulator.clock.now())

    async def next_due() -> datetime | None:
        return await asyncio.wrap_future(durable.run(ask))

    simulator.world.next_due = next_due
    simulator.world.mini_app = f"{settings.projector()}/app"
    try:
        yield app
    finally:
        simulator.world.next_due, simulator.world.mini_app = None, ""
        await app.close()


def demo_settings(folder: Path, server: str) -> Settings:
    """Return settings for a demo with its files in `folder`: sensitive items are shown with a mark, text pasted
    behind the bot's name is checked, the web door and the projector's pages have a port of their own.
    """
    port = _free_port()
    return Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=server,
        database_url=SecretStr(f"sqlite:///{folder / 'bot.sqlite'}"),
        key_file=folder / "bot.key",
        allow_unreviewed=True,
        inline_check=True,
        redis_url=SecretStr(""),
        bot_proxy=SecretStr(""),
        webhook_url="",
        listen=f"127.0.0.1:{port}",
        public_url=f"http://127.0.0.1:{port}",
        operator_name="Mayak demo",
        operator_contact="this machine only",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

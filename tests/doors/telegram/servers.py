"""The real bot against the local Telegram in one process, over HTTP, with the small fixture packs."""

from __future__ import annotations

import asyncio
import itertools
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.chat.incoming import Incoming, Tap
from bot.doors.pace import CHAT_BURST
from bot.settings import Settings
from simulator import LIFTED, PersonHandle, Rules, SimClock, Simulator
from tests.talk import FIXTURES, migrated, remember

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.app import App
    from tests.forked import Forked

TOKEN = "424242:test-token-of-nobody"

STARTED: list[asyncio.subprocess.Process | Forked] = []
"""Bots that a test has started as processes; whatever happens in the test, none outlives it."""


@pytest.fixture(autouse=True)
async def _no_bot_is_left_running() -> AsyncIterator[None]:
    yield
    while STARTED:
        process = STARTED.pop()
        if process.returncode is None:
            process.kill()
            await process.wait()


def settings_for(folder: Path, server: str, **more: object) -> Settings:
    return Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=server,
        database_url=SecretStr(f"sqlite:///{folder / 'bot.sqlite'}"),
        key_file=folder / "bot.key",
        packs=str(FIXTURES),
        allow_unreviewed=True,
        send_rate=1000,
        **more,  # type: ignore[arg-type]
    )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as to:
        return to.connect_ex(("127.0.0.1", port)) == 0


def lift(app: App, burst: int = 1000) -> None:
    """Let one chat have so many answers at once, and one person press as often: what tests people who press at a
    program's speed, at a local Telegram whose limits are lifted.
    """
    from bot.doors.pace import Pace  # noqa: PLC0415 - as below

    pace, guard = app.handler.sender.pace, app.handler.flood_guard
    if isinstance(pace, Pace):
        pace.chats.burst = burst
    guard.in_a_second, guard.in_a_minute = burst, burst * 60


@asynccontextmanager
async def running(app: App, *, burst: int = 1000, away: bool = False) -> AsyncIterator[App]:
    """Run the bot while the block lasts. `burst` of a chat: as much as anybody wants, for a local Telegram whose
    limits are lifted; then who presses at a program's speed does not flood. Unless its database is `away`, the
    block begins once it is open: on a busy machine its migrations take longer than a start waits.
    """
    if burst > CHAT_BURST:
        lift(app, burst)
    stop = asyncio.Event()
    task = asyncio.create_task(app.run(stop))
    try:
        await until(lambda: away or task.done() or app.services.stores.durable.is_open)
        yield app
    finally:
        stop.set()
        await task
        await app.close()


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    simulator = Simulator(TOKEN, SimClock(), rules=LIFTED)
    await simulator.start()
    yield simulator
    await simulator.stop()


def migrated_in(folder: Path) -> None:
    """Leave an empty database in a folder: tests of the bot need not run all migrations."""
    (folder / "bot.sqlite").write_bytes(migrated())


@pytest.fixture
async def bot(telegram: Simulator, tmp_path: Path) -> AsyncIterator[App]:
    from bot.app import App  # noqa: PLC0415 - aiogram costs seconds to import, and not every test needs it

    migrated_in(tmp_path)
    async with running(App(settings_for(tmp_path, telegram.url), telegram.clock.now)) as app:
        yield app


@pytest.fixture
async def limited() -> AsyncIterator[Simulator]:
    """A local Telegram whose limits are on: 30 messages a second in all, one a second for a chat."""
    telegram = Simulator(TOKEN, SimClock(), rules=Rules())
    await telegram.start()
    yield telegram
    await telegram.stop()


@pytest.fixture
async def paced(limited: Simulator, tmp_path: Path) -> AsyncIterator[App]:
    """The bot as it is."""
    from bot.app import App  # noqa: PLC0415 - aiogram costs seconds to import, and not every test needs it

    migrated_in(tmp_path)
    settings = settings_for(tmp_path, limited.url)
    settings.send_rate = 30
    async with running(App(settings, limited.clock.now), burst=CHAT_BURST) as app:
        yield app


NUMBERS = itertools.count(1)


def settled(
    app: App, *people: PersonHandle, who: str = "12-15", language: str = "ru", zone: str = "Europe/Moscow"
) -> None:
    """Let people have gone through the first minute already, without a word in the chat."""
    now = app.clock()
    for person in people:
        remember(app.services, person.id, language, now.date(), who=who, zone=zone)
        app.conversation.answer(Incoming(next(NUMBERS), person.id, language, Tap("menu")), now)


async def press(person: PersonHandle, *labels: str, seconds: float = 60.0) -> None:
    """Press buttons one after another, each as soon as it is there."""
    for label in labels:
        try:
            await until(lambda label=label: any(label in row for row in person.buttons()), seconds)  # type: ignore[misc]
        except TimeoutError:
            raise AssertionError(f"no button {label!r} under {shown(person)!r}: {person.buttons()}") from None
        await person.press(label)


async def settles_in(person: PersonHandle, who: str = "9–11 лет", seconds: float = 60.0) -> None:
    """Come for the settings, say who and where, and agree to be remembered, in the chat. `seconds`: how long each
    step may take.
    """
    adult = who in {"Педагог", "Родитель"}
    remembered = "💾 Что вы обо мне запомните?" if adult else "💾 Что ты обо мне запомнишь?"
    await person.send("/settings")
    await press(person, who, remembered, "Я не против, запомни меня", seconds=seconds)
    await press(person, "Страна", "📍 Россия", "Да, Россия", seconds=seconds)
    await sees(person, "Который")


@asynccontextmanager
async def own_seconds() -> AsyncIterator[Callable[[], float]]:
    """Tell how many seconds have passed as this process had them: while others have the machine, nobody waits."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    try:
        yield lambda: ticks * 0.01
    finally:
        ticking.cancel()


async def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something holds; long, for a slow machine is not a broken one."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is awaited has no event of its own
            await asyncio.sleep(0.01)


async def sees(person: object, words: str, seconds: float = 60.0) -> None:
    """Wait until the newest message of the bot holds these words."""
    try:
        await until(lambda: words in shown(person), seconds)
    except TimeoutError:
        raise AssertionError(f"{words!r} is not in {shown(person)!r}") from None


def shown(person: object) -> str:
    """The words of what the person sees last."""
    messages = person.see(3)  # type: ignore[attr-defined]
    return "\n".join(message.get("text", message.get("caption", "")) for message in messages)

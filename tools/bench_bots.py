"""Bots under measurement: each a process of its own, with a local Telegram and a crowd of people in this one."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from simulator import LIFTED, Simulator  # noqa: E402 - found by the line above
from simulator.actions import press, send  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from simulator.people import Person

TOKEN = "424242:bench-token-of-nobody"  # noqa: S105 - it opens only the local servers below
RUN = ("-m", "bot", "run")
RUN_WITH_PAGES = ("tools/bench_pages.py",)
SECONDS = 300.0
"""How long anything may take before the benchmark gives up: on a busy machine a first start takes two minutes."""

AT_ONCE = 40
"""People who act at once: of more than 80 a bot that is held up by its machine answers some with an apology."""


class Bot:
    """A bot's process and its own local Telegram, without flood limits, with `people` who talk to it."""

    def __init__(self, people: int) -> None:
        self.simulator = Simulator(TOKEN, rules=LIFTED)
        self.people = [self.simulator.new_person(f"n{number}").person for number in range(people)]
        self.polled = asyncio.Event()
        self.process: asyncio.subprocess.Process | None = None
        self.spent_at_first_poll = 0.0
        self.pages: dict[int, dict[str, Any]] = {}
        """The newest message of the bot that each person can press."""
        self._seen: dict[tuple[int, str], asyncio.Future[float]] = {}
        self._turn = 0

    def some(self, size: int) -> list[Person]:
        """Return the next people in turn: nobody acts faster than a hand, or the bot slows them down."""
        there = [self.people[(self._turn + place) % len(self.people)] for place in range(size)]
        self._turn += size
        return there

    @property
    def pid(self) -> int:
        """The bot's process."""
        if self.process is None:
            raise RuntimeError("not started")
        return self.process.pid

    async def start(self, program: tuple[str, ...], log: Path, **variables: str) -> float:
        """Start the bot; return the seconds until its first poll."""
        began = time.perf_counter()
        with log.open("ab") as out:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *program, cwd=ROOT, env={**os.environ, **variables}, stdout=out, stderr=out
            )
        try:
            async with asyncio.timeout(SECONDS):
                await self.polled.wait()
        except TimeoutError:
            raise SystemExit(f"the bot did not start: {log}") from None
        return time.perf_counter() - began

    async def end(self) -> None:
        """End the bot's process."""
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            await self.process.wait()

    def spent(self) -> float:
        """Return the CPU seconds, user and system, that the bot's process has spent in all its threads."""
        return time.clock_gettime((~self.pid << 3) | 2)  # the CPU clock of another process: clock_getcpuclockid(3)

    def resident(self) -> float:
        """Return the bot's resident memory in MiB."""
        return float(psutil.Process(self.pid).memory_info().rss) / 2**20

    async def settle(self) -> None:
        """Wait until the bot sleeps: it has finished what follows an answer and asks for more."""
        process, quiet, before = psutil.Process(self.pid), 0, -1.0
        async with asyncio.timeout(SECONDS):
            while quiet < 2:  # noqa: PLR2004 - once may be chance
                await asyncio.sleep(0.003)
                spent = self.spent()
                asleep = process.status() == psutil.STATUS_SLEEPING
                quiet = quiet + 1 if spent == before and asleep else 0
                before = spent

    # what people do and see

    def presses(self, person: Person, path: str) -> None:
        """Press the first button whose path begins so."""
        message = self.pages[person.id]
        for y, row in enumerate(message["reply_markup"]["inline_keyboard"]):
            for x, button in enumerate(row):
                if button.get("callback_data", "").startswith(path):
                    press(self.simulator.world, person, person.id, message["message_id"], (y, x))
                    return
        raise SystemExit(f"no button leads to {path}: {message}")

    def says(self, person: Person, words: str) -> None:
        """Write a message."""
        send(self.simulator.world, person, person.id, words)

    def seen(self, person: Person, kind: str) -> asyncio.Future[float]:
        """Return when the bot's next `message`, `edit` or `answer` to this person comes (perf_counter)."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._seen[person.id, kind] = future
        return future

    async def wave(self, people: list[Person], act: Callable[[Person], None], kind: str) -> float:
        """Let all these people act at once; return the bot's CPU seconds until all are answered and it sleeps."""
        before = self.spent()
        answers = [self.seen(person, kind) for person in people]
        for person in people:
            act(person)
        async with asyncio.timeout(SECONDS):
            await asyncio.gather(*answers)
        await self.settle()
        return self.spent() - before

    async def watch(self) -> None:
        """Follow what the bot does, until cancelled."""
        world = self.simulator.world
        with world.bus.listen() as events:
            while True:
                event = await events.get()
                kind, chat = event["type"], event.get("chat_id")
                if kind in {"message", "edit"}:
                    message = event["message"]
                    if message["from"]["id"] != world.bot["id"]:
                        continue
                    if "reply_markup" in message:
                        self.pages[chat] = message
                future = self._seen.pop((chat, kind), None)
                if future is not None and not future.done():
                    future.set_result(time.perf_counter())


@contextmanager
def _noting_polls(bot: Bot) -> Iterator[None]:
    """Note when the bot polls for the first time, and what it had spent by then."""
    updates = bot.simulator.world.updates
    poll = updates.poll

    async def noted(offset: int, limit: int, seconds: int) -> list[dict[str, Any]]:
        if bot.process is not None and not bot.polled.is_set():
            bot.spent_at_first_poll = bot.spent()
            bot.polled.set()
        return await poll(offset, limit, seconds)

    updates.poll = noted  # type: ignore[method-assign]
    yield
    updates.poll = poll  # type: ignore[method-assign]


@asynccontextmanager
async def telegram(people: int = 0) -> AsyncIterator[Bot]:
    """Give a local Telegram with a bot that is not started yet; ends both."""
    bot = Bot(people)
    await bot.simulator.start()
    watching = asyncio.create_task(bot.watch())
    try:
        with _noting_polls(bot):
            yield bot
    finally:
        await bot.end()
        watching.cancel()
        await bot.simulator.stop()


def variables(folder: Path, server: str, database: str = "", packs: str = "") -> dict[str, str]:
    """Return the settings of a bot whose files lie in `folder`."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": server,
        "DATABASE_URL": database or f"sqlite:///{folder / 'bot.sqlite'}",
        "KEY_FILE": str(folder / "bot.key"),
        "PACKS": ":".join(part for part in (str(ROOT / "content"), str(ROOT / "quizzes"), packs) if part),
        "ALLOW_UNREVIEWED": "1",
        "SEND_RATE": "1000",
        "OPERATOR_NAME": "bench",
    }


async def settle_in(bot: Bot) -> None:
    """Let everybody say who they are and agree to be remembered, then open the menu; `AT_ONCE` at a time."""
    for people in batched(bot.people, AT_ONCE):
        await bot.wave(people, lambda person: bot.says(person, "/start"), "message")
        await have_button(bot, people, "who/9-11")
        await bot.wave(people, lambda person: bot.presses(person, "who/9-11"), "answer")
        await bot.wave(people, lambda person: bot.says(person, "/settings"), "message")
        await have_button(bot, people, "consent")
        for path in ("consent", "consent/on", "menu"):
            await bot.wave(people, partial(bot.presses, path=path), "answer")


def batched(people: list[Person], size: int) -> list[list[Person]]:
    """Return people in groups of `size`."""
    return [people[at : at + size] for at in range(0, len(people), size)]


async def have_button(bot: Bot, people: list[Person], path: str) -> None:
    """Wait until everybody's screen has come: the greeting comes first, the screen with buttons after it."""
    async with asyncio.timeout(SECONDS):
        while any(path not in str(bot.pages.get(person.id)) for person in people):  # noqa: ASYNC110
            await asyncio.sleep(0.01)

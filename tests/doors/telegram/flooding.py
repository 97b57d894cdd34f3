"""People of the local Telegram whose waits are measured: taps at a menu, calls for help, and one who floods."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator import actions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from simulator import PersonHandle, Simulator
    from simulator.people import Person

SHOWN = ("message", "edit")


def p99(waits: Sequence[float]) -> float:
    """Return the wait that one in a hundred exceeds, in seconds."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


@dataclass
class Waits:
    """How long people waited, in seconds, and how often somebody who floods was answered."""

    taps: list[float] = field(default_factory=list)
    helps: list[float] = field(default_factory=list)
    own_helps: list[float] = field(default_factory=list)
    """Of who floods."""
    answers: int = 0
    sent: int = 0

    def told(self) -> str:
        """Return the figures as words."""
        parts = [f"{len(self.taps)} taps p99 {p99(self.taps):.2f} s", f"help p99 {p99(self.helps):.2f} s"]
        if self.sent:
            parts += [f"flood of {self.sent}: {self.answers} answers", f"its own help {max(self.own_helps):.2f} s"]
        return ", ".join(parts)


class Crowd:
    """Who talks to the bot. `follow` has to run meanwhile."""

    def __init__(self, telegram: Simulator) -> None:
        self.telegram = telegram
        self.pages: dict[int, dict[str, Any]] = {}
        """The newest message that each person can press."""
        self.shown: Counter[int] = Counter()
        """Screens that each has seen."""
        self._waiting: dict[tuple[int, str], list[asyncio.Future[float]]] = {}
        self._times = asyncio.get_running_loop().time

    async def follow(self) -> None:
        """Follow what the bot does, until cancelled."""
        world = self.telegram.world
        with world.bus.listen() as events:
            while True:
                event = await events.get()
                if event["type"] not in SHOWN or event["message"]["from"]["id"] != world.bot["id"]:
                    continue
                chat, message = event["chat_id"], event["message"]
                self.shown[chat] += 1
                if "inline_keyboard" in message.get("reply_markup", {}):
                    self.pages[chat] = message
                words = message.get("text", "")
                for kind in ("help", "screen") if words.startswith("🆘") else ("screen",):
                    for future in self._waiting.pop((chat, kind), ()):
                        if not future.done():
                            future.set_result(self._times())

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Follow while the block lasts."""
        following = asyncio.create_task(self.follow())
        await asyncio.sleep(0)
        try:
            yield
        finally:
            following.cancel()

    async def after(self, person: Person, kind: str, act: Any, seconds: float = 60.0) -> float:
        """Act; return the seconds until the next screen (or help) is there."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault((person.id, kind), []).append(future)
        began = self._times()
        act()
        async with asyncio.timeout(seconds):
            return await future - began

    async def taps(self, person: Person) -> float:
        """Go on from the menu to more of it, to the settings, and back; return how long it took."""
        page, world = self.pages[person.id], self.telegram.world
        places = {
            button.get("callback_data"): (y, x)
            for y, row in enumerate(page["reply_markup"]["inline_keyboard"])
            for x, button in enumerate(row)
        }
        place = places.get("settings") or places.get("menu/1") or places["menu"]
        number = page["message_id"]
        return await self.after(person, "screen", lambda: actions.press(world, person, person.id, number, place))

    async def says(self, person: Person, words: str, kind: str = "screen", seconds: float = 60.0) -> float:
        """Write; return how long the answer took."""
        world = self.telegram.world
        return await self.after(person, kind, lambda: actions.send(world, person, person.id, words), seconds)

    async def calls(self, person: Person) -> float:
        """Call for help; return how long it took."""
        return await self.says(person, "помогите", "help")

    async def open_menus(self, people: Sequence[PersonHandle]) -> None:
        """Let everybody have a menu to tap at, and rest until Telegram has forgotten that."""
        for person in people:
            await self.says(person.person, "/menu")
        await asyncio.sleep(1.5)


async def beside(  # noqa: PLR0913, PLR0917, C901 - who does what
    crowd: Crowd,
    people: Sequence[PersonHandle],
    callers: Sequence[PersonHandle],
    flooder: PersonHandle | None,
    a_second: float,
    seconds: float,
) -> Waits:
    """Let people tap about every two seconds and callers call for help about every three, each waiting for the
    answer, while one person writes so many times a second and calls for help twice; return how long all waited.
    """
    waits, chance = Waits(), random.Random(13)  # noqa: S311 - a fixed seed
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds

    async def tapping(person: Person) -> None:
        await asyncio.sleep(chance.uniform(0, 2))
        while loop.time() < until:
            waits.taps.append(await crowd.taps(person))
            await asyncio.sleep(chance.uniform(1.5, 2.5))

    async def calling(person: Person) -> None:
        await asyncio.sleep(chance.uniform(0, 2))
        while loop.time() < until:
            waits.helps.append(await crowd.calls(person))
            await asyncio.sleep(chance.uniform(2.5, 3.5))

    async def flooding(person: Person) -> None:
        before, began = crowd.shown[person.id], loop.time()
        most = min(int(a_second * seconds), 250)
        while waits.sent < most:
            actions.send(crowd.telegram.world, person, person.id, "qwrtzk")
            waits.sent += 1
            await asyncio.sleep(max(0.0, began + waits.sent / a_second - loop.time()))
        await asyncio.sleep(max(0.0, until - loop.time()))
        waits.answers = crowd.shown[person.id] - before - len(waits.own_helps)

    async def flooder_calls(person: Person) -> None:
        for _ in range(2):
            await asyncio.sleep(seconds / 3)
            waits.own_helps.append(await crowd.calls(person))

    async with asyncio.TaskGroup() as group:
        for one in people:
            group.create_task(tapping(one.person))
        for one in callers:
            group.create_task(calling(one.person))
        if flooder is not None:
            group.create_task(flooding(flooder.person))
            group.create_task(flooder_calls(flooder.person))
    return waits

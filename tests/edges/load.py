"""Load: a crowd that goes through the first minute and then writes, and how often each was answered."""

from __future__ import annotations

import asyncio
import collections
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.edges.conftest import until

if TYPE_CHECKING:
    import random
    from collections.abc import AsyncIterator, Sequence

    from bot.simulator import PersonHandle

FIRST_MINUTE = ("Начнём", "9–11 лет", "📍 Россия", "Я не против, запомни меня")


async def settles_in(person: PersonHandle) -> None:
    """Go through the first minute; a bot that starts on a crowded machine may take its time."""
    await person.send("/start")
    for label in FIRST_MINUTE:
        await until(lambda label=label: any(label in row for row in person.buttons()), 120)  # type: ignore[misc]
        await person.press(label)
    await until(lambda: "Спасибо!" in str(person.see(3)), 120)


def replies(person: PersonHandle) -> int:
    """Count the answers to typed words: each word that finds nothing is answered by one message."""
    return sum("Я программа и понимаю" in message.get("text", "") for message in person.see())


@asynccontextmanager
async def writing(
    people: Sequence[PersonHandle], a_second: int, chance: random.Random
) -> AsyncIterator[collections.Counter[int]]:
    """Let somebody write so many times a second while the block lasts; gives how often each has written."""
    sent: collections.Counter[int] = collections.Counter()
    stopping = asyncio.Event()

    async def load() -> None:
        while not stopping.is_set():
            person = chance.choice(people)
            await person.send("qwrtzk")
            sent[person.id] += 1
            await asyncio.sleep(1 / a_second)

    loading = asyncio.create_task(load())
    try:
        yield sent
    finally:
        stopping.set()
        await loading

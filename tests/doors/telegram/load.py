"""Load: a crowd that goes through the first minute and then writes, and how often each was answered."""

from __future__ import annotations

import asyncio
import collections
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.db import keys
from bot.db.engine import open_store
from tests.doors.telegram.crowd import settle_in
from tests.doors.telegram.servers import TOKEN

if TYPE_CHECKING:
    import random
    from collections.abc import AsyncIterator, Sequence
    from datetime import date
    from pathlib import Path

    from simulator import PersonHandle


def settled_in(people: Sequence[PersonHandle], url: str, key_file: Path, today: date) -> None:
    """Write down that people have gone through the first minute: a crowd of hundreds, before the bot starts."""
    store = open_store(url)
    known = keys.load(key_file, make=True)
    settle_in(store, known, int(TOKEN.partition(":")[0]), [person.id for person in people], today, locale="ru")
    store.close()
    for person in people:
        person.person.started = True


NOT_KNOWN = ("Этого я не знаю", "Тут у меня нет ответа")
"""How the answers to words that mean nothing begin."""


def replies(person: PersonHandle) -> int:
    """Count the answers to typed words: each that means nothing is answered by one message."""
    return sum(any(words in message.get("text", "") for words in NOT_KNOWN) for message in person.see())


@asynccontextmanager
async def writing(
    people: Sequence[PersonHandle], a_second: int, chance: random.Random
) -> AsyncIterator[collections.Counter[int]]:
    """Let somebody write so many times a second while the block lasts; gives how often each has written. All have
    their turn, in an order by chance: who writes more than their chat takes sees the newest answer only.
    """
    sent: collections.Counter[int] = collections.Counter()
    stopping = asyncio.Event()

    async def load() -> None:
        waiting: list[PersonHandle] = []
        while not stopping.is_set():
            waiting = waiting or chance.sample(people, len(people))
            person = waiting.pop()
            await person.send("qwrtzk")
            sent[person.id] += 1
            await asyncio.sleep(1 / a_second)

    loading = asyncio.create_task(load())
    try:
        yield sent
    finally:
        stopping.set()
        await loading

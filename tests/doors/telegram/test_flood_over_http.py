"""A flood through real HTTP beside ordinary people: how long they wait, and what it costs in memory (check 23)."""

from __future__ import annotations

import asyncio
import gc
import random
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from bot.doors.flood_guard import IN_A_SECOND
from simulator import actions
from tests.doors.telegram.servers import settled, until

if TYPE_CHECKING:
    from bot.app import App
    from simulator import PersonHandle, Simulator

pytestmark = pytest.mark.soak  # it compares times: not for a machine that does other things

PEOPLE = 20
SECONDS = 10


async def taps_and_waits(telegram: Simulator, person: PersonHandle) -> float:
    """Tap the first button and wait until it is answered; return the seconds."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    pressed = actions.press(telegram.world, person.person, person.id, person.see(1)[0]["message_id"], (0, 0))
    await until(lambda: telegram.world.callbacks[pressed].answered)
    return loop.time() - began


async def crowd(telegram: Simulator, people: list[PersonHandle], chance: random.Random) -> list[float]:
    """Let people tap now and then, each waiting for the answer; return how long they waited, sorted."""

    async def one(person: PersonHandle) -> list[float]:
        waited = []
        for _ in range(SECONDS):
            await asyncio.sleep(chance.uniform(0.5, 1.2))
            waited.append(await taps_and_waits(telegram, person))
        return waited

    return sorted(seconds for waits in await asyncio.gather(*map(one, people)) for seconds in waits)


def p99(waited: list[float]) -> float:
    return waited[int(len(waited) * 0.99) - 1]


async def test_23_a_hundred_messages_a_second_beside_twenty_people(
    bot: App, telegram: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(23)  # noqa: S311 - a fixed seed
    people = [telegram.new_person(f"n{number}") for number in range(PEOPLE)]
    flooder = telegram.new_person("flooder")
    settled(bot, *people, flooder)
    for person in people:
        await person.send("/menu")
    await until(lambda: all(person.buttons() for person in people))
    calm = await crowd(telegram, people, chance)

    flooding = True

    async def flood() -> int:
        sent = 0
        while flooding:
            await flooder.send("/menu")
            sent += 1
            await asyncio.sleep(0.01)
        return sent

    tracemalloc.start()
    task = asyncio.create_task(flood())
    flooded = await crowd(telegram, people, chance)
    await until(lambda: len(telegram.world.updates.waiting) < 200)
    handler = bot.handler
    gc.collect()
    held = sum(stat.size for stat in _of_the_edge(tracemalloc.take_snapshot()))
    flooding = False
    sent = await task
    tracemalloc.stop()
    await until(lambda: not telegram.world.updates.waiting and not handler.inside)
    answers = sum(message["from"]["is_bot"] for message in flooder.see())
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is read for
            f"\nflood of {sent} messages: {answers} answers; p99 of {PEOPLE} others {p99(calm) * 1000:.0f} ms "
            f"calm, {p99(flooded) * 1000:.0f} ms beside it; the edge holds {held / 1024:.0f} KiB"
        )
    assert sent > 500
    # Telegram tells whole seconds: a flood that begins in the middle of one fills the next before it is one.
    assert answers <= 2 * IN_A_SECOND + 3
    assert p99(flooded) < max(1.5 * p99(calm), p99(calm) + 0.25)
    assert held < 2 * 1024 * 1024
    assert len(handler.locks) == 0


def _of_the_edge(snapshot: tracemalloc.Snapshot) -> list[tracemalloc.Statistic]:
    return snapshot.filter_traces([tracemalloc.Filter(True, "*/bot/doors/telegram/*")]).statistics("filename")  # noqa: FBT003

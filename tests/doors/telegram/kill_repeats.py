"""A bot is killed while some of its messages are in flight: whose answers come again is counted."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

from tests.doors.telegram.load import settled_in
from tests.doors.telegram.servers import until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator import PersonHandle, Simulator
    from tests.doors.telegram.process import Process

HELD = 3
"""Messages that Telegram has at each kill while the bot waits for its answer."""


def from_bot(person: PersonHandle) -> list[dict[str, Any]]:
    return [message for message in person.see() if message["from"]["is_bot"]]


def counts(people: Sequence[PersonHandle]) -> list[int]:
    return [len(from_bot(person)) for person in people]


def unlike(people: Sequence[PersonHandle], before: Sequence[int]) -> int:
    """Count of how many people the number of messages is another one than before."""
    return sum(now != was for now, was in zip(counts(people), before, strict=True))


async def at_rest(people: Sequence[PersonHandle]) -> list[int]:
    """Wait until nothing has come for two seconds; return how many messages each has."""
    before = counts(people)
    while True:
        await asyncio.sleep(2.0)
        now = counts(people)
        if now == before:
            return now
        before = now


async def doubles_what_was_in_flight(telegram: Simulator, bot: Process, kills: int) -> str:
    """Let visitors, callers for help and known people be answered behind a few whose answers are in flight, kill
    the bot two seconds later, start it again, and assert that of nobody else an answer comes twice. Return the
    counts in words.
    """
    visitors, callers, known = (
        [telegram.new_person(f"{kind}{number}") for number in range(many)]
        for kind, many in (("v", 15), ("h", 10), ("k", 10))
    )
    settled_in(known, bot.variables["DATABASE_URL"], bot.folder / "bot.key", telegram.clock.now().date())
    everybody, probe = [*visitors, *callers, *known], telegram.new_person("probe")
    in_flight, twice, came = 0, 0, 0
    await bot.start()
    for kill in range(kills):
        telegram.fault("slow", method="sendMessage", times=HELD, seconds=600.0)
        slow = [telegram.new_person(f"s{kill}-{number}") for number in range(HELD)]
        await asyncio.gather(*(person.send("/menu") for person in slow))
        await until(lambda: not telegram.world.fault_view())
        before = counts(everybody)
        for people, words in ((visitors, "/menu"), (callers, "помогите"), (known, "qwrtzk")):
            await asyncio.gather(*(person.send(words) for person in people))
        await until(lambda before=before: unlike(everybody, before) == len(everybody))  # type: ignore[misc]
        answered, shown = await at_rest(everybody), counts(slow)
        in_flight += HELD
        came += len(everybody) + HELD
        assert await bot.end(signal.SIGKILL) != 0

        await bot.start()
        seen = len(from_bot(probe))
        await probe.send("/menu")  # behind all that comes again
        await until(lambda seen=seen: len(from_bot(probe)) > seen)  # type: ignore[misc]
        await asyncio.sleep(2.0)
        again = [
            [message.get("text", "…")[:30] for message in from_bot(person)[was:]]
            for person, was in zip(everybody, answered, strict=True)
        ]
        assert not any(again), "they were answered two seconds before the kill"
        twice += unlike(slow, shown)
    assert await bot.end() == 0
    assert twice <= in_flight
    return f"SIGKILL × {kills}: {came} messages, 0 lost, {in_flight} in flight, {twice} came twice"

"""What is owed goes out beside what is slow, and no two holders ever show the same delivery."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.db.deliveries import LEASE
from bot.doors.outbox import TRY_SECONDS
from bot.doors.telegram.api import CALL_SECONDS
from bot.doors.wire import Unreached
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import press
from tests.doors.telegram.servers import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.doors.telegram.edge import Sent

PEOPLE = range(97_000, 97_050)


async def owing(folder: Path) -> Edge:
    """An edge that owes everybody the settings, after a kill whose lease is over."""
    edge = Edge(folder)
    for person in PEOPLE:
        for path in ("who", "who/9-11", "where/settings/RU", "where/settings/RU/sure", "consent/on"):
            await edge.takes(press(person, path))

    async def unreached(_: Sent) -> None:
        raise Unreached("ClientOSError")

    edge.wire.mood = unreached
    await edge.takes_at_once(*(press(person, "settings") for person in PEOPLE))
    edge.close()
    again = Edge(folder)
    again.house.clock = edge.house.clock + LEASE
    return again


async def test_a_chat_that_telegram_is_slow_for_does_not_hold_up_what_others_are_owed(tmp_path: Path) -> None:
    edge = await owing(tmp_path)
    over = asyncio.Event()

    async def slow(call: Sent) -> None:
        if call.params.get("chat_id") == PEOPLE[0]:
            await over.wait()

    edge.wire.mood = slow
    await edge.pending.tick()
    assert {call.params["chat_id"] for call in edge.wire.sent} == {*PEOPLE[1:]}
    edge.house.later(seconds=LEASE.total_seconds())
    await edge.pending.tick()  # claims it once more, and leaves it to who has it in hand
    over.set()
    await until(lambda: not len(edge.handler.outbox))
    await edge.pending.tick()
    assert sorted(call.params["chat_id"] for call in edge.wire.sent) == [*PEOPLE], "each once"
    edge.close()


async def test_of_two_processes_each_delivery_is_shown_by_one(tmp_path: Path) -> None:
    one = await owing(tmp_path)
    two = Edge(tmp_path)
    two.house.clock = one.house.clock
    await asyncio.gather(one.pending.tick(), two.pending.tick())
    shown = [call.params["chat_id"] for edge in (one, two) for call in edge.wire.sent]
    assert sorted(shown) == [*PEOPLE]
    one.close()
    two.close()


def test_whoever_holds_a_delivery_is_done_with_it_within_the_lease() -> None:
    assert LEASE.total_seconds() > TRY_SECONDS + CALL_SECONDS

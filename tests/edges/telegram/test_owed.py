"""Deliveries are shown within their lease, so that no two holders ever show the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.edges.telegram.api import Unreached
from bot.edges.telegram.handling import Patience
from bot.store.deliveries import LEASE
from tests.edges.telegram.edge import Edge
from tests.edges.telegram.raw import press

if TYPE_CHECKING:
    from pathlib import Path

    from tests.edges.telegram.edge import Sent

PEOPLE = range(97_000, 97_010)


async def test_what_does_not_fit_into_the_lease_waits_for_the_next_holder(tmp_path: Path) -> None:
    edge = Edge(tmp_path, patience=Patience(reply=0.01))
    for person in PEOPLE:
        for path in ("who", "who/9-11", "where/RU", "consent/on"):
            await edge.takes(press(person, path))

    async def unreached(_: Sent) -> None:
        raise Unreached("ClientOSError")

    edge.wire.mood = unreached
    await edge.takes_at_once(*(press(person, "settings") for person in PEOPLE))

    async def ten_seconds_each(_: Sent) -> None:
        edge.house.later(seconds=10)

    edge.wire.mood = ten_seconds_each
    edge.wire.sent.clear()
    began = edge.house.clock
    await edge.owed.tick()
    assert 0 < len(edge.wire.sent) < len(PEOPLE)
    assert edge.house.clock - began <= LEASE, "the last one was shown while the lease still held"
    while len(edge.wire.sent) < len(PEOPLE):
        edge.house.later(seconds=LEASE.total_seconds())
        await edge.owed.tick()
    assert sorted(call.params["chat_id"] for call in edge.wire.sent) == [*PEOPLE]
    edge.close()

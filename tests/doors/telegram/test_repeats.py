"""What comes twice after a kill: what was in flight at that moment, counted exactly, and nothing beyond it.

Telegram confirms by offset, so one slow answer lets everything behind it come again (decision 5).
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.doors import ack_log
from bot.doors.pace import CHAT_BURST
from bot.doors.telegram.polling import Polling
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import group, message, press
from tests.doors.telegram.servers import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    import pytest

    from tests.doors.telegram.edge import Sent
    from tests.doors.telegram.raw import Json

SLOW, CHILD, ADULT = 98_001, 98_002, 98_003
VISITORS, CALLERS = range(98_100, 98_115), range(98_200, 98_210)


@contextlib.asynccontextmanager
async def polling(edge: Edge) -> AsyncIterator[None]:
    """Poll while the block lasts, then be killed: nothing is confirmed any more."""
    task = asyncio.create_task(Polling(edge.wire, edge.handler).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def settle(edge: Edge, child: int) -> None:
    for path in ("who", "who/9-11", "where/settings/RU", "where/settings/RU/sure", "consent/on"):
        await edge.takes(press(child, path))


def held_back(edge: Edge, chat: int) -> list[Sent]:
    """Let Telegram keep the messages to one chat waiting; return them: they are in flight."""
    in_flight: list[Sent] = []

    async def mood(call: Sent) -> None:
        if call.params.get("chat_id") == chat:
            in_flight.append(call)
            await asyncio.Event().wait()

    edge.wire.mood = mood
    return in_flight


def noted(edge: Edge) -> int:
    with edge.house.stores.durable.transaction() as db:
        return int(db.scalar(text("SELECT count(*) FROM updates WHERE answered")) or 0)


async def again(edge: Edge, folder: Path, url: str) -> list[Sent]:
    """Kill the bot, start it anew with what Telegram still has, and return what it sends until nothing is left."""
    edge.close()
    next_ = Edge(folder, url=url)
    next_.wire.inbox = edge.wire.inbox
    async with polling(next_):
        await until(lambda: not next_.wire.inbox)
    next_.close()
    return next_.wire.sent


async def test_2_behind_a_slow_answer_nobody_is_answered_twice(tmp_path: Path, migrated_url: str) -> None:
    """Visitors, known people, calls for help, a file that a tap brings, a group: one answer is in flight."""
    edge = Edge(tmp_path, url=migrated_url)
    await settle(edge, CHILD)
    before = noted(edge)
    in_flight = held_back(edge, SLOW)
    came: list[Json] = [
        message(SLOW, text="/menu"),
        *(message(visitor, text="/menu") for visitor in VISITORS),
        *(message(caller, text="помогите") for caller in CALLERS),
        message(CHILD, text="qwrtzk"),
        message(CHILD, text="/sos"),
        press(CHILD, "export"),
        message(ADULT, text="/help", chat=group()),
    ]
    edge.wire.inbox += came
    async with polling(edge):
        await until(lambda: noted(edge) == before + len(came) - 1)
        assert len(edge.wire.inbox) == len(came), "the slow one holds the offset"
    assert len(in_flight) == 1

    repeated = await again(edge, tmp_path, migrated_url)
    assert {call.params.get("chat_id") for call in repeated} == {SLOW}, "only what was in flight"


async def test_2_what_waits_in_memory_alone_is_answered_after_a_kill(tmp_path: Path) -> None:
    """A visitor has typed more than their chat takes; the last answer waits in memory when the bot is killed."""
    edge = Edge(tmp_path, burst=CHAT_BURST)
    held_back(edge, SLOW)
    visitor = VISITORS[0]
    edge.wire.inbox += [message(SLOW, text="/menu")]
    edge.wire.inbox += [message(visitor, text=words) for words in ("/start", "/menu", "/menu", "/settings")]
    async with polling(edge):
        await until(lambda: noted(edge) == 3)
        await asyncio.sleep(0.2)
        assert noted(edge) == 3, "the fourth was shown to nobody yet"
        assert edge.handler.outbox.has(visitor)
    assert visitor in {call.params.get("chat_id") for call in await again(edge, tmp_path, "")}


async def test_3_a_visitor_whom_the_webhook_brings_again_is_answered_once(
    tmp_path: Path, migrated_url: str
) -> None:
    edge = Edge(tmp_path, url=migrated_url)
    came = message(SLOW, text="/start"), message(SLOW, text="/menu")
    assert await edge.takes(*came)
    edge.close()
    again = Edge(tmp_path, url=migrated_url)
    assert await again.takes(*came) == []
    again.close()


async def test_what_is_noted_of_a_visitor_is_a_number_and_a_day(edge: Edge) -> None:
    """Nothing else is written, nobody stands beside it, and it goes within two days."""
    callers = [message(SLOW, text=words) for words in ("/start", "/menu", "помогите")]
    await edge.takes(*callers)
    await until(lambda: noted(edge) == len(callers))
    with edge.house.stores.durable.transaction() as db:
        rows = db.execute(text("SELECT * FROM updates ORDER BY update_id")).mappings().all()
        assert [row["update_id"] for row in rows] == [update["update_id"] for update in callers]
        assert {column for row in rows for column in row} == {"bot_id", "update_id", "day", "answered"}
        assert db.execute(text("SELECT count(*) FROM people")).scalar() == 0
    edge.house.later(days=2)
    edge.house.conversation.sweep(edge.house.clock)
    assert noted(edge) == 0


# Help waits for none of it


async def test_help_waits_for_no_note_and_the_note_is_made_up_for(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database hangs while help is asked for again and again; what was answered is noted once it is back."""
    monkeypatch.setattr(ack_log, "NOTE_SECONDS", 0.2)
    await settle(edge, CHILD)
    before = noted(edge)
    over, real = threading.Event(), edge.house.conversation.note_answered

    def hangs(update_ids: list[int], now: datetime) -> None:
        over.wait()
        real(update_ids, now)

    monkeypatch.setattr(edge.house.conversation, "note_answered", hangs)
    edge.wire.sent.clear()
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        await edge.takes(*(message(CHILD, text="помогите") for _ in range(20)))
        assert loop.time() - began < 20 * 0.2, "twenty notes that fail would take longer one after another"
        assert len(edge.wire.to(CHILD)) == 20
    finally:
        over.set()
    await edge.takes(message(CHILD, text="помогите"))
    await until(lambda: noted(edge) == before + 21)


async def test_help_is_answered_at_a_start_whose_database_hangs(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ack_log, "RECALL_SECONDS", 0.2)
    over = threading.Event()
    monkeypatch.setattr(edge.house.stores.durable, "transaction", over.wait)
    edge.wire.inbox += [message(caller, text="помогите") for caller in CALLERS]
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        async with polling(edge):
            await until(lambda: all(edge.wire.to(caller) for caller in CALLERS))
            assert loop.time() - began < 5.0
    finally:
        over.set()

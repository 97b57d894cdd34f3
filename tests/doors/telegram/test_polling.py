"""Polling: every update is handled and only then confirmed, whatever lies between."""

from __future__ import annotations

import asyncio
import itertools
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.doors.telegram import polling as polling_module
from bot.doors.telegram.patience import Patience
from bot.doors.telegram.polling import Polling
from bot.doors.wire import Refused
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import message, press, update
from tests.doors.telegram.servers import until

if TYPE_CHECKING:
    import io
    from collections.abc import AsyncIterator
    from pathlib import Path

    import pytest

    from tests.doors.telegram.edge import Sent


def held_back(edge: Edge, chat: int) -> asyncio.Event:
    """Let Telegram keep what is for one chat waiting until the event is set."""
    slow = asyncio.Event()

    async def mood(call: Sent) -> None:
        if call.params.get("chat_id") == chat:
            await slow.wait()

    edge.wire.mood = mood
    return slow


@asynccontextmanager
async def polling(edge: Edge) -> AsyncIterator[Polling]:
    polling = Polling(edge.wire, edge.handler)
    task = asyncio.create_task(polling.run())
    yield polling
    polling.stop()
    await task


async def test_9_one_poisoned_update_in_every_twenty(edge: Edge, logs: io.StringIO) -> None:
    canary = "the-words-of-a-child"
    people = range(80_000, 80_400)
    for place, person in enumerate(people):
        poison: dict[str, Any] = {"chat": {"id": canary}, "from": canary, "text": [canary], "date": canary}
        edge.wire.inbox.append(update(message=poison) if place % 20 == 0 else message(person, text="/start"))
    async with polling(edge):
        await until(lambda: not edge.wire.inbox)
    answered = {call.params["chat_id"] for call in edge.wire.sent}
    assert answered == {person for place, person in enumerate(people) if place % 20}
    assert edge.handler.unreadable == 20
    assert logs.getvalue().count('"unreadable update"') == 20
    assert canary not in logs.getvalue()


async def test_what_is_not_answered_yet_is_not_confirmed(edge: Edge) -> None:
    slow = held_back(edge, 81_000)
    waits = message(81_000, text="/start")
    edge.wire.inbox += [waits, *(message(person, text="/start") for person in range(81_001, 81_031))]
    async with polling(edge) as running:
        await until(lambda: len({call.params.get("chat_id") for call in edge.wire.sent}) == 30)
        polls = len(edge.wire.asked)
        await until(lambda: len(edge.wire.asked) > polls + 2)  # what is wrong shows in the polls that come after
        assert edge.wire.inbox[0] is waits
        assert max(edge.wire.asked) <= waits["update_id"]
        slow.set()
        await until(lambda: not edge.wire.inbox)
        await until(lambda: len(edge.wire.asked) > 3 and not running._done)


async def test_what_a_stop_cannot_finish_is_not_confirmed(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling_module, "LEAVE_SECONDS", 0.1)
    slow = held_back(edge, 81_100)
    waits = message(81_100, text="/start")
    edge.wire.inbox += [waits, message(81_101, text="/start")]
    async with polling(edge):
        await until(lambda: bool(edge.wire.to(81_101)))
    assert edge.wire.inbox[0] is waits, "Telegram gives it again to the next start"
    slow.set()
    await until(lambda: bool(edge.wire.to(81_100)))


async def test_help_is_seen_behind_a_batch_that_waits_for_a_hanging_database(tmp_path: Path) -> None:
    """A batch holds a hundred updates; a hundred and thirty people wait before somebody calls for help."""
    edge = Edge(tmp_path, patience=Patience(crowded=0.2))
    over = threading.Event()
    edge.house.stores.durable.transaction = over.wait  # type: ignore[method-assign,assignment]
    edge.wire.inbox += [press(person, "menu") for person in range(83_000, 83_130)]
    edge.wire.inbox.append(message(84_000, text="помогите"))
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with polling(edge):
        await until(lambda: bool(edge.wire.to(84_000)))
        assert loop.time() - began < 5.0
        assert edge.wire.to(84_000)[0].words.startswith("🆘")
        over.set()
    edge.close()


async def test_it_counts_anew_when_telegram_does_after_a_quiet_week(edge: Edge) -> None:
    async with polling(edge):
        edge.wire.inbox.append(message(82_001, text="/start"))
        await until(lambda: not edge.wire.inbox)
        small = itertools.count(17)
        edge.wire.inbox += [
            message(person, text="/start") | {"update_id": next(small)} for person in (82_002, 82_003)
        ]
        await until(lambda: bool(edge.wire.to(82_003)))
        await until(lambda: not edge.wire.inbox)
    assert len(edge.wire.to(82_002)) == 2, "the greeting and its screen, once"


async def test_a_stop_does_not_wait_for_telegrams_patience(edge: Edge) -> None:
    async def mood(call: Sent) -> None:
        if call.method == "getUpdates":
            raise Refused(429, "Too Many Requests: retry after 600", 600)

    edge.wire.mood = mood
    async with asyncio.timeout(2), polling(edge):
        await asyncio.sleep(0.05)


async def test_another_holder_of_the_token_is_told_once_and_outlived(
    edge: Edge, logs: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second program with the same token gets a part of the updates; both are refused in turn (409)."""
    monkeypatch.setattr(polling_module, "OTHER_HOLDER", 0.02)
    refusals = itertools.count(1)

    async def mood(call: Sent) -> None:
        if call.method == "getUpdates" and next(refusals) <= 20:
            raise Refused(409, "Conflict: terminated by other getUpdates request")

    edge.wire.mood = mood
    edge.wire.inbox.append(message(90_001, text="/start"))
    async with polling(edge):
        await until(lambda: bool(edge.wire.sent))
    told = [line for line in logs.getvalue().splitlines() if "somebody else takes this bot's updates" in line]
    assert len(told) == 1, "said once, not at every try"
    assert "revoke the token" in told[0]

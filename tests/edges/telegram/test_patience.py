"""The database away, locked or hanging; Telegram slow or refusing: who is answered when, and nothing is lost."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from bot.edges.telegram.api import Refused, Unreached
from bot.edges.telegram.handling import Patience
from bot.store.away import StoreAway
from tests.edges.telegram.edge import Edge
from tests.edges.telegram.raw import message, press, private, update, user

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.edges.telegram.edge import Sent

    State = Callable[[Edge], AbstractContextManager[None]]

CHILD, OTHER, STRANGER = 90_001, 90_002, 90_003
SOON = Patience(reply=0.08, store=0.25, again=0.02, crowd=80, crowded=0.1)


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Edge]:
    """An edge with little patience, and two children that have settled in."""
    edge = Edge(tmp_path, patience=SOON)
    for child in (CHILD, OTHER):
        for path in ("who", "who/9-11", "where/DE", "consent/on", "menu"):
            await edge.takes(press(child, path))
    edge.wire.sent.clear()
    yield edge
    edge.close()


@contextmanager
def away(edge: Edge, meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
    """The database is away while the block lasts; `meanwhile` may hang first."""
    durable = edge.house.stores.durable
    turn = durable.turn

    def gone(**_: bool) -> NoReturn:
        if meanwhile:
            meanwhile()
        raise StoreAway("OperationalError")

    durable.turn = gone  # type: ignore[method-assign]
    try:
        yield
    finally:
        durable.turn = turn  # type: ignore[method-assign]


@contextmanager
def hanging(edge: Edge) -> Iterator[None]:
    """The database hangs while the block lasts: whoever asks gets no answer at all."""
    over = threading.Event()
    with away(edge, over.wait):
        try:
            yield
        finally:
            over.set()


async def took(work: Awaitable[object]) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await work
    return loop.time() - began


def apologies(sent: list[Sent]) -> int:
    return sum("Something broke on my side" in call.words for call in sent)


# the database


@pytest.mark.parametrize("state", [away, hanging])
@pytest.mark.parametrize("person", [CHILD, STRANGER])
async def test_help_needs_no_database(edge: Edge, state: State, person: int) -> None:
    with state(edge):
        seconds = await took(edge.takes(message(person, text="помогите")))
        assert edge.wire.to(person)[0].words.startswith("🆘")
        assert seconds < 1.0, "who is known is answered at once, a stranger after a short try to recall them"
    in_germany = "Germany" in edge.wire.to(person)[0].words
    assert in_germany is (person == CHILD), "of those who are known, memory has the country"


async def test_others_wait_and_are_answered_once_when_it_returns(edge: Edge) -> None:
    with away(edge):
        waiting = [
            asyncio.create_task(edge.handler.handle(update))
            for update in (press(CHILD, "settings"), press(OTHER, "menu"), press(CHILD, "privacy"))
        ]
        await asyncio.sleep(0.1)
        assert not edge.wire.sent
    await asyncio.gather(*waiting)
    assert apologies(edge.wire.sent) == 0
    assert [len(edge.wire.to(person)) for person in (CHILD, OTHER)] == [2, 1]


@pytest.mark.parametrize("state", [away, pytest.param(hanging, marks=pytest.mark.slow)])
async def test_else_each_gets_one_apology(edge: Edge, state: State) -> None:
    with state(edge):
        updates = [press(CHILD, "settings"), message(CHILD, text="/menu"), press(OTHER, "menu")]
        seconds = await took(edge.takes_at_once(*updates))
        assert SOON.store <= seconds < SOON.store + 0.5, "one patience for all, not one after another"
    assert apologies(edge.wire.sent) == 3
    assert [len(edge.wire.to(person)) for person in (CHILD, OTHER)] == [2, 1]
    assert await edge.takes(press(CHILD, "settings")), "and afterwards all is well"
    assert len(edge.handler.lanes) == 0


@pytest.mark.slow
async def test_in_a_crowd_patience_is_short(tmp_path: Path) -> None:
    edge = Edge(tmp_path, patience=Patience(reply=0.15, store=30, again=0.02, crowd=20, crowded=0.2))
    with hanging(edge):
        handled = [
            asyncio.create_task(edge.handler.handle(press(person, "menu"))) for person in range(91_000, 91_030)
        ]
        seconds = await took(asyncio.gather(*handled))
        assert seconds < 5
        assert apologies(edge.wire.sent) == 30
        await edge.takes(message(STRANGER, text="help"))
    assert edge.wire.to(STRANGER)[0].words.startswith("🆘")
    edge.close()


@pytest.mark.slow
async def test_a_busy_database_is_no_crowd_of_apologies(tmp_path: Path) -> None:
    edge = Edge(tmp_path, patience=Patience(crowd=20))
    sent = await edge.takes_at_once(*(press(person, "start") for person in range(91_000, 91_100)))
    assert apologies(sent) == 0
    assert {call.params.get("chat_id") for call in edge.wire.sent} >= set(range(91_000, 91_100))
    edge.close()


@pytest.mark.slow
async def test_who_waits_for_telegram_in_a_crowd_gets_no_apology(tmp_path: Path) -> None:
    """Ten replies on their way at once, Telegram slow: others wait longer than a crowd waits for the database."""
    edge = Edge(tmp_path, patience=Patience(crowd=20, crowded=0.1))

    async def mood(_: Sent) -> None:
        await asyncio.sleep(0.05)

    edge.wire.mood = mood
    people = range(91_000, 91_030)
    sent = await edge.takes_at_once(*(press(person, path) for path in ("start", "who") for person in people))
    assert apologies(sent) == 0
    edge.close()


@pytest.mark.slow
async def test_a_note_that_hangs_holds_up_nobody(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve answers are shown, then the database hangs before they are noted: replies still go out."""
    monkeypatch.setattr("bot.edges.telegram.noted.NOTE_SECONDS", 0.2)
    over = threading.Event()
    monkeypatch.setattr(edge.house.conversation, "note_answered", lambda _: over.wait())
    handled = [
        asyncio.create_task(edge.handler.handle(message(person, text="hi"))) for person in range(92_000, 92_012)
    ]
    seconds = await took(asyncio.gather(*handled))
    over.set()
    assert seconds < 2.0
    assert len({call.params["chat_id"] for call in edge.wire.sent if "chat_id" in call.params}) == 12


# Telegram


def slow(edge: Edge, person: int, seconds: float = 5.0) -> None:
    """Let Telegram take very long for this chat."""

    async def mood(call: Sent) -> None:
        if call.params.get("chat_id") == person:
            await asyncio.sleep(seconds)

    edge.wire.mood = mood


async def test_a_slow_reply_becomes_a_delivery_and_arrives_once(edge: Edge) -> None:
    slow(edge, CHILD)
    seconds = await took(edge.takes(press(CHILD, "settings")))
    assert seconds < 1.0
    await edge.takes(press(OTHER, "menu"))
    assert len(edge.wire.to(OTHER)) == 1, "nobody else is held up"
    edge.wire.mood = None
    await edge.owed.tick()
    await edge.owed.tick()
    assert ["Settings" in call.words for call in edge.wire.to(CHILD)] == [True]


@pytest.mark.slow
async def test_a_delivery_outlives_a_restart(edge: Edge, tmp_path: Path) -> None:
    slow(edge, CHILD)
    await edge.takes(message(CHILD, text="/settings"))
    edge.close()
    again = Edge(tmp_path)
    await again.owed.tick()
    assert ["Settings" in call.words for call in again.wire.to(CHILD)] == [True]
    again.close()


@pytest.mark.slow
async def test_an_effect_is_not_repeated_by_its_delivery(edge: Edge) -> None:
    slow(edge, CHILD)
    await edge.takes(press(CHILD, "set/text/on"))
    edge.wire.mood = None
    await edge.takes(press(CHILD, "set/text/off"))
    await edge.owed.tick()
    await edge.takes(press(CHILD, "menu"))
    labels = [row[0]["text"] for row in edge.wire.sent[-2].params["reply_markup"]["inline_keyboard"]]
    assert not any(label.startswith("1.") for label in labels), "a planned visit changes nothing"


@pytest.mark.parametrize("person", [CHILD, STRANGER])
async def test_help_that_telegram_does_not_take_is_owed_and_goes_first(edge: Edge, person: int) -> None:
    edge.wire.mood = _unreached
    await edge.takes(press(OTHER, "settings"))
    await edge.takes(message(person, text="помогите"))
    edge.wire.mood = None
    await edge.owed.tick()
    assert edge.wire.to(person)[0].words.startswith("🆘")
    assert len(edge.wire.to(person)) == 1
    assert len(edge.wire.to(OTHER)) == 1
    if person == CHILD:
        assert edge.wire.sent[0].params["chat_id"] == CHILD


@pytest.mark.slow
async def test_help_is_owed_in_memory_when_the_database_is_away_too(edge: Edge) -> None:
    edge.wire.mood = _unreached
    with away(edge):
        await edge.takes(message(CHILD, text="/sos"))
        edge.wire.mood = None
        await edge.owed.tick()
    assert edge.wire.to(CHILD)[0].words.startswith("🆘")


async def test_a_reply_that_neither_takes_is_tried_on(edge: Edge) -> None:
    """`/forget` has erased the person, so nothing can be owed to them: they are told all the same."""
    slow(edge, CHILD, 0.15)
    await edge.takes(press(CHILD, "forget/now"))
    assert any("Forgotten" in call.words for call in edge.wire.to(CHILD))


async def _unreached(_: Sent) -> None:
    raise Unreached("ClientOSError")


@pytest.mark.slow
async def test_somebody_who_has_blocked_us_is_owed_nothing(edge: Edge) -> None:
    slow(edge, CHILD)
    await edge.takes(press(CHILD, "settings"))

    async def blocked(_: Sent) -> None:
        raise Refused(403, "Forbidden: bot was blocked by the user")

    edge.wire.mood = blocked
    await edge.takes(message(CHILD, text="/menu"))
    edge.wire.mood = None
    await edge.owed.tick()
    assert not edge.wire.sent


@pytest.mark.slow
async def test_a_departure_drops_what_is_owed(edge: Edge) -> None:
    slow(edge, CHILD)
    await edge.takes(press(CHILD, "settings"))
    edge.wire.mood = None
    change = {"chat": private(CHILD), "from": user(CHILD), "new_chat_member": {"status": "kicked"}}
    await edge.takes(update(my_chat_member=change))
    await edge.owed.tick()
    assert not edge.wire.sent


async def test_a_refused_screen_is_followed_by_an_apology(edge: Edge) -> None:
    async def mood(call: Sent) -> None:
        if "Settings" in call.words:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")

    edge.wire.mood = mood
    await edge.takes(press(CHILD, "settings"))
    assert apologies(edge.wire.to(CHILD)) == 1


@pytest.mark.slow
async def test_a_delivery_that_cannot_be_drawn_does_not_hold_up_the_rest(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge.wire.mood = _unreached
    await edge.takes(press(CHILD, "settings"))
    await edge.takes(press(OTHER, "privacy"))
    edge.wire.mood = None
    visit = edge.house.conversation.deliveries.visit

    def broken(store: object, key: bytes, path: str, now: object) -> object:
        if path == "settings":
            raise RuntimeError("a bug")
        return visit(store, key, path, now)  # type: ignore[arg-type]

    monkeypatch.setattr(edge.house.conversation.deliveries, "visit", broken)
    await edge.owed.tick()
    assert len(edge.wire.to(OTHER)) == 1
    monkeypatch.undo()
    await edge.owed.tick()
    assert not edge.wire.to(CHILD), "it has failed for good and is not tried again"

"""The database away, locked or hanging; Telegram slow or refusing: who is answered when, and nothing is lost."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

import pytest

from bot.db.deliveries import LEASE
from bot.doors import outbox
from bot.doors.pace import CHAT_BURST, RESERVED_FOR_HELP, Pace
from bot.doors.telegram.patience import Patience
from bot.doors.wire import Refused, Unreached
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import membership, message, press
from tests.doors.telegram.servers import until
from tests.kit.patience import CHILD, OTHER, SOON, STRANGER, away, edge, hanging

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection

    from tests.doors.telegram.edge import Sent

    State = Callable[[Edge], AbstractContextManager[None]]

__all__ = ["edge"]


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
    assert len(edge.handler.locks) == 0


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


async def test_a_crowd_that_is_answered_slowly_but_steadily_gets_no_apology(tmp_path: Path) -> None:
    """All of them need five times as long as a crowd waits for a database that does nothing."""
    edge = Edge(tmp_path, patience=Patience(crowd=20, crowded=0.6))
    durable = edge.house.stores.durable
    real = durable.transaction

    def slow(*, opening: bool = False) -> AbstractContextManager[Connection]:
        time.sleep(0.05)
        return real(opening=opening)

    durable.transaction = slow  # type: ignore[method-assign, assignment]
    seconds = await took(edge.takes_at_once(*(press(person, "menu") for person in range(91_000, 91_060))))
    assert apologies(edge.wire.sent) == 0
    assert seconds > 3.0
    edge.close()


async def test_in_a_crowd_nobody_is_hurried_while_the_bot_starts(tmp_path: Path) -> None:
    edge = Edge(tmp_path, patience=Patience(crowd=20, crowded=0.2))
    edge.handler.starting()
    with away(edge):
        presses = (edge.handler.handle(press(person, "menu")) for person in range(91_000, 91_030))
        waiting = [*map(asyncio.create_task, presses)]
        await asyncio.sleep(0.6)
        assert apologies(edge.wire.sent) == 0
        edge.handler.started()
        await asyncio.gather(*waiting)
        assert apologies(edge.wire.sent) == 30
    edge.close()


async def test_a_start_that_takes_too_long_hurries_a_crowd(tmp_path: Path) -> None:
    edge = Edge(tmp_path, patience=Patience(crowd=20, crowded=0.2, start=0.3))
    edge.handler.starting()
    with away(edge):
        seconds = await took(edge.takes_at_once(*(press(person, "menu") for person in range(91_000, 91_030))))
        assert seconds < 10
    assert apologies(edge.wire.sent) == 30
    edge.close()


async def test_words_wait_until_they_can_be_understood_and_hold_up_nobody(tmp_path: Path) -> None:
    edge = Edge(tmp_path)
    await edge.takes(press(CHILD, "menu"))
    edge.wire.sent.clear()
    edge.handler.starting()
    words = asyncio.create_task(edge.handler.handle(message(OTHER, text="what can you do")))
    assert await edge.takes(press(CHILD, "settings"))
    assert await edge.takes(message(STRANGER, text="help"))
    assert not edge.wire.to(OTHER)
    edge.handler.started()
    await words
    assert edge.wire.to(OTHER)
    assert apologies(edge.wire.sent) == 0
    edge.close()


@pytest.mark.slow
async def test_who_waits_for_telegram_in_a_crowd_gets_no_apology(tmp_path: Path) -> None:
    """Ten replies on their way at once, Telegram slow: others wait longer than a crowd waits for the database."""
    edge = Edge(tmp_path, patience=Patience(crowd=20, crowded=0.3))

    async def mood(_: Sent) -> None:
        await asyncio.sleep(0.15)

    edge.wire.mood = mood
    people = range(91_000, 91_030)
    sent = await edge.takes_at_once(*(press(person, path) for path in ("start", "who") for person in people))
    assert apologies(sent) == 0
    edge.close()


@pytest.mark.slow
async def test_a_note_that_hangs_holds_up_nobody(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve answers are shown, then the database hangs before they are noted: replies still go out."""
    monkeypatch.setattr("bot.doors.ack_log.NOTE_SECONDS", 0.2)
    over = threading.Event()
    monkeypatch.setattr(edge.house.conversation, "note_answered", lambda *_: over.wait())
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


def killed(edge: Edge, folder: Path) -> Edge:
    """A new start after a kill; the lease of the killed one is over."""
    edge.close()
    again = Edge(folder)
    again.house.clock = edge.house.clock + LEASE
    return again


def kept(edge: Edge) -> list[tuple[str, str]]:
    with edge.house.stores.durable.transaction() as db:
        return [(path, state) for path, state in db.exec_driver_sql("SELECT path, state FROM deliveries")]


async def all_sent(edge: Edge) -> None:
    await until(lambda: not len(edge.handler.outbox))


@pytest.mark.parametrize("person", [CHILD, STRANGER])
async def test_a_slow_reply_is_sent_once_and_holds_up_nobody(edge: Edge, person: int) -> None:
    """It is kept while it is waited for, and Telegram's answer, late as it is, says that it has arrived."""
    slow(edge, person, 0.6)
    words = message(person, text="/menu"), press(person, "settings")
    seconds = await took(edge.takes(words[person == CHILD]))
    if person == CHILD:
        assert seconds < 0.5, "a person who is known is owed it meanwhile"
    await edge.takes(press(OTHER, "menu"))
    assert len(edge.wire.to(OTHER)) == 1
    await until(lambda: not len(edge.handler.outbox) and not kept(edge))
    edge.wire.mood = None
    for _ in range(3):
        edge.house.later(seconds=LEASE.total_seconds())
        await edge.pending.tick()
    assert sum("inline_keyboard" in str(call.params) for call in edge.wire.to(person)) == 1


async def test_ten_people_whom_telegram_is_slow_for_see_each_answer_once(edge: Edge) -> None:
    people = range(90_100, 90_110)
    for person in people:
        for path in ("who", "who/9-11", "where/settings/DE", "where/settings/DE/sure", "consent/on", "menu"):
            await edge.takes(press(person, path))
    edge.wire.sent.clear()

    async def mood(_: Sent) -> None:
        await asyncio.sleep(0.7)

    edge.wire.mood = mood
    await edge.takes_at_once(*(message(person, text="/settings") for person in people))
    await edge.pending.tick()
    await all_sent(edge)
    await edge.pending.tick()
    assert [len(edge.wire.to(person)) for person in people] == [1] * 10


@pytest.mark.slow
async def test_a_delivery_outlives_a_kill(edge: Edge, tmp_path: Path) -> None:
    slow(edge, CHILD)
    await edge.takes(message(CHILD, text="/settings"))
    again = killed(edge, tmp_path)
    await again.pending.tick()
    assert ["Settings" in call.words for call in again.wire.to(CHILD)] == [True]
    again.close()


async def test_a_hold_holds_one_chat_and_its_reply_comes_when_it_is_over(edge: Edge) -> None:
    """One `retry_after` of 30 seconds: the others are answered, and what is owed is not claimed meanwhile."""
    left = [Refused(429, "Too Many Requests: retry after 30", 30)]

    async def mood(call: Sent) -> None:
        if call.params.get("chat_id") == CHILD and left:
            raise left.pop()

    edge.wire.mood = mood
    await edge.takes(press(CHILD, "settings"))
    seconds = await took(edge.takes(press(OTHER, "menu"), message(OTHER, text="/settings")))
    assert seconds < 0.5
    assert len(edge.wire.to(OTHER)) == 2
    edge.house.later(seconds=28)
    await edge.pending.tick()
    assert not edge.wire.to(CHILD)
    edge.handler.sender.pace = Pace(1000, time.monotonic)  # 30 seconds are over for the pace, too
    edge.house.later(seconds=2)
    await edge.pending.tick()
    assert ["Settings" in call.words for call in edge.wire.to(CHILD)] == [True]


@pytest.mark.slow
async def test_an_effect_is_not_repeated_by_its_delivery(edge: Edge, tmp_path: Path) -> None:
    slow(edge, CHILD)
    await edge.takes(press(CHILD, "set/text/on"))
    edge.wire.mood = None
    await edge.takes(press(CHILD, "set/text/off"))
    again = killed(edge, tmp_path)
    await again.pending.tick()
    await again.takes(press(CHILD, "menu"))
    labels = [row[0]["text"] for row in again.wire.sent[-2].params["reply_markup"]["inline_keyboard"]]
    assert not any(label.startswith("1.") for label in labels), "a planned visit changes nothing"
    again.close()


async def test_of_screens_that_wait_for_a_chat_the_newest_is_shown(tmp_path: Path) -> None:
    """Six taps at once: a burst is answered, then the last; each spinner stops, and one row is kept meanwhile."""
    edge = Edge(tmp_path, burst=CHAT_BURST)
    for path in ("who", "who/9-11", "where/settings/DE", "where/settings/DE/sure", "consent/on"):
        await edge.takes(press(CHILD, path))
    paths = ["menu", "settings", "topics", "privacy", "menu", "settings"]
    await edge.takes(*(press(CHILD, path) for path in paths))
    assert kept(edge) == [("settings", "waiting")]
    await all_sent(edge)
    assert len(edge.wire.to(CHILD)) == CHAT_BURST - RESERVED_FOR_HELP + 1
    assert "Settings" in edge.wire.to(CHILD)[-1].words
    assert sum(call.method == "answerCallbackQuery" for call in edge.wire.sent) == 5 + len(paths)
    await until(lambda: not kept(edge), 10)
    edge.close()


async def test_a_press_is_answered_after_its_screen_when_the_chat_rests_a_second(tmp_path: Path) -> None:
    """Who taps fast sees the button wait until the screen is there."""
    edge = Edge(tmp_path, burst=CHAT_BURST)
    for path in ("who", "who/9-11", "where/settings/DE", "consent/on", "menu"):
        await edge.takes(press(CHILD, path))
    assert len(edge.wire.to(CHILD)) == CHAT_BURST - RESERVED_FOR_HELP, "the chat rests"
    await all_sent(edge)
    methods = [call.method for call in edge.wire.sent]
    assert methods == ["editMessageText", "answerCallbackQuery"] * (CHAT_BURST - RESERVED_FOR_HELP + 1)
    edge.close()


async def test_a_press_is_answered_in_time_when_telegram_holds_the_chat(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram forgets a press long before such a hold is over."""
    monkeypatch.setattr(outbox, "SPINNER_SECONDS", 0.3)

    async def mood(call: Sent) -> None:
        if call.params.get("chat_id") == CHILD:
            raise Refused(429, "Too Many Requests: retry after 10", 10)

    edge.wire.mood = mood
    await edge.takes(press(CHILD, "settings"))
    assert not edge.wire.sent
    await until(lambda: [call.method for call in edge.wire.sent] == ["answerCallbackQuery"])


@pytest.mark.parametrize("person", [CHILD, STRANGER])
async def test_help_that_telegram_does_not_take_is_shown_as_soon_as_it_does(edge: Edge, person: int) -> None:
    edge.wire.mood = _unreached
    seconds = await took(edge.takes(press(OTHER, "settings"), message(person, text="помогите")))
    assert seconds < 1.5
    edge.wire.mood = None
    await all_sent(edge)
    await edge.pending.tick()
    assert edge.wire.to(person)[0].words.startswith("🆘")
    assert len(edge.wire.to(person)) == 1
    assert len(edge.wire.to(OTHER)) == 1


async def test_help_that_is_owed_goes_first_after_a_kill(edge: Edge, tmp_path: Path) -> None:
    edge.wire.mood = _unreached
    await edge.takes(press(OTHER, "settings"), message(CHILD, text="помогите"))
    again = killed(edge, tmp_path)
    await again.pending.tick()
    assert [call.params["chat_id"] for call in again.wire.sent] == [CHILD, OTHER]
    assert again.wire.sent[0].words.startswith("🆘")
    again.close()


@pytest.mark.slow
async def test_help_is_owed_in_memory_when_the_database_is_away_too(edge: Edge) -> None:
    edge.wire.mood = _unreached
    with away(edge):
        await edge.takes(message(CHILD, text="/sos"))
        edge.wire.mood = None
        await all_sent(edge)
    assert edge.wire.to(CHILD)[0].words.startswith("🆘")


async def test_a_reply_that_neither_takes_is_tried_on(edge: Edge) -> None:
    """`/forget` has erased the person, so nothing can be owed to them: they are told all the same."""
    slow(edge, CHILD, 0.15)
    await edge.takes(press(CHILD, "forget/now"))
    assert any("Forgotten" in call.words for call in edge.wire.to(CHILD))


async def _unreached(_: Sent) -> None:
    raise Unreached("ClientOSError")


@pytest.mark.slow
async def test_somebody_who_has_blocked_us_is_owed_nothing(edge: Edge, tmp_path: Path) -> None:
    edge.wire.mood = _unreached
    await edge.takes(press(CHILD, "settings"))

    async def blocked(_: Sent) -> None:
        raise Refused(403, "Forbidden: bot was blocked by the user")

    edge.wire.mood = blocked
    await edge.takes(message(CHILD, text="/menu"))
    await all_sent(edge)
    again = killed(edge, tmp_path)
    await again.pending.tick()
    assert not edge.wire.sent
    assert not again.wire.sent
    again.close()


@pytest.mark.slow
async def test_a_departure_drops_what_is_owed(edge: Edge, tmp_path: Path) -> None:
    edge.wire.mood = _unreached
    await edge.takes(press(CHILD, "settings"))
    await edge.takes(membership(CHILD, "kicked"))
    edge.wire.mood = None
    await all_sent(edge)
    again = killed(edge, tmp_path)
    await again.pending.tick()
    assert not edge.wire.sent
    assert not again.wire.sent
    again.close()


async def test_a_refused_screen_is_followed_by_an_apology(edge: Edge) -> None:
    async def mood(call: Sent) -> None:
        if "Settings" in call.words:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")

    edge.wire.mood = mood
    await edge.takes(press(CHILD, "settings"))
    assert apologies(edge.wire.to(CHILD)) == 1


@pytest.mark.slow
async def test_a_delivery_that_cannot_be_drawn_does_not_hold_up_the_rest(
    edge: Edge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge.wire.mood = _unreached
    await edge.takes(press(CHILD, "settings"))
    await edge.takes(press(OTHER, "privacy"))
    again = killed(edge, tmp_path)
    visit = again.house.conversation.deliveries.visit

    def broken(store: object, key: bytes, path: str, now: object) -> object:
        if path == "settings":
            raise RuntimeError("a bug")
        return visit(store, key, path, now)  # type: ignore[arg-type]

    monkeypatch.setattr(again.house.conversation.deliveries, "visit", broken)
    await again.pending.tick()
    assert len(again.wire.to(OTHER)) == 1
    monkeypatch.undo()
    await again.pending.tick()
    assert not again.wire.to(CHILD), "it has failed for good and is not tried again"
    again.close()

"""Faults on order, the journal, the strict profile and the transcript."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest

from simulator import LIFTED, SimClock, Simulator
from tests.simulator.conftest import START, Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KEYS = {"inline_keyboard": [[{"text": "Друг", "callback_data": "a"}, {"text": "Никто", "callback_data": "b"}]]}


@pytest.fixture
async def me(sim: Simulator) -> int:
    child = sim.person("child-10")
    await child.start()
    sim.world.updates.clear()
    return child.id


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("500", 500)])
async def test_a_fault_with_a_code_befalls_as_many_calls_as_ordered(
    wire: Wire, sim: Simulator, me: int, fault: str, status: int
) -> None:
    sim.fault(fault, times=2, retry_after=7, method="sendMessage")
    assert (await wire.bot("getMe"))["is_bot"] is True
    for _ in range(2):
        code, body = await wire.raw("sendMessage", chat_id=me, text="x")
        assert (code, body["ok"], body["error_code"]) == (status, False, status)
        if fault == "429":
            assert body["parameters"] == {"retry_after": 7}
    assert (await wire.raw("sendMessage", chat_id=me, text="x"))[0] == 200
    assert [m["text"] for m in sim.person(me).see()] == ["/start", "x"]


@pytest.mark.parametrize(("fault", "status"), [("502", 502), ("not_json", 200)])
async def test_a_gateways_page_instead_of_json(
    wire: Wire, sim: Simulator, me: int, fault: str, status: int
) -> None:
    sim.fault(fault)
    url = f"{sim.url}/bot{sim.token}/sendMessage"
    async with wire.session.post(url, json={"chat_id": me, "text": "x"}) as answer:
        assert (answer.status, answer.content_type) == (status, "text/html")
    assert len(sim.person(me).see()) == 1


@pytest.mark.parametrize(("fault", "stored"), [("cut_before", 0), ("cut_after", 1)])
async def test_a_connection_cut_before_or_after_the_effect(
    wire: Wire, sim: Simulator, me: int, fault: str, stored: int
) -> None:
    sim.fault(fault)
    with pytest.raises(aiohttp.ClientError):
        await wire.raw("sendMessage", chat_id=me, text="x")
    assert len(sim.person(me).see()) == 1 + stored


async def test_a_slow_answer(wire: Wire, sim: Simulator, me: int) -> None:
    sim.fault("slow", seconds=0.2)
    began = time.monotonic()
    await wire.bot("sendMessage", chat_id=me, text="x")
    assert time.monotonic() - began >= 0.2


async def test_a_duplicate_update_comes_once_more_with_its_id(wire: Wire, sim: Simulator, me: int) -> None:
    sim.fault("duplicate_update")
    await sim.person(me).send("one")
    (first,) = await wire.bot("getUpdates")
    (again,) = await wire.bot("getUpdates", offset=first["update_id"] + 1)
    assert again == first
    assert await wire.bot("getUpdates", offset=first["update_id"] + 1) == []


async def test_swapped_queues_let_a_press_overtake_a_text(wire: Wire, sim: Simulator, me: int) -> None:
    await wire.bot("sendMessage", chat_id=me, text="?", reply_markup=KEYS)
    sim.fault("swap_queues")
    await sim.person(me).send("text first")
    assert await wire.bot("getUpdates") == []
    await sim.person(me).press("Друг")
    updates = await wire.bot("getUpdates")
    assert [("message" in update) for update in updates] == [False, True]
    assert updates[0]["update_id"] < updates[1]["update_id"]


async def test_an_update_held_for_a_swap_is_let_go_with_the_faults(wire: Wire, sim: Simulator, me: int) -> None:
    sim.fault("swap_queues")
    await sim.person(me).send("alone")
    assert (await wire.plane("DELETE", "/_sim/faults"))[1] == {"faults": []}
    assert [update["message"]["text"] for update in await wire.bot("getUpdates")] == ["alone"]


async def test_faults_over_the_plane(wire: Wire, me: int) -> None:
    status, body = await wire.plane("POST", "/_sim/faults", {"fault": "429", "times": 2, "retry_after": 3})
    assert (status, body["faults"][0]["times"]) == (200, 2)
    _, body = await wire.plane("POST", "/_sim/faults", {"fault": "swap_queues", "times": 1})
    assert [fault["fault"] for fault in body["faults"]] == ["429", "swap_queues"]
    for wrong in ({"fault": "meteor"}, {"fault": "429", "size": 3}):
        assert (await wire.plane("POST", "/_sim/faults", wrong))[0] == 400
    assert (await wire.raw("sendMessage", chat_id=me, text="x"))[0] == 429
    await wire.plane("DELETE", "/_sim/faults")
    assert (await wire.raw("sendMessage", chat_id=me, text="x"))[0] == 200


async def test_the_journal_tells_calls_and_updates_in_order(wire: Wire, sim: Simulator, me: int) -> None:
    start = sim.journal.entries[-1].n
    await sim.person(me).send("hi")
    await wire.bot("getUpdates")
    await wire.bot("sendMessage", chat_id=me, text="yes")
    await wire.raw("sendMessage", chat_id=1, text="x")
    _, body = await wire.plane("GET", f"/_sim/journal?after={start}")
    entries = body["entries"]
    assert [(entry["method"], entry["status"]) for entry in entries] == [
        ("update", 200), ("sendMessage", 200), ("sendMessage", 400),
    ]  # fmt: skip
    assert entries[2]["description"] == "Bad Request: chat not found"
    assert entries[0]["at"] == "2026-09-01T09:00:00+00:00"
    assert body["red"] is False


async def test_secrets_are_hidden_in_the_journal(wire: Wire, sim: Simulator) -> None:
    await wire.raw("setWebhook", url="http://example.com", secret_token="hush-hush")
    assert "hush-hush" not in str(sim.journal.after(0))


class TestStrict:
    @pytest.fixture
    async def sim(self) -> AsyncIterator[Simulator]:
        clock = SimClock(START, running=False)
        async with Simulator(clock=clock, rules=LIFTED, profile="strict") as simulator:
            yield simulator

    async def test_what_is_fine_stays_green(self, wire: Wire, sim: Simulator, me: int) -> None:
        message = await wire.bot("sendMessage", chat_id=me, text="x", reply_markup=KEYS)
        here = {"chat_id": me, "message_id": message["message_id"]}
        assert (await wire.raw("editMessageText", **here, text="x", reply_markup=KEYS))[0] == 400
        assert (await wire.raw("deleteMessage", chat_id=me, message_id=99))[0] == 400
        await sim.person(me).block()
        assert (await wire.raw("sendMessage", chat_id=me, text="x"))[0] == 403
        assert not sim.journal.red

    async def test_a_press_that_nobody_answers_turns_red(self, wire: Wire, sim: Simulator, me: int) -> None:
        await wire.bot("sendMessage", chat_id=me, text="x", reply_markup=KEYS)
        await wire.bot("answerCallbackQuery", callback_query_id=await sim.person(me).press("Друг"))
        sim.clock.advance(60)
        assert not sim.journal.red
        await sim.person(me).press("Никто")
        sim.clock.advance(60)
        assert sim.journal.red

    @pytest.mark.parametrize(
        "call",
        [
            {"text": "😀" * 2049},
            {"text": "<p>x</p>", "parse_mode": "HTML"},
            {"text": "x" * 4097},
            {"text": "x", "parsemode": "HTML"},
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}},
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "я" * 99, "callback_data": "x"}]] * 50}},
            {
                "text": "ab" * 101,
                "entities": [{"type": "code", "offset": at * 2, "length": 1} for at in range(101)],
            },
        ],
        ids=["units", "tag", "length", "misspelt", "row", "bytes", "entities"],
    )
    async def test_what_is_doubtful_turns_red(
        self, wire: Wire, sim: Simulator, me: int, call: dict[str, object]
    ) -> None:
        await wire.raw("sendMessage", chat_id=me, **call)
        assert sim.journal.red
        assert sim.journal.entries[-1].doubts


async def test_the_transcript_is_the_golden_format(wire: Wire, sim: Simulator, me: int) -> None:
    child = sim.person(me)
    bottom = {"keyboard": [["Меню", "🆘 Помощь"]]}
    await wire.bot("sendMessage", chat_id=me, text="Привет!\nЯ Маяк.", reply_markup=bottom)
    message = await wire.bot("sendMessage", chat_id=me, text="Кто знает пароль?", reply_markup=KEYS)
    pressed = await child.press("Никто")
    await wire.bot("answerCallbackQuery", callback_query_id=pressed, text="Верно")
    await wire.bot("editMessageText", chat_id=me, message_id=message["message_id"], text="Верно.")
    await child.keyboard("🆘 Помощь")
    _, text = await wire.plane("GET", f"/_sim/chats/{me}/transcript?person={me}")
    assert text == (
        "> /start\n"
        "bot: Привет!\n"
        "     Я Маяк.\n"
        "     (Меню) (🆘 Помощь)\n"
        "bot: Кто знает пароль?\n"
        "     [Друг] [Никто]\n"
        "\n"
        "> [Никто]\n"
        "bot alert: Верно\n"
        "bot edits: Верно.\n"
        "\n"
        "> (🆘 Помощь)\n"
    )


async def test_a_bug_of_ours_answers_500_and_reddens(
    wire: Wire, sim: Simulator, me: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sim.world, "post", None)
    status, body = await wire.raw("sendMessage", chat_id=me, text="x")
    assert (status, body["error_code"]) == (500, 500)
    assert sim.journal.red


async def test_waiting_for_the_bot_in_a_test(wire: Wire, sim: Simulator, me: int) -> None:
    waiting = asyncio.create_task(sim.person(me).wait("message"))
    await asyncio.sleep(0)
    await wire.bot("sendMessage", chat_id=me, text="here")
    assert (await waiting)["message"]["text"] == "here"

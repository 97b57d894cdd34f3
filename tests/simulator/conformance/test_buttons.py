"""Checks 14–16: presses and their answers, edits, bottom keyboards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator import PlaneError

if TYPE_CHECKING:
    from simulator import PersonHandle, Simulator
    from tests.simulator.conformance.clients import Client

Json = dict[str, Any]
KEYS: Json = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}, {"text": "B", "callback_data": "b"}]]}
OTHER: Json = {"inline_keyboard": [[{"text": "C", "callback_data": "c"}]]}
BOTTOM: Json = {"keyboard": [[{"text": "Меню"}, {"text": "🆘 Помощь"}]], "resize_keyboard": True}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
OLD = "query is too old and response timeout expired or query id is invalid"


async def _query(client: Client) -> Json:
    updates = await client.ask("get_updates", timeout=0)
    query: Json = updates[-1]["callback_query"]
    await client.ask("get_updates", offset=updates[-1]["update_id"] + 1, timeout=0)
    return query


async def test_14_a_press_arrives_and_its_answer_is_seen(
    client: Client, sim: Simulator, child: PersonHandle
) -> None:
    sent = await client.ask("send_message", chat_id=child.id, text="x", reply_markup=KEYS)
    with sim.world.bus.listen() as events:
        pressed = await child.press("B")
        query = await _query(client)
        assert (query["id"], query["data"], query["from"]["id"]) == (pressed, "b", child.id)
        assert query["message"]["message_id"] == sent["message_id"]
        await client.ask("answer_callback_query", callback_query_id=query["id"], text="Верно!", show_alert=True)
        seen = [events.get_nowait() for _ in range(events.qsize())]
    (answer,) = [event for event in seen if event["type"] == "answer"]
    assert (answer["text"], answer["show_alert"], answer["person"]) == ("Верно!", True, child.id)
    await child.press("A")
    assert (await _query(client))["chat_instance"] == query["chat_instance"]


async def test_14_late_twice_unknown_and_long_answers_are_refused(
    client: Client, sim: Simulator, child: PersonHandle
) -> None:
    await client.ask("send_message", chat_id=child.id, text="x", reply_markup=KEYS)
    once = await child.press("A")
    refused = await client.refusal("answer_callback_query", callback_query_id=once, text="x" * 201)
    assert refused.words == "message_too_long"
    await client.ask("answer_callback_query", callback_query_id=once, text="x" * 200)
    late = await child.press("A")
    sim.clock.advance(21)
    for query_id in (once, late, "12345"):
        refused = await client.refusal("answer_callback_query", callback_query_id=query_id)
        assert (refused.kind, refused.words) == ("bad_request", OLD)


async def test_14_a_press_waits_150_seconds_for_the_bot(
    client: Client, sim: Simulator, child: PersonHandle
) -> None:
    await client.ask("send_message", chat_id=child.id, text="x", reply_markup=KEYS)
    await child.press("A")
    await child.send("words")
    sim.clock.advance(151)
    assert [set(update) - {"update_id"} for update in await client.ask("get_updates", timeout=0)] == [{"message"}]
    sim.clock.advance(86_400)
    assert await client.ask("get_updates", timeout=0) == []


async def test_15_edits(client: Client, sim: Simulator, child: PersonHandle) -> None:
    sent = await client.ask("send_message", chat_id=child.id, text="one", reply_markup=KEYS)
    here = {"chat_id": child.id, "message_id": sent["message_id"]}
    sim.clock.advance(60)
    edited = await client.ask("edit_message_text", **here, text="two", reply_markup=OTHER)
    assert edited["text"] == "two"
    assert edited["message_id"] == sent["message_id"]
    assert child.see()[-1]["edit_date"] == child.see()[-1]["date"] + 60
    refused = await client.refusal("edit_message_text", **here, text="two", reply_markup=OTHER)
    assert (refused.kind, refused.words) == ("bad_request", NOT_MODIFIED)
    refused = await client.refusal("edit_message_reply_markup", **here, reply_markup=OTHER)
    assert refused.words == NOT_MODIFIED
    refused = await client.refusal("edit_message_text", chat_id=child.id, message_id=9999, text="x")
    assert refused.words == "message to edit not found"
    await client.ask("edit_message_text", **here, text="three")
    assert "reply_markup" not in child.see()[-1]
    with pytest.raises(PlaneError, match="no button"):
        await child.press("C")
    refused = await client.refusal("edit_message_caption", **here, caption="x")
    assert refused.words == "there is no caption in the message to edit"


async def test_15_other_peoples_messages_and_bottom_keyboards_cannot_be_edited(
    client: Client, child: PersonHandle
) -> None:
    theirs = await child.send("mine")
    carried = await client.ask("send_message", chat_id=child.id, text="hello", reply_markup=BOTTOM)
    for number in (theirs["message_id"], carried["message_id"]):
        refused = await client.refusal("edit_message_text", chat_id=child.id, message_id=number, text="x")
        assert (refused.kind, refused.words) == ("bad_request", "message can't be edited")
    refused = await client.refusal("edit_message_text", chat_id=child.id, message_id=0, text="x")
    assert refused.kind == "bad_request"


async def test_15_deleting(client: Client, sim: Simulator, child: PersonHandle) -> None:
    sent = await client.ask("send_message", chat_id=child.id, text="x", reply_markup=KEYS)
    old = await client.ask("send_message", chat_id=child.id, text="old")
    await client.ask("delete_message", chat_id=child.id, message_id=sent["message_id"])
    assert [message["text"] for message in child.see()] == ["/start", "old"]
    refused = await client.refusal("delete_message", chat_id=child.id, message_id=sent["message_id"])
    assert refused.words == "message to delete not found"
    sim.clock.advance(49 * 3600)
    refused = await client.refusal("delete_message", chat_id=child.id, message_id=old["message_id"])
    assert refused.words == "message can't be deleted"
    many = [(await client.ask("send_message", chat_id=child.id, text="y"))["message_id"] for _ in range(3)]
    await client.ask("delete_messages", chat_id=child.id, message_ids=[*many, 777])
    assert [message["text"] for message in child.see()] == ["/start", "old"]


async def test_16_the_bottom_keyboard(client: Client, child: PersonHandle) -> None:
    sent = await client.ask("send_message", chat_id=child.id, text="hello", reply_markup=BOTTOM)
    assert "reply_markup" not in sent
    assert child.keys() == [["Меню", "🆘 Помощь"]]
    await child.keyboard("🆘 Помощь")
    updates = await client.ask("get_updates", timeout=0)
    assert updates[-1]["message"]["text"] == "🆘 Помощь"
    assert child.keys() == [["Меню", "🆘 Помощь"]]
    await client.ask("send_message", chat_id=child.id, text="x", reply_markup=BOTTOM | {"one_time_keyboard": True})
    await child.keyboard("Меню")
    assert child.keys() == []
    await client.ask("send_message", chat_id=child.id, text="hello", reply_markup=BOTTOM)
    await client.ask("send_message", chat_id=child.id, text="plain")
    assert child.keys() == [["Меню", "🆘 Помощь"]]
    await client.ask("send_message", chat_id=child.id, text="bye", reply_markup={"remove_keyboard": True})
    assert child.keys() == []
    with pytest.raises(PlaneError):
        await child.keyboard("Меню")

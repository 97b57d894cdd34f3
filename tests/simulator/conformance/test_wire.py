"""Checks 1–3: who the bot is, in how many forms a call may come, and that everything decodes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import telegram
from aiogram import types

from simulator import PersonHandle, Simulator
from simulator.methods import SPEC
from tests.simulator.conformance.clients import CLIENTS, Client
from tests.simulator.samples import PICTURE

if TYPE_CHECKING:
    from tests.simulator.conformance.conftest import Http, Place

Json = dict[str, Any]
SHAPES: dict[str, dict[str, list[Any]]] = SPEC["types"]


async def test_01_identity(client: Client, place: Place) -> None:
    me = await client.ask("get_me")
    assert me["is_bot"] is True
    assert me["id"] == int(place.token.partition(":")[0])
    assert me["username"].lower().endswith("bot")


@pytest.mark.parametrize("kind", CLIENTS, ids=lambda kind: kind.name)
async def test_01_a_wrong_token_is_unauthorized(kind: type[Client], place: Place) -> None:
    number = place.token.partition(":")[0]
    stranger = kind(place.url, f"{number}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    refused = await stranger.refusal("get_me")
    await stranger.close()
    assert refused.kind == "unauthorized"
    assert refused.raised in ("TelegramUnauthorizedError", "InvalidToken")


async def test_01_raw_words_for_bad_tokens_and_methods(http: Http) -> None:
    root = http.base.rpartition("/bot")[0]
    expected = {
        "/bot1:x/getMe": (401, "Unauthorized"),
        "/botnonsense/getMe": (401, "Unauthorized: invalid token specified"),
    }
    for path, (status, words) in expected.items():
        async with http.session.get(root + path) as answer:
            assert answer.status == status
            assert await answer.json() == {"ok": False, "error_code": status, "description": words}
    status, body, _ = await http.call("noSuchMethod")
    assert (status, body["description"]) == (404, "Not Found: method not found")


async def test_02_five_body_forms_and_any_case(http: Http, place: Place) -> None:
    fields = {"chat_id": str(place.chat), "text": "Привет, мир"}
    form = aiohttp.FormData(fields, default_to_multipart=True)

    async def chunks() -> Any:
        yield b'--B\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n'
        yield f'{place.chat}\r\n--B\r\nContent-Disposition: form-data; name="text"\r\n\r\nПривет, '.encode()
        yield "мир\r\n--B--\r\n".encode()

    multipart = {"Content-Type": "multipart/form-data; boundary=B"}
    answers = [
        await http.call("sendMessage", verb="GET", params=fields),
        await http.call("SENDMESSAGE", data=fields),
        await http.call("sendmessage", data=form),
        await http.call("sendMessage", data=chunks(), headers=multipart),
        await http.call("sendMessage", json={"chat_id": place.chat, "text": "Привет, мир"}),
    ]
    assert [status for status, _, _ in answers] == [200] * 5
    assert {body["result"]["text"] for _, body, _ in answers} == {"Привет, мир"}
    assert len({body["result"]["message_id"] for _, body, _ in answers}) == 5


async def test_02_parsing_is_lenient(http: Http, place: Place) -> None:
    _, body, _ = await http.call("sendMessage", data={"chat_id": f"{place.chat}", "text": "x", "unknown": "y"})
    assert body["ok"] is True
    _, body, _ = await http.call(
        "sendMessage",
        data={"chat_id": place.chat, "text": "x", "protect_content": "on", "disable_notification": "YES"},
    )
    assert "has_protected_content" not in body["result"]
    status, body, _ = await http.call("sendMessage", data="{", headers={"Content-Type": "application/json"})
    assert (status, body["ok"]) == (400, False)


def _check(kind: str, value: Any, where: str) -> None:
    """Hold a value against the Bot API's own list of required fields, as deep as the types are known."""
    if kind.startswith("Array of "):
        assert isinstance(value, list), where
        for at, item in enumerate(value):
            _check(kind.removeprefix("Array of "), item, f"{where}[{at}]")
    elif kind in ("MaybeInaccessibleMessage", "ChatMember", "ReactionType"):
        assert isinstance(value, dict), where
    elif kind in SHAPES:
        assert isinstance(value, dict), where
        for name, (of, required) in SHAPES[kind].items():
            if name in value:
                _check(of, value[name], f"{where}.{name}")
            else:
                assert not required, f"{where}.{name} is missing"
        assert set(value) <= set(SHAPES[kind]), f"{where} has {set(value) - set(SHAPES[kind])}"
    elif kind in ("Integer", "String", "Boolean", "True"):
        of = {"Integer": int, "String": str}.get(kind, bool)
        assert type(value) is of, f"{where} is {value!r}"


async def _live_a_little(child: PersonHandle, client: Client) -> None:
    keys = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await child.send("/start hello #tag https://example.com")
    await client.ask("send_message", chat_id=child.id, text="<b>x</b>", parse_mode="HTML", reply_markup=keys)
    await child.press("A")
    photo = await client.ask("send_photo", chat_id=child.id, photo=client.file("a.png", PICTURE), caption="x")
    await client.ask("send_document", chat_id=child.id, document=client.file("а.txt", b"x"))
    await client.ask("get_file", file_id=photo["photo"][-1]["file_id"])
    for anonymous in (True, False):
        await client.ask(
            "send_poll", chat_id=child.id, question="?", options=["a", "b"], type="quiz", is_anonymous=anonymous,
            correct_option_ids=[0], explanation="<i>so</i>", explanation_parse_mode="HTML", open_period=600,
        )  # fmt: skip
        await child.vote(0)
    for kind in ("photo", "document", "voice", "video", "sticker"):
        await child.attach(kind, "a", PICTURE)
    message = await child.send("hm", reply_to=photo["message_id"])
    await child.edit(message["message_id"], "hmm")
    await child.block()
    await child.unblock()
    await client.ask("get_chat", chat_id=child.id)
    await client.ask("get_chat_member", chat_id=child.id, user_id=child.id)
    await client.ask("get_webhook_info")
    await client.ask("set_my_commands", commands=client.commands(a="b"))
    await client.ask("get_my_commands")


async def test_03_everything_decodes_and_has_its_required_fields(
    sim: Simulator, child: PersonHandle, client: Client
) -> None:
    await _live_a_little(child, client)
    assert not sim.journal.red
    answers = {"getFile": "File", "getChat": "ChatFullInfo", "getMyCommands": "Array of BotCommand"}
    decoded = 0
    for entry in sim.journal:
        result = json.loads(json.dumps(entry.result))
        if entry.method == "update":
            _check("Update", result, f"update {entry.n}")
            types.Update.model_validate(result)
            assert telegram.Update.de_json(result, None) is not None
        elif entry.method.startswith("send"):
            _check("Message", result, f"{entry.method} {entry.n}")
            types.Message.model_validate(result)
            assert telegram.Message.de_json(result, None) is not None
        elif entry.method in answers:
            _check(answers[entry.method], result, entry.method)
        else:
            continue
        decoded += 1
    assert decoded >= 20

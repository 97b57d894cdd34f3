"""The server's words, letter by letter: refusals recorded from Telegram itself, and those of its source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator import LIFTED, Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

Json = dict[str, Any]


def _entity(kind: str, offset: int = 0, length: int = 1, **extra: Any) -> Json:
    return {"text": "hello", "entities": [{"type": kind, "offset": offset, "length": length, **extra}]}


def _inline(**button: Any) -> Json:
    return {"text": "test", "reply_markup": {"inline_keyboard": [[button]]}}


def _markup(**markup: Any) -> Json:
    return {"text": "test", "reply_markup": markup}


def _html(text: str) -> Json:
    return {"text": text, "parse_mode": "HTML"}


ROW = [[{"text": "A"}]]
# sendMessage with these parameters was answered by the cloud with these words.
RECORDED: list[tuple[Json, str]] = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": "   "}, "text must be non-empty"),
    ({"text": "test", "chat_id": None}, "chat_id is empty"),
    ({"text": "test", "chat_id": ""}, "chat_id is empty"),
    ({"text": "test", "chat_id": 0}, "chat not found"),
    ({"text": "test", "chat_id": -1}, "chat not found"),
    ({"text": "test", "chat_id": "@nobody_has_this_name"}, "chat not found"),
    ({"text": "test", "chat_id": "not_a_chat"}, "chat not found"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "test", "parse_mode": "INVALID"}, "unsupported parse_mode"),
    ({"text": "test", "message_thread_id": 999999999}, "message thread not found"),
    ({"text": "test", "reply_parameters": {"message_id": 999999999}}, "message to be replied not found"),
    ({"text": "test", "reply_parameters": {"quote": "hello"}}, 'can\'t find field "message_id"'),
    ({"text": "test", "business_connection_id": "invalid"}, "business connection not found"),
    ({"text": "test", "allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
    (
        {"text": "test", "suggested_post_parameters": {}},
        "suggested posts can be sent only to channel direct messages",
    ),
    ({"text": "test", "link_preview_options": {"url": "not-a-url"}}, "WEBPAGE_URL_INVALID"),
    (
        {"text": "test", "link_preview_options": {"is_disabled": "yes"}},
        'field "is_disabled" must be of type Boolean',
    ),
    (
        {"text": "test", "link_preview_options": {"show_above_text": "yes"}},
        'field "show_above_text" must be of type Boolean',
    ),
    (_html("<b>unclosed"), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    (_html("<script>alert(1)</script>"), 'can\'t parse entities: Unsupported start tag "script" at byte offset 0'),
    (
        _html("<b><i>test</b></i>"),
        'can\'t parse entities: Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    ),
    (
        _html('<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>'),
        "can't parse entities: Invalid custom emoji identifier specified",
    ),
    (_entity("bold", 100), "entity begins after the end of the text at UTF-16 offset 100"),
    (
        _entity("bold", 0, 100),
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    (_entity("bold", -1), "receive an entity with incorrect offset -1"),
    (_entity("invalid_type"), "can't parse MessageEntity: Unsupported type specified"),
    (_entity("text_link", url="not-a-url"), "entity URL 'not-a-url' is invalid: Wrong HTTP URL"),
    (_entity("text_link", url=""), "entity URL '' is invalid: URL host is empty"),
    (_entity("text_link"), "can't parse MessageEntity: Can't find field \"url\""),
    (_entity("text_mention"), "can't parse MessageEntity: Can't find field \"user\""),
    (_entity("text_mention", user={"id": 0, "is_bot": False, "first_name": "X"}), "user not found"),
    (_entity("custom_emoji"), "can't parse MessageEntity: Can't find field \"custom_emoji_id\""),
    (
        _entity("custom_emoji", custom_emoji_id="9999999999999999999"),
        'can\'t parse MessageEntity: Field "custom_emoji_id" must be a valid Number',
    ),
    (_inline(text="btn", callback_data="x" * 100), "BUTTON_DATA_INVALID"),
    (
        _inline(text="btn", callback_data=""),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (_inline(callback_data="x"), "can't parse inline keyboard button: Can't find field \"text\""),
    (_inline(text="l", url="not-a-url"), "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
    (
        _inline(text="l", url="ftp://example.com"),
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        _inline(text="app", web_app={"url": "bad"}),
        "inline keyboard button Web App URL 'bad' is invalid: Only HTTPS links are allowed",
    ),
    (
        _inline(text="app", web_app={"url": "http://example.com"}),
        "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
    ),
    (_inline(text="pay", pay=True), "BUTTON_TYPE_INVALID"),
    (_inline(text="game", callback_game={}), "BUTTON_TYPE_INVALID"),
    (_inline(text="copy", copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
    (_inline(text="copy", copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
    (_markup(inline_keyboard="bad"), 'field "inline_keyboard" must be of type Array'),
    (_markup(keyboard="bad"), 'field "keyboard" must be of type Array'),
    (_markup(keyboard=ROW, selective="yes"), 'field "selective" must be of type Boolean'),
    (_markup(keyboard=ROW, one_time_keyboard="yes"), 'field "one_time_keyboard" must be of type Boolean'),
    (_markup(keyboard=ROW, is_persistent="yes"), 'field "is_persistent" must be of type Boolean'),
    (_markup(keyboard=ROW, resize_keyboard="yes"), 'field "resize_keyboard" must be of type Boolean'),
    (_markup(force_reply="yes"), 'field "force_reply" must be of type Boolean'),
    (_markup(remove_keyboard="yes"), 'field "remove_keyboard" must be of type Boolean'),
    (
        _markup(keyboard=[[{"text": "app", "web_app": {"url": "http://example.com"}}]]),
        "keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
    ),
]


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(rules=LIFTED) as simulator:
        await simulator.person("child-10").start()
        yield simulator


@pytest.fixture
async def call(sim: Simulator) -> AsyncIterator[Callable[[str, Json], Awaitable[tuple[int, Json]]]]:
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, params: Json) -> tuple[int, Json]:
            async with session.post(f"{sim.url}/bot{sim.token}/{method}", json=params) as answer:
                return answer.status, await answer.json()

        yield ask


@pytest.mark.parametrize(("params", "words"), RECORDED, ids=lambda value: json.dumps(value)[:60])
async def test_what_the_cloud_was_heard_to_say(call: Any, sim: Simulator, params: Json, words: str) -> None:
    body = {"chat_id": sim.person("child-10").id} | params
    assert await call("sendMessage", {name: value for name, value in body.items() if value is not None}) == (
        400,
        {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"},
    )
    assert not sim.journal.red


ACCEPTED: list[Json] = [
    {"text": "hello", "entities": [{"type": "underline", "offset": 0, "length": 5}]},
    {"text": "secret", "entities": [{"type": "spoiler", "offset": 0, "length": 6}]},
    {"text": "optional", "reply_parameters": {"message_id": 999999999, "allow_sending_without_reply": True}},
    {"text": "<b>lower</b>", "parse_mode": "html"},
    {"text": "https://example.com", "link_preview_options": {"show_above_text": True}},
    {"text": "x", "link_preview_options": {"url": "https://example.com", "prefer_large_media": True}},
    {"text": "x", "reply_markup": {"force_reply": True, "input_field_placeholder": "type here"}},
    {"text": "x", "reply_markup": {"keyboard": [[{"text": "Share", "request_contact": True}]]}},
    {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "Copy", "copy_text": {"text": "copied"}}]]}},
    {
        "text": "/start #tag $USD a@b.com https://example.com",
        "entities": [
            {"type": "bot_command", "offset": 0, "length": 6},
            {"type": "url", "offset": 25, "length": 19},
        ],
    },
]


@pytest.mark.parametrize("params", ACCEPTED, ids=lambda value: json.dumps(value)[:60])
async def test_what_the_cloud_was_seen_to_take(call: Any, sim: Simulator, params: Json) -> None:
    status, body = await call("sendMessage", {"chat_id": sim.person("child-10").id} | params)
    assert (status, body["ok"]) == (200, True)
    assert not sim.journal.red


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
        ("getFile", {}, "file_id not specified"),
        ("deleteMessages", {}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": "["}, "can't parse message_ids JSON object"),
        ("deleteMessages", {"message_ids": 5}, "expected an Array of message identifiers"),
        ("deleteMessages", {"message_ids": [1] * 101}, "too many message identifiers specified"),
        ("sendDocument", {}, "there is no document in the request"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "command description must be non-empty",
        ),
        ("setMyCommands", {"commands": "x"}, "can't parse list of bot commands JSON object"),
        ("setMyName", {"language_code": "rus"}, "invalid language code specified"),
        (
            "editMessageText",
            {"message_id": 1, "text": "x", "reply_markup": {"keyboard": ROW}},
            "inline keyboard expected",
        ),
        ("editMessageText", {"message_id": 1}, "message text is empty"),
        (
            "setMessageReaction",
            {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "x"}]},
            "REACTION_INVALID",
        ),
        ("setMessageReaction", {"message_id": 77, "reaction": []}, "message to react not found"),
    ],
)
async def test_other_refusals(call: Any, sim: Simulator, method: str, params: Json, words: str) -> None:
    status, body = await call(method, {"chat_id": sim.person("child-10").id} | params)
    assert (status, body["description"]) == (400, f"Bad Request: {words}")

"""Checks 10–13: formatting, bad markup, lengths, and the edges of buttons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import telegram
from aiogram import types

if TYPE_CHECKING:
    from simulator import PersonHandle, Simulator
    from tests.simulator.conformance.clients import Client
    from tests.simulator.conformance.conftest import Place

Json = dict[str, Any]
NESTED = (
    "<b>Осторожно 🚩 <i>ссылка</i></b> <tg-spoiler>тайна</tg-spoiler>\n"
    "<blockquote expandable>Пишет «друг»</blockquote>\n"
    '<a href="https://example.com/">сюда</a> <code>x &lt; 1</code>'
)


def _spans(message: Json) -> list[tuple[Any, ...]]:
    return [(e["type"], e["offset"], e["length"], e.get("url")) for e in message.get("entities", [])]


def _buttons(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


async def test_10_html(client: Client, place: Place) -> None:
    sent = await client.ask("send_message", chat_id=place.chat, text=NESTED, parse_mode="HTML")
    assert sent["text"] == "Осторожно 🚩 ссылка тайна\nПишет «друг»\nсюда x < 1"
    assert _spans(sent) == [
        ("bold", 0, 13, None),
        ("bold", 13, 6, None),
        ("italic", 13, 6, None),
        ("spoiler", 20, 5, None),
        ("expandable_blockquote", 26, 12, None),
        ("text_link", 39, 4, "https://example.com/"),
        ("code", 44, 5, None),
    ]


async def test_10_what_clients_make_of_it_comes_back_the_same(client: Client, place: Place) -> None:
    sent = await client.ask("send_message", chat_id=place.chat, text=NESTED, parse_mode="HTML")
    raw = sent | {"date": 0, "chat": {"id": place.chat, "type": "private"}}
    written = {
        "aiogram": types.Message.model_validate(raw).html_text,
        "python-telegram-bot": telegram.Message.de_json(raw, None).text_html,
    }[client.name]
    again = await client.ask("send_message", chat_id=place.chat, text=written, parse_mode="HTML")
    assert again["text"] == sent["text"]
    assert _spans(again) == _spans(sent)


async def test_10_every_good_vector_of_tdlib(client: Client, place: Place, sim: Simulator) -> None:
    del sim  # never against the real Telegram: these are hundreds of messages
    vectors = json.loads((Path(__file__).parents[1] / "golden_formatting.json").read_text())
    good = [v for v in vectors if v["kind"] == "html" and v.get("text", "").strip() == v.get("text") != ""]
    for vector in good[::4]:
        sent = await client.ask("send_message", chat_id=place.chat, text=vector["input"], parse_mode="HTML")
        assert sent["text"] == vector["text"].replace("\t", " ")


async def test_11_bad_markup_is_refused_and_nothing_is_stored(
    client: Client, place: Place, sim: Simulator, child: PersonHandle
) -> None:
    del sim
    before = len(child.see())
    for text, words in {
        "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
        "<p>x</p>": 'Unsupported start tag "p" at byte offset 0',
        "ы<b>x</i>": 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"',
    }.items():
        refused = await client.refusal("send_message", chat_id=place.chat, text=text, parse_mode="HTML")
        assert (refused.kind, refused.words) == ("bad_request", f"can't parse entities: {words}".lower())
    refused = await client.refusal("send_message", chat_id=place.chat, text="x", parse_mode="TeX")
    assert refused.words == "unsupported parse_mode"
    assert len(child.see()) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 4096, ""),
        ("x" * 4097, "message is too long"),
        ("<b>" + "ы" * 4096 + "</b>", ""),
        ("😀" * 2048, ""),
        (" \n ", "text must be non-empty"),
        ("\u200b", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
    ],
    ids=["4096", "4097", "4096 in bold", "2048 emoji", "blank", "invisible", "empty tag"],
)
async def test_12_lengths_of_text(client: Client, place: Place, text: str, words: str) -> None:
    if words:
        refused = await client.refusal("send_message", chat_id=place.chat, text=text, parse_mode="HTML")
        assert (refused.kind, refused.words) == ("bad_request", words)
    else:
        sent = await client.ask("send_message", chat_id=place.chat, text=text, parse_mode="HTML")
        assert len(sent["text"]) >= 2048


async def test_12_more_than_4096_units_are_doubtful(client: Client, sim: Simulator, place: Place) -> None:
    await client.ask("send_message", chat_id=place.chat, text="😀" * 2049)
    assert "UTF-16" in sim.journal.entries[-1].doubts[0]
    assert not sim.journal.red


async def test_12_lengths_of_captions(client: Client, place: Place) -> None:
    from tests.simulator.samples import PICTURE  # noqa: PLC0415 - only here

    photo = {"chat_id": place.chat, "photo": client.file("a.png", PICTURE)}
    sent = await client.ask("send_photo", **photo, caption="x" * 1024)
    assert len(sent["caption"]) == 1024
    photo["photo"] = client.file("a.png", PICTURE)
    refused = await client.refusal("send_photo", **photo, caption="x" * 1025)
    assert (refused.kind, refused.words) == ("bad_request", "message caption is too long")


async def test_12_text_is_trimmed_and_cleaned(client: Client, place: Place) -> None:
    sent = await client.ask(
        "send_message", chat_id=place.chat, text="\n  <b>hi</b>\t\r\n there \n", parse_mode="HTML"
    )
    assert sent["text"] == "hi \n there"
    assert _spans(sent) == [("bold", 0, 2, None)]


async def test_13_callback_data_holds_64_bytes(client: Client, place: Place) -> None:
    for data, fits in (("x" * 64, True), ("x" * 65, False), ("ы" * 32, True), ("ы" * 33, False)):
        call = {
            "chat_id": place.chat,
            "text": "x",
            "reply_markup": _buttons([{"text": "A", "callback_data": data}]),
        }
        if fits:
            sent = await client.ask("send_message", **_typed(client, call))
            assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == data
        else:
            refused = await client.refusal("send_message", **_typed(client, call))
            assert (refused.kind, refused.words) == ("bad_request", "button_data_invalid")


async def test_13_buttons_that_are_refused(client: Client, place: Place) -> None:
    cases: dict[str, list[Json]] = {
        "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard": [{"text": "A"}],
        "inline keyboard button url 'nowhere' is invalid: wrong http url": [{"text": "A", "url": "nowhere"}],
        "reply markup is too long": [{"text": "A", "callback_data": "a"}] * 101,
    }
    for words, row in cases.items():
        rows = [row[at : at + 8] for at in range(0, len(row), 8)]
        call = {"chat_id": place.chat, "text": "x", "reply_markup": _buttons(*rows)}
        refused = await client.refusal("send_message", **_typed(client, call))
        assert (refused.kind, refused.words) == ("bad_request", words)


def _typed(client: Client, call: Json) -> Json:
    """Give each client the keyboard in its own type."""
    rows = call["reply_markup"]["inline_keyboard"]
    if client.name == "aiogram":
        markup: Any = types.InlineKeyboardMarkup.model_validate({"inline_keyboard": rows})
    else:
        markup = telegram.InlineKeyboardMarkup(
            [[telegram.InlineKeyboardButton(**button) for button in row] for row in rows]
        )
    return call | {"reply_markup": markup}

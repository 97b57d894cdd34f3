"""From screens to calls: whatever a screen holds, Telegram takes it; and what is edited, sent or replaced."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.doors.telegram.api import Session
from bot.doors.telegram.calls import Call, answer, calls, entities
from bot.features.library import pages as library_pages
from bot.packs.pictures import screen_picture
from bot.values import landmarks
from bot.values.screen import Address, Button, Copy, Document, Greeting, Link, Picture, Screen, Voice
from bot.values.screen_block import ScreenBlock, ScreenLine
from bot.values.text import Span, Text, bold, join
from tests.doors.telegram.edge import told

CHAT, OLD = 7, 41
SESSION = Session()
BOT = Bot("1:token-of-the-tests", SESSION)
SPOKEN = Voice(Path("lamp.ru.ogg"), "spoken", 3, caption="🔊 A lamp")
LAMP = Picture(Path("lamp.png"), "A lamp", "lamp")
LETTERS = "ab яё.\n 👍🏽👨‍👩‍👧🆘é\u0301𝔘あ\u200d"


def params(call: Call) -> dict[str, Any]:
    """What Telegram is told by a call."""
    return told(SESSION.build_form_data(BOT, call.method))


def utf16(words: str) -> bytes:
    return words.encode("utf-16-le")


@st.composite
def texts(draw: st.DrawFn, longest: int = 60) -> Text:
    """Words with spans, long ones by repeating short ones."""
    plain = draw(st.text(LETTERS, max_size=longest)) * draw(st.sampled_from([1, 1, 1, 40, 150, 400]))
    many = draw(st.sampled_from([0, 1, 3, 130])) if plain else 0
    spans: list[Span] = []
    for _ in range(many):
        start = draw(st.integers(0, len(plain) - 1)) if many < 10 else len(spans) % len(plain)
        length = draw(st.integers(1, 50)) if many < 10 else 1
        spans.append(Span(start, min(len(plain), start + length), "bold"))
    return Text(plain, tuple(spans))


labels = st.text(LETTERS, max_size=90)
buttons: st.SearchStrategy[Button] = st.one_of(
    st.builds(Link, labels, st.sampled_from([landmarks.Menu(), library_pages.Lesson("p" * 16, "i" * 24)])),
    st.builds(Address, labels, st.just("https://example.org/x")),
    st.builds(Copy, labels, st.text(LETTERS, min_size=1, max_size=400)),
)
rows = st.lists(st.lists(buttons, max_size=4).map(tuple), max_size=4).map(tuple) | st.integers(0, 130).map(
    lambda many: (tuple(Link(f"{number}", landmarks.Menu()) for number in range(many)),)
)
screens = st.builds(
    Screen,
    texts(),
    rows,
    picture=st.none() | st.just(LAMP),
    voice=st.none() | st.just(SPOKEN),
    documents=st.lists(st.just(Document("x.txt", b"x")), max_size=2).map(tuple),
    alert=st.text(LETTERS, max_size=300),
    greeting=st.none() | st.just(Greeting(Text("Hello 👋"), ("☰ Menu", "🆘 Help"))),
)


def holds(call: Call) -> None:
    """What Telegram's server checks (values/limits)."""
    wire = params(call)
    words = wire.get("text", wire.get("caption", (wire.get("media") or {}).get("caption")))
    marks = wire.get("entities") or wire.get("caption_entities") or []
    if words is not None:
        limit = 1024 if "text" not in wire else 4096
        assert len(utf16(words)) // 2 <= (200 if call.name == "answerCallbackQuery" else limit)
        assert "text" not in wire or words.strip()
        assert len(marks) <= 100
        for mark in marks:
            assert 0 <= mark["offset"] < mark["offset"] + mark["length"] <= len(utf16(words)) // 2
    keyboard = (wire.get("reply_markup") or {}).get("inline_keyboard", [])
    assert sum(map(len, keyboard)) <= 100
    for row in keyboard:
        assert 1 <= len(row) <= 8
        for button in row:
            assert 1 <= len(button["text"]) <= 64
            assert len({"callback_data", "url", "copy_text"} & button.keys()) == 1
            assert len(button.get("callback_data", "x").encode()) <= 64
            assert 1 <= len(button.get("copy_text", {"text": "x"})["text"]) <= 256
    if "keyboard" in (wire.get("reply_markup") or {}):
        assert call.name == "sendMessage", "a message with the bottom keyboard can never be edited"
    for other in call.instead:
        holds(other)


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


@settings(max_examples=60, derandomize=True)
@given(screens, st.booleans(), st.booleans())
def test_34_every_screen_is_what_telegram_takes(screen: Screen, tapped: bool, pictured: bool) -> None:  # noqa: FBT001
    made = calls(screen, CHAT, message=OLD if tapped else None, pictured=pictured)
    for call in [*made, answer("1", screen.alert)]:
        holds(call)
    told = "".join(
        words
        for call in map(params, made)
        for words in [call.get("text"), call.get("caption"), call.get("media", {}).get("caption")]
        if words
    )
    assert squeezed(screen.text.plain) in squeezed(told.replace("Hello 👋", "")), "not a word is lost"
    assert sum(call.name == "sendDocument" for call in made) == len(screen.documents)
    inline = [call for call in made if "inline_keyboard" in (params(call).get("reply_markup") or {})]
    assert len(inline) == (1 if any(screen.rows) else 0), (
        "the buttons stand under one message, the last of the text"
    )


@settings(max_examples=150, derandomize=True)
@given(texts())
def test_entities_cover_the_words_of_their_spans(text: Text) -> None:
    ordered = sorted(text.spans, key=lambda span: (span.start, -span.end))[:100]
    cut = [
        utf16(text.plain)[2 * mark.offset : 2 * (mark.offset + mark.length)].decode("utf-16-le")
        for mark in entities(text)
    ]
    assert cut == [text.plain[span.start : span.end] for span in ordered]


def test_spans_survive_a_split_into_several_messages() -> None:
    text = join([bold(f"👍🏽{number} ") + "слово " * 30 for number in range(40)])
    bolds = [
        utf16(params(call)["text"])[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")
        for call in calls(Screen(text), CHAT)
        for mark in params(call).get("entities", [])
    ]
    assert [words.strip() for words in bolds] == [f"👍🏽{number}" for number in range(40)]


PLAIN, BUTTON = Text("words"), ((Link("Menu", landmarks.Menu()),),)
LONG = Text("word " * 2000)
GREETED = Screen(PLAIN, BUTTON, greeting=Greeting(Text("Hello"), ("☰ Menu", "🆘 Help")))


@pytest.mark.parametrize(
    ("screen", "tapped", "pictured", "methods"),
    [
        (Screen(PLAIN, BUTTON), False, False, "sendMessage"),
        (Screen(PLAIN, BUTTON, picture=LAMP), False, False, "sendPhoto"),
        (Screen(PLAIN, BUTTON), True, False, "editMessageText"),
        (Screen(PLAIN, BUTTON, picture=LAMP), True, True, "editMessageMedia"),
        (Screen(PLAIN, BUTTON, picture=LAMP), True, False, "deleteMessage sendPhoto"),
        (Screen(PLAIN, BUTTON), True, True, "deleteMessage sendMessage"),
        (Screen(LONG, BUTTON, picture=LAMP), True, True, "deleteMessage sendMessage sendMessage sendMessage"),
        (Screen(Text("a" * 1025), picture=LAMP), True, False, "editMessageText"),
        (Screen(PLAIN, BUTTON, voice=SPOKEN), False, False, "sendVoice sendMessage"),
        (Screen(PLAIN, BUTTON, voice=SPOKEN), True, False, "sendVoice sendMessage deleteMessage"),
        (Screen(PLAIN, picture=LAMP, voice=SPOKEN), True, True, "sendVoice sendPhoto deleteMessage"),
        (GREETED, False, False, "sendMessage sendMessage"),
        (GREETED, True, False, "deleteMessage sendMessage sendMessage"),
        (
            Screen(PLAIN, documents=(Document("a", b"a"), Document("b", b"b"))),
            True,
            False,
            "editMessageText sendDocument sendDocument",
        ),
        (
            Screen(PLAIN, documents=(Document("a.png", b"a", caption="Point here."), Document("b", b"b"))),
            True,
            False,
            "editMessageText sendPhoto sendDocument",
        ),
    ],
)
def test_what_is_edited_sent_or_replaced(screen: Screen, *, tapped: bool, pictured: bool, methods: str) -> None:
    made = calls(screen, CHAT, message=OLD if tapped else None, pictured=pictured)
    assert " ".join(call.name for call in made) == methods


def test_the_greeting_stands_right_above_its_screen() -> None:
    made = calls(Screen(LONG, BUTTON, greeting=GREETED.greeting), CHAT)
    kinds = ["keyboard" in (params(call).get("reply_markup") or {}) for call in made]
    assert kinds == [False] * (len(made) - 2) + [True, False]


def test_a_file_that_is_shown_as_a_picture_is_never_sent_again_from_a_memory() -> None:
    shown = calls(Screen(PLAIN, documents=(Document("a.png", b"a", caption="Point here."),)), CHAT)[-1]
    assert (params(shown)["caption"], shown.file_key) == ("Point here.", "")
    assert [call.name for call in shown.instead] == ["sendDocument"]


def test_a_picture_that_is_refused_comes_in_words_and_an_old_message_anew() -> None:
    sent = calls(Screen(PLAIN, BUTTON, picture=LAMP), CHAT)[0]
    assert [call.name for call in sent.instead] == ["sendMessage"]
    assert params(sent.instead[0])["text"] == "[A lamp]\n\nwords"
    edited = calls(Screen(PLAIN, BUTTON, picture=LAMP), CHAT, message=OLD, pictured=True)[0]
    chain: list[str] = []
    step: Any = edited
    while step.instead:
        step = step.instead[0]
        chain.append(step.name)
    assert chain == ["sendPhoto", "sendMessage"]


def test_links_are_never_previewed() -> None:
    made = calls(Screen(PLAIN), CHAT) + calls(Screen(PLAIN), CHAT, message=OLD)
    assert all(params(call)["link_preview_options"] == {"is_disabled": True} for call in made)


def test_the_last_of_a_hundred_buttons() -> None:
    wide = tuple(Link(str(number), landmarks.Menu()) for number in range(50))
    keyboard = params(calls(Screen(PLAIN, (wide, wide, wide)), CHAT)[0])["reply_markup"]["inline_keyboard"]
    shown = [button["text"] for button in itertools.chain(*keyboard)]
    assert shown == [str(number) for number in [*range(50), *range(50)]]


async def test_a_phones_screen_is_drawn_when_it_is_sent_and_told_in_words_where_it_is_refused() -> None:
    block = ScreenBlock("chat", (ScreenLine("from", "Leo"), ScreenLine("theirs", "See win.example/now")))
    [call] = calls(Screen(Text("What is odd?"), picture=screen_picture(block)), CHAT)
    assert call.file_key == f"screen-{block.key}"
    assert call.upload
    await call.upload.load()
    drawn = b"".join([piece async for piece in call.upload.read(BOT)])
    assert drawn.startswith(b"\x89PNG")
    [words] = call.instead
    assert "Leo: See win.example/now" in str(params(words)["text"])
    assert [found["type"] for found in params(words)["entities"]] == ["bold", "code"]

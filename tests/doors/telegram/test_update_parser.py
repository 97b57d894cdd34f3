"""What aiogram cannot parse is read by hand: words are heard and buttons work whatever else is in an update."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.incoming import Command, File, Tap, Thing, Words
from bot.doors.telegram.update_parser import Ignored, Received, Unreadable, read
from tests.doors.telegram.raw import DATE, FILE, group, message, poll, press, private, user

if TYPE_CHECKING:
    from tests.doors.telegram.edge import Edge
    from tests.doors.telegram.raw import Json

CHILD = 98_101
TOMORROW = {"type": "from_the_moon", "crater": 7}
"""A part of a kind that a later Bot API has."""
OLDER_POLL = {"id": "1", "question": "i want to die", "options": [{"text": "a", "voter_count": 0}]}
"""A poll as a server of an earlier Bot API sends it."""


def by_hand(update: Json) -> Received | Ignored:
    """What can still be read of an update that aiogram cannot parse."""
    before = copy.deepcopy(update)
    with pytest.raises(Unreadable) as unreadable:
        read(update)
    assert update == before
    return unreadable.value.instead


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"text": "hi", "forward_origin": TOMORROW}, Words("hi", forwarded=True)),
        ({"text": "/help me", "external_reply": {"origin": TOMORROW}}, Command("help", "me")),
        ({"photo": [FILE], "caption": "look", "forward_origin": TOMORROW}, Words("look", forwarded=True)),
        ({"poll": OLDER_POLL}, Thing("other", "i want to die. a")),
        ({"text": ["hi"]}, Thing("other")),
        ({"video": 7}, Thing("other")),
        ({"text": "hi", "date": "yesterday"}, Words("hi")),
        ({"text": "hi", "message_id": 10**400}, Words("hi")),
    ],
)
def test_words_are_heard_beside_what_cannot_be_parsed(content: dict[str, Any], what: object) -> None:
    received = by_hand(message(CHILD, **content))
    assert isinstance(received, Received)
    assert (received.chat, received.incoming.sender, received.incoming.what) == (CHILD, CHILD, what)


def test_a_forwarded_message_is_its_words_and_addresses_and_nobodys_name() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "canarybird", "date": DATE}
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://evil.example/x"}
    received = read(message(CHILD, text="/look here", forward_origin=origin, entities=[link]))
    assert isinstance(received, Received)
    assert received.incoming.what == Words("/look here", forwarded=True, links=("https://evil.example/x",))
    assert "canarybird" not in repr(received)


def test_what_nobody_wrote_is_silence_also_when_it_cannot_be_parsed() -> None:
    assert by_hand(message(CHILD, pinned_message={"message_id": 4})) == Ignored()
    assert by_hand(message(CHILD, "edited_message", location={"latitude": "north"})) == Ignored()


def test_an_edit_whose_words_are_of_another_kind_is_answered() -> None:
    received = by_hand(message(CHILD, "edited_message", text=["hi"]))
    assert isinstance(received, Received)
    assert received.incoming.what == Thing("other")


def test_a_button_works_under_a_message_that_cannot_be_parsed() -> None:
    update = press(CHILD, "menu")
    update["callback_query"]["message"]["forward_origin"] = TOMORROW
    received = by_hand(update)
    assert isinstance(received, Received)
    assert received.incoming.what == Tap("menu")
    assert received.callback == update["callback_query"]["id"]
    assert received.message is None, "the answer is a message of its own"


def test_half_an_emoji_in_a_press_s_id_can_be_sent_back() -> None:
    received = read(press(CHILD, "menu", id="\ud83d7"))
    assert isinstance(received, Received)
    assert received.callback == "?7"


@pytest.mark.parametrize("owner", ["from", "chat"])
@pytest.mark.parametrize("number", [True, "98101", 1 << 63])
def test_what_aiogram_takes_for_a_number_names_nobody(owner: str, number: object) -> None:
    update = message(CHILD, text="hi")
    update["message"][owner]["id"] = number
    received = by_hand(update)
    assert isinstance(received, Ignored) is (owner == "chat")
    assert isinstance(received, Ignored) or received.incoming.sender == CHILD


def test_a_group_is_silence_also_when_it_cannot_be_parsed() -> None:
    assert by_hand(message(CHILD, chat=group(), text="/help", forward_origin=TOMORROW)) == Ignored()


def test_what_aiogram_parses() -> None:
    update = message(CHILD, text="/start@mayak_test_bot  class_X")
    received = read(update)
    assert isinstance(received, Received)
    assert received.incoming.what == Command("start", "class_X")
    assert (received.sent, received.incoming.message, received.incoming.language) == (DATE, 5, "en")
    document = {**FILE, "file_id": "x", "file_name": "pack.zip", "file_size": 3}
    sent = read(message(CHILD, document=document, caption="new"))
    assert isinstance(sent, Received)
    assert sent.incoming.what == File("x", "pack.zip", 3, "new")
    asked = read(message(CHILD, "edited_message", poll=poll("🆘", "yes")))
    assert isinstance(asked, Received)
    assert asked.incoming.what == Thing("other", "🆘. yes", edited=True)
    assert asked.sent == DATE + 60


@pytest.mark.parametrize(
    ("below", "message_id", "pictured"),
    [
        ({}, 4, False),
        ({"photo": [FILE]}, 4, True),
        ({"date": 0}, None, False),
        ({"text": 1, "entities": [TOMORROW], "reply_markup": {"inline_keyboard": [[TOMORROW]]}}, 4, False),
    ],
    ids=["words", "a picture", "too old", "a later screen"],
)
def test_which_message_a_press_edits(below: dict[str, Any], message_id: int | None, *, pictured: bool) -> None:
    received = read(press(CHILD, "menu", message={"message_id": 4, "date": DATE, "chat": private(CHILD), **below}))
    assert isinstance(received, Received)
    assert (received.incoming.what, received.message, received.pictured) == (Tap("menu"), message_id, pictured)


async def test_a_cry_for_help_is_answered_beside_what_cannot_be_parsed(edge: Edge) -> None:
    sent = await edge.takes(message(CHILD, text="помогите", forward_origin=TOMORROW))
    assert sent[0].words.startswith("🆘")
    assert edge.handler.unreadable == 1
    sent = await edge.takes(message(CHILD, poll=OLDER_POLL, from_=user(CHILD, language_code="en")))
    assert sent[-1].words.startswith("🆘")

"""What is changed after it was sent: a live location that moves is silence, changed words are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.doors.telegram.raw import DATE, FILE, group, message, poll, private, update, user

if TYPE_CHECKING:
    from tests.doors.telegram.edge import Edge
    from tests.doors.telegram.raw import Json

CHILD = 98_001
MOVED: dict[str, Any] = {"location": {"latitude": 1.5, "longitude": 2.5, "live_period": 900}}
ENDED: dict[str, Any] = {"location": {"latitude": 1.5, "longitude": 2.5}}


def edited(**content: Any) -> Json:
    return message(CHILD, "edited_message", **content)


SILENT: dict[str, dict[str, Any]] = {
    "a live location moves": MOVED,
    "a live location has ended": ENDED,
    "another photo in the place of one": {"photo": [FILE]},
    "another video": {"video": FILE},
    "another file": {"document": FILE},
    "a voice message": {"voice": FILE},
    "a game": {"game": {"title": "x"}},
    "a poll": {"poll": poll("which film?", "a")},
    "a task of a checklist is done": {"checklist": {"title": "today", "tasks": [{"id": 1, "text": "milk"}]}},
    "nothing that we know": {"something_new": {}},
}


@pytest.mark.parametrize("content", SILENT.values(), ids=SILENT.keys())
async def test_an_edit_without_words_is_silence(edge: Edge, content: dict[str, Any]) -> None:
    assert await edge.takes(*(edited(**content) for _ in range(5))) == []


async def test_a_location_itself_is_answered_once_however_long_it_moves(edge: Edge) -> None:
    sent = await edge.takes(message(CHILD, **MOVED), *(edited(**MOVED) for _ in range(60)), edited(**ENDED))
    assert ["where you are" in call.words for call in sent] == [True]


@pytest.mark.parametrize("content", [{"text": "privacy"}, {"photo": [FILE], "caption": "my drawing"}])
async def test_changed_words_are_answered(edge: Edge, content: dict[str, Any]) -> None:
    """Somebody has typed them anew and waits."""
    sent = await edge.takes(edited(**content))
    assert ["you changed a message" in call.words for call in sent] == [True]


@pytest.mark.parametrize(
    "content",
    [
        {"text": "i want to die"},
        {"photo": [FILE], "caption": "i want to die"},
        {"poll": poll("i want to die")},
        {"checklist": {"title": "today", "tasks": [{"id": 1, "text": "i want to die"}]}},
    ],
)
async def test_distress_is_heard_in_whatever_was_changed(edge: Edge, content: dict[str, Any]) -> None:
    sent = await edge.takes(edited(**content))
    assert sent[-1].words.startswith("🆘")


@pytest.mark.parametrize(
    "kind",
    ["edited_channel_post", "edited_business_message", "business_message", "channel_post", "message_reaction"],
)
async def test_what_was_never_asked_for_is_silence(edge: Edge, kind: str) -> None:
    what = {"message_id": 5, "date": DATE, "chat": private(CHILD), "from": user(CHILD), "text": "i want to die"}
    assert await edge.takes(update(**{kind: what})) == []


async def test_edits_in_a_group_are_silence(edge: Edge) -> None:
    assert await edge.takes(message(CHILD, "edited_message", group(), text="i want to die")) == []

"""Reading: from one raw update of Telegram to what a person did; groups and strangers' things are silence.

Updates are read by hand and leniently: a field that Telegram adds tomorrow does not matter, one that is missing
spoils a single update and never a batch (reliability.md M4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.chat.incoming import Command, Departure, Incoming, Tap, Thing, What, Words

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that are asked for."""

THINGS = {
    "photo": "photo",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "voice": "voice",
    "audio": "voice",
    "sticker": "sticker",
    "dice": "sticker",
    "document": "document",
    "contact": "contact",
    "location": "location",
    "venue": "location",
}
"""Fields of a message that are things, and what we call them; anything else is `other`."""

SERVICE = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "chat_background_set",
        "write_access_allowed",
        "boost_added",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "forum_topic_created",
    }
)
"""Fields of messages that nobody wrote: silence is right."""


class Unreadable(Exception):
    """An update that cannot be read. Carries no content of it, only the sender's chat when that can be told."""

    def __init__(self, chat: int | None) -> None:
        super().__init__("unreadable update")
        self.chat = chat


@dataclass(frozen=True, slots=True)
class Received:
    """One update as the edge needs it: what the person did, and where the answer goes.

    `callback` is the id to answer a press with; `message` the message whose button was pressed (None when it is
    too old to be edited), `pictured` whether that one is a picture. All ids live in memory only.
    """

    incoming: Incoming
    chat: int
    callback: str = ""
    message: int | None = None
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """An update that nobody is answered to; a button pressed in a group still wants its spinner stopped."""

    callback: str = ""


def read(update: dict[str, Any]) -> Received | Silent:
    """Read one update.

    Errors: Unreadable when it has not the shape that Telegram documents.
    """
    try:
        return _read(update)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unreadable(_chat_of(update)) from error


def _read(update: dict[str, Any]) -> Received | Silent:
    update_id = _integer(update["update_id"])
    if "callback_query" in update:
        return _press(update_id, update["callback_query"])
    if "message" in update:
        return _message(update_id, update["message"], edited=False)
    if "edited_message" in update:
        return _message(update_id, update["edited_message"], edited=True)
    if "my_chat_member" in update:
        change = update["my_chat_member"]
        if change["chat"]["type"] != "private":
            return Silent()
        gone = change["new_chat_member"]["status"] == "kicked"
        return _received(update_id, change["from"], _integer(change["chat"]["id"]), Departure(gone))
    return Silent()


def _press(update_id: int, press: dict[str, Any]) -> Received | Silent:
    callback = _string(press["id"])
    message = press.get("message")
    if message is None or message["chat"]["type"] != "private" or "data" not in press:
        return Silent(callback)
    old = message.get("date") == 0  # InaccessibleMessage: can no longer be edited
    return _received(
        update_id,
        press["from"],
        _integer(message["chat"]["id"]),
        Tap(_string(press["data"])),
        callback=callback,
        message=None if old else _integer(message["message_id"]),
        pictured="photo" in message,
    )


def _message(update_id: int, message: dict[str, Any], *, edited: bool) -> Received | Silent:
    sender = message.get("from")
    if message["chat"]["type"] != "private" or sender is None or sender.get("is_bot"):
        return Silent()
    what = _what(message, edited=edited)
    return _received(update_id, sender, _integer(message["chat"]["id"]), what) if what else Silent()


def _what(message: dict[str, Any], *, edited: bool) -> What | None:
    text = message.get("text")
    if text is not None:
        words = _string(text)
        if words.startswith("/") and not edited:
            name, _, payload = words[1:].partition(" ")
            return Command(name.partition("@")[0].lower(), payload.strip())
        return Words(words, edited)
    if message.get("caption"):
        return Words(_string(message["caption"]), edited)
    for field, kind in THINGS.items():
        if field in message:
            return Thing(kind)
    return None if SERVICE & message.keys() else Thing("other")


def _received(  # noqa: PLR0913 - the fields of an update
    update_id: int,
    sender: dict[str, Any],
    chat: int,
    what: What,
    *,
    callback: str = "",
    message: int | None = None,
    pictured: bool = False,
) -> Received:
    language = sender.get("language_code") or ""
    incoming = Incoming(update_id, _integer(sender["id"]), _string(language), what)
    return Received(incoming, chat, callback, message, pictured)


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("an integer was expected")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a string was expected")
    return value


def _chat_of(update: object) -> int | None:
    """Return the private chat of a broken update if that much can be told."""
    try:
        part = update.get("message") or update["callback_query"]["message"]  # type: ignore[attr-defined,index]
        chat = part["chat"]
        return _integer(chat["id"]) if chat["type"] == "private" else None
    except (KeyError, TypeError, AttributeError):
        return None

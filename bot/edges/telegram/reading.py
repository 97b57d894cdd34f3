"""Reading: from one raw update of Telegram to what a person did; groups and strangers' things are silence.

Updates are read by hand and leniently: a field that Telegram adds tomorrow does not matter, one that is missing
spoils a single update and never a batch (docs/design.md M4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.chat.incoming import Command, Departure, File, Incoming, Tap, Thing, What, Words

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

GROUP_START = re.compile(r"/start(?:@\w+)? live_([0-9A-Z]{12})")
"""What Telegram sends for whoever chose a group by the link of a live quiz."""

_BIGGEST = 1 << 63


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
    sent: int | None = None
    """When it was written, in seconds since 1970; None for what Telegram puts no date on (a press)."""


@dataclass(frozen=True, slots=True)
class Silent:
    """An update that nobody is answered to; a button pressed in a group still wants its spinner stopped."""

    callback: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody has put the bot into a group for a live quiz (`/start live_CODE`). Ids live in memory only."""

    update_id: int
    sender: int
    chat: int
    code: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A group has become the supergroup `to`; None: the bot was put out of it. Numbers live in memory only."""

    chat: int
    to: int | None


class Unreadable(Exception):
    """An update that cannot be read. Carries no content of it; `instead` is what can still be done: answer its
    person as somebody who sent a thing, or stay silent.
    """

    def __init__(self, instead: Received | Silent) -> None:
        super().__init__("unreadable update")
        self.instead = instead


def read(update: dict[str, Any]) -> Received | Silent | Called | Moved:
    """Read one update.

    Errors: Unreadable when it has not the shape that Telegram documents.
    """
    try:
        return _read(update)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unreadable(_what_is_left(update)) from error


def number_of(update: dict[str, Any]) -> int | None:
    """Return an update's id for a log line; None for one that is no number (it might be somebody's words)."""
    try:
        return _integer(update.get("update_id"))
    except (TypeError, ValueError):
        return None


def _read(update: dict[str, Any]) -> Received | Silent | Called | Moved:
    update_id = _integer(update["update_id"])
    if "callback_query" in update:
        return _press(update_id, update["callback_query"])
    if "message" in update:
        return _message(update_id, update["message"], edited=False)
    if "edited_message" in update:
        return _message(update_id, update["edited_message"], edited=True)
    if "my_chat_member" in update:
        change = update["my_chat_member"]
        chat, status = _integer(change["chat"]["id"]), change["new_chat_member"]["status"]
        if change["chat"]["type"] != "private":
            return Moved(chat, None) if status in {"left", "kicked"} else Silent()
        return _received(update_id, change["from"], chat, Departure(status == "kicked"))
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


def _message(update_id: int, message: dict[str, Any], *, edited: bool) -> Received | Silent | Called | Moved:
    sender = message.get("from")
    if "migrate_to_chat_id" in message:
        return Moved(_integer(message["chat"]["id"]), _integer(message["migrate_to_chat_id"]))
    if sender is None or sender.get("is_bot"):
        return Silent()
    if message["chat"]["type"] != "private":
        return _called(update_id, sender, message)
    what = _what(message, edited=edited)
    if what is None:
        return Silent()
    sent = message.get("edit_date" if edited else "date")
    chat = _integer(message["chat"]["id"])
    about = message.get("message_id")
    return _received(
        update_id,
        sender,
        chat,
        what,
        sent=_small(sent),
        about=_small(about) or 0,
    )


def _called(update_id: int, sender: dict[str, Any], message: dict[str, Any]) -> Silent | Called:
    """Read the one thing said in a group that is heard; all else there is silence."""
    found = GROUP_START.fullmatch(str(message.get("text") or ""))
    if found is None or message["chat"]["type"] not in {"group", "supergroup"}:
        return Silent()
    return Called(update_id, _integer(sender["id"]), _integer(message["chat"]["id"]), found[1])


def _what(message: dict[str, Any], *, edited: bool) -> What | None:
    text = message.get("text")
    if text is not None:
        words = _string(text)
        if words.startswith("/") and not edited:
            name, payload = [*words[1:].split(maxsplit=1), "", ""][:2]
            return Command(name.partition("@")[0].lower(), payload.strip())
        return Words(words, edited)
    document = message.get("document")
    if isinstance(document, dict) and not edited and "animation" not in message:
        caption = _string(message.get("caption") or "")
        return File(_string(document["file_id"]), str(document.get("file_name") or ""), _size(document), caption)
    if message.get("caption"):
        return Words(_string(message["caption"]), edited)
    for field, kind in THINGS.items():
        if field in message:
            return Thing(kind)
    return None if SERVICE & message.keys() else Thing("other", _written_in(message))


def _size(document: dict[str, Any]) -> int:
    """Return a document's size in bytes; -1 when Telegram does not tell it."""
    size = _small(document.get("file_size"))
    return -1 if size is None else size


def _written_in(message: dict[str, Any]) -> str:
    """Return what a person wrote into a poll or a checklist: somebody who calls for help does it anywhere."""
    poll, checklist = message.get("poll"), message.get("checklist")
    if isinstance(poll, dict):
        parts = [poll.get("question"), *(option.get("text") for option in poll.get("options", ()))]
    elif isinstance(checklist, dict):
        parts = [checklist.get("title"), *(task.get("text") for task in checklist.get("tasks", ()))]
    else:
        return ""
    return ". ".join(part for part in parts if isinstance(part, str))


def _received(  # noqa: PLR0913 - the fields of an update
    update_id: int,
    sender: dict[str, Any],
    chat: int,
    what: What,
    *,
    callback: str = "",
    message: int | None = None,
    pictured: bool = False,
    sent: int | None = None,
    about: int = 0,
) -> Received:
    language = sender.get("language_code")
    told = language if isinstance(language, str) else ""
    incoming = Incoming(update_id, _integer(sender["id"]), told, what, message or about)
    return Received(incoming, chat, callback, message, pictured, sent)


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("an integer was expected")
    if not -_BIGGEST <= value < _BIGGEST:
        raise ValueError("an integer of 64 bits was expected")
    return value


def _small(value: object) -> int | None:
    """Return a number that a date or a message's id may be; None for anything else."""
    return value if isinstance(value, int) and 0 <= value < 1 << 53 else None


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a string was expected")
    return value


def _what_is_left(update: dict[str, Any]) -> Received | Silent:
    """Return what a broken update still tells: whose private chat it came from (there the chat's id is the
    person's), and which press waits to be answered.
    """
    press = update.get("callback_query")
    callback = press.get("id") if isinstance(press, dict) else None
    callback = callback if isinstance(callback, str) else ""
    try:
        part = press or update.get("message") or update["edited_message"]
        chat = (part["message"] if press else part)["chat"]
        sender = part.get("from")
        sender = sender if isinstance(sender, dict) else {}
        if chat["type"] != "private" or sender.get("is_bot"):
            return Silent(callback)
        known = {**sender, "id": chat["id"]}
        return _received(
            _integer(update["update_id"]), known, _integer(chat["id"]), Thing("other"), callback=callback
        )
    except (KeyError, TypeError, AttributeError, ValueError):
        return Silent(callback)

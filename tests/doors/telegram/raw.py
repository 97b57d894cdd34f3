"""Raw updates as Telegram sends them, made by hand: the usual ones, and whatever else may come."""

from __future__ import annotations

import itertools
from typing import Any

Json = dict[str, Any]

NUMBERS = itertools.count(700_000_000)
DATE = 1_795_600_000
FILE: Json = {"file_id": "f", "file_unique_id": "u", "file_size": 1, "width": 9, "height": 9, "duration": 1}
"""A photo, a video, a voice message: each is a file with some of these."""


def user(person: int, **more: object) -> Json:
    return {"id": person, "is_bot": False, "first_name": "Sam", "language_code": "en", **more}


def private(person: int) -> Json:
    return {"id": person, "type": "private", "first_name": "Sam"}


def group(number: int = -4_000_077, kind: str = "group") -> Json:
    return {"id": number, "type": kind, "title": "A class"}


def update(**part: object) -> Json:
    return {"update_id": next(NUMBERS), **part}


def message(person: int, /, kind: str = "message", chat: Json | None = None, **content: object) -> Json:
    """A message of a person; `content` is what it holds (`text=…`, `photo=…`). `from_` replaces the sender."""
    sender = content.pop("from_", user(person))
    base: Json = {"message_id": 5, "date": DATE, "chat": chat or private(person), "from": sender}
    if kind.startswith("edited"):
        base["edit_date"] = DATE + 60
    return update(**{kind: {**base, **content}})


def press(person: int, /, data: object, **more: object) -> Json:
    """A press of an inline button under a message of the bot."""
    below = {
        "message_id": 4,
        "date": DATE,
        "chat": private(person),
        "from": user(424242, is_bot=True),
        "text": "…",
    }
    query = {"id": str(next(NUMBERS)), "from": user(person), "message": below, "chat_instance": "7", "data": data}
    return update(callback_query={**query, **more})


def poll(question: str, *options: str) -> Json:
    choices = [{"persistent_id": str(place), "text": text, "voter_count": 0} for place, text in enumerate(options)]
    kind = {"type": "regular", "is_anonymous": True, "is_closed": False, "members_only": False}
    many = {"allows_multiple_answers": False, "allows_revoting": True, "total_voter_count": 0}
    return {"id": "1", "question": question, "options": choices, **kind, **many}


def membership(person: int, status: str, chat: Json | None = None) -> Json:
    """What Telegram tells when a person blocks the bot or lets it in again, or changes its place in a group."""
    bot = {"user": user(424242, is_bot=True), "until_date": 0}
    was = {**bot, "status": "member" if status == "kicked" else "kicked"}
    now = {**bot, "status": status}
    where = chat or private(person)
    change = {"chat": where, "from": user(person), "date": DATE, "old_chat_member": was, "new_chat_member": now}
    return update(my_chat_member=change)

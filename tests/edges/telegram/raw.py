"""Raw updates as Telegram sends them, made by hand: the usual ones, and whatever else may come."""

from __future__ import annotations

import itertools
from typing import Any

Json = dict[str, Any]

NUMBERS = itertools.count(700_000_000)
DATE = 1_795_600_000


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

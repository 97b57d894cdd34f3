"""A raw update of Telegram: what of it is parsed, and its numbers and strings where they are read by hand."""

from __future__ import annotations

from typing import Any

SCREEN = {"text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options"}
"""What a pressed message says and offers."""

_BIGGEST = 1 << 63


def without_screen(update: dict[str, Any]) -> dict[str, Any]:
    """Return an update without the words and buttons of the screen that was pressed. They are the bot's own and
    nobody looks at them; parsing them is a tenth of a tap.
    """
    press = update.get("callback_query")
    if not isinstance(press, dict) or not isinstance(message := press.get("message"), dict):
        return update
    bare = {name: value for name, value in message.items() if name not in SCREEN}
    return {**update, "callback_query": {**press, "message": bare}}


def number_of(update: dict[str, Any]) -> int | None:
    """Return an update's id for a log line; None if it is not a number (it might be a person's words)."""
    try:
        return integer(update.get("update_id"))
    except (TypeError, ValueError):
        return None


def string(value: object) -> str:
    """Return a string without half an emoji, "" for anything else."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""


def integer(value: object) -> int:
    """Return a value that is an integer of 64 bits. Errors: TypeError, ValueError for any other."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("an integer was expected")
    if not -_BIGGEST <= value < _BIGGEST:
        raise ValueError("an integer of 64 bits was expected")
    return value

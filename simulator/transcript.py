"""A conversation as plain text in the golden format: the person's actions after ">", the bot's words after "bot".

A blank line stands before every action, as in tests/golden: a copied conversation is a draft of a golden journey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.people import Room

Json = dict[str, Any]
_INDENT = " " * 5
_ACTS = ("person", "press", "key")


def _text(message: Json) -> str:
    for kind in ("photo", "document", "video", "voice", "sticker"):
        if kind in message:
            caption = message.get("caption", "")
            return f"<{kind}>{' ' + caption if caption else ''}"
    if "poll" in message:
        poll = message["poll"]
        return "\n".join(
            [f"<{poll['type']}> {poll['question']}", *(f"- {option['text']}" for option in poll["options"])]
        )
    return str(message.get("text", ""))


def _said(verb: str, text: str) -> list[str]:
    first, *more = text.split("\n")
    return [f"{verb}: {first}", *(f"{_INDENT}{line}".rstrip() for line in more)]


def _inline(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [_INDENT + " ".join(f"[{button['text']}]" for button in row) for row in rows]


def transcript(room: Room) -> str:
    """Return the course of a chat, acts and answers, with a line break at the end."""
    lines: list[str] = []
    for what, value in room.trail:
        if what in _ACTS and lines:
            lines.append("")
        if what == "person":
            lines += [f"> {line}" for line in value.split("\n")]
        elif what == "press":
            lines.append(f"> [{value}]")
        elif what == "key":
            lines.append(f"> ({value})")
        elif what == "bot":
            lines += _said("bot", _text(value)) + _inline(value)
        elif what in ("edit", "buttons"):
            lines += _said("bot edits", _text(value)) + _inline(value)
        elif what == "alert":
            lines += _said("bot alert", value)
        elif what == "keyboard":
            lines += [_INDENT + " ".join(f"({key['text']})" for key in row) for row in value["keyboard"]]
    return "\n".join(lines) + "\n" if lines else ""

"""Derive simulator/api.json from a Bot API schema: `python tools/simulator_api.py SCHEMA.json[.gz] [OUT]`."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

# Types whose required fields the conformance checks hold every answer and update against.
TYPES = [
    "BotCommand",
    "BotDescription",
    "BotName",
    "BotShortDescription",
    "CallbackQuery",
    "Chat",
    "ChatFullInfo",
    "ChatMemberAdministrator",
    "ChatMemberBanned",
    "ChatMemberLeft",
    "ChatMemberMember",
    "ChatMemberOwner",
    "ChatMemberRestricted",
    "ChatMemberUpdated",
    "Contact",
    "Document",
    "File",
    "InaccessibleMessage",
    "InlineKeyboardButton",
    "InlineKeyboardMarkup",
    "KeyboardButton",
    "Location",
    "MaybeInaccessibleMessage",
    "MenuButtonCommands",
    "MenuButtonDefault",
    "MenuButtonWebApp",
    "Message",
    "MessageEntity",
    "MessageId",
    "MessageReactionUpdated",
    "PhotoSize",
    "Poll",
    "PollAnswer",
    "PollOption",
    "ReactionTypeEmoji",
    "ReplyKeyboardMarkup",
    "ResponseParameters",
    "Sticker",
    "Update",
    "User",
    "Video",
    "Voice",
    "WebhookInfo",
]


def compact(schema: dict[str, Any]) -> dict[str, Any]:
    """Return {version, methods: {name: {field: [type, required]}}, types: the same}."""
    methods = {
        name: {field: [about["type"], bool(about["required"])] for field, about in method["fields"].items()}
        for name, method in schema["methods"].items()
    }
    types = {
        name: {
            field: [about["type"], bool(about["required"])]
            for field, about in schema["types"][name]["fields"].items()
        }
        for name in TYPES
    }
    return {"version": schema["api"]["version"], "methods": methods, "types": types}


def main() -> int:
    """Write the data file and print its size."""
    source = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("simulator/api.json")  # noqa: PLR2004 - argv
    raw = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
    data = compact(json.loads(raw))
    lines = [f'"version": {json.dumps(data["version"])}']
    for part in ("methods", "types"):
        rows = [f"  {json.dumps(name)}: {json.dumps(about)}" for name, about in data[part].items()]
        lines.append(f'"{part}": {{\n' + ",\n".join(rows) + "\n}")
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{target}: {len(data['methods'])} methods, {len(data['types'])} types, {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Make tests/simulator/golden_formatting.json with TDLib's own parser: `python tools/golden_formatting.py [OUT]`.

Needs the package tdjson (offline, no account). Inputs are ours and stand below; TDLib gives the answers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import golden_inputs
import tdjson

Json = dict[str, Any]
_TYPES = {
    "Strikethrough": "strikethrough",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "BotCommand": "bot_command",
    "EmailAddress": "email",
    "BankCardNumber": "bank_card_number",
    "MediaTimestamp": "media_timestamp",
}
# What the Bot API never shows: the first is skipped by its server, the second not looked for in bots' texts.
_UNSEEN = frozenset({"bank_card_number", "media_timestamp"})


def execute(request: Json) -> Json:
    """Run a synchronous TDLib request."""
    raw = tdjson.td_execute(json.dumps(request).encode())
    answer: Json = json.loads(raw) if raw else {}
    return answer


def entity(value: Json) -> Json:
    """Return a TDLib textEntity as a Bot API MessageEntity."""
    about = value["type"]
    name = about["@type"].removeprefix("textEntityType")
    made: Json = {"offset": value["offset"], "length": value["length"], "type": _TYPES.get(name, name.lower())}
    if "language" in about:
        made["language"] = about["language"]
    if "url" in about:
        made["url"] = about["url"]
    if "user_id" in about:
        made["user"] = {"id": about["user_id"]}
    if "custom_emoji_id" in about:
        made["custom_emoji_id"] = about["custom_emoji_id"]
    return made


def outcome(answer: Json, text: str = "") -> Json:
    """Return {"text", "entities"} or {"error"}."""
    if answer["@type"] == "error":
        return {"error": answer["message"]}
    entities = [made for made in map(entity, answer["entities"]) if made["type"] not in _UNSEEN]
    return {"text": answer.get("text", text), "entities": entities}


def html(text: str) -> Json:
    """Ask TDLib's HTML parser."""
    return outcome(
        execute({"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}})
    )


def explicit(text: str, entities: list[Json]) -> Json:
    """Ask how given entities are put in order (text without Markdown signs: parseMarkdown then only does that)."""
    names = {short: long for long, short in _TYPES.items()}
    wanted = []
    for given in entities:
        name = "PreCode" if "language" in given else names.get(given["type"], given["type"].title())
        name = "Pre" if given["type"] == "pre" and "language" not in given else name
        extra = {key: given[key] for key in ("url", "language", "custom_emoji_id") if key in given}
        about = {"@type": f"textEntityType{name}", **extra}
        wanted.append({"@type": "textEntity", "offset": given["offset"], "length": given["length"], "type": about})
    formatted = {"@type": "formattedText", "text": text, "entities": wanted}
    return outcome(execute({"@type": "parseMarkdown", "text": formatted}))


def found(text: str) -> Json:
    """Ask what TDLib finds in a text by itself."""
    return outcome(execute({"@type": "getTextEntities", "text": text}), text)


def vectors() -> list[Json]:
    """Ask TDLib about all inputs."""
    made: list[Json] = [{"kind": "html", "input": text, **html(text)} for text in golden_inputs.HTML]
    for text, given in golden_inputs.EXPLICIT:
        entities = [
            {"type": kind, "offset": offset, "length": length, **extra} for kind, offset, length, extra in given
        ]
        made.append({"kind": "explicit", "input": text, "given": entities, **explicit(text, entities)})
    made += [{"kind": "found", "input": text, **found(text)} for text in golden_inputs.FOUND]
    return made


def main() -> int:
    """Write the vectors, one a line."""
    execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/simulator/golden_formatting.json")
    made = vectors()
    rows = ",\n".join(json.dumps(vector, ensure_ascii=False) for vector in made)
    target.write_text(f"[\n{rows}\n]\n")
    print(
        f"{target}: {len(made)} vectors from TDLib {execute({'@type': 'getOption', 'name': 'version'})['value']}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

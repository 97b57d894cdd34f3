"""Reads `reply_markup`: inline keyboards, bottom keyboards, and Telegram's refusals."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import NotModelled, bad_request
from simulator.links import BadLink, checked_link

if TYPE_CHECKING:
    from simulator.args import Args

INLINE, BOTTOM, REMOVE, FORCE = "inline", "bottom", "remove", "force"
_MAX_BUTTONS = 100
_MAX_ROW = 8
_MAX_DATA = 64
_MAX_COPY = 256
_MUCH = 10_000  # bytes of JSON: reported by users, not published
_FEW_ROWS = 10  # so few rows are never too large, so their bytes are not counted
_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective", "remove_keyboard", "force_reply")
_INLINE_WHAT = "inline keyboard button"
_BOTTOM_WHAT = "keyboard button"


@dataclass(slots=True)
class Markup:
    """A parsed reply markup: its kind and the JSON to store (with normalised rows)."""

    kind: str
    json: dict[str, Any]
    doubt: str = ""


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise bad_request(f"Can't parse {what}: {what[0].upper()}{what[1:]} must be an Object")
    return value


def _string(button: dict[str, Any], name: str, what: str, *, required: bool = False) -> str:
    value = button.get(name)
    if value is None:
        if required:
            raise bad_request(f"Can't parse {what}: Can't find field \"{name}\"")
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_request(f'Can\'t parse {what}: Field "{name}" must be of type String')
    return str(value)


def _inline_button(value: Any) -> dict[str, Any]:
    button = _object(value, _INLINE_WHAT)
    text = _string(button, "text", _INLINE_WHAT, required=True)
    for name in ("icon_custom_emoji_id", "disabled"):
        if button.get(name):
            raise NotModelled(f"buttons with {name}")
    action = _action(button)
    if not text.strip():
        raise bad_request("Text of an inline keyboard button must be non-empty")
    style = _string(button, "style", _INLINE_WHAT)
    return {"text": text, **({"style": style} if style else {}), **action}


def _action(button: dict[str, Any]) -> dict[str, Any]:
    """Return the one field with the button's action; Telegram takes the first in this order."""
    if url := _string(button, "url", _INLINE_WHAT):
        try:
            return {"url": checked_link(url)}
        except BadLink as why:
            raise bad_request(f"Inline keyboard button {why}") from None
    if data := _string(button, "callback_data", _INLINE_WHAT):
        if len(data.encode()) > _MAX_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    if button.get("pay") is True or "callback_game" in button:
        raise bad_request("BUTTON_TYPE_INVALID")
    if isinstance(button.get("copy_text"), dict):
        return {"copy_text": {"text": _copied(button["copy_text"])}}
    if isinstance(button.get("web_app"), dict):
        return {"web_app": {"url": _web_app(button["web_app"], "Inline keyboard button Web App")}}
    for name in ("switch_inline_query", "switch_inline_query_current_chat", "login_url"):
        if name in button:
            raise NotModelled(f"buttons with {name}")
    raise bad_request(f"Can't parse {_INLINE_WHAT}: Text buttons are unallowed in the inline keyboard")


def _copied(value: dict[str, Any]) -> str:
    text = _string(value, "text", _INLINE_WHAT, required=True)
    if not 1 <= len(text) <= _MAX_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _web_app(value: dict[str, Any], whose: str) -> str:
    try:
        return checked_link(_string(value, "url", _BOTTOM_WHAT, required=True), https=True)
    except BadLink as why:
        raise bad_request(f"{whose} {why}") from None


def _bottom_button(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"text": value}
    button = _object(value, _BOTTOM_WHAT)
    made: dict[str, Any] = {"text": _string(button, "text", _BOTTOM_WHAT, required=True)}
    if isinstance(button.get("web_app"), dict):
        made["web_app"] = {"url": _web_app(button["web_app"], "Keyboard button Web App")}
    for name in ("request_users", "request_chat", "request_poll", "request_managed_bot"):
        if button.get(name):
            raise NotModelled(f"keyboard buttons with {name}")
    asked = {name: True for name in ("request_contact", "request_location") if button.get(name) is True}
    return made | asked


def _rows(value: Any, inline: bool, doubts: list[str]) -> list[list[dict[str, Any]]]:  # noqa: FBT001 - private
    field = "inline_keyboard" if inline else "keyboard"
    if not isinstance(value, list):
        raise bad_request(f'Field "{field}" must be of type Array')
    rows = []
    for row in value:
        if not isinstance(row, list):
            raise bad_request(f'Field "{field}" must be an Array of Arrays')
        made = [_inline_button(button) if inline else _bottom_button(button) for button in row]
        if made:
            rows.append(made)
    if sum(map(len, rows)) > _MAX_BUTTONS:
        raise bad_request("Reply markup is too long")
    if any(len(row) > _MAX_ROW for row in rows):
        doubts.append("more than 8 buttons in a row")
    if len(rows) > _FEW_ROWS and len(json.dumps(rows, ensure_ascii=False).encode()) > _MUCH:
        doubts.append("about 10 kB of buttons: the cloud is said to refuse more")
    return rows


def parse_markup(value: Any) -> Markup | None:
    """Return the markup of a JSON value, None for an empty one. Errors: ApiError 400."""
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    for name in _FLAGS:
        if not isinstance(value.get(name, False), bool):
            raise bad_request(f'Field "{name}" must be of type Boolean')
    doubts: list[str] = []
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], True, doubts)  # noqa: FBT003 - inline
        return Markup(INLINE, {"inline_keyboard": rows}, "; ".join(doubts)) if rows else None
    if "keyboard" in value:
        rows = _rows(value["keyboard"], False, doubts)  # noqa: FBT003 - a bottom keyboard
        if not rows:
            return None
        kept = ("is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective")
        shown = {name: value[name] for name in kept if value.get(name)}
        return Markup(BOTTOM, {"keyboard": rows, **shown}, "; ".join(doubts))
    if value.get("remove_keyboard") is True:
        return Markup(REMOVE, {"remove_keyboard": True})
    if value.get("force_reply") is True:
        return Markup(FORCE, {"force_reply": True})
    return None


def read_markup(args: Args, *, only_inline: bool = False) -> Markup | None:
    """Return the call's `reply_markup`, or None. Errors: ApiError 400."""
    value = args.json("reply_markup", "reply keyboard markup")
    if value is None:
        return None
    markup = parse_markup(value)
    if only_inline and markup is not None and markup.kind != INLINE:
        raise bad_request("Inline keyboard expected")
    return markup

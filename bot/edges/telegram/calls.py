"""Calls: from a Screen to the methods of the Bot API that show it. Values in, values out; nothing is sent here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.values import limits
from bot.values.screen import Address, Copy, Link
from bot.values.text import Text, join, split, utf16_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.edges.telegram.reading import Received
    from bot.values.screen import Button, Document, Greeting, Picture, Row, Screen
    from bot.values.text import Span

ENTITY_TYPES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strike": "strikethrough",
    "spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "quote": "blockquote",
    "link": "text_link",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One method of the Bot API with its parameters.

    `upload`: (parameter, name, bytes or file) of a file that goes with it; `picture`: the key under which the edge
    keeps the file id that Telegram gives, so that a picture is uploaded once; `counts`: whether it takes of the
    sending rate; `harmless`: error texts that are no loss; `optional`: the screen is shown without it;
    `instead`: what is called when Telegram refuses this: a new message for one that can no longer be edited, words
    for a picture; `told`: hears Telegram's answer; `moved`: hears which number the group has now, when Telegram
    refuses this because it has become a supergroup.
    """

    method: str
    params: dict[str, Any] = field(repr=False)
    upload: tuple[str, str, bytes | Path | Callable[[], bytes]] | None = field(default=None, repr=False)
    picture: str = ""
    counts: bool = True
    harmless: tuple[str, ...] = ()
    optional: bool = False
    instead: tuple[Call, ...] = ()
    told: Callable[[Any], None] | None = field(default=None, repr=False)
    moved: Callable[[int], None] | None = field(default=None, repr=False)


NOT_MODIFIED = "message is not modified"
CANNOT_DELETE = ("message to delete not found", "message can't be deleted")
WIPED_AT_MOST = 500
"""Messages that one "delete this" removes; Telegram takes a hundred a call (S)."""

TOO_LATE = ("query is too old", "query ID is invalid", "QUERY_ID_INVALID")


def calls(screen: Screen, chat: int, *, message: int | None = None, pictured: bool = False) -> list[Call]:
    """Return the calls that show a screen in a chat.

    `message`: the message whose button was pressed; it is edited in place. A picture can't become a text nor the
    other way round, and a greeting has to stand above its screen: then the old one is deleted and the new sent.
    """
    screen = _fitting(screen)
    shown = _send(screen, chat)
    if screen.wipes:
        shown = [*_wipe(chat, screen.wipes, message or screen.wipes), *shown]
    elif message is not None:
        if screen.greeting is None and (screen.picture is not None) == pictured and len(shown) == 1:
            shown = [_edit(screen, chat, message, shown[0])]
        else:
            gone = {"chat_id": chat, "message_id": message}
            shown = [Call("deleteMessage", gone, counts=False, harmless=CANNOT_DELETE, optional=True), *shown]
    if screen.greeting is not None:
        shown.insert(len(shown) - 1, _greet(screen.greeting, chat))
    return [*shown, *(_document(document, chat) for document in screen.documents)]


def _wipe(chat: int, first: int, last: int) -> list[Call]:
    """Return the calls that delete the messages from `first` to `last`, the newest 500 at most. Numbers of other
    chats, or gone already, are passed over by Telegram.
    """
    numbers = range(max(first, last - WIPED_AT_MOST + 1), last + 1)
    hundreds = (numbers[at : at + 100] for at in range(0, len(numbers), 100))
    return [
        Call(
            "deleteMessages",
            {"chat_id": chat, "message_ids": list(some)},
            counts=False,
            harmless=CANNOT_DELETE,
            optional=True,
        )
        for some in hundreds
    ]


def reply(received: Received, screen: Screen) -> list[Call]:
    """Return the calls that answer an update with a screen and stop the spinner of a pressed button."""
    shown = calls(screen, received.chat, message=received.message, pictured=received.pictured)
    return [*shown, answer(received.callback, screen.alert)] if received.callback else shown


def answer(callback: str, alert: str = "") -> Call:
    """Return the call that stops a pressed button's spinner, with a short alert if there is one."""
    params: dict[str, Any] = {"callback_query_id": callback}
    if alert:
        params |= {"text": alert[: limits.ALERT_CHARACTERS], "show_alert": True}
    return Call("answerCallbackQuery", params, counts=False, harmless=TOO_LATE, optional=True)


def _fitting(screen: Screen) -> Screen:
    """Return the screen as Telegram can take it: words too long for a caption come without the picture."""
    if screen.picture is None or utf16_length(screen.text.plain) <= limits.CAPTION_UNITS:
        return screen
    return _in_words(screen, screen.picture)


def _in_words(screen: Screen, picture: Picture) -> Screen:
    """Return the screen with its picture told instead of shown."""
    return replace(screen, text=join([f"[{picture.alt}]", screen.text]), picture=None)


def _send(screen: Screen, chat: int) -> list[Call]:
    markup = _keyboard(screen)
    if screen.picture is not None:
        params = {"chat_id": chat, **_words("caption", screen.text), **markup}
        in_words = tuple(_send(_in_words(screen, screen.picture), chat))
        return [_pictured("sendPhoto", params, screen.picture, in_words)]
    pieces = split(screen.text, limits.TEXT_UNITS) or [Text("…")]
    before = [Call("sendMessage", {"chat_id": chat, **_words("text", piece)}) for piece in pieces[:-1]]
    return [*before, Call("sendMessage", {"chat_id": chat, **_words("text", pieces[-1]), **markup})]


def _edit(screen: Screen, chat: int, message: int, anew: Call) -> Call:
    if screen.picture is not None:
        params: dict[str, Any] = {"chat_id": chat, "message_id": message, **_keyboard(screen)}
        params["media"] = {"type": "photo", **_words("caption", screen.text)}
        made = _pictured("editMessageMedia", params, screen.picture, (anew,))
        return replace(made, harmless=(NOT_MODIFIED,))
    return Call(
        "editMessageText", {**anew.params, "message_id": message}, harmless=(NOT_MODIFIED,), instead=(anew,)
    )


def _pictured(method: str, params: dict[str, Any], picture: Picture, instead: tuple[Call, ...]) -> Call:
    upload = ("photo", picture.file.name, picture.file)
    return Call(method, params, upload, picture.key, instead=instead)


def _greet(greeting: Greeting, chat: int) -> Call:
    keyboard = {
        "keyboard": [[{"text": key} for key in greeting.keys]],
        "is_persistent": True,
        "resize_keyboard": True,
    }
    return Call("sendMessage", {"chat_id": chat, **_words("text", greeting.text), "reply_markup": keyboard})


def _document(document: Document, chat: int) -> Call:
    return Call("sendDocument", {"chat_id": chat}, ("document", document.name, document.content))


def _words(name: str, text: Text) -> dict[str, Any]:
    """Return text or caption with its entities; a link is shown as the pack wrote it, never as a preview."""
    words: dict[str, Any] = {name: text.plain}
    if text.spans:
        words["caption_entities" if name == "caption" else "entities"] = entities(text)
    if name == "text":
        words["link_preview_options"] = {"is_disabled": True}
    return words


def entities(text: Text) -> list[dict[str, Any]]:
    """Return the spans as Telegram's entities: offsets in UTF-16 units, 100 at most, the earliest kept."""
    ordered = sorted(text.spans, key=lambda span: (span.start, -span.end))[: limits.ENTITIES]
    if text.plain.isascii() or max(text.plain) <= "\uffff":
        return [_entity(span, span.start, span.end - span.start) for span in ordered]
    return [
        _entity(span, utf16_length(text.plain[: span.start]), utf16_length(text.plain[span.start : span.end]))
        for span in ordered
    ]


def _entity(span: Span, offset: int, length: int) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": ENTITY_TYPES[span.style], "offset": offset, "length": length}
    if span.url:
        entity["url"] = span.url
    return entity


def _keyboard(screen: Screen) -> dict[str, Any]:
    if not any(screen.rows):
        return {}
    rows = [[_button(button) for button in row] for row in _narrow(screen.rows)]
    return {"reply_markup": {"inline_keyboard": rows}}


def _narrow(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield the rows as Telegram can take them: 8 buttons wide, 100 buttons in all."""
    left = limits.BUTTONS
    for row in rows:
        for at in range(0, min(len(row), left), limits.ROW_BUTTONS):
            yield row[:left][at : at + limits.ROW_BUTTONS]
        left -= min(len(row), left)


def _button(button: Button) -> dict[str, Any]:
    match button:
        case Link(label, page):
            return {"text": _label(label), "callback_data": page.path}
        case Address(label, url):
            return {"text": _label(label), "url": url}
        case Copy(label, words):
            return {"text": _label(label), "copy_text": {"text": words[: limits.COPY_CHARACTERS]}}


def _label(words: str) -> str:
    words = words.strip() or "…"
    return words if len(words) <= limits.LABEL_CHARACTERS else words[: limits.LABEL_CHARACTERS - 1] + "…"

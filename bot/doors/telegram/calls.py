"""Turns a Screen into the methods of the Bot API that show it; sends nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiogram import methods, types
from aiogram.enums import InputMediaType, MessageEntityType

from bot.pictures.screens import content_of
from bot.values import limits
from bot.values.profile_picture import marked
from bot.values.screen import Address, Copy, Link
from bot.values.text import Text, join, split, utf16_length

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from aiogram import Bot

    from bot.doors.telegram.update_parser import Received
    from bot.values.screen import Button, Document, Greeting, Picture, Row, Screen, Voice

ENTITY_TYPES = {
    "strike": MessageEntityType.STRIKETHROUGH,
    "quote": MessageEntityType.BLOCKQUOTE,
    "link": MessageEntityType.TEXT_LINK,
}
"""Telegram's names of the styles of a text, where they differ from ours."""

NO_PREVIEW = types.LinkPreviewOptions(is_disabled=True)
"""A link is shown as the pack wrote it, never as a preview."""


class Upload(types.InputFile):
    """A file that is sent with a call: bytes, a file of a pack, or a picture that is drawn when it is sent."""

    def __init__(self, name: str, content: bytes | Path | Callable[[], bytes]) -> None:
        super().__init__(name)
        self._content = content

    async def load(self) -> None:
        """Read or draw the file, in a thread. Errors: OSError when the file is no longer there."""
        if isinstance(self._content, Path):
            self._content = await asyncio.to_thread(self._content.read_bytes)
        elif not isinstance(self._content, bytes):
            self._content = await asyncio.to_thread(self._content)

    async def read(self, bot: Bot) -> AsyncGenerator[bytes, None]:  # noqa: ARG002 - aiogram's signature
        """Yield the bytes; call `load` first."""
        if isinstance(self._content, bytes):
            yield self._content


@dataclass(frozen=True, slots=True)
class Call:
    """One method of the Bot API, ready to be sent.

    `upload`: the file to send; `file_key`: the key of Telegram's id of that file, so that it is uploaded once;
    `counts`: whether it counts against the sending rate; `harmless`: texts of errors that are ignored;
    `optional`: the screen counts as shown without it; `instead`: the calls to make when Telegram refuses this
    one (a new message for one that can no longer be edited, words for a picture); `on_result`: called with
    Telegram's answer; `on_moved`: called with the new chat id when Telegram refuses because the group has
    become a supergroup.
    """

    method: methods.TelegramMethod[Any] = field(repr=False)
    upload: Upload | None = field(default=None, repr=False)
    file_key: str = ""
    counts: bool = True
    harmless: tuple[str, ...] = ()
    optional: bool = False
    instead: tuple[Call, ...] = ()
    on_result: Callable[[Any], None] | None = field(default=None, repr=False)
    on_moved: Callable[[int], None] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The method's name."""
        return self.method.__api_method__

    @property
    def is_new(self) -> bool:
        """Whether it sends a new message."""
        return self.name.startswith("send")

    @property
    def is_spinner(self) -> bool:
        """Whether it stops the spinner of a pressed button."""
        return isinstance(self.method, methods.AnswerCallbackQuery)

    def as_paid(self) -> Call:
        """Return the same call as one that the operator pays for with Stars."""
        return replace(self, method=self.method.model_copy(update={"allow_paid_broadcast": True}))

    @property
    def chat(self) -> int:
        """The chat that it is for; 0 when it is for none."""
        chat = getattr(self.method, "chat_id", 0)
        return chat if isinstance(chat, int) else 0


NOT_MODIFIED = "message is not modified"
CANNOT_DELETE = ("message to delete not found", "message can't be deleted")
WIPED_AT_MOST = 500
"""Messages that one "delete this" removes; Telegram takes a hundred a call (S)."""

TOO_LATE = ("query is too old", "query ID is invalid", "QUERY_ID_INVALID")


def calls(screen: Screen, chat: int, *, message: int | None = None, pictured: bool = False) -> list[Call]:
    """Return the calls that show a screen in a chat.

    `message`: the message whose button was pressed; it is edited in place. A picture cannot be edited into a text
    or a text into a picture, and a greeting or a recording has to stand above its screen: then the old
    message is deleted and a new one sent.
    """
    screen = _fitting(screen)
    keyboard = _keyboard(screen)
    shown = _send(screen, chat, keyboard)
    if screen.wipes:
        shown = [*_wipe(chat, screen.wipes, message or screen.wipes), *shown]
    elif message is not None:
        stays = screen.greeting is None and screen.voice is None and len(shown) == 1
        if stays and (screen.picture is not None) == pictured:
            shown = [_edit(shown[0], chat, message, keyboard)]
        else:
            gone = methods.DeleteMessage(chat_id=chat, message_id=message)
            deletion = Call(gone, counts=False, harmless=CANNOT_DELETE, optional=True)
            # The old screen stays until the new one is there where a recording, which may take long, comes first.
            shown = [*shown, deletion] if screen.voice else [deletion, *shown]
    if screen.voice is not None:
        shown.insert(0, _voice(screen.voice, chat))
    if screen.greeting is not None:
        shown.insert(len(shown) - 1, _greet(screen.greeting, chat))
    return [*shown, *(_document(document, chat) for document in screen.documents)]


def alone(  # noqa: PLR0913 - whom, where, in answer to what
    screen: Screen, chat: int, user: int, *, callback: str = "", answers: int = 0, edits: int = 0
) -> list[Call]:
    """Return the calls that show a screen in a group to one member alone (ephemeral messages).

    `callback`: the press that it answers; `answers`: the number of the member's ephemeral message that it answers;
    `edits`: that of the bot's own which it is to change.
    """
    if screen.picture is not None:
        screen = _in_words(screen, screen.picture)
    keyboard = _keyboard(screen)
    to = types.EphemeralMessageParameters(receiver_user_id=user, callback_query_id=callback or None)
    reply_to = types.ReplyParameters(ephemeral_message_id=answers) if answers else None
    hidden = {"ephemeral_message_parameters": to, "reply_parameters": reply_to}
    *before, last = split(screen.text, limits.TEXT_UNITS) or [Text("…")]
    sent = [_message(chat, piece).model_copy(update=hidden) for piece in before]
    sent.append(_message(chat, last, keyboard).model_copy(update=hidden))
    anew = tuple(map(Call, sent))
    if not edits or before:
        return list(anew)
    edit = methods.EditEphemeralMessageText(
        chat_id=chat,
        receiver_user_id=user,
        ephemeral_message_id=edits,
        text=last.plain,
        entities=entities(last) or None,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard,
    )
    return [Call(edit, harmless=(NOT_MODIFIED,), instead=anew)]


def _wipe(chat: int, first: int, last: int) -> list[Call]:
    """Return the calls that delete the messages from `first` to `last`, the newest 500 at most. Telegram ignores
    ids of other chats and of messages that are gone.
    """
    numbers = range(max(first, last - WIPED_AT_MOST + 1), last + 1)
    hundreds = (list(numbers[at : at + 100]) for at in range(0, len(numbers), 100))
    deletions = (methods.DeleteMessages(chat_id=chat, message_ids=hundred) for hundred in hundreds)
    return [Call(some, counts=False, harmless=CANNOT_DELETE, optional=True) for some in deletions]


def reply(received: Received, screen: Screen) -> list[Call]:
    """Return the calls that answer an update with a screen and stop the spinner of a pressed button."""
    message = None if screen.apart else received.message
    shown = calls(screen, received.chat, message=message, pictured=received.pictured)
    return [*shown, answer(received.callback, screen.alert)] if received.callback else shown


def answer(callback: str, alert: str = "") -> Call:
    """Return the call that stops a pressed button's spinner, with a short alert if there is one."""
    alert = alert.strip()[: limits.ALERT_CHARACTERS]
    answered = methods.AnswerCallbackQuery(
        callback_query_id=callback, text=alert or None, show_alert=bool(alert) or None
    )
    return Call(answered, counts=False, harmless=TOO_LATE, optional=True)


def _fitting(screen: Screen) -> Screen:
    """Return the screen without its picture when its text is too long for a caption, or the picture cannot be
    drawn.
    """
    picture = screen.picture
    drawn = picture is None or picture.block is None or picture.block.drawable
    if picture is None or (drawn and utf16_length(screen.text.plain) <= limits.CAPTION_UNITS):
        return screen
    return _in_words(screen, picture)


def _in_words(screen: Screen, picture: Picture) -> Screen:
    """Return the screen with the description of its picture in place of the picture."""
    return replace(screen, text=join([picture.in_words, screen.text]), picture=None)


def _send(screen: Screen, chat: int, keyboard: types.InlineKeyboardMarkup | None) -> list[Call]:
    if screen.picture is not None:
        file = Upload(screen.picture.file.name, content_of(screen.picture))
        photo = methods.SendPhoto(
            chat_id=chat,
            photo=file,
            caption=screen.text.plain,
            caption_entities=entities(screen.text) or None,
            reply_markup=keyboard,
        )
        in_words = tuple(_send(_in_words(screen, screen.picture), chat, keyboard))
        return [Call(photo, file, screen.picture.key, instead=in_words)]
    *before, last = split(screen.text, limits.TEXT_UNITS) or [Text("…")]
    return [*(Call(_message(chat, piece)) for piece in before), Call(_message(chat, last, keyboard))]


def _message(
    chat: int, text: Text, markup: types.InlineKeyboardMarkup | types.ReplyKeyboardMarkup | None = None
) -> methods.SendMessage:
    return methods.SendMessage(
        chat_id=chat,
        text=text.plain,
        entities=entities(text) or None,
        link_preview_options=NO_PREVIEW,
        reply_markup=markup,
    )


def _edit(anew: Call, chat: int, message: int, keyboard: types.InlineKeyboardMarkup | None) -> Call:
    """Return the call that edits a message into what `anew` would send."""
    edit: methods.TelegramMethod[Any]
    match anew.method:
        case methods.SendPhoto() as sent:
            photo = types.InputMediaPhoto(
                type=InputMediaType.PHOTO,  # what is not named is not sent
                media=sent.photo,
                caption=sent.caption,
                caption_entities=sent.caption_entities,
            )
            edit = methods.EditMessageMedia(chat_id=chat, message_id=message, media=photo, reply_markup=keyboard)
        case methods.SendMessage() as sent:
            edit = methods.EditMessageText(
                chat_id=chat,
                message_id=message,
                text=sent.text,
                entities=sent.entities,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            )
        case other:
            raise TypeError(other.__api_method__)
    return Call(edit, anew.upload, anew.file_key, harmless=(NOT_MODIFIED,), instead=(anew,))


def _greet(greeting: Greeting, chat: int) -> Call:
    keys = [[types.KeyboardButton(text=key) for key in greeting.keys]]
    keyboard = types.ReplyKeyboardMarkup(keyboard=keys, is_persistent=True, resize_keyboard=True)
    return Call(_message(chat, greeting.text, keyboard))


def _voice(voice: Voice, chat: int) -> Call:
    """Return the call that sends a recording; without it the screen still counts as shown."""
    file = Upload(voice.file.name, voice.file)
    sent = methods.SendVoice(chat_id=chat, voice=file, caption=voice.caption or None, duration=voice.seconds)
    return Call(sent, file, voice.key, optional=True)


def _document(document: Document, chat: int) -> Call:
    """Return the call that sends a file, or shows it as a picture; one that is refused comes as a file."""
    file = Upload(document.name, document.content)
    as_file = Call(methods.SendDocument(chat_id=chat, document=file), file)
    if not document.caption:
        return as_file
    return Call(methods.SendPhoto(chat_id=chat, photo=file, caption=document.caption), file, instead=(as_file,))


def entities(text: Text) -> list[types.MessageEntity]:
    """Return the spans as Telegram's entities: offsets in UTF-16 units, 100 at most, the earliest kept."""
    styled = (span for span in text.spans if span.style != "table")
    ordered = sorted(styled, key=lambda span: (span.start, -span.end))[: limits.ENTITIES]
    short = text.plain.isascii() or max(text.plain) <= "\uffff"
    return [
        types.MessageEntity(
            type=ENTITY_TYPES.get(span.style, span.style),
            offset=span.start if short else utf16_length(text.plain[: span.start]),
            length=span.end - span.start if short else utf16_length(text.plain[span.start : span.end]),
            url=span.url or None,
        )
        for span in ordered
    ]


def _keyboard(screen: Screen) -> types.InlineKeyboardMarkup | None:
    if not any(screen.rows):
        return None
    rows = [[_button(button, screen.picture_of) for button in row] for row in _narrow(screen.rows)]
    return types.InlineKeyboardMarkup(inline_keyboard=rows)


def _narrow(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield the rows as Telegram can take them: 8 buttons wide, 100 buttons in all."""
    left = limits.BUTTONS
    for row in rows:
        for at in range(0, min(len(row), left), limits.ROW_BUTTONS):
            yield row[:left][at : at + limits.ROW_BUTTONS]
        left -= min(len(row), left)


def _button(button: Button, picture: str) -> types.InlineKeyboardButton:
    match button:
        case Link(label, page):
            return types.InlineKeyboardButton(text=_label(label), callback_data=marked(page.path, picture))
        case Address(label, url):
            return types.InlineKeyboardButton(text=_label(label), url=url)
        case Copy(label, words):
            copied = types.CopyTextButton(text=words[: limits.COPY_CHARACTERS])
            return types.InlineKeyboardButton(text=_label(label), copy_text=copied)


def _label(words: str) -> str:
    words = words.strip() or "…"
    return words if len(words) <= limits.LABEL_CHARACTERS else words[: limits.LABEL_CHARACTERS - 1] + "…"

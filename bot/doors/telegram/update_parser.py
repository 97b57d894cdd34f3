"""Parses one raw update of Telegram into what a person did; ignores groups and what is not meant for the bot.

aiogram parses each update alone. One part that its release does not know fails the whole update; what cannot be
parsed is read by hand as far as it goes: whose chat it is and what they wrote or pressed (decision 24).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiogram.enums import ChatMemberStatus, ChatType, ContentType, UpdateType
from aiogram.types import InaccessibleMessage, Message, Update

from bot.chat.group_posts import EXPLAINED
from bot.chat.incoming import Command, Departure, File, Incoming, Tap, Thing, What, Words
from bot.doors.telegram.raw_update import integer, string, without_screen
from bot.values.profile_picture import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiogram.types import CallbackQuery, ChatMemberUpdated, MessageEntity, User

ALLOWED_UPDATES = [
    UpdateType.MESSAGE.value,
    UpdateType.EDITED_MESSAGE.value,
    UpdateType.CALLBACK_QUERY.value,
    UpdateType.MY_CHAT_MEMBER.value,
]
"""The kinds of updates that the bot asks for."""

ALLOWED_WITH_INLINE = [*ALLOWED_UPDATES, UpdateType.INLINE_QUERY.value]
"""The kinds that it asks for where the operator turned inline mode on."""

THINGS = {
    ContentType.PHOTO: "photo",
    ContentType.LIVE_PHOTO: "photo",
    ContentType.VIDEO: "video",
    ContentType.VIDEO_NOTE: "video",
    ContentType.ANIMATION: "video",
    ContentType.VOICE: "voice",
    ContentType.AUDIO: "voice",
    ContentType.STICKER: "sticker",
    ContentType.DICE: "sticker",
    ContentType.DOCUMENT: "document",
    ContentType.CONTACT: "contact",
    ContentType.LOCATION: "location",
    ContentType.VENUE: "location",
}
"""What we call the things that a message may be; anything else is `other`."""

SERVICE = {
    ContentType.PINNED_MESSAGE,
    ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
    ContentType.CHAT_BACKGROUND_SET,
    ContentType.WRITE_ACCESS_ALLOWED,
    ContentType.BOOST_ADDED,
    ContentType.NEW_CHAT_TITLE,
    ContentType.NEW_CHAT_PHOTO,
    ContentType.DELETE_CHAT_PHOTO,
    ContentType.FORUM_TOPIC_CREATED,
}
"""Service messages, which nobody wrote: they are ignored."""

GROUP_START = re.compile(r"/start(?:@\w+)? live_([0-9A-Z]{12})")
"""What Telegram sends when somebody chose a group by the link of a live quiz."""

GROUP_HELP = re.compile(r"/(?:help|sos)(?:@(\w+))?(?:\s.*)?", re.IGNORECASE | re.DOTALL)
"""A call for help in a group, and the bot that it names."""

GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}

ODD = (ValueError, KeyError, TypeError, AttributeError, OverflowError)
"""Errors of reading what has an odd shape; pydantic's ValidationError is a ValueError."""


@dataclass(frozen=True, slots=True)
class Received:
    """One update as the door needs it: what the person did, and where the answer goes.

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
class Ignored:
    """An update that gets no answer; when a button was pressed in a group, its spinner is stopped."""

    callback: str = ""


@dataclass(frozen=True, slots=True)
class GroupChosen:
    """Somebody has put the bot into a group for a live quiz (`/start live_CODE`). Ids live in memory only."""

    update_id: int
    sender: int
    chat: int
    code: str


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """A group has become the supergroup `to`; None: the bot was removed from it. Chat ids live in memory only."""

    chat: int
    to: int | None


@dataclass(frozen=True, slots=True)
class InGroup:
    """What a member of a group asked the bot: Help, or a button. It is answered so that nobody else sees it.

    `ephemeral`: the number of their own message to the bot alone, or of the bot's message to them alone whose
    button they pressed; 0 for what everybody sees. `of`: the bot that a command names, "" for none. Ids live in
    memory only.
    """

    incoming: Incoming
    chat: int
    callback: str = ""
    ephemeral: int = 0
    of: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What somebody has typed behind the bot's name in any chat so far; `query` is the id to answer it by. Never
    stored.
    """

    incoming: Incoming
    query: str
    words: str = field(repr=False)


class Unreadable(Exception):
    """An update that aiogram cannot parse. It carries nothing of it but `instead`: what could be read by hand, to
    be handled in its place.
    """

    def __init__(self, instead: Received | Ignored) -> None:
        super().__init__("unreadable update")
        self.instead = instead


Read = Received | Ignored | GroupChosen | GroupMoved | InGroup | Pasted


def read(update: dict[str, Any]) -> Read:
    """Read one update.

    Errors: Unreadable when it has not the shape that aiogram knows.
    """
    try:
        return _read(_parsed(update))
    except ODD as error:
        raise Unreadable(_by_hand(update)) from error


def _parsed(update: dict[str, Any]) -> Update:
    """Return the update as aiogram parses it.

    Errors: those of ODD, also for a number that is not an integer of 64 bits (aiogram takes `true`, `"1"` and
    10**400 for integers).
    """
    parsed = Update.model_validate(without_screen(update))
    press = update.get("callback_query")
    part: dict[str, Any] = press or next((update[kind] for kind in ALLOWED_WITH_INLINE if update.get(kind)), {})
    message = part.get("message") or {} if press else part
    owners = (part.get("from"), message.get("chat"))
    numbers = (
        update["update_id"],
        message.get("message_id", 0),
        message.get("edit_date", 0),
        message.get("ephemeral_message_id", 0),
    )
    for number in (*numbers, *(owner["id"] for owner in owners if owner)):
        integer(number)
    return parsed


def _read(update: Update) -> Read:
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.message is not None:
        return _message(update.update_id, update.message, edited=False)
    if update.edited_message is not None:
        return _message(update.update_id, update.edited_message, edited=True)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    if update.inline_query is not None:
        asked = update.inline_query
        incoming = _incoming(update.update_id, asked.from_user, Words(asked.query))
        return Pasted(incoming, string(asked.id), asked.query)
    return Ignored()


def _press(update_id: int, press: CallbackQuery) -> Received | Ignored | InGroup:
    message, callback = press.message, string(press.id)
    if isinstance(message, Message) and message.chat.type in GROUPS and press.data is not None:
        return _press_in_group(update_id, press, message, press.data)
    if message is None or message.chat.type != ChatType.PRIVATE or press.data is None:
        return Ignored(callback)
    person, chat = press.from_user, message.chat.id
    path, picture = unmarked(press.data)
    if isinstance(message, InaccessibleMessage):  # too old to be edited
        return Received(_incoming(update_id, person, Tap(path), picture=picture), chat, callback)
    incoming = _incoming(update_id, person, Tap(path), message.message_id, picture)
    return Received(incoming, chat, callback, message.message_id, pictured=bool(message.photo))


def _press_in_group(update_id: int, press: CallbackQuery, message: Message, data: str) -> InGroup | Ignored:
    """Read a press below a message that the presser alone sees, or below an answer that all see."""
    ephemeral, receiver = message.ephemeral_message_id or 0, message.receiver_user
    mine = ephemeral and receiver is not None and receiver.id == press.from_user.id
    if not mine and (ephemeral or EXPLAINED.fullmatch(data) is None):
        return Ignored(string(press.id))
    return InGroup(_incoming(update_id, press.from_user, Tap(data)), message.chat.id, string(press.id), ephemeral)


def _membership(update_id: int, change: ChatMemberUpdated) -> Received | Ignored | GroupMoved:
    chat, status = change.chat, change.new_chat_member.status
    if chat.type != ChatType.PRIVATE:
        return (
            GroupMoved(chat.id, None) if status in {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED} else Ignored()
        )
    departure = Departure(status == ChatMemberStatus.KICKED)
    return Received(_incoming(update_id, change.from_user, departure), chat.id)


def _message(
    update_id: int, message: Message, *, edited: bool
) -> Received | Ignored | GroupChosen | GroupMoved | InGroup:
    sender, chat = message.from_user, message.chat
    if message.migrate_to_chat_id is not None:
        return GroupMoved(chat.id, message.migrate_to_chat_id)
    if sender is None or sender.is_bot:
        return Ignored()
    if chat.type != ChatType.PRIVATE:
        return _called(update_id, sender, message, edited=edited)
    what = _what(message, edited=edited)
    if what is None:
        return Ignored()
    sent = message.edit_date if edited else int(message.date.timestamp())
    return Received(_incoming(update_id, sender, what, message.message_id), chat.id, sent=sent)


def _called(update_id: int, sender: User, message: Message, *, edited: bool) -> Ignored | GroupChosen | InGroup:
    """Read the start of a live quiz in a group, a call for help, and what is written to the bot alone; everything
    else said there is ignored.
    """
    words, chat = message.text or "", message.chat
    if chat.type not in GROUPS or message.sender_chat is not None:
        return Ignored()
    found = GROUP_START.fullmatch(words)
    if found is not None:
        return GroupChosen(update_id, sender.id, chat.id, found[1])
    called = GROUP_HELP.fullmatch(words)
    ephemeral = message.ephemeral_message_id or 0
    if edited or not (ephemeral or (called and not _is_forwarded(message))):
        return Ignored()
    what = _said(words, edited=False, forwarded=_is_forwarded(message))
    of = (called[1] or "") if called else ""
    return InGroup(_incoming(update_id, sender, what), chat.id, ephemeral=ephemeral, of=of)


def _what(message: Message, *, edited: bool) -> What | None:
    kind, file = message.content_type, message.document
    if message.text is not None:
        return _said(message.text, edited=edited, forwarded=_is_forwarded(message), links=_links(message.entities))
    if file is not None and kind == ContentType.DOCUMENT and not edited:
        size = -1 if file.file_size is None else file.file_size
        return File(file.file_id, file.file_name or "", size, message.caption or "")
    if message.caption:
        return Words(message.caption, edited, _is_forwarded(message), _links(message.caption_entities))
    words = _written_in(message.model_dump(include={"poll", "checklist"}))
    if edited:
        # A live location that moves, another photo in the place of one: nobody waits for an answer to that. In an
        # edited poll or checklist a call for help is heard; without one it is silence, too (`handler`).
        return Thing("other", words, edited=True) if words else None
    return None if kind in SERVICE else Thing(THINGS.get(ContentType(kind), "other"), words)


def _is_forwarded(message: Message) -> bool:
    """Whether somebody else wrote a message; who that was is never looked at."""
    return message.forward_origin is not None


def _links(entities: list[MessageEntity] | None) -> tuple[str, ...]:
    """Return the addresses that stand behind the words of a message."""
    return tuple(entity.url for entity in entities or () if entity.url)


def _said(words: str, *, edited: bool, forwarded: bool, links: tuple[str, ...] = ()) -> Command | Words:
    if words.startswith("/") and not edited and not forwarded:
        name, payload = [*words[1:].split(maxsplit=1), "", ""][:2]
        return Command(name.partition("@")[0].lower(), payload.strip())
    return Words(words, edited, forwarded, links)


def _written_in(part: object) -> str:
    """Return what a person wrote into a poll or a checklist: a call for help may stand anywhere."""
    return ". ".join(_texts(part))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and name in {"question", "title", "text"}:
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _incoming(update_id: int, sender: User, what: What, message: int = 0, picture: str | None = None) -> Incoming:
    return Incoming(update_id, sender.id, sender.language_code or "", what, message, picture)


def _by_hand(update: dict[str, Any]) -> Received | Ignored:
    """Return what an update that aiogram cannot parse still tells: whose private chat it came from (there the
    chat's id is the person's), what they wrote or pressed, and which press waits to be answered.
    """
    press = update.get("callback_query")
    callback = string(press.get("id")) if isinstance(press, dict) else ""
    try:
        part = press or update.get("message") or update["edited_message"]
        message = part["message"] if press else part
        chat, sender = message["chat"], part.get("from")
        sender = sender if isinstance(sender, dict) else {}
        if chat["type"] != ChatType.PRIVATE or sender.get("is_bot"):
            return Ignored(callback)
        what = _what_by_hand(part, pressed=bool(press), edited=not update.get("message"))
        if what is None:
            return Ignored(callback)
        number = integer(chat["id"])
        picture = None
        if isinstance(what, Tap):
            path, picture = unmarked(what.path)
            what = Tap(path)
        language = string(sender.get("language_code"))
        incoming = Incoming(integer(update["update_id"]), number, language, what, picture=picture)
    except ODD:
        return Ignored(callback)
    return Received(incoming, number, callback)


def _what_by_hand(part: dict[str, Any], *, pressed: bool, edited: bool) -> What | None:
    """Return what was pressed or written; None for an edit without words, or what nobody wrote.

    Errors: KeyError for the button of a game.
    """
    if pressed:
        return Tap(string(part["data"])) if isinstance(part["data"], str) else Thing("other")
    if isinstance(part.get("text"), str):
        return _said(string(part["text"]), edited=edited, forwarded="forward_origin" in part)
    if words := string(part.get("caption")):
        return Words(words, edited, "forward_origin" in part)
    words = _written_in([part.get("poll"), part.get("checklist")])
    if words:
        return Thing("other", words, edited=edited)
    if part.get("text") is not None or part.get("caption"):  # words of another kind
        return Thing("other")
    return None if edited or SERVICE & part.keys() else Thing("other")

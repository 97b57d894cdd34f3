"""Changes and deletes sent messages, and answers presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.args import Args
from simulator.errors import QUERY_OLD, NotModelled, bad_request
from simulator.files import media
from simulator.keyboards import Markup, read_markup
from simulator.methods.access import stored, target
from simulator.methods.registry import method
from simulator.methods.sending import input_file
from simulator.texts import caption, message_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.people import Room
    from simulator.world import World

Json = dict[str, Any]
MAX_ANSWER = 200
MAX_DELETED = 100
TWO_DAYS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CONTENT = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "video",
    "link_preview_options",
    "show_caption_above_media",
    "has_media_spoiler",
)
OF_TEXT = ("text", "entities", "link_preview_options")
OF_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def _editable(world: World, args: Args) -> tuple[Room, Json]:
    if args.has("inline_message_id"):
        raise NotModelled("inline messages")
    room, message = stored(world, args, "edit")
    if message["message_id"] not in room.mine or message["message_id"] in room.fixed:
        raise bad_request("Message can't be edited")
    return room, message


def without(message: Json, names: Sequence[str]) -> Json:
    """Return a message without these fields."""
    return {name: value for name, value in message.items() if name not in names}


def input_media(world: World, args: Args) -> tuple[str, str, Json]:
    """Return the kind, the file and the caption in the `media` of a call. Errors: ApiError 400, NotModelled."""
    wanted = args.json("media", "input media")
    if not isinstance(wanted, dict):
        raise bad_request("Can't parse input media JSON object")
    kind = str(wanted.get("type", ""))
    if kind not in ("photo", "document"):
        raise NotModelled(f"input media of type {kind}")
    words = caption(world, Args({name: value for name, value in wanted.items() if isinstance(name, str)}))
    if wanted.get("has_spoiler") is True:
        words["has_media_spoiler"] = True
    return kind, str(wanted.get("media", "")), words


def _same(old: Json, new: Json) -> bool:
    return all(old.get(name) == new.get(name) for name in (*CONTENT, "reply_markup"))


def _finish(world: World, room: Room, old: Json, new: Json, markup: Markup | None) -> Json:
    """Store the changed message. Without a markup the buttons disappear, as in Telegram."""
    new.pop("reply_markup", None)
    if markup is not None:
        new["reply_markup"] = markup.json
    if _same(old, new):
        raise bad_request(NOT_MODIFIED)
    world.flood.spend(room.chat["id"])
    message = world.replace(room, new)
    only_buttons = all(old.get(name) == new.get(name) for name in CONTENT)
    room.trail.append(("buttons" if only_buttons else "edit", message))
    return message


@method("editMessageText")
def edit_message_text(world: World, args: Args) -> Json:
    """Change the words (and buttons) of a text message. Returns Message."""
    if args.has("rich_message"):
        raise NotModelled("rich messages")
    content = message_text(world, args)
    markup = read_markup(args, only_inline=True)
    room, old = _editable(world, args)
    if "text" not in old:
        raise bad_request("There is no text in the message to edit")
    return _finish(world, room, old, without(old, OF_TEXT) | content, markup)


@method("editMessageCaption")
def edit_message_caption(world: World, args: Args) -> Json:
    """Change or remove the caption of a media message. Returns Message."""
    words = caption(world, args)
    markup = read_markup(args, only_inline=True)
    room, old = _editable(world, args)
    if not any(name in old for name in ("photo", "document", "video", "voice")):
        raise bad_request("There is no caption in the message to edit")
    return _finish(world, room, old, without(old, OF_CAPTION) | words, markup)


@method("editMessageMedia")
def edit_message_media(world: World, args: Args) -> Json:
    """Put another photo or document into a message. Returns Message."""
    kind, attached, words = input_media(world, args)
    markup = read_markup(args, only_inline=True)
    room, old = _editable(world, args)
    if "poll" in old:
        raise bad_request("Message can't be edited")
    file = input_file(world, args, "", kind, attached)
    return _finish(world, room, old, without(old, CONTENT) | media(file) | words, markup)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, args: Args) -> Json:
    """Change or remove the inline keyboard of a message. Returns Message."""
    markup = read_markup(args, only_inline=True)
    room, old = _editable(world, args)
    return _finish(world, room, old, dict(old), markup)


def _deletable(world: World, room: Room, message: Json) -> bool:
    own = message["message_id"] in room.mine
    private = room.chat["type"] == "private"
    admin = not private and world.groups[room.chat["id"]].bot == "administrator"
    return (own or private or admin) and world.now() - message["date"] < TWO_DAYS


@method("deleteMessage")
def delete_message(world: World, args: Args) -> bool:
    """Delete one message not older than 48 hours. Returns True."""
    room, message = stored(world, args, "delete")
    if not _deletable(world, room, message):
        raise bad_request("Message can't be deleted")
    world.remove(room, [message["message_id"]])
    return True


@method("deleteMessages")
def delete_messages(world: World, args: Args) -> bool:
    """Delete up to 100 messages; skips those that cannot be found or deleted. Returns True."""
    numbers = args.json("message_ids", "message_ids")
    if numbers is None:
        raise bad_request("Message identifiers are not specified")
    if not isinstance(numbers, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(numbers) > MAX_DELETED:
        raise bad_request("Too many message identifiers specified")
    room = target(world, args)
    found = [room.log[int(number)] for number in numbers if int(number) in room.log]
    gone = [message["message_id"] for message in found if _deletable(world, room, message)]
    if gone:
        world.remove(room, gone)
    return True


@method("answerCallbackQuery")
def answer_callback_query(world: World, args: Args) -> bool:
    """Answer a press, once, while it is young. Returns True."""
    callback = world.callbacks.get(args.text("callback_query_id"))
    text = args.text("text")
    now = world.clock.seconds()
    if callback is None or callback.answered or now - callback.asked > world.rules.callback_seconds:
        raise bad_request(QUERY_OLD)
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if args.has("url"):
        raise NotModelled("answering a press with an address")
    callback.answered = True
    room = world.room(callback.chat_id)
    if text:
        room.trail.append(("alert", text))
    world.tell(
        {
            "type": "answer",
            "chat_id": callback.chat_id,
            "person": callback.person,
            "callback_id": callback.id,
            "text": text,
            "show_alert": args.flag("show_alert"),
            "url": "",
        }
    )
    return True

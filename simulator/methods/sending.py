"""Sending: text, photos, documents, voices, copies and chat actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator import ephemeral
from simulator.errors import NotModelled, bad_request
from simulator.files import MAX_UPLOAD, File, media
from simulator.keyboards import read_markup
from simulator.methods.access import stored, target
from simulator.methods.registry import method
from simulator.texts import caption, message_text

if TYPE_CHECKING:
    from simulator.args import Args, UploadedFile
    from simulator.people import Room
    from simulator.world import World

Json = dict[str, Any]
_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice record_audio "
    "upload_audio upload_document choose_sticker find_location pick_up_location "
    "record_video_note upload_video_note"
)
ACTIONS = frozenset(_ACTIONS.split())
# Real parameters that change what a reader sees. Ignoring them would be a lie, so they are refused with 501.
UNMODELLED = (
    "direct_messages_topic_id",
    "disable_content_type_detection",
    "message_effect_id",
    "thumbnail",
    "video_start_timestamp",
)
# Parameters that must be refused, because there are no business accounts, channels or Stars here.
REFUSED = {
    "business_connection_id": "Business connection not found",
    "suggested_post_parameters": "Suggested posts can be sent only to channel direct messages",
    "allow_paid_broadcast": "FLOODSKIP_NOT_ALLOWED",
}


def check_parameters(args: Args) -> None:
    """Refuse parameters without a meaning here. Errors: ApiError 400, NotModelled."""
    for name in UNMODELLED:
        if args.has(name):
            raise NotModelled(f"parameter {name}")
    for name, words in REFUSED.items():
        if args.has(name) and args.text(name).lower() != "false":
            raise bad_request(words)


def _reply(room: Room, args: Args) -> Json:
    """Return {"reply_to_message": …} for `reply_parameters` or the old `reply_to_message_id`."""
    reply = args.json("reply_parameters", "reply parameters")
    if isinstance(reply, dict):
        if isinstance(reply.get("ephemeral_message_id"), int):
            return {}  # the right to answer an ephemeral message is checked elsewhere
        if reply.get("message_id") is None:
            raise bad_request('Can\'t find field "message_id"')
        if str(reply.get("chat_id", room.chat["id"])) != str(room.chat["id"]) or reply.get("quote"):
            raise NotModelled("replies to other chats and quotes")
        number, lenient = reply.get("message_id"), bool(reply.get("allow_sending_without_reply"))
    else:
        number, lenient = args.integer("reply_to_message_id"), args.flag("allow_sending_without_reply")
    if not number:
        return {}
    found = room.log.get(int(number))
    if found is None:
        if lenient:
            return {}
        raise bad_request("Message to be replied not found")
    return {"reply_to_message": {name: value for name, value in found.items() if name != "reply_to_message"}}


def deliver(world: World, args: Args, content: Json) -> Json:
    """Post complete content to the chat of the call, obeying keyboards, replies and flood limits."""
    check_parameters(args)
    values = args.values
    markup = read_markup(args) if "reply_markup" in values else None
    room = target(world, args)
    reply = _reply(room, args) if "reply_parameters" in values or "reply_to_message_id" in values else {}
    wanted = ephemeral.as_parameters(args) if world.rules.ephemeral and ephemeral.PARAMETERS in values else None
    instead = ephemeral.check_allowed(world, room, args, wanted) if wanted is not None else 0
    world.flood.spend(room.chat["id"])
    if args.flag("protect_content"):
        content["has_protected_content"] = True
    content = reply | content if reply else content
    if wanted is not None:
        return ephemeral.post(
            world, room, world.people[wanted["receiver_user_id"]], content, markup, instead=instead
        )
    return world.post(room, content, markup)


@method("sendMessage")
def send_message(world: World, args: Args) -> Json:
    """Send text. Returns Message."""
    return deliver(world, args, message_text(world, args))


def input_file(world: World, args: Args, field: str, kind: str, value: str | None = None) -> File:
    """Return the file of a parameter: an upload, an attach:// reference or a file id. Errors: ApiError 400."""
    upload: UploadedFile | None = args.files.get(field) if value is None else None
    if upload is None:
        text = args.text(field) if value is None else value
        if text.startswith("attach://"):
            upload = args.files.get(text.removeprefix("attach://"))
            if upload is None:
                raise bad_request("Wrong file identifier/HTTP URL specified")
        elif text.startswith(("http://", "https://")):
            raise NotModelled("sending a file by URL")
        elif not text:
            raise bad_request(f"There is no {kind} in the request")
        else:
            return world.files.find(text, kind)
    if not upload.data:
        raise bad_request("File must be non-empty")
    if len(upload.data) > MAX_UPLOAD:
        raise bad_request("File is too big")
    return world.files.add(kind, upload.name, upload.mime, upload.data)


def _send_media(world: World, args: Args, kind: str) -> Json:
    words = caption(world, args)
    content = media(input_file(world, args, kind, kind)) | words
    if args.flag("has_spoiler") and kind == "photo":
        content["has_media_spoiler"] = True
    return deliver(world, args, content)


@method("sendPhoto")
def send_photo(world: World, args: Args) -> Json:
    """Send a photo. Returns Message."""
    return _send_media(world, args, "photo")


@method("sendDocument")
def send_document(world: World, args: Args) -> Json:
    """Send a file as a document. Returns Message."""
    return _send_media(world, args, "document")


@method("sendVoice")
def send_voice(world: World, args: Args) -> Json:
    """Send a recording as a voice message. Returns Message."""
    words = caption(world, args)
    file = input_file(world, args, "voice", "voice")
    file.mime = "audio/ogg"  # whatever the client called it, Telegram looks into the file
    content = media(file) | words
    content["voice"] = content["voice"] | {"duration": args.integer("duration") or 1}
    return deliver(world, args, content)


_COPIED = (
    "text",
    "entities",
    "photo",
    "document",
    "voice",
    "video",
    "sticker",
    "contact",
    "location",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
    "link_preview_options",
)


@method("copyMessage")
def copy_message(world: World, args: Args) -> Json:
    """Send the content of a message anew. Returns MessageId."""
    source = target(world, args, "from_chat_id")
    original = source.log.get(args.integer("message_id"))
    if original is None:
        raise bad_request("Message to copy not found")
    if "poll" in original:
        raise NotModelled("copying a poll")
    content = {name: original[name] for name in _COPIED if name in original}
    if not content:
        raise bad_request("Message can't be copied")
    if "caption" in args.values and "text" not in content:
        for name in ("caption", "caption_entities"):
            content.pop(name, None)
        content |= caption(world, args)
    return {"message_id": deliver(world, args, content)["message_id"]}


@method("sendChatAction")
def send_chat_action(world: World, args: Args) -> bool:
    """Show that the bot is busy, for five seconds or until it sends something. Returns True."""
    action = args.text("action").lower()
    if not action:
        raise bad_request('Parameter "action" is required')
    room = target(world, args)
    if action not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    room.action = (action, world.clock.pulse())
    world.tell({"type": "action", "chat_id": room.chat["id"], "action": action})
    return True


@method("setMessageReaction")
def set_message_reaction(world: World, args: Args) -> bool:
    """Put the bot's reaction on a message, or take it away. Returns True."""
    wanted = args.json("reaction", "reaction types") or []
    if not isinstance(wanted, list) or any(not isinstance(kind, dict) for kind in wanted):
        raise bad_request("Can't parse reaction types JSON object")
    room, message = stored(world, args, "react")
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(kind.get("type") != "emoji" for kind in wanted):
        raise NotModelled("reactions other than emoji")
    if any(kind.get("emoji") not in REACTIONS for kind in wanted):
        raise bad_request("REACTION_INVALID")
    room.reactions[message["message_id"]] = wanted
    world.tell(
        {"type": "reaction", "chat_id": room.chat["id"], "message_id": message["message_id"], "reaction": wanted}
    )
    return True


_REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 "
    "❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 "
    "👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 "
    "🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(_REACTIONS.split())

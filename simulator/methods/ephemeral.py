"""Changing and deleting ephemeral messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator import ephemeral
from simulator.errors import NotModelled, bad_request
from simulator.files import media
from simulator.keyboards import read_markup
from simulator.methods.access import target
from simulator.methods.editing import CONTENT, NOT_MODIFIED, OF_CAPTION, OF_TEXT, input_media, without
from simulator.methods.registry import method
from simulator.methods.sending import input_file
from simulator.texts import caption, message_text

if TYPE_CHECKING:
    from simulator.args import Args
    from simulator.keyboards import Markup
    from simulator.people import Ephemeral, Room
    from simulator.world import World

Json = dict[str, Any]


def _finish(world: World, room: Room, one: Ephemeral, new: Json, markup: Markup | None) -> bool:
    """Store the changed message. Without a markup the buttons disappear, as in Telegram."""
    new.pop("reply_markup", None)
    if markup is not None:
        new["reply_markup"] = markup.json
    if new == one.message:
        raise bad_request(NOT_MODIFIED)
    world.flood.spend(room.chat["id"])
    ephemeral.change(world, room, one, new)
    return True


@method("editEphemeralMessageText")
def edit_text(world: World, args: Args) -> bool:
    """Change the words and buttons of an ephemeral text message. Returns True."""
    if args.has("rich_message"):
        raise NotModelled("rich messages")
    content = message_text(world, args)
    markup = read_markup(args, only_inline=True)
    room = target(world, args)
    one = ephemeral.found(room, args)
    if "text" not in one.message:
        raise bad_request("There is no text in the message to edit")
    return _finish(world, room, one, without(one.message, OF_TEXT) | content, markup)


@method("editEphemeralMessageCaption")
def edit_caption(world: World, args: Args) -> bool:
    """Change or remove the caption of an ephemeral media message. Returns True."""
    words = caption(world, args)
    markup = read_markup(args, only_inline=True)
    room = target(world, args)
    one = ephemeral.found(room, args)
    if "text" in one.message:
        raise bad_request("There is no caption in the message to edit")
    return _finish(world, room, one, without(one.message, OF_CAPTION) | words, markup)


@method("editEphemeralMessageMedia")
def edit_media(world: World, args: Args) -> bool:
    """Put another photo or document into an ephemeral message. Returns True."""
    kind, attached, words = input_media(world, args)
    markup = read_markup(args, only_inline=True)
    room = target(world, args)
    one = ephemeral.found(room, args)
    file = input_file(world, args, "", kind, attached)
    return _finish(world, room, one, without(one.message, CONTENT) | media(file) | words, markup)


@method("editEphemeralMessageReplyMarkup")
def edit_reply_markup(world: World, args: Args) -> bool:
    """Change or remove the inline keyboard of an ephemeral message. Returns True."""
    markup = read_markup(args, only_inline=True)
    room = target(world, args)
    one = ephemeral.found(room, args)
    return _finish(world, room, one, dict(one.message), markup)


@method("deleteEphemeralMessage")
def delete(world: World, args: Args) -> bool:
    """Delete an ephemeral message of the bot. Returns True."""
    room = target(world, args)
    ephemeral.remove(world, room, ephemeral.found(room, args))
    return True

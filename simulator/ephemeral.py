"""Ephemeral messages in groups, which only one member and the bot see, and when the bot may send one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import QUERY_OLD, bad_request
from simulator.keyboards import INLINE
from simulator.people import Ephemeral

if TYPE_CHECKING:
    from simulator.args import Args
    from simulator.keyboards import Markup
    from simulator.people import Group, Person, Room
    from simulator.world import World

Json = dict[str, Any]
PARAMETERS = "ephemeral_message_parameters"
NO_RIGHT = "not enough rights to send ephemeral messages to the chat"
"""Our own words: those of Telegram's cloud are not published."""
_A_PLACE = 1e-6
"""A step so small that ephemeral messages, in the order of their numbers, sort between the preceding message and
the next one.
"""


def as_parameters(args: Args) -> Json | None:
    """Return the ephemeral parameters of a call; None for a message to everybody. Errors: ApiError 400."""
    wanted = args.json(PARAMETERS, "ephemeral message parameters")
    if wanted is None:
        return None
    if not isinstance(wanted, dict) or not isinstance(wanted.get("receiver_user_id"), int):
        raise bad_request("Can't parse ephemeral message parameters JSON object")
    return wanted


def check_allowed(world: World, room: Room, args: Args, wanted: Json) -> int:
    """Return the message to replace for its reader, 0 for none.

    A bot without administrator rights may send only soon after a press or an ephemeral message of the receiver.
    Errors: ApiError 400.
    """
    group, receiver = world.groups.get(room.chat["id"]), wanted["receiver_user_id"]
    if group is None:
        raise bad_request("ephemeral messages can be sent to groups and supergroups only")
    if receiver not in group.members:
        raise bad_request("PARTICIPANT_ID_INVALID")
    pressed = world.callbacks.get(str(wanted.get("callback_query_id", "")))
    replaces = bool(wanted.get("replace_callback_query_message"))
    fresh = (
        pressed is not None
        and (pressed.person, pressed.chat_id) == (receiver, group.id)
        and world.clock.seconds() - pressed.asked <= world.rules.ephemeral_seconds
    )
    if wanted.get("callback_query_id") and not fresh:
        raise bad_request(QUERY_OLD)
    if replaces and (pressed is None or pressed.ephemeral):
        raise bad_request("the message of the callback query can't be replaced")
    if group.bot != "administrator" and not fresh and not _answers(world, room, args, receiver):
        raise bad_request(NO_RIGHT)
    return pressed.message_id if replaces and pressed is not None else 0


def _answers(world: World, room: Room, args: Args, receiver: int) -> bool:
    reply = args.json("reply_parameters", "reply parameters")
    number = reply.get("ephemeral_message_id") if isinstance(reply, dict) else None
    said = room.ephemeral.get(number) if isinstance(number, int) else None
    return (
        said is not None
        and said.person == receiver == said.message["from"]["id"]
        and world.clock.seconds() - said.sent <= world.rules.ephemeral_seconds
    )


def post(  # noqa: PLR0913 - what a message is made of
    world: World, room: Room, person: Person, content: Json, markup: Markup | None, *, instead: int = 0
) -> Json:
    """Send a member a message of the bot that nobody else sees; return it as a Bot API Message."""
    if markup is not None and markup.kind != INLINE:
        raise bad_request("ephemeral messages can have an inline keyboard only")
    if markup is not None:
        content = content | {"reply_markup": markup.json}
    return _put(world, room, person, {"from": world.bot, "receiver_user": person.user()} | content, instead)


def say(world: World, room: Room, person: Person, content: Json) -> Json:
    """Let a member write to the bot so that nobody else sees it."""
    message = _put(world, room, person, {"from": person.user(), "receiver_user": world.bot} | content)
    world.update("message", message, f"chat:{room.chat['id']}")
    return message


def _put(world: World, room: Room, person: Person, content: Json, instead: int = 0) -> Json:
    room.last_ephemeral += 1
    number = room.last_ephemeral
    message = {
        "message_id": 0,
        "ephemeral_message_id": number,
        "chat": room.chat,
        "date": world.now(),
        **content,
    }
    after = max(room.log, default=0)
    room.ephemeral[number] = Ephemeral(
        person.id, message, after + number * _A_PLACE, world.clock.seconds(), instead
    )
    world.tell({"type": "message", "chat_id": room.chat["id"], "message": message, "only": person.id})
    return message


def found(room: Room, args: Args) -> Ephemeral:
    """Return the bot's message that a call means, by its receiver and number. Errors: ApiError 400."""
    one = room.ephemeral.get(args.integer("ephemeral_message_id"))
    if one is None or one.person != args.integer("receiver_user_id") or not one.message["from"]["is_bot"]:
        raise bad_request("Ephemeral message not found")
    return one


def change(world: World, room: Room, one: Ephemeral, message: Json) -> None:
    """Replace an ephemeral message by a changed one; ephemeral messages carry no edit date."""
    one.message = message
    world.tell({"type": "edit", "chat_id": room.chat["id"], "message": message, "only": one.person})


def remove(world: World, room: Room, one: Ephemeral) -> None:
    """Delete an ephemeral message: its reader then sees the message that it replaced."""
    del room.ephemeral[one.message["ephemeral_message_id"]]
    world.tell({"type": "delete", "chat_id": room.chat["id"], "message_ids": [one.place], "only": one.person})


def forget_of(room: Room, person: Person) -> None:
    """Drop a member's ephemeral messages, like an app that restarts: such messages are not stored."""
    room.ephemeral = {number: one for number, one in room.ephemeral.items() if one.person != person.id}


def seen_by(room: Room, person: Person) -> list[Json]:
    """Return the messages of a chat as a member sees them, oldest first."""
    mine = [one for one in room.ephemeral.values() if one.person == person.id]
    if not mine:
        return list(room.log.values())
    replaced = {one.instead for one in mine}
    placed: list[tuple[float, Json]] = [
        (number, said) for number, said in room.log.items() if number not in replaced
    ]
    placed += [(one.place, one.message) for one in mine]
    return [message for _, message in sorted(placed, key=lambda pair: pair[0])]


def is_command(world: World, group: Group, person: Person, text: str) -> bool:
    """Whether a text is a command of the bot that the member's app sends as an ephemeral message."""
    word = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    name, _, of = word[1:].partition("@")
    if (
        not name
        or group.bot not in {"member", "administrator"}
        or of.lower() not in {"", world.bot["username"].lower()}
    ):
        return False
    admin = group.members[:1] == [person.id]
    shown = world.settings.shown_commands(group.id, person.id, person.language_code, admin=admin)
    return any(one["command"] == name.lower() and one.get("is_ephemeral") for one in shown)

"""What a person does in the app: write, press, attach, block; each action becomes an update for the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator import ephemeral, inline, polls
from simulator.entities import settle, to_json
from simulator.errors import PlaneError
from simulator.files import media
from simulator.groups import let_in
from simulator.members import bot_changed
from simulator.pending import Callback
from simulator.texts import MAX_TEXT
from simulator.updates import CALLBACK_LIFE

if TYPE_CHECKING:
    from simulator.people import Person, Room
    from simulator.world import World

Json = dict[str, Any]
_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_MAX_START = 64
_MANY_CALLBACKS = 10_000  # then expired ones are forgotten


def where(world: World, person: Person, chat_id: int) -> Room:
    """Return the chat in which a person acts. Errors: PlaneError."""
    if chat_id > 0:
        if chat_id != person.id:
            raise PlaneError("this is somebody else's private chat")
        return world.room(chat_id)
    group = world.groups.get(chat_id)
    if group is None or person.id not in group.members:
        raise PlaneError("not a member of this chat")
    if group.became:
        raise PlaneError("this group has become a supergroup")
    return world.room(chat_id)


def _put(world: World, person: Person, room: Room, content: Json, reply_to: int = 0) -> Json:
    if room.chat["type"] == "private":
        if person.blocked:
            raise PlaneError("the bot is blocked; unblock it first")
        person.started = True
    message: Json = {
        "message_id": world.next_message_id(room),
        "from": person.user(),
        "chat": room.chat,
        "date": world.now(),
    }
    if reply_to:
        quoted = room.log.get(reply_to)
        if quoted is None:
            raise PlaneError("the message to reply to is gone")
        message["reply_to_message"] = {name: value for name, value in quoted.items() if name != "reply_to_message"}
    message |= content
    room.log[message["message_id"]] = message
    world.tell({"type": "message", "chat_id": room.chat["id"], "message": message})
    if _reaches_bot(world, room, message):
        world.update("message", message, f"chat:{room.chat['id']}")
    return message


def _reaches_bot(world: World, room: Room, message: Json) -> bool:
    """Whether privacy mode lets the bot see the message: commands, replies to the bot, mentions, service messages,
    and messages sent through the bot.
    """
    chat = room.chat
    if chat["type"] == "private":
        return True
    group = world.groups[chat["id"]]
    if group.bot not in ("member", "administrator"):
        return False
    if group.bot == "administrator" or not world.rules.privacy:
        return True
    name = f"@{world.bot['username']}".lower()
    words = str(message.get("text", "")).lower()
    command = words.split(maxsplit=1)[0] if words.startswith("/") else ""
    if command:
        return "@" not in command or command.endswith(name)
    answered = message.get("reply_to_message", {}).get("from", {}).get("id")
    return answered == world.bot["id"] or name in words or "via_bot" in message


def _words(text: str) -> Json:
    settled, spans = settle(text, [])
    if not settled:
        raise PlaneError("the message is empty")
    if len(settled) > MAX_TEXT:
        raise PlaneError(f"the app sends no more than {MAX_TEXT} characters at once")
    content: Json = {"text": settled}
    if spans:
        content["entities"] = to_json(spans)
    return content


def send(  # noqa: PLR0913 - what a message is made of
    world: World, person: Person, chat_id: int, text: str, reply_to: int = 0, *, old_app: bool = False
) -> Json:
    """Write a message and return it. A command that the bot marks as ephemeral is sent as such, except by an old
    app. Errors: PlaneError.
    """
    room = where(world, person, chat_id)
    content = _words(text)
    group = world.groups.get(chat_id)
    if group is not None and not old_app and ephemeral.is_command(world, group, person, content["text"]):
        return ephemeral.say(world, room, person, content)
    message = _put(world, person, room, content, reply_to)
    room.trail.append(("person", content["text"]))
    return message


def ask_inline(world: World, person: Person, chat_id: int, text: str) -> str:
    """Type a text behind the bot's name in a chat; return the number of the query. Errors: PlaneError."""
    kind = where(world, person, chat_id).chat["type"]
    return inline.ask(world, person, text, "sender" if kind == "private" else kind)


def choose(world: World, person: Person, chat_id: int, query: str, result: str) -> Json:
    """Send the result of an inline query into a chat, in this person's name via the bot. Errors: PlaneError."""
    answer = inline.offered(world, person, query)
    chosen = next((one for one in answer.results if one.id == result), None) if answer else None
    if chosen is None:
        raise PlaneError("this result is not offered")
    room = where(world, person, chat_id)
    message = _put(world, person, room, dict(chosen.content) | {"via_bot": world.bot})
    room.trail.append(("person", chosen.content["text"]))
    return message


def answer_alone(world: World, person: Person, chat_id: int, number: int, text: str) -> Json:
    """Answer an ephemeral message of the bot: nobody else sees the answer. Errors: PlaneError."""
    room = where(world, person, chat_id)
    one = room.ephemeral.get(number)
    if one is None or one.person != person.id or not one.message["from"]["is_bot"]:
        raise PlaneError("the message to reply to is gone")
    return ephemeral.say(world, room, person, _words(text))


def edit(world: World, person: Person, chat_id: int, message_id: int, text: str) -> Json:
    """Change one's own message. Errors: PlaneError."""
    room = where(world, person, chat_id)
    old = room.log.get(message_id)
    if old is None or old["from"]["id"] != person.id or "text" not in old:
        raise PlaneError("only own text messages can be edited")
    kept = {name: value for name, value in old.items() if name not in ("text", "entities")}
    message = world.replace(room, kept | _words(text))
    world.update("edited_message", message, f"chat:{chat_id}")
    return message


def start(world: World, person: Person, payload: str = "") -> Json:
    """Open the bot by its link and press Start. Errors: PlaneError for payloads that no link can carry."""
    _check_payload(payload)
    return send(world, person, person.id, f"/start {payload}".strip())


def start_in_group(world: World, person: Person, chat_id: int, payload: str) -> Json:
    """Choose a group by a link that adds the bot to it: the bot joins, and the group sees the command.

    Errors: PlaneError.
    """
    where(world, person, chat_id)
    _check_payload(payload)
    group = world.groups[chat_id]
    if group.bot not in ("member", "administrator"):
        let_in(world, group, None)
    return send(world, person, chat_id, f"/start@{world.bot['username']} {payload}".strip())


def _check_payload(payload: str) -> None:
    if len(payload) > _MAX_START or not set(payload) <= _START:
        raise PlaneError("a start payload is at most 64 of A-Z a-z 0-9 _ -")


def keyboard(world: World, person: Person, chat_id: int, text: str) -> Json:
    """Press a button of the bottom keyboard, which sends its words. Errors: PlaneError."""
    room = where(world, person, chat_id)
    rows = room.keyboard["keyboard"] if room.keyboard else []
    if not any(button["text"] == text for row in rows for button in row):
        raise PlaneError("there is no such button on the bottom keyboard")
    message = _put(world, person, room, _words(text))
    room.trail.append(("key", text))
    if room.keyboard and room.keyboard.get("one_time_keyboard"):
        room.keyboard = None
        world.tell({"type": "keyboard", "chat_id": chat_id, "keyboard": None})
    return message


def press(  # noqa: PLR0913 - which button of which message
    world: World, person: Person, chat_id: int, message_id: int, place: tuple[int, int], *, alone: int = 0
) -> str:
    """Press the inline button at `place` (row, column) of a message, or of the ephemeral one with the number
    `alone`; return the callback's id. Errors: PlaneError.
    """
    row, column = place
    room = where(world, person, chat_id)
    mine = room.ephemeral.get(alone)
    if mine is not None and mine.person != person.id:
        raise PlaneError("only its receiver sees this message")
    message = room.log.get(message_id) if not alone else mine.message if mine else None
    rows = message.get("reply_markup", {}).get("inline_keyboard", []) if message else []
    if message is None or not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise PlaneError("the button is gone")
    button = rows[row][column]
    if "callback_data" not in button:
        raise PlaneError("this button opens or copies something; the bot hears nothing of it")
    callback_id = str(world.random_source.randrange(1 << 62, 1 << 63))
    if len(world.callbacks) >= _MANY_CALLBACKS:
        oldest = world.clock.seconds() - CALLBACK_LIFE
        world.callbacks = {key: one for key, one in world.callbacks.items() if one.asked > oldest}
    world.callbacks[callback_id] = Callback(
        callback_id, person.id, chat_id, world.clock.seconds(), message_id=message_id, ephemeral=alone
    )
    room.trail.append(("press", button["text"]))
    query = {
        "id": callback_id,
        "from": person.user(),
        "message": message,
        "chat_instance": room.instance,
        "data": button["callback_data"],
    }
    world.update("callback_query", query, f"user:{person.id}", CALLBACK_LIFE)
    return callback_id


def vote(world: World, person: Person, chat_id: int, message_id: int, options: list[int]) -> Json:
    """Vote in a poll; without options, withdraw the vote. Returns the message. Errors: PlaneError."""
    room = where(world, person, chat_id)
    message = room.log.get(message_id)
    poll = world.polls.get(message["poll"]["id"]) if message and "poll" in message else None
    if poll is None:
        raise PlaneError("there is no such poll")
    polls.vote(world, person, poll, options)
    return room.log[message_id]


def attach(world: World, person: Person, chat_id: int, content: Json) -> Json:
    """Send something other than text: a ready content such as {"contact": …}. Errors: PlaneError."""
    room = where(world, person, chat_id)
    message = _put(world, person, room, content)
    room.trail.append(("person", f"<{next(iter(content))}>"))
    return message


def file_content(world: World, kind: str, file: tuple[str, str, bytes], words: str = "") -> Json:
    """Store a file (name, MIME type, bytes) as a photo, document, voice …; return the content for `attach`.

    Errors: ApiError 400 for pictures that Telegram does not accept.
    """
    content = media(world.files.add(kind, *file))
    if words:
        settled, spans = settle(words, [])
        content["caption"] = settled
        if spans:
            content["caption_entities"] = to_json(spans)
    return content


def block(world: World, person: Person) -> None:
    """Stop the bot."""
    if not person.blocked:
        person.blocked = True
        bot_changed(world, person.chat(), person, "member", "kicked")
        world.tell({"type": "people"})


def unblock(world: World, person: Person) -> None:
    """Let the bot write again."""
    if person.blocked:
        person.blocked = False
        bot_changed(world, person.chat(), person, "kicked", "member")
        world.tell({"type": "people"})


def delete_chat(world: World, person: Person) -> None:
    """Clear the private chat; the bot is not informed and may still write."""
    room = world.room(person.id)
    room.keyboard = None
    world.remove(room, list(room.log))

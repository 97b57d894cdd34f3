"""The data for the page: the state of the world, and a chat as one person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator import ephemeral

if TYPE_CHECKING:
    from simulator.people import Person, Room
    from simulator.world import World

Json = dict[str, Any]
# Fields of a quiz hidden before voting, and their names in the extras.
_ANSWER = {
    "correct_option_ids": "correct_option_ids",
    "explanation": "solution",
    "explanation_entities": "solution_entities",
}
_FILES = ("document", "voice", "video", "sticker")


def state_view(world: World) -> Json:
    """Return the state for the page, without the token."""
    words = world.settings.words
    return {
        "bot": {
            **world.bot,
            "name": words["name"],
            "description": words["description"],
            "short_description": words["short_description"],
        },
        "people": [person.about() for person in world.people.values()],
        "groups": [group.about() for group in world.groups.values() if not group.became],
        "clock": world.clock.now().isoformat(),
        "clock_running": world.clock.running,
        "inline": world.rules.inline,
        "profile": world.profile,
        "journal_red": world.journal.red,
        "faults": world.fault_view(),
    }


def shown(world: World, message: Json, person: Person | None) -> Json:
    """Return a message with `_sim` extras: its sender, the address of its file, the bot's reaction."""
    extra: Json = {"from_bot": message.get("from", {}).get("id") == world.bot["id"]}
    if "photo" in message:
        extra["file_url"] = f"/_sim/files/{message['photo'][-1]['file_unique_id']}"
    for kind in _FILES:
        if kind in message:
            extra["file_url"] = f"/_sim/files/{message[kind]['file_unique_id']}"
    if "poll" in message:
        poll = world.polls.get(message["poll"]["id"])
        votes = poll.votes.get(person.id) if poll and person else None
        message, answer = _poll_for(message, votes)
        extra |= answer
    room = world.rooms.get(message["chat"]["id"])
    if room is not None and message["message_id"] in room.reactions:
        extra["reactions"] = room.reactions[message["message_id"]]
    alone = room.ephemeral.get(message.get("ephemeral_message_id", 0)) if room is not None else None
    if alone is not None:
        extra["ephemeral"] = message["ephemeral_message_id"]
        extra["instead"] = alone.instead
        message = message | {"message_id": alone.place}  # the page needs a number to know and to place it by
    return message | {"_sim": extra}


def _poll_for(message: Json, votes: tuple[int, ...] | None) -> tuple[Json, Json]:
    """Hide the answer of a quiz from a person who has not voted; after voting it is in the extras."""
    poll = message["poll"]
    shown = {name: value for name, value in poll.items() if name not in _ANSWER}
    extra: Json = {"my_votes": list(votes or ())}
    if votes is not None or poll["is_closed"]:
        extra |= {told: poll[name] for name, told in _ANSWER.items() if name in poll}
    return message | {"poll": shown}, extra


def chat_view(world: World, room: Room, person: Person) -> Json:
    """Return a chat as a person sees it."""
    chat_id = room.chat["id"]
    group = world.groups.get(chat_id)
    admin = group is not None and group.members[:1] == [person.id]
    commands = world.settings.shown_commands(chat_id, person.id, person.language_code, admin=admin)
    return {
        "messages": [shown(world, message, person) for message in ephemeral.seen_by(room, person)],
        "keyboard": room.keyboard,
        "commands": commands,
        "menu_button": world.settings.menu_button(chat_id) if chat_id > 0 else None,
        "started": person.started if chat_id > 0 else True,
        "action": world.action_of(room),
    }

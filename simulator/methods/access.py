"""Which chat and message a call means, and whether the bot may act there: Telegram's refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request, forbidden, upgraded

if TYPE_CHECKING:
    from simulator.args import Args
    from simulator.people import Group, Person, Room
    from simulator.world import World

_IN = frozenset({"member", "administrator"})


def chat_owner(world: World, args: Args, name: str = "chat_id") -> Person | Group:
    """Return the person or group behind a chat id. Errors: ApiError 400."""
    if not args.has(name):
        raise bad_request(f"{name} is empty")
    text = args.text(name)
    if text.startswith("@"):
        for person in world.people.values():
            if person.username and person.username.lower() == text[1:].lower():
                return person
        raise bad_request("Chat not found")
    number = args.integer(name)
    owner = world.people.get(number) or world.groups.get(number)
    if owner is None:
        raise bad_request("Chat not found")
    return owner


def _check_person(person: Person) -> None:
    if person.deactivated:
        raise forbidden("User is deactivated")
    if person.blocked:
        raise forbidden("Bot was blocked by the user")
    if not person.started:
        raise forbidden("Bot can't initiate conversation with a user")


def _check_group(group: Group) -> None:
    if group.became:
        raise upgraded(group.became)
    if group.bot == "kicked":
        raise forbidden(f"Bot was kicked from the {group.type} chat")
    if group.bot not in _IN:
        raise forbidden(f"Bot is not a member of the {group.type} chat")


def target(world: World, args: Args, name: str = "chat_id") -> Room:
    """Return the chat that a call writes to. Errors: ApiError 400, 403."""
    owner = chat_owner(world, args, name)
    if owner.id > 0:
        _check_person(world.people[owner.id])
    else:
        _check_group(world.groups[owner.id])
    if args.has("message_thread_id") and args.integer("message_thread_id"):
        raise bad_request("Message thread not found")
    return world.room(owner.id)


def stored(world: World, args: Args, purpose: str, name: str = "message_id") -> tuple[Room, dict[str, Any]]:
    """Return chat and message that a call means; `purpose` words the refusal: message to `purpose` not found."""
    room = target(world, args)
    message = room.log.get(args.integer(name))
    if message is None:
        raise bad_request(f"Message to {purpose} not found" if purpose else "Message not found")
    return room, message

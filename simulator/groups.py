"""Groups: founding, joining, leaving, becoming a supergroup; and which updates the bot gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import PlaneError
from simulator.members import bot_changed, person_changed

if TYPE_CHECKING:
    from simulator.people import Group, Person
    from simulator.world import World

Json = dict[str, Any]
TYPES = ("group", "supergroup")
_IN = frozenset({"member", "administrator"})


def _say(world: World, group: Group, actor: Person, content: Json) -> None:
    """Put a service message into the group; the bot hears it while it is a member."""
    room = world.room(group.id)
    number = world.next_message_id(room)
    message = {"message_id": number, "from": actor.user(), "chat": room.chat, "date": world.now(), **content}
    room.log[number] = message
    world.tell({"type": "message", "chat_id": group.id, "message": message})
    if group.bot in _IN:
        world.update("message", message, f"chat:{group.id}")


def found(world: World, title: str, kind: str, members: list[int], *, bot: bool) -> Group:
    """Found a group; the first member owns it. Errors: PlaneError."""
    if kind not in TYPES:
        raise PlaneError(f"a chat with several people is one of {', '.join(TYPES)}")
    if not title.strip() or not members or any(member not in world.people for member in members):
        raise PlaneError("a group needs a title and members that exist")
    group = world.add_group(title.strip(), kind, list(dict.fromkeys(members)))
    owner = world.people[group.members[0]]
    if bot:
        group.bot = "member"
        bot_changed(world, group.chat(), owner, "left", "member")
    _say(world, group, owner, {f"{'' if kind == 'group' else 'super'}group_chat_created": True})
    world.tell({"type": "people"})
    return group


def let_in(world: World, group: Group, person: Person | None) -> None:
    """Take a person, or with None the bot, into a group. Errors: PlaneError."""
    owner = world.people[group.members[0]] if group.members else person
    if owner is None:
        raise PlaneError("nobody is there to take the bot in")
    if person is None:
        if group.bot in _IN:
            raise PlaneError("the bot is there already")
        before, group.bot = group.bot, "member"
        bot_changed(world, group.chat(), owner, before, "member")
        _say(world, group, owner, {"new_chat_members": [world.bot]})
    else:
        if person.id in group.members:
            raise PlaneError("already a member")
        group.members.append(person.id)
        if group.bot == "administrator":
            person_changed(world, group.chat(), person, "left", "member")
        _say(world, group, person, {"new_chat_members": [person.user()]})
    world.tell({"type": "people"})


def let_go(world: World, group: Group, person: Person | None) -> None:
    """Let a person leave, or with None remove the bot. Errors: PlaneError."""
    if person is None:
        if group.bot not in _IN:
            raise PlaneError("the bot is not there")
        before, group.bot = group.bot, "kicked"
        bot_changed(world, group.chat(), world.people[group.members[0]], before, "kicked")
        _say(world, group, world.people[group.members[0]], {"left_chat_member": world.bot})
    else:
        if person.id not in group.members:
            raise PlaneError("not a member")
        group.members.remove(person.id)
        if group.bot == "administrator":
            person_changed(world, group.chat(), person, "member", "left")
        _say(world, group, person, {"left_chat_member": person.user()})
    world.tell({"type": "people"})


def upgrade(world: World, group: Group) -> Group:
    """Turn a group into a supergroup with a new number; the old group accepts nothing more. Errors: PlaneError."""
    if group.type != "group" or group.became:
        raise PlaneError("only a group can become a supergroup, and once")
    grown = world.add_group(group.title, "supergroup", list(group.members))
    grown.bot = group.bot
    owner = world.people[group.members[0]]
    _say(world, group, owner, {"migrate_to_chat_id": grown.id})
    group.became = grown.id
    _say(world, grown, owner, {"migrate_from_chat_id": group.id})
    world.tell({"type": "people"})
    return grown


def promote(world: World, group: Group) -> None:
    """Make the bot an administrator. Errors: PlaneError."""
    if group.bot != "member":
        raise PlaneError("only a member can be made an administrator")
    group.bot = "administrator"
    bot_changed(world, group.chat(), world.people[group.members[0]], "member", "administrator")
    world.tell({"type": "people"})

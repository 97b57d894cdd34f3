"""Membership: ChatMember objects and the updates when somebody comes or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.people import Group, Person
    from simulator.world import World

Json = dict[str, Any]
_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
]


def as_member(user: Json, status: str) -> Json:
    """Return the ChatMember of a user with a status."""
    found: Json = {"status": status, "user": user}
    if status == "administrator":
        found |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_RIGHTS, True)
    elif status == "creator":
        found |= {"is_anonymous": False}
    elif status == "kicked":
        found |= {"until_date": 0}
    return found


def member(world: World, group: Group, user_id: int) -> Json:
    """Return the ChatMember of a person or the bot in a group."""
    if user_id == world.bot["id"]:
        return as_member(world.bot, group.bot)
    status = "creator" if group.members[:1] == [user_id] else "member" if user_id in group.members else "left"
    return as_member(world.people[user_id].user(), status)


def bot_changed(world: World, chat: Json, actor: Person, old: str, new: str) -> None:
    """Tell the bot that its own standing in a chat changed (my_chat_member)."""
    change = {
        "chat": chat,
        "from": actor.user(),
        "date": world.now(),
        "old_chat_member": as_member(world.bot, old),
        "new_chat_member": as_member(world.bot, new),
    }
    world.update("my_chat_member", change, f"chat:{chat['id']}")


def person_changed(world: World, chat: Json, person: Person, old: str, new: str) -> None:
    """Tell the bot that a person came or went (chat_member, for bots that ask for it)."""
    change = {
        "chat": chat,
        "from": person.user(),
        "date": world.now(),
        "old_chat_member": as_member(person.user(), old),
        "new_chat_member": as_member(person.user(), new),
    }
    world.update("chat_member", change, f"chat:{chat['id']}")

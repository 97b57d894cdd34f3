"""Looking at chats, members and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request
from simulator.files import MAX_DOWNLOAD
from simulator.members import member
from simulator.methods.access import chat_owner, target
from simulator.methods.registry import method

if TYPE_CHECKING:
    from simulator.args import Args
    from simulator.people import Group
    from simulator.world import World

Json = dict[str, Any]


@method("getChat")
def get_chat(world: World, args: Args) -> Json:
    """Return ChatFullInfo."""
    owner = chat_owner(world, args)
    if owner.id < 0:
        target(world, args)
    info: Json = owner.chat() | {
        "accent_color_id": abs(owner.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
            owner.id > 0,
        ),
    }
    if owner.id < 0:
        info["permissions"] = dict.fromkeys(
            ("can_send_messages", "can_send_polls", "can_send_photos", "can_send_documents", "can_invite_users"),
            True,
        )
    return info


def _group(world: World, args: Args) -> Group:
    room = target(world, args)
    group = world.groups.get(room.chat["id"])
    if group is None:
        raise bad_request("There are no administrators in the private chat")
    return group


@method("getChatAdministrators")
def get_chat_administrators(world: World, args: Args) -> list[Json]:
    """Return the ChatMember of every administrator; the first member owns the group."""
    group = _group(world, args)
    listed = [member(world, group, group.members[0])] if group.members else []
    if group.bot == "administrator":
        listed.append(member(world, group, world.bot["id"]))
    return listed


@method("getChatMember")
def get_chat_member(world: World, args: Args) -> Json:
    """Return ChatMember of a user the bot knows."""
    user_id = args.integer("user_id")
    if user_id not in world.people and user_id != world.bot["id"]:
        raise bad_request("Invalid user_id specified" if user_id <= 0 else "PARTICIPANT_ID_INVALID")
    room = target(world, args)
    group = world.groups.get(room.chat["id"])
    if group is None:
        user = world.bot if user_id == world.bot["id"] else world.people[user_id].user()
        return {"status": "member", "user": user}
    return member(world, group, user_id)


@method("getChatMemberCount")
def get_chat_member_count(world: World, args: Args) -> int:
    """Return the number of members, the bot included."""
    room = target(world, args)
    group = world.groups.get(room.chat["id"])
    return 2 if group is None else len(group.members) + 1


@method("leaveChat")
def leave_chat(world: World, args: Args) -> bool:
    """Leave a group. Returns True."""
    group = _group(world, args)
    group.bot = "left"
    world.tell({"type": "people"})
    return True


@method("getFile")
def get_file(world: World, args: Args) -> Json:
    """Return File with the path to download from."""
    file = world.files.by_id.get(args.text("file_id"))
    if file is None:
        raise bad_request("Invalid file_id" if args.has("file_id") else "File_id not specified")
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("File is too big")
    return file.short() | {"file_path": file.path}

"""The bot's own settings: getMe, commands, names, descriptions, menu buttons, administrator rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request
from simulator.links import BadLink, checked_link
from simulator.methods.access import chat_owner
from simulator.methods.registry import method
from simulator.settings import DEFAULT_SCOPE, Scope

if TYPE_CHECKING:
    from simulator.args import Args
    from simulator.world import World

Json = dict[str, Any]
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_MAX_COMMANDS = 100
_MAX_COMMAND_WORDS = 256
_MOST = {"name": 64, "description": 512, "short_description": 120}
_TOO_LONG = {
    "name": "BOT_TITLE_INVALID",
    "description": "BOT_DESCRIPTION_INVALID",
    "short_description": "BOT_ABOUT_INVALID",
}
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


@method("getMe")
def get_me(world: World, args: Args) -> Json:  # noqa: ARG001 - one signature for all
    """Return the bot as a User with its abilities."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.rules.privacy,
        "supports_guest_queries": False,
        "supports_inline_queries": world.rules.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


def _language(args: Args) -> str:
    code = args.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("Invalid language code specified")
    return code


def _scope(world: World, args: Args) -> Scope:
    value = args.json("scope", "BotCommandScope")
    if value is None:
        return DEFAULT_SCOPE
    if not isinstance(value, dict):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = value.get("type")
    if kind in _PLAIN_SCOPES:
        return (str(kind), 0, 0)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    owner = chat_owner(world, type(args)(dict(value)))
    if kind != "chat" and owner.id > 0:
        raise bad_request("Can't use specified scope in private chats")
    return (str(kind), owner.id, int(value.get("user_id", 0)) if kind == "chat_member" else 0)


def _command(world: World, value: Any) -> Json:
    if not isinstance(value, dict):
        raise bad_request("Can't parse BotCommand: BotCommand must be an Object")
    name = str(value.get("command", "")).lstrip("/").lower()
    words = str(value.get("description", "")).strip()
    if not name:
        raise bad_request("Command must be non-empty")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not words:
        raise bad_request("Command description must be non-empty")
    if len(words) > _MAX_COMMAND_WORDS:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    command = {"command": name, "description": words}
    return (
        command | {"is_ephemeral": True}
        if world.rules.ephemeral and value.get("is_ephemeral") is True
        else command
    )


@method("setMyCommands")
def set_my_commands(world: World, args: Args) -> bool:
    """Set the commands of a scope and language. Returns True."""
    values = args.json("commands", "list of bot commands")
    if not isinstance(values, list):
        raise bad_request("Can't parse list of bot commands: expected an Array")
    if len(values) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(world, value) for value in values]
    world.settings.commands[_scope(world, args), _language(args)] = commands
    world.tell({"type": "commands"})
    return True


@method("deleteMyCommands")
def delete_my_commands(world: World, args: Args) -> bool:
    """Forget the commands of a scope and language. Returns True."""
    world.settings.commands.pop((_scope(world, args), _language(args)), None)
    world.tell({"type": "commands"})
    return True


@method("getMyCommands")
def get_my_commands(world: World, args: Args) -> list[Json]:
    """Return the commands of exactly this scope and language, without fallback."""
    return world.settings.commands.get((_scope(world, args), _language(args)), [])


def _set_word(world: World, args: Args, kind: str) -> bool:
    text = args.text(kind).strip()
    if len(text) > _MOST[kind]:
        raise bad_request(_TOO_LONG[kind])
    code = _language(args)
    words = world.settings.words[kind]
    if text:
        words[code] = text
    else:
        words.pop(code, None)
    world.tell({"type": "commands"})
    return True


@method("setMyName")
def set_my_name(world: World, args: Args) -> bool:
    """Set the bot's name in a language. Returns True."""
    if not args.text("name").strip() and not args.text("language_code"):
        world.settings.words["name"].pop("", None)
        return True
    _set_word(world, args, "name")
    if not args.text("language_code"):
        # A new object: messages that were sent before keep the old name.
        world.bot = world.bot | {"first_name": args.text("name").strip()}
    return True


@method("getMyName")
def get_my_name(world: World, args: Args) -> Json:
    """Return BotName."""
    return {"name": world.settings.word("name", _language(args)) or world.bot["first_name"]}


@method("setMyDescription")
def set_my_description(world: World, args: Args) -> bool:
    """Set the description shown in an empty chat. Returns True."""
    return _set_word(world, args, "description")


@method("getMyDescription")
def get_my_description(world: World, args: Args) -> Json:
    """Return BotDescription."""
    return {"description": world.settings.word("description", _language(args))}


@method("setMyShortDescription")
def set_my_short_description(world: World, args: Args) -> bool:
    """Set the description shown in the profile. Returns True."""
    return _set_word(world, args, "short_description")


@method("getMyShortDescription")
def get_my_short_description(world: World, args: Args) -> Json:
    """Return BotShortDescription."""
    return {"short_description": world.settings.word("short_description", _language(args))}


def _private_chat(world: World, args: Args) -> int:
    if not args.has("chat_id"):
        return 0
    owner = chat_owner(world, args)
    if owner.id < 0:
        raise bad_request("Chat not found")
    return owner.id


@method("setChatMenuButton")
def set_chat_menu_button(world: World, args: Args) -> bool:
    """Set the menu button of one private chat, or the default. Returns True."""
    button = args.json("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("Can't parse menu button: Unsupported type specified")
    chat_id = _private_chat(world, args)
    if button["type"] == "web_app":
        try:
            url = checked_link(str((button.get("web_app") or {}).get("url", "")), https=True)
        except BadLink as why:
            raise bad_request(f"Menu button Web App {why}") from None
        button = {"type": "web_app", "text": str(button.get("text", "")), "web_app": {"url": url}}
    if button["type"] == "default":
        world.settings.menu_buttons.pop(chat_id, None)
    else:
        world.settings.menu_buttons[chat_id] = button
    world.tell({"type": "commands"})
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, args: Args) -> Json:
    """Return MenuButton."""
    chat_id = _private_chat(world, args)
    own = world.settings.menu_buttons.get(chat_id)
    return own or ({"type": "default"} if chat_id else {"type": "commands"})

"""The bot's own settings: commands by scope and language, names, descriptions, menu buttons."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
Scope = tuple[str, int, int]  # type, chat, user
DEFAULT_SCOPE: Scope = ("default", 0, 0)


class Settings:
    """All settings; look-ups fall back like Telegram's apps."""

    def __init__(self) -> None:
        self.commands: dict[tuple[Scope, str], list[Json]] = {}
        self.words: dict[str, dict[str, str]] = {"name": {}, "description": {}, "short_description": {}}
        self.menu_buttons: dict[int, Json] = {}
        self.rights: dict[bool, Json] = {}

    def shown_commands(self, chat_id: int, user_id: int, language: str, *, admin: bool = False) -> list[Json]:
        """Return the commands that a person sees in a chat.

        Order of the Bot API's "Determining list of commands"; in each scope first the language, then none.
        """
        scopes: list[Scope] = [("chat", chat_id, 0), ("all_private_chats", 0, 0)]
        if chat_id < 0:
            scopes = [("chat_member", chat_id, user_id)]
            scopes += [("chat_administrators", chat_id, 0)] if admin else []
            scopes += [("chat", chat_id, 0)]
            scopes += [("all_chat_administrators", 0, 0)] if admin else []
            scopes += [("all_group_chats", 0, 0)]
        for scope in [*scopes, DEFAULT_SCOPE]:
            for code in (language, "") if language else ("",):
                found = self.commands.get((scope, code))
                if found:
                    return found
        return []

    def word(self, kind: str, language: str) -> str:
        """Return a name or description in a language, else the one for all languages, else ""."""
        words = self.words[kind]
        return words.get(language) or words.get("", "")

    def menu_button(self, chat_id: int) -> Json:
        """Return the menu button of a private chat (0 for the default)."""
        return self.menu_buttons.get(chat_id) or self.menu_buttons.get(0) or {"type": "commands"}

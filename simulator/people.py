"""The inhabitants of the local Telegram: people and groups, and how the Bot API shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]

FIRST_PERSON_ID = 5_000_001
FIRST_GROUP_ID = -4_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001

_TOLD = json.loads(files("simulator").joinpath("people.json").read_text("utf-8"))
LANGUAGE = str(_TOLD["language"])
"""The default language of people."""

Seeded = tuple[str, str, str, str]
"""A person who exists from the start: key, first name (a common word, never a real person's name), a note in both
languages of the page, the language of their app.
"""


def _seeded(rows: list[list[str]]) -> tuple[Seeded, ...]:
    return tuple((key, name, note, language) for key, name, note, language in rows)


def read_people(file: Path) -> tuple[Seeded, ...]:
    """Read a JSON list of [key, first name, note, language]. Errors: OSError, ValueError."""
    return _seeded(json.loads(file.read_text("utf-8")))


PEOPLE = _seeded(_TOLD["people"])

NOTE_FILE: tuple[str, str] = (_TOLD["file"]["name"], _TOLD["file"]["words"])
"""Name and words of a document that a person can attach without a file of their own."""


@dataclass(slots=True)
class Person:
    """Somebody with the app. `started`: they have pressed Start; `blocked`: they have stopped the bot."""

    id: int
    key: str
    first_name: str
    language_code: str = LANGUAGE
    note: str = ""
    username: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        """Return the person as a Bot API User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    def chat(self) -> Json:
        """Return the private chat with the person as a Bot API Chat."""
        chat: Json = {"id": self.id, "first_name": self.first_name, "type": "private"}
        if self.username:
            chat["username"] = self.username
        return chat

    def about(self) -> Json:
        """Return the data for the page's person switcher."""
        return {
            "id": self.id,
            "key": self.key,
            "first_name": self.first_name,
            "language_code": self.language_code,
            "note": self.note,
            "blocked": self.blocked,
            "started": self.started,
        }


@dataclass(slots=True)
class Group:
    """A group or supergroup. The first member is its owner; `bot`: member, administrator, left or kicked;
    `became`: the number of the supergroup after an upgrade, 0 before.
    """

    id: int
    title: str
    type: str
    members: list[int] = field(default_factory=list)
    bot: str = "left"
    became: int = 0

    def chat(self) -> Json:
        """Return the group as a Bot API Chat."""
        return {"id": self.id, "title": self.title, "type": self.type}

    def about(self) -> Json:
        """Return the data for the page's list of chats."""
        return {
            "id": self.id,
            "title": self.title,
            "type": self.type,
            "members": self.members,
            "bot_member": self.bot in ("member", "administrator"),
        }


@dataclass(slots=True)
class Ephemeral:
    """A message that only `person` and the bot see. `place`: where the person reads it among the others (after the
    message of that number); `sent`: when it was sent, in clock seconds; `instead`: the message that it replaces
    for the person, 0 for none.
    """

    person: int
    message: Json
    place: float
    sent: float
    instead: int = 0


@dataclass(slots=True)
class Room:
    """One chat's history as its members see it.

    `log`: Bot API Message objects by id, oldest first; an edit replaces them and never changes them, so that the
    journal may keep references. `fixed`: ids that the bot can never edit (sent with a bottom keyboard). `trail`:
    the course of the conversation for the transcript, as (kind, message or words). `ephemeral`: messages that only
    one member sees, by their own numbers; not in transcripts.
    """

    chat: Json
    instance: str
    log: dict[int, Json] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)
    mine: set[int] = field(default_factory=set)
    keyboard: Json | None = None
    action: tuple[str, float] | None = None
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    trail: list[tuple[str, Any]] = field(default_factory=list)
    ephemeral: dict[int, Ephemeral] = field(default_factory=dict)
    last_ephemeral: int = 0

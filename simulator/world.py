"""The whole state of the local Telegram: bot, people, chats, files, waiting updates; and how a message is made."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Protocol

from simulator.events import Bus
from simulator.faults import OF_UPDATES, Fault, Faults
from simulator.files import Files
from simulator.flood import Flood, Rules
from simulator.journal import Entry, Journal
from simulator.keyboards import BOTTOM, FORCE, INLINE, REMOVE, Markup
from simulator.people import (
    FIRST_GROUP_ID,
    FIRST_PERSON_ID,
    FIRST_SUPERGROUP_ID,
    LANGUAGE,
    Group,
    Person,
    Room,
    Seeded,
)
from simulator.settings import Settings
from simulator.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from datetime import datetime

    from simulator.args import Args
    from simulator.clock import SimClock
    from simulator.pending import Callback, InlineQuery, Poll

Json = dict[str, Any]
STRICT = "strict"
ANSWERED = frozenset({"message", "edited_message", "callback_query"})
"""Kinds of updates after which a message to their sender is an answer."""
_ACTION_SECONDS = 5.0


class Deliverer(Protocol):
    """Delivers updates to the bot's own address: the webhook."""

    url: str

    def set(self, args: Args) -> None:
        """Handle a setWebhook call."""

    def delete(self, *, drop: bool) -> None:
        """Forget the address; `drop` also forgets waiting updates."""

    def info(self) -> Json:
        """Return WebhookInfo."""

    async def stop(self) -> None:
        """End all deliveries."""


class World:
    """One bot's Telegram. All random values (ids) come from `seed`, all time from `clock`. `people` exist from the
    start. `next_due` returns when the bot will act next by itself; `mini_app` is the address of its Mini App.
    """

    webhook: Deliverer

    def __init__(  # noqa: PLR0913 - all that a Telegram for one bot is made of
        self,
        token: str,
        clock: SimClock,
        *,
        profile: str,
        seed: int,
        rules: Rules,
        names: Mapping[str, str],
        username: str,
        people: Iterable[Seeded],
    ) -> None:
        self.token = token
        self.clock = clock
        self.profile = profile
        self.rules = rules
        self.random_source = random.Random(seed)  # noqa: S311 - ids to repeat, not secrets
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": names[""],
            "username": username,
        }
        self.journal = Journal(strict=profile == STRICT)
        self.bus = Bus()
        self.faults = Faults()
        self.flood = Flood(rules, clock)
        self.files = Files(self.random_source)
        self.settings = Settings()
        self.settings.words["name"].update(names)
        self.updates = Updates(
            clock, self.random_source.randrange(100_000_000, 900_000_000), penalties=rules.poll_penalties
        )
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.rooms: dict[int, Room] = {}
        self.callbacks: dict[str, Callback] = {}
        self.polls: dict[str, Poll] = {}
        self.inline: dict[str, InlineQuery] = {}
        self.entry: Entry | None = None
        self._last_message = 0
        self._last_supergroup_message: dict[int, int] = {}
        self.next_due: Callable[[], Awaitable[datetime | None]] | None = None
        self.mini_app = ""
        for key, first_name, note, language_code in people:
            self.add_person(first_name, language_code, note, key)

    # People and chats

    def add_person(self, first_name: str, language_code: str = LANGUAGE, note: str = "", key: str = "") -> Person:
        """Add a new person."""
        number = FIRST_PERSON_ID + len(self.people)
        person = Person(number, key or f"person-{len(self.people) + 1}", first_name, language_code, note)
        self.people[number] = person
        return person

    def rename(self, person: Person, first_name: str) -> None:
        """Give a person another first name; without one, keep the old one."""
        if first_name:
            person.first_name = first_name
            if person.id in self.rooms:
                self.rooms[person.id].chat = person.chat()

    def add_group(self, title: str, kind: str, members: list[int]) -> Group:
        """Found a group without the bot."""
        first = FIRST_GROUP_ID if kind == "group" else FIRST_SUPERGROUP_ID
        group = Group(first - len(self.groups), title, kind, members)
        self.groups[group.id] = group
        return group

    def person(self, who: int | str) -> Person:
        """Return a person by id or key. Errors: KeyError."""
        if isinstance(who, int):
            return self.people[who]
        for person in self.people.values():
            if person.key == who:
                return person
        raise KeyError(who)

    def room(self, chat_id: int) -> Room:
        """Return the chat of a known person or group, opening it at need. Errors: KeyError for strangers."""
        room = self.rooms.get(chat_id)
        if room is None:
            owner = self.people.get(chat_id) or self.groups[chat_id]
            room = self.rooms[chat_id] = Room(owner.chat(), str(self.random_source.randrange(-(1 << 63), 1 << 63)))
        return room

    # Messages

    def now(self) -> int:
        """Return the present as Telegram writes it: whole seconds since 1970."""
        return int(self.clock.seconds())

    def next_message_id(self, room: Room) -> int:
        """Return a fresh id: supergroups count for themselves, all other chats together."""
        chat_id = room.chat["id"]
        if room.chat["type"] == "supergroup":
            number = self._last_supergroup_message[chat_id] = self._last_supergroup_message.get(chat_id, 0) + 1
            return number
        self._last_message += 1
        return self._last_message

    def post(self, room: Room, content: Json, markup: Markup | None = None) -> Json:
        """Put a message of the bot into a chat and return it as a Bot API Message."""
        number = self.next_message_id(room)
        message: Json = {"message_id": number, "from": self.bot, "chat": room.chat, "date": self.now(), **content}
        room.mine.add(number)
        room.action = None
        if markup is not None:
            if markup.kind == INLINE:
                message["reply_markup"] = markup.json
            else:
                room.fixed.add(number)
            if markup.doubt:
                self.doubt(markup.doubt)
        room.log[number] = message
        room.trail.append(("bot", message))
        if self.bus:
            self.bus.publish({"type": "message", "chat_id": room.chat["id"], "message": message})
        if markup is not None and markup.kind != INLINE:
            self._bottom(room, markup)
        return message

    def _bottom(self, room: Room, markup: Markup) -> None:
        if markup.kind == BOTTOM:
            room.keyboard = markup.json
            room.trail.append(("keyboard", markup.json))
        elif markup.kind == REMOVE:
            room.keyboard = None
        elif markup.kind == FORCE:
            return
        self.tell({"type": "keyboard", "chat_id": room.chat["id"], "keyboard": room.keyboard})

    def replace(self, room: Room, message: Json, *, edited: bool = True) -> Json:
        """Replace a message by a changed copy; `edited` sets the edit date."""
        if edited:
            message["edit_date"] = self.now()
        room.log[message["message_id"]] = message
        if self.bus:
            self.bus.publish({"type": "edit", "chat_id": room.chat["id"], "message": message})
        return message

    def remove(self, room: Room, numbers: list[int]) -> None:
        """Delete messages from a chat."""
        for number in numbers:
            room.log.pop(number, None)
            room.mine.discard(number)
        self.tell({"type": "delete", "chat_id": room.chat["id"], "message_ids": numbers})

    # Telling

    def tell(self, event: Json) -> None:
        """Publish an event when somebody listens."""
        if self.bus:
            self.bus.publish(event)

    def update(self, kind: str, payload: Any, lane: str, life: float = 86_400.0) -> None:
        """Queue an update for the bot and write it into the journal."""
        if kind in ANSWERED:
            self.flood.heard(payload["from"]["id"])
        queued = self.updates.add(kind, payload, lane, life)
        if queued is not None:
            entry = self.journal.open(self.clock.seconds(), "update", {})
            entry.result = queued.body
            if self.bus:
                self.bus.publish({"type": "journal", "entry": entry.view()})

    def note_unanswered(self) -> None:
        """In a strict run, redden for every press that the bot let wait until it was too late."""
        if self.profile != STRICT:
            return
        limit = self.clock.seconds() - self.rules.callback_seconds
        for callback in [one for one in self.callbacks.values() if not one.answered and one.asked < limit]:
            del self.callbacks[callback.id]
            entry = self.journal.open(self.clock.seconds(), "unanswered", {"callback_query_id": callback.id})
            entry.description = "a press was never answered"
            self.journal.redden(entry, entry.description)

    def order_fault(self, fault: Fault) -> None:
        """Queue a fault; those of updates mark the next ones that come. Errors: ValueError."""
        if fault.fault in OF_UPDATES:
            name = "repeat_next" if fault.fault == "duplicate_update" else "swap_next"
            setattr(self.updates, name, getattr(self.updates, name) + fault.times)
        else:
            self.faults.add(fault)
        self.tell({"type": "faults", "faults": self.fault_view()})

    def fault_view(self) -> list[Json]:
        """Return all faults that are still to come."""
        waiting = (("duplicate_update", self.updates.repeat_next), ("swap_queues", self.updates.swap_next))
        return self.faults.view() + [
            {"fault": kind, "method": "", "times": times} for kind, times in waiting if times
        ]

    def no_faults(self) -> None:
        """Cancel all ordered faults."""
        self.faults.queue.clear()
        self.updates.repeat_next = self.updates.swap_next = 0
        self.updates.release()
        self.tell({"type": "faults", "faults": []})

    def doubt(self, what: str) -> None:
        """Note that the call that is being answered did something doubtful."""
        if self.entry is not None:
            self.journal.doubt(self.entry, what)

    def action_of(self, room: Room) -> str | None:
        """Return the chat action that is shown now, if any (it fades after five seconds of real time)."""
        if room.action is None or self.clock.pulse() - room.action[1] > _ACTION_SECONDS:
            return None
        return room.action[0]

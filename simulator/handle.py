"""A person as a Python object, so that tests read like use."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simulator import actions, ephemeral, groups, inline
from simulator.errors import PlaneError

if TYPE_CHECKING:
    from simulator.events import Event
    from simulator.pending import Answer
    from simulator.people import Group, Person, Room
    from simulator.world import World

Json = dict[str, Any]
_OF_BOT = frozenset({"message", "edit", "delete", "answer", "poll"})


class PersonHandle:
    """A person's actions and view. Actions are coroutines that let the bot run; `see` returns immediately."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self.person = person

    @property
    def id(self) -> int:
        """Return the Telegram id."""
        return self.person.id

    @property
    def room(self) -> Room:
        """Return the private chat with the bot."""
        return self._world.room(self.id)

    async def send(self, text: str, *, chat_id: int = 0, reply_to: int = 0, old_app: bool = False) -> Json:
        """Write a message."""
        return actions.send(self._world, self.person, chat_id or self.id, text, reply_to, old_app=old_app)

    async def answer_alone(self, group: GroupHandle, text: str) -> Json:
        """Answer the newest message that the bot has sent to this person alone."""
        room = self._world.room(group.id)
        mine = [number for number, one in room.ephemeral.items() if one.person == self.id]
        return actions.answer_alone(self._world, self.person, group.id, max(mine, default=0), text)

    async def start(self, payload: str = "") -> Json:
        """Open the bot by a link with `payload` and press Start."""
        return actions.start(self._world, self.person, payload)

    async def start_in_group(self, group: GroupHandle, payload: str) -> Json:
        """Choose a group by a link that adds the bot to one."""
        return actions.start_in_group(self._world, self.person, group.id, payload)

    async def edit(self, message_id: int, text: str) -> Json:
        """Change one's own message."""
        return actions.edit(self._world, self.person, self.id, message_id, text)

    async def press(self, label: str, *, message_id: int = 0, chat_id: int = 0) -> str:
        """Press the inline button with this label, on the given message or on the newest that has it."""
        chat_id = chat_id or self.id
        room = self._world.room(chat_id)
        for message in reversed(ephemeral.seen_by(room, self.person)):
            if message_id and message["message_id"] != message_id:
                continue
            alone = message.get("ephemeral_message_id", 0)
            for y, row in enumerate(message.get("reply_markup", {}).get("inline_keyboard", [])):
                for x, button in enumerate(row):
                    if button["text"] == label:
                        number = message["message_id"]
                        return actions.press(self._world, self.person, chat_id, number, (y, x), alone=alone)
        raise PlaneError(f"no button {label!r} in sight; there are {self.buttons()}")

    async def keyboard(self, label: str, *, chat_id: int = 0) -> Json:
        """Press a button of the bottom keyboard."""
        return actions.keyboard(self._world, self.person, chat_id or self.id, label)

    async def attach(self, kind: str, name: str, data: bytes, *, mime: str = "", caption: str = "") -> Json:
        """Send a file."""
        content = actions.file_content(self._world, kind, (name, mime, data), caption)
        return actions.attach(self._world, self.person, self.id, content)

    async def vote(self, *options: int, message_id: int = 0, chat_id: int = 0) -> Json:
        """Vote in the given poll or the newest; without options, withdraw the vote."""
        chat_id = chat_id or self.id
        for message in reversed(self._world.room(chat_id).log.values()):
            if "poll" in message and message_id in (0, message["message_id"]):
                return actions.vote(self._world, self.person, chat_id, message["message_id"], list(options))
        raise PlaneError("no poll in sight")

    async def paste(self, text: str, *, chat_type: str = "private") -> str:
        """Type the bot's name and a text in any chat; return the number of the query."""
        return inline.ask(self._world, self.person, text, chat_type)

    def offered(self, query: str) -> Answer | None:
        """Return the offer above the field; None before the bot has answered. Nobody else sees it."""
        return inline.offered(self._world, self.person, query)

    async def press_above(self, query: str) -> Json:
        """Press the button above the field: it opens the private chat and presses Start there."""
        answer = self.offered(query)
        if answer is None or not answer.label:
            raise PlaneError("there is no button above the field")
        return actions.start(self._world, self.person, answer.payload)

    async def choose(self, query: str, result: str, *, chat_id: int = 0) -> Json:
        """Send an offered result into a chat."""
        return actions.choose(self._world, self.person, chat_id or self.id, query, result)

    async def block(self) -> None:
        """Stop the bot."""
        actions.block(self._world, self.person)

    async def unblock(self) -> None:
        """Let the bot write again."""
        actions.unblock(self._world, self.person)

    async def starts_the_app_anew(self, group: GroupHandle) -> None:
        """Lose the messages of a group that only this person saw."""
        ephemeral.forget_of(self._world.room(group.id), self.person)

    async def delete_chat(self) -> None:
        """Clear the private chat."""
        actions.delete_chat(self._world, self.person)

    def see(self, last: int = 0, *, chat_id: int = 0) -> list[Json]:
        """Return the messages of a chat as this person sees them, oldest first; `last`: only the newest."""
        messages = ephemeral.seen_by(self._world.room(chat_id or self.id), self.person)
        return messages[-last:] if last else messages

    def buttons(self, message: Json | None = None) -> list[list[str]]:
        """Return the labels of the inline keyboard of a message, or of the newest that has one."""
        for found in [message] if message else reversed(self.see()):
            rows = found.get("reply_markup", {}).get("inline_keyboard")
            if rows:
                return [[button["text"] for button in row] for row in rows]
        return []

    def keys(self) -> list[list[str]]:
        """Return the labels of the bottom keyboard."""
        shown = self.room.keyboard
        return [[button["text"] for button in row] for row in shown["keyboard"]] if shown else []

    async def wait(self, kind: str = "", *, seconds: float = 5.0) -> Event:
        """Wait for the bot's next action in this chat: message, edit, delete, answer or poll.

        Errors: TimeoutError after `seconds` of real time. Call it before or while acting, see `expect`.
        """
        with self._world.bus.listen() as queue:
            async with asyncio.timeout(seconds):
                while True:
                    event = await queue.get()
                    if self._is_mine(event) and (not kind or event["type"] == kind):
                        return event

    def _is_mine(self, event: Event) -> bool:
        if event["type"] not in _OF_BOT or event.get("chat_id") != self.id:
            return False
        message = event.get("message")
        return message is None or message.get("from", {}).get("id") == self._world.bot["id"]


class GroupHandle:
    """A group as a Python object."""

    def __init__(self, world: World, group: Group) -> None:
        self._world = world
        self.group = group

    @property
    def id(self) -> int:
        """Return the chat id."""
        return self.group.id

    async def join(self, who: PersonHandle | None = None) -> None:
        """Let a person in, or the bot."""
        groups.let_in(self._world, self.group, who.person if who else None)

    async def leave(self, who: PersonHandle | None = None) -> None:
        """Let a person leave, or remove the bot."""
        groups.let_go(self._world, self.group, who.person if who else None)

    async def upgrade(self) -> None:
        """Turn it into a supergroup; this handle then has the new number."""
        self.group = groups.upgrade(self._world, self.group)

    async def promote_bot(self) -> None:
        """Make the bot an administrator."""
        groups.promote(self._world, self.group)

    def see(self, last: int = 0) -> list[Json]:
        """Return the messages that all members see, oldest first; `last` limits them to the newest."""
        messages = list(self._world.room(self.id).log.values())
        return messages[-last:] if last else messages

"""Wires a handler to Redis (scaled mode): processes share pace, order, visitors, tries at codes, talks of Help."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from bot.doors.redis.codes import SharedTries
from bot.doors.redis.connection import Connection
from bot.doors.redis.help_talk import SharedHelpTalk
from bot.doors.redis.pace import SharedPace
from bot.doors.redis.person_locks import SharedPersonLocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.doors.person_locks import PersonLocks
    from bot.doors.reply import SharesTalk
    from bot.doors.sender import Sender


class Helps(Protocol):
    """What answers calls for help."""

    shared: SharesTalk | None


class Answers(Protocol):
    """What answers people: a messenger's handler."""

    conversation: Conversation
    sender: Sender
    locks: PersonLocks

    @property
    def help(self) -> Helps:
        """What answers calls for help."""


def share(url: str, rate: int, handler: Answers, clock: Callable[[], datetime], *, paid: int = 0) -> Connection:
    """Wire a handler to the Redis of `url`; return the connection, which the caller closes. `rate`: messages a
    second of all processes; `paid`: those of the paid broadcast, 0 for none.

    Errors: ValueError for an invalid address.
    """
    services = handler.conversation.services
    connection = Connection(url, services.bot_id)

    def name(chat: int) -> str:
        return services.lookups(chat)[0].hex()

    handler.sender.pace = SharedPace(connection, rate, time.monotonic, name)
    if paid:
        handler.sender.paid = SharedPace(connection, paid, time.monotonic, name, "paid")
    handler.help.shared = SharedHelpTalk(connection, handler.conversation.first_aid.aftercare, name)
    services.tries.shared = SharedTries(url, connection, services.bot_id, name)
    handler.locks = SharedPersonLocks(connection, handler.conversation, clock)
    return connection

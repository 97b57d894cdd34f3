"""Wires a handler to Redis (scaled mode): processes share pace, order, visitors and tries at codes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.telegram.redis.codes import SharedTries
from bot.telegram.redis.connection import Connection
from bot.telegram.redis.pace import SharedPace
from bot.telegram.redis.person_locks import SharedPersonLocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.telegram.handler import Handler


def share(url: str, rate: int, handler: Handler, clock: Callable[[], datetime], *, paid: int = 0) -> Connection:
    """Wire a handler to the Redis of `url`; return the connection, which the caller closes. `rate`: messages a
    second of all processes; `paid`: those of the paid broadcast, 0 for none.

    Errors: ValueError for an address that is none.
    """
    services = handler.conversation.services
    connection = Connection(url, services.bot_id)

    def name(chat: int) -> str:
        return services.lookups(chat)[0].hex()

    handler.sender.pace = SharedPace(connection, rate, time.monotonic, name)
    if paid:
        handler.sender.paid = SharedPace(connection, paid, time.monotonic, name, "paid")
    services.tries.shared = SharedTries(url, connection, services.bot_id, name)
    handler.locks = SharedPersonLocks(connection, handler.conversation, clock)
    return connection

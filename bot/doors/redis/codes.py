"""Codes: how often a person has tried a code of a class within the hour, counted by Redis for all processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from bot.chat.code_attempts import HOUR
from bot.doors.redis.connection import ANSWER_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.doors.redis.connection import Connection

log = structlog.get_logger()


class SharedTries:
    """Counts in Redis, where a count expires after an hour. It is called in the store's thread, so it has a
    connection of its own, and does not ask while Redis is known to be away.
    """

    def __init__(self, url: str, connection: Connection, bot_id: int, name: Callable[[int], str]) -> None:
        self._redis = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 1),
        )
        self._connection = connection
        self._bot_id = bot_id
        self._name = name

    def __call__(self, sender: int, by: int = 1) -> int | None:
        """Count so many tries and return how many there were; None when Redis is away."""
        if self._connection.away:
            return None
        key = f"mayak:{self._bot_id}:codes:{self._name(sender)}"
        try:
            with self._redis.pipeline(transaction=True) as steps:
                steps.set(key, 0, ex=HOUR, nx=True)
                steps.incrby(key, by)
                return int(steps.execute()[1])
        except (RedisError, OSError) as error:
            log.warning("codes are counted without Redis", why=type(error).__name__)
            return None

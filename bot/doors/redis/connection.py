"""The connection to Redis. Quick to give up, so that a Redis that is gone costs people nothing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

from bot.doors.server import Away

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

log = structlog.get_logger()

ANSWER_SECONDS = 0.5
"""Seconds that Redis may take. On one network it takes a millisecond; one person waits this long when Redis goes
away."""

SLICES = 10
"""`ANSWER_SECONDS` are waited in so many slices, and after each the loop reads what has come: a process that was
busy for longer than that is late itself, and Redis is not away."""

GIVE_UP_SECONDS = 10.0
"""After so many seconds a socket, or waiting for a free connection, is given up, however busy the process is."""

LOOK_EVERY = 0.5
"""Seconds between two looks whether a Redis that was away has come back."""

CONNECTIONS = 50
"""As many as Telegram opens to a webhook, and some for leases and the pace; a request that finds none free waits
for `ANSWER_SECONDS` at most, as for an answer."""


class RedisAway(Away):
    """Redis does not answer, or answers with an error. The caller goes on without it."""


class Connection:
    """Runs scripts on Redis. Keys begin with the bot's id, so that several bots may share one Redis.

    After a failure nobody waits for Redis any more until it has answered a ping of the connection's own. Used from
    one loop.
    """

    def __init__(self, url: str, bot_id: int) -> None:
        """Connect at the first use. Errors: ValueError for an invalid address."""
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=GIVE_UP_SECONDS,
            socket_timeout=GIVE_UP_SECONDS,
            socket_connect_timeout=GIVE_UP_SECONDS,
            # Once: a connection that Redis has closed meanwhile (a restart) is opened anew without a loss.
            retry=Retry(NoBackoff(), 1),
        )
        self._redis = Redis.from_pool(pool)
        self._prefix = f"mayak:{bot_id}:"
        self._scripts: dict[str, Any] = {}
        self._looking: asyncio.Task[None] | None = None

    async def run(self, script: str, keys: Sequence[str], values: Sequence[str | bytes | float]) -> Any:
        """Run a Lua script as one step: nobody else's command comes between.

        `keys` are names without the prefix. Errors: RedisAway.
        """
        if self.away:
            raise RedisAway("it has failed and not come back yet")
        known = self._scripts.get(script)
        if known is None:
            known = self._scripts[script] = self._redis.register_script(script)
        return await self._ask(known, [self._prefix + name for name in keys], list(values))

    async def look(self) -> None:
        """See whether Redis answers, however it was a moment ago. Errors: RedisAway."""
        await self._ask(self._redis.ping)

    @property
    def away(self) -> bool:
        """Whether Redis has failed and has not answered since."""
        return self._looking is not None

    async def close(self) -> None:
        """Close the connections."""
        if self._looking is not None:
            self._looking.cancel()
        await self._redis.aclose()

    async def _ask(self, what: Callable[..., Any], *args: Any) -> Any:
        try:
            return await _in_slices(what(*args))
        except ResponseError as error:
            # It answers, and refuses: no memory left, read-only, a mistake of ours. Its words name keys at most.
            log.error("Redis refuses", why=str(error))  # noqa: TRY400 - no trace: it would end in redis-py
            raise self._gone(error) from None
        except (RedisError, OSError, TimeoutError) as error:
            raise self._gone(error) from None  # its words may hold the address with a password

    def _gone(self, error: Exception) -> RedisAway:
        if self._looking is None:
            log.warning("Redis is away", why=type(error).__name__)
            self._looking = asyncio.create_task(self._look_until_back())
        return RedisAway(type(error).__name__)

    async def _look_until_back(self) -> None:
        back = False
        while not back:
            await asyncio.sleep(LOOK_EVERY)
            with suppress(RedisAway):
                await self.look()
                back = True
        self._looking = None
        log.info("Redis is back")


async def _in_slices(asking: Awaitable[Any]) -> Any:
    """Await an answer for `ANSWER_SECONDS` of a loop that runs. Errors: TimeoutError, and those of `asking`."""
    task = asyncio.ensure_future(asking)
    try:
        for _ in range(SLICES):
            done, _waiting = await asyncio.wait({task}, timeout=ANSWER_SECONDS / SLICES)
            if done:
                return task.result()
        raise TimeoutError
    finally:
        if task.cancel():
            await asyncio.gather(task, return_exceptions=True)

"""One person's queue across the processes of one bot, stored in Redis with leases."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bot.db.ledger import AN_HOUR
from bot.doors.redis.connection import RedisAway

if TYPE_CHECKING:
    from bot.doors.redis.connection import Connection

LEASE_SECONDS = 10.0
"""Seconds after which a process that has not renewed its entry counts as dead, and the next entry goes on."""

RENEW_SECONDS = 3.0

ASK_AGAIN = 0.03
"""Seconds between two questions whether the entries before ours are gone. That is rare: Telegram
sends what one person does one after another."""

ENTER = """
local line, leases, visitor, memory = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local token, lease = ARGV[1], tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
if not redis.call('ZSCORE', line, token) then redis.call('ZADD', line, now, token) end
redis.call('HSET', leases, token, string.format('%.0f', now + lease * 1000))
redis.call('PEXPIRE', line, lease)
redis.call('PEXPIRE', leases, lease)
local first = redis.call('ZRANGE', line, 0, 0)[1]
while tonumber(redis.call('HGET', leases, first) or 0) <= now do
    redis.call('ZREM', line, first)
    redis.call('HDEL', leases, first)
    first = redis.call('ZRANGE', line, 0, 0)[1]
end
if first ~= token then return {0} end
redis.call('SET', memory, token, 'NX')
return {1, redis.call('GET', visitor) or '', redis.call('GET', memory)}
"""
"""Enter the queue under a token, or renew the entry. Returns {0} as long as somebody is before; else {1, the
visitor, the name of Redis's memory: another one means that it has forgotten everything}."""

LEAVE = """
local line, leases, visitor = KEYS[1], KEYS[2], KEYS[3]
local first = redis.call('ZRANGE', line, 0, 0)[1]
redis.call('ZREM', line, ARGV[1])
redis.call('HDEL', leases, ARGV[1])
if first ~= ARGV[1] or ARGV[2] == 'as it is' then return end
if ARGV[2] == '' then redis.call('DEL', visitor) else redis.call('SET', visitor, ARGV[2], 'PX', ARGV[3]) end
"""
"""Leave the queue; the first entry also says what the visitor is now: unchanged, gone (''), or these bytes."""

AS_IT_IS = b"as it is"
"""Told to `leave`: what Redis holds of this person stays."""


class QueueEntry:
    """The entry of one update in a person's queue. `name`: what Redis may know the person by."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._keys = [f"queue:{name}", f"lease:{name}", f"visitor:{name}"]
        self._token = secrets.token_hex(8)
        self._renewing: asyncio.Task[None] | None = None

    async def enter(self) -> tuple[bytes, bytes]:
        """Wait until no entry is before this one; return the visitor (b"": none) and the name of Redis's memory.

        Errors: RedisAway.
        """
        while True:
            told = await self._stand()
            if told[0]:
                self._renewing = asyncio.create_task(self._renew())
                return told[1], told[2]
            await asyncio.sleep(ASK_AGAIN)

    async def leave(self, visitor: bytes = AS_IT_IS) -> None:
        """Let the next one in and say what the visitor is now (b"" = none any more).

        Errors: RedisAway; then the lease lets the next one in.
        """
        if self._renewing is not None:
            self._renewing.cancel()
        kept = int(AN_HOUR.period.total_seconds() * 1000)
        await self._connection.run(LEAVE, self._keys, [self._token, visitor, kept])

    async def _stand(self) -> list[Any]:
        keys = [*self._keys, "memory"]
        told: list[Any] = await self._connection.run(ENTER, keys, [self._token, int(LEASE_SECONDS * 1000)])
        return told

    async def _renew(self) -> None:
        with suppress(RedisAway):
            while True:
                await asyncio.sleep(RENEW_SECONDS)
                await self._stand()

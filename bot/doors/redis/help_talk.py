"""What Help is about, shared by all processes of a bot through Redis: a help page's number, for ten minutes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.chat.aftercare import REMEMBERS, HelpTalk
from bot.doors.redis.connection import RedisAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.aftercare import Aftercare
    from bot.doors.redis.connection import Connection

OUTSIDE = "o"
"""Stands behind the number where something else than help was shown since."""

RECALL = "return redis.call('GET', KEYS[1]) or ''"

SHARE = """
if ARGV[1] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
"""


class SharedHelpTalk:
    """Keeps in Redis what `Aftercare` remembers. Redis knows a person by their look-up, holds no word, and forgets
    it by itself. Without Redis each process remembers alone.
    """

    def __init__(self, connection: Connection, aftercare: Aftercare, name: Callable[[int], str]) -> None:
        self._connection = connection
        self._aftercare = aftercare
        self._name = name

    async def recall(self, sender: int, now: datetime) -> None:
        """Load what Help is about for a person, before their words are read."""
        with suppress(RedisAway):
            told = bytes(await self._connection.run(RECALL, [self._key(sender)], [])).decode()
            number = told.removesuffix(OUTSIDE)
            talk = HelpTalk(int(number), told == number) if number.isdecimal() else None
            self._aftercare.take(sender, talk, now)

    async def share(self, sender: int, now: datetime) -> None:
        """Store what Help is about for a person, after they were answered."""
        talk = self._aftercare.talk(sender, now)
        told = f"{talk.number}{'' if talk.inside else OUTSIDE}" if talk else ""
        with suppress(RedisAway):
            kept = int(REMEMBERS.total_seconds() * 1000)
            await self._connection.run(SHARE, [self._key(sender)], [told, kept])

    def _key(self, sender: int) -> str:
        return f"help:{self._name(sender)}"

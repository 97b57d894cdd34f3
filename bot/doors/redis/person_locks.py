"""Handles the updates of one person in order across all processes; hands a visitor from process to process."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.db import visitor_transfer
from bot.db.ledger import AN_HOUR
from bot.doors.person_locks import PersonLocks
from bot.doors.redis.connection import RedisAway
from bot.doors.redis.queue import AS_IT_IS, QueueEntry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.doors.redis.connection import Connection


@dataclass(frozen=True, slots=True)
class _Held:
    """A visitor in this process's memory: the bytes handed over, the name of Redis's memory then, and when."""

    given: bytes
    memory: bytes
    at: datetime


class SharedPersonLocks(PersonLocks):
    """One lock a person across the processes of one bot (see `PersonLocks`).

    Redis knows a person by their look-up, what a visitor chose is sealed, and all of it expires after an idle
    hour. Without Redis only the lock of this process is left: the database's constraints are the guard, the order
    a comfort, and a visitor whom Telegram brings to another process begins anew there.
    """

    def __init__(self, connection: Connection, conversation: Conversation, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._connection = connection
        self._services = conversation.services
        self._first_aid = conversation.first_aid
        self._clock = clock
        self._held: OrderedDict[int, _Held] = OrderedDict()

    @asynccontextmanager
    async def hold(self, person: int) -> AsyncIterator[None]:
        """Lock a person for an update; later updates wait, in whichever process, in the order in which they
        came.
        """
        async with super().hold(person):
            entry = QueueEntry(self._connection, self._services.lookups(person)[0].hex())
            memory: bytes | None = None
            visitor = AS_IT_IS
            try:
                with suppress(RedisAway):
                    given, memory = await entry.enter()
                    await self._take(person, given, memory)
                yield
                if memory is not None:
                    visitor = await self._give(person)
            finally:
                with suppress(RedisAway):
                    await entry.leave(visitor)
                    self._note(person, visitor, memory)

    async def _take(self, person: int, given: bytes, memory: bytes) -> None:
        """Load what another process has left of this visitor."""
        held = self._held.get(person)
        if given:
            if held is None or held.given != given:
                await self._put(person, given)
            self._held[person] = _Held(given, memory, self._clock())
        elif held is not None and held.memory == memory:
            await self._put(person, b"")  # they have agreed elsewhere, or asked to be forgotten
            del self._held[person]

    async def _give(self, person: int) -> bytes:
        """Return what Redis has to store of the visitor."""
        if not self._first_aid.only_looks(person) and person not in self._held:
            return AS_IT_IS  # known for good, as nearly everybody is
        return await self._found(person)

    def _note(self, person: int, given: bytes, memory: bytes | None) -> None:
        """Note what Redis has stored; what it has not stored stays the newest, here."""
        if memory is None or given is AS_IT_IS:
            return
        self._held.pop(person, None)
        now = self._clock()
        if given:
            self._held[person] = _Held(given, memory, now)
        while self._held and next(iter(self._held.values())).at <= now - AN_HOUR.period:
            self._held.popitem(last=False)

    async def _put(self, person: int, given: bytes) -> None:
        store, keys, lookups = self._services.stores.visitors, self._services.keys, self._services.lookups(person)

        def put() -> None:
            with store.transaction() as db:
                visitor_transfer.take(db, keys, lookups, self._clock().date(), given)

        await asyncio.wrap_future(store.run(put))

    async def _found(self, person: int) -> bytes:
        store, keys, lookups = self._services.stores.visitors, self._services.keys, self._services.lookups(person)

        def find() -> bytes:
            with store.transaction() as db:
                return visitor_transfer.give(db, keys, lookups, self._clock().date())

        return await asyncio.wrap_future(store.run(find))

"""SharedLanes: what one person does is handled in order by all processes; a visitor comes along with the lane."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.edges.shared.link import RedisAway
from bot.edges.shared.place import AS_IT_IS, Place
from bot.edges.telegram.lanes import Lanes, Step
from bot.store import handover
from bot.store.ledger import AN_HOUR

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.edges.shared.link import Link


@dataclass(frozen=True, slots=True)
class _Held:
    """A visitor whom this process has in memory: as handed over, under which memory of Redis, and when."""

    given: bytes
    memory: bytes
    at: datetime


class SharedLanes(Lanes):
    """A lane a person across the processes of one bot (see `Lanes`).

    Redis knows a person by their look-up, what a visitor chose is sealed, and all is gone after an idle hour.
    Without Redis the lane of this process is left: the database's constraints are the guard, the order a comfort,
    and a visitor whom Telegram brings to another process begins anew there.
    """

    def __init__(self, link: Link, conversation: Conversation, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._link = link
        self._house = conversation.household
        self._first_aid = conversation.first_aid
        self._clock = clock
        self._held: OrderedDict[int, _Held] = OrderedDict()

    @asynccontextmanager
    async def lane(self, person: int, update_id: int = 0) -> AsyncIterator[Step]:
        """Hold a person's lane for an update; who comes later waits, in whichever process, in the order of coming.
        A visitor's update that was answered in another process comes in as answered.
        """
        async with super().lane(person) as step:
            place = Place(self._link, self._house.lookups(person)[0].hex(), update_id)
            memory: bytes | None = None
            visitor = AS_IT_IS
            try:
                with suppress(RedisAway):
                    given, memory, step.answered = await place.enter()
                    await self._take(person, given, memory)
                yield step
                if memory is not None:
                    visitor = await self._give(person)
            finally:
                with suppress(RedisAway):
                    await place.leave(visitor, answered=step.answered and visitor is not AS_IT_IS)
                    self._note(person, visitor, memory)

    async def _take(self, person: int, given: bytes, memory: bytes) -> None:
        """Bring memory to where another process has left this person."""
        held = self._held.get(person)
        if given:
            if held is None or held.given != given:
                await self._put(person, given)
            self._held[person] = _Held(given, memory, self._clock())
        elif held is not None and held.memory == memory:
            await self._put(person, b"")  # they have agreed elsewhere, or asked to be forgotten
            del self._held[person]

    async def _give(self, person: int) -> bytes:
        """Return what becomes of the visitor in Redis."""
        if not self._first_aid.only_looks(person) and person not in self._held:
            return AS_IT_IS  # known for good, as nearly everybody is
        return await self._found(person)

    def _note(self, person: int, given: bytes, memory: bytes | None) -> None:
        """Note what Redis has taken; what it has not taken stays the newest, here."""
        if memory is None or given is AS_IT_IS:
            return
        self._held.pop(person, None)
        now = self._clock()
        if given:
            self._held[person] = _Held(given, memory, now)
        while self._held and next(iter(self._held.values())).at <= now - AN_HOUR.period:
            self._held.popitem(last=False)

    async def _put(self, person: int, given: bytes) -> None:
        store, keys, lookups = self._house.stores.visitors, self._house.keys, self._house.lookups(person)

        def put() -> None:
            with store.turn() as db:
                handover.take(db, keys, lookups, self._clock().date(), given)

        await asyncio.wrap_future(store.run(put))

    async def _found(self, person: int) -> bytes:
        store, keys, lookups = self._house.stores.visitors, self._house.keys, self._house.lookups(person)

        def find() -> bytes:
            with store.turn() as db:
                return handover.give(db, keys, lookups, self._clock().date())

        return await asyncio.wrap_future(store.run(find))

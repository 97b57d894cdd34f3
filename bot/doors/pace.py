"""Decides when a message may go out: bulk has a strict rate, each chat its own, and the total of all is learned.

Telegram publishes one message a second for a chat and 30 a second for bulk; for answers it names no total and says
to obey its refusals. So answers go at once, and only refusals for several chats slow all down (decision 20).
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import OrderedDict, deque
from dataclasses import dataclass
from enum import IntEnum
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from bot.values.limits import WINDOW, steady

if TYPE_CHECKING:
    from collections.abc import Callable

CHAT_BURST = 5
"""Messages that a chat takes at once before it takes one a `WINDOW` ("short bursts pass"; how short is a
guess)."""

RESERVED_FOR_HELP = 1
"""Messages of that burst which only Help may use, so that somebody who floods still gets help."""

CATCHES_UP = 0.05
"""Seconds of delay, as on a busy machine, that a rate makes up for."""

SEVERAL, TOGETHER = 3, 1.0
"""Refusals for so many different chats within so many seconds mean that the total is too high, not the rate of one
chat."""

WARY = 5.0
"""The same window while a total is assumed: it is then just above what Telegram accepts, so refusals come one by
one, and Help could be among them."""

BREATH = 0.2
"""Seconds after a refusal, while a total is assumed, in which only Help sends: it gets what Telegram accepts
first."""

SETTLES = 1.0
"""Seconds after the total was lowered in which refusals do not lower it again: their calls were made before."""

CLIMB = 2.0
"""Seconds in which the total climbs from a half to `NEARLY` of what Telegram has taken."""

NEARLY = 0.9

PROBES = 0.005
"""Part of what Telegram has taken by which the total rises each second after the climb, to find more."""

QUIET = 60.0
"""Seconds without refusals for several chats after which no total is assumed any more."""

LEAST = 5.0
"""The total is never assumed to be less than so many a second."""


class Lane(IntEnum):
    """Who goes first when the total is reached."""

    HELP = 0
    REPLY = 1
    BULK = 2


class Ask(NamedTuple):
    """The answer to a request to send: now (`wait` 0), or ask again in so many seconds. `rests`: it is the chat
    that has to rest, so nobody else should wait behind it.
    """

    wait: float
    rests: bool = False


class Pacing(ABC):
    """Gives out the right to send: `Pace` for one process, `redis.pace.SharedPace` for several."""

    def __init__(self) -> None:
        self._lines = {lane: asyncio.Lock() for lane in Lane}

    async def acquire(
        self,
        lane: Lane,
        chat: int = 0,
        *,
        room: asyncio.Semaphore | None = None,
        resting: Callable[[float], None] | None = None,
    ) -> None:
        """Wait until a message of this lane may go out to this chat. `room` is acquired for it, and released while
        the chat has to rest; `resting` is called with the seconds of that rest.
        """
        while True:
            if room is not None:
                await room.acquire()
            async with self._lines[lane]:
                asked = await self.ask(lane, chat)
                while asked.wait and not asked.rests:
                    await asyncio.sleep(asked.wait)
                    asked = await self.ask(lane, chat)
            if not asked.wait:
                return
            if room is not None:
                room.release()
            if resting is not None:
                resting(asked.wait)
            await asyncio.sleep(asked.wait)

    @property
    def answers_wait(self) -> bool:
        """Whether Help or a reply waits for the total: then bulk stands back."""
        return self._lines[Lane.HELP].locked() or self._lines[Lane.REPLY].locked()

    @abstractmethod
    async def ask(self, lane: Lane, chat: int) -> Ask:
        """Ask for the right to send; when it is given, the message counts as sent."""

    @abstractmethod
    async def refused(self, chat: int, seconds: float) -> None:
        """Note that Telegram has refused a message to this chat and asks us to wait for so long (429)."""


@dataclass(slots=True)
class _Chat:
    """`full`: when the burst is refilled; `last`: when it was written to; `held`: until when Telegram takes
    nothing for it.
    """

    full: float = 0.0
    last: float = -inf
    held: float = 0.0


class Chats:
    """What each chat may be sent: a short burst, then one message a `WINDOW`; nothing while Telegram holds it."""

    def __init__(self, burst: int = CHAT_BURST) -> None:
        self.burst = burst
        self._chats: OrderedDict[int, _Chat] = OrderedDict()

    def rest(self, lane: Lane, chat: int, now: float) -> float:
        """Return how many seconds a chat has to rest before this lane may write to it."""
        found = self._chats.get(chat)
        if found is None:
            return 0.0
        if lane is Lane.BULK:
            free = found.last + WINDOW
        else:
            kept = 0 if lane is Lane.HELP else RESERVED_FOR_HELP
            free = found.full - (self.burst - 1 - kept) * WINDOW
        return max(0.0, free - now, found.held - now)

    def went(self, chat: int, now: float) -> None:
        """Note that a message goes out."""
        found = self._touched(chat, now)
        found.full = max(found.full, now) + WINDOW
        found.last = now

    def hold(self, chat: int, seconds: float, now: float) -> None:
        """Let nothing out to a chat for so long."""
        found = self._touched(chat, now)
        found.held = max(found.held, now + seconds)

    def _touched(self, chat: int, now: float) -> _Chat:
        found = self._chats.setdefault(chat, _Chat())
        self._chats.move_to_end(chat)
        while self._chats:
            eldest, state = next(iter(self._chats.items()))
            if eldest == chat or max(state.full, state.held, state.last + WINDOW) > now:
                break
            del self._chats[eldest]
        return found

    def __len__(self) -> int:
        return len(self._chats)


def total(knee: float, since: float) -> float:
    """Return the messages a second that may go out `since` seconds after Telegram refused several chats, when it
    accepted `knee` a second: half of it, soon nearly all, then a little more each second until it refuses again. A
    single refusal brings it back to nearly all.
    """
    if since >= QUIET:
        return inf
    if since < CLIMB:
        return knee * (0.5 + (NEARLY - 0.5) * since / CLIMB)
    return knee * (NEARLY + PROBES * (since - CLIMB))


class Total:
    """The total that Telegram takes, learned from its refusals."""

    def __init__(self) -> None:
        self._knee = 0.0
        self._lowered = -inf
        self._next = {Lane.HELP: 0.0, Lane.REPLY: 0.0}
        """When Help, and when anybody else, may send next."""
        self._sent: deque[float] = deque()
        self._refused: deque[tuple[float, int]] = deque()
        self._last = 0
        """The chat that was refused last."""

    def rate(self, now: float) -> float:
        """Return how many messages a second may go out."""
        return total(self._knee, now - self._lowered)

    def wait(self, lane: Lane, now: float) -> float:
        """Return the seconds until this lane may send: Help waits for Help only."""
        if self.rate(now) == inf:
            return 0.0
        return max(0.0, self._next[min(lane, Lane.REPLY)] - now)

    def went(self, lane: Lane, now: float) -> None:
        """Note that a message goes out."""
        self._sent.append(now)
        while self._sent[0] < now - 1:
            self._sent.popleft()
        rate = self.rate(now)
        if rate < inf:
            lines = (Lane.HELP, Lane.REPLY) if lane is Lane.HELP else (Lane.REPLY,)
            for line in lines:  # the other lanes wait for what Help sends
                self._next[line] = max(self._next[line], now - CATCHES_UP) + 1 / rate

    def refused(self, chat: int, now: float) -> None:
        """Note a refusal. One for a group says nothing of the total: groups have a limit of their own (20 a
        minute).
        """
        if chat < 0:
            return
        self._refused.append((now, chat))
        while self._refused[0][0] < now - (WARY if self.rate(now) < inf else TOGETHER):
            self._refused.popleft()
        if self.rate(now) < inf:
            self._next[Lane.REPLY] = max(self._next[Lane.REPLY], now + BREATH)
            if chat != self._last:  # one chat alone, refused again and again, must not slow all for long
                self._knee = max(NEARLY * self._knee, min(self._knee, self._taken(now)))
                self._lowered = max(self._lowered, now - CLIMB)
        self._last = chat
        if now < self._lowered + SETTLES or len({chat for _, chat in self._refused}) < SEVERAL:
            return
        self._knee, self._lowered = max(LEAST, self._taken(now)), now
        self._refused.clear()
        self._next = {Lane.HELP: now, Lane.REPLY: now + BREATH}

    def _taken(self, now: float) -> float:
        """Return how many messages Telegram has taken within the last second."""
        return float(sum(at > now - 1 for at in self._sent) - sum(at > now - 1 for at, _ in self._refused))


class Bulk:
    """At most `rate` messages in a `WINDOW`, evenly spread. A burst would be refused; a plain token bucket lets 58
    through in one second and is refused 92 times (docs/performance.md, pacing).
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._sent: deque[float] = deque()
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until the next one may go out."""
        while self._sent and self._sent[0] <= now - WINDOW:
            self._sent.popleft()
        full = self._sent[-self.rate] + WINDOW if len(self._sent) >= self.rate else now
        return max(0.0, self._next - now, full - now)

    def went(self, now: float) -> None:
        """Note that one goes out."""
        self._sent.append(now)
        self._next = max(self._next, now - CATCHES_UP) + 1 / steady(self.rate)

    def pause(self, until: float) -> None:
        """Send nothing before."""
        self._next = max(self._next, until)


class Pace(Pacing):
    """The pace of one process. `rate`: of bulk, a second; `time` is a monotonic clock in seconds."""

    def __init__(self, rate: int, time: Callable[[], float], chats: Chats | None = None) -> None:
        super().__init__()
        self.chats = Chats() if chats is None else chats
        self.bulk = Bulk(rate)
        self.total = Total()
        self._time = time

    async def ask(self, lane: Lane, chat: int) -> Ask:
        """Ask for the right to send (`Pacing.ask`)."""
        now = self._time()
        if chat and (rest := self.chats.rest(lane, chat, now)) > 0:
            return Ask(max(0.001, rest), rests=True)
        wait = self.total.wait(lane, now)
        if lane is Lane.BULK:
            wait = max(wait, self.bulk.wait(now))
            if not wait and self.answers_wait:
                wait = 1 / self.total.rate(now)
        if wait > 0:
            return Ask(max(0.001, wait))
        if lane is Lane.BULK:
            self.bulk.went(now)
        self.total.went(lane, now)
        if chat:
            self.chats.went(chat, now)
        return Ask(0.0)

    async def refused(self, chat: int, seconds: float) -> None:
        """Note a refusal (`Pacing.refused`)."""
        now = self._time()
        if chat:
            self.chats.hold(chat, seconds, now)
            self.total.refused(chat, now)

"""SharedPace: the pace of all processes of one bot, kept in Redis; without Redis each has a share of its own."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from bot.edges.shared.link import RedisAway
from bot.edges.telegram.pace import CATCHES_UP, ROOM, SOON, WINDOW, Lane, Pace, kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.edges.shared.link import Link

PROCESSES = 4
"""As many are assumed, at least, when shares are reckoned: two replicas and two workers (compose.yaml)."""

SEEN_SECONDS = 60
"""How long a process that has sent nothing still counts as one of them."""

ASK = """
local sent, hold, seen, born, chat = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local lane, rate, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept, held, me, name = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6], ARGV[7]
local soon, catches, room = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]

-- Whose window it is: forget what is older, and what a clock that was set back has left in the future.
redis.call('ZREMRANGEBYSCORE', sent, '-inf', now - window)
redis.call('ZREMRANGEBYSCORE', sent, string.format('(%.0f', now), '+inf')
if redis.call('SET', born, 1, 'NX') then
    -- A Redis that remembers nothing: whatever may have gone out a moment ago, only Help goes out within a window.
    for number = 1, rate - kept do redis.call('ZADD', sent, now, 'before:' .. number) end
    redis.call('SET', born .. ':new', 1, 'PX', math.ceil(window / 1000))
end
for number = 13, #ARGV do
    redis.call('ZADD', sent, now - (ARGV[9] - ARGV[number]), me .. ':alone:' .. ARGV[number])
end
redis.call('PEXPIRE', sent, math.ceil(window / 1000))

if held > math.max(redis.call('PTTL', hold), 0) then redis.call('SET', hold, 1, 'PX', held) end
held = math.max(redis.call('PTTL', hold), 0)

redis.call('ZADD', seen, now, me)
redis.call('ZREMRANGEBYSCORE', seen, '-inf', now - ARGV[8] * 1000000)
redis.call('PEXPIRE', seen, ARGV[8] * 1000)
local processes = redis.call('ZCARD', seen)

if lane < 0 or held > 0 then return {0, held * 1000, held, processes, 0} end
if lane == 2 then
    local rests = redis.call('PTTL', chat)
    if rests > 0 then return {0, rests * 1000, 0, processes, 1} end
end
for before = 0, lane - 1 do
    local wanted = redis.call('PTTL', sent .. ':wanted:' .. before)
    if wanted > 0 then return {0, math.min(wanted, 20) * 1000, 0, processes, 0} end
end
local wait, next_bulk = 0, 0
if lane == 2 then -- evenly: after a burst an answer would wait for the rest of the window
    next_bulk = tonumber(redis.call('GET', sent .. ':bulk') or 0)
    if next_bulk > now and next_bulk < now + window then return {0, next_bulk - now, 0, processes, 0} end
end
local number = redis.call('ZCARD', sent)
if number >= rate then
    wait = redis.call('ZRANGE', sent, number - rate, number - rate, 'WITHSCORES')[2] + window - now
end
if lane > 0 then
    -- Whoever comes before Help leaves its share free, or comes when it is free soon.
    wait = math.max(wait, redis.call('PTTL', born .. ':new') * 1000)
    local others = rate - kept
    if number >= others then
        local before = redis.call('ZRANGE', sent, number - others, number - others, 'WITHSCORES')[2]
        wait = math.max(wait, before + window - soon - now)
    end
end
if lane == 2 and number >= rate - 1 then -- and bulk leaves room for an answer
    local before = redis.call('ZRANGE', sent, number - rate + 1, number - rate + 1, 'WITHSCORES')[2]
    wait = math.max(wait, before + window - room - now)
end
local place = sent .. ':wanted:' .. lane
if wait <= 0 then
    redis.call('ZADD', sent, now, me .. ':' .. name)
    if redis.call('GET', place) == me then redis.call('DEL', place) end
    redis.call('PEXPIRE', sent, math.ceil(window / 1000))
    if chat ~= sent then redis.call('SET', chat, 1, 'PX', math.ceil(window / 1000)) end
    if lane == 2 then
        local evenly = math.max(window / rate, (window - room) / (rate - 1), (window - soon) / (rate - kept))
        next_bulk = math.max(next_bulk, now - catches) + evenly
        redis.call('SET', sent .. ':bulk', string.format('%.0f', next_bulk), 'PX', math.ceil(window / 1000))
    end
    return {1, 0, 0, processes, 0}
end
-- Until then no later lane takes the place.
wait = math.max(wait, 1000)
redis.call('SET', place, me, 'PX', math.ceil(wait / 1000) + 30)
return {0, wait, 0, processes, 0}
"""
"""Ask for one send. ARGV: lane (-1: none is asked for), rate, window µs, kept for Help, ms that Telegram has told
us to wait, this process, a number of its own, SEEN_SECONDS, its own clock, SOON, CATCHES_UP and ROOM in µs, then
when it has sent alone, in µs of its clock. Returns {granted, µs to wait, ms to hold, processes, whether the chat
rests}."""


class SharedPace:
    """The pace that several processes share (`telegram.pace.Pacing`). `time` is a monotonic clock in seconds,
    `name` gives the name under which Redis may know a chat, `what` tells several paces of one bot apart. Used from
    one loop.

    Without Redis each process goes on with a careful share: the rate by the number of processes seen lately, four
    at least; after the change only Help goes out for a window, because nobody knows what the others have sent.
    """

    def __init__(
        self, link: Link, rate: int, time: Callable[[], float], name: Callable[[int], str], what: str = "pace"
    ) -> None:
        self._link = link
        self._what = what
        self._rate = rate
        self._time = time
        self._name = name
        self._me = secrets.token_hex(6)
        self._numbers = count()
        self._waiting: list[tuple[int, int, int, asyncio.Future[None]]] = []
        self._news = asyncio.Event()
        self._asking: asyncio.Task[None] | None = None
        self._not_before = 0.0
        self._untold = False
        """Whether Redis does not know yet that Telegram has told us to wait."""
        self._alone = Pace(max(2, rate // PROCESSES), time)
        self._is_alone = False

    async def turn(self, lane: Lane, chat: int = 0) -> None:
        """Wait until a message of this lane may go out (`Pacing.turn`)."""
        if not self._link.away:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._queue(lane, next(self._numbers), chat, turn)
            with suppress(RedisAway):
                await turn
                return
        if not self._is_alone:
            self._is_alone = True
            self._alone.fill()
        await self._alone.turn(lane, chat)

    def hold(self, seconds: float) -> None:
        """Let nothing out for so long, in any process: Telegram has asked us to wait (429)."""
        self._not_before = max(self._not_before, self._time() + seconds)
        self._alone.hold(seconds)
        self._untold = True
        self._wake()

    def held(self) -> float:
        """Return how many seconds Telegram has asked us to wait from now, as far as this process knows."""
        return max(0.0, self._not_before - self._time())

    def _queue(self, lane: int, number: int, chat: int, turn: asyncio.Future[None]) -> None:
        heappush(self._waiting, (lane, number, chat, turn))
        if self._waiting[0][1] == number:
            self._wake()

    def _wake(self) -> None:
        self._news.set()
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_for_all())

    async def _ask_for_all(self) -> None:
        """Ask Redis for one send after another, the first lane first, as long as somebody waits."""
        while self._waiting or self._untold:
            self._news.clear()
            if self._waiting and self._waiting[0][3].done():
                heappop(self._waiting)
                continue
            try:
                wait = await self._ask(*(self._waiting[0][:3] if self._waiting else (-1, 0, 0)))
            except RedisAway as away:
                self._untold = False
                waiting, self._waiting = self._waiting, []
                for *_, turn in waiting:
                    if not turn.done():
                        turn.set_exception(away)
                return
            if wait:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), wait)

    async def _ask(self, lane: int, number: int, chat: int) -> float:
        """Ask for the send of this number; return how many seconds to wait before the next is asked for.

        Errors: RedisAway.
        """
        self._untold = False
        alone = [int(at * 1e6) for at in self._alone.recent()]
        keys = [f"{self._what}:{key}" for key in ("sent", "hold", "seen", "born")]
        keys.append(f"{self._what}:chat:{self._name(chat)}" if chat else keys[0])
        others, told = kept(Lane.BULK, self._rate), int(self.held() * 1000)
        values: list[str | float] = [int(lane), self._rate, int(WINDOW * 1e6), others, told, self._me]
        values += [
            next(self._numbers),
            SEEN_SECONDS,
            int(self._time() * 1e6),
            *(int(each * 1e6) for each in (SOON, CATCHES_UP, ROOM)),
            *alone,
        ]
        granted, wait, held, processes, rests = await self._link.run(ASK, keys, values)
        self._is_alone = False
        self._alone.rate = max(2, self._rate // max(PROCESSES, processes))
        self._not_before = max(self._not_before, self._time() + held / 1000)
        seconds = float(wait) / 1e6
        place = next((place for place, one in enumerate(self._waiting) if one[1] == number), None)
        if place is None or not (granted or rests):
            return seconds
        chosen = self._waiting.pop(place)
        self._waiting.sort()
        if granted and not chosen[3].done():
            chosen[3].set_result(None)
        elif rests:  # steps aside, so that nobody waits behind it
            asyncio.get_running_loop().call_later(seconds, self._queue, *chosen)
        return 0.0
